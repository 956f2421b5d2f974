"""Who sends an edition out and who has advised, as it was when the edition was frozen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kokebok.book.models.senders import contact_of, sender_of
from kokebok.editions.pictures import kept_portrait
from kokebok.review.advisers import advice
from kokebok.web.present import is_present

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook, Sender


def sender_now(cookbook: Cookbook) -> dict[str, Any]:
    """How to reach the body, who signs, what they want, and who has advised: what is not said is not there.

    The picture of who signs is kept with the files of editions. Raises Refused where it cannot be read any more.
    """
    sender = sender_of(cookbook)
    said = {
        "contact": list(contact_of(cookbook)[1:])
        if cookbook.responsible_body
        else list(contact_of(cookbook)),
        "name": sender.foreword_name,
        "title": sender.foreword_title,
        "signal": sender.signal,
        "portrait": kept_portrait(sender.portrait),
        "portrait_alt": sender.portrait_alt if sender.portrait else "",
        "words": words_beside(sender),
        "advised": [one.as_data() for one in advice()] if is_present("review") else [],
    }
    return {name: value for name, value in said.items() if value}


def words_beside(sender: Sender) -> dict[str, dict[str, str]]:
    """What the sender says in other languages than the book's, by language; what is not said is not there."""
    found = {}
    for words in sender.words.exclude(language=sender.cookbook.language).order_by("language"):
        said = {
            "foreword": words.foreword,
            "signal": words.signal,
            "title": words.foreword_title,
            "portrait_alt": words.portrait_alt if sender.portrait else "",
        }
        found[words.language] = {name: value for name, value in said.items() if value}
    return {language: said for language, said in found.items() if said}
