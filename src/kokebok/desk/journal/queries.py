"""The journal in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from kokebok.desk.models import Outcome
from kokebok.inputs.models import Kind
from kokebok.journal.words import detail_for, thing_in_words, words_for
from kokebok.lib.bounded import number_in
from kokebok.people.models import RoleName

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from kokebok.journal.models import Entry


CHOSEN = {"outcome": Outcome.choices, "role": RoleName.choices, "kind": Kind.choices}
AS_THEY_ARE = ("holder", "refusal", "number")


@dataclass(frozen=True)
class JournalLine:
    """A line of the journal. `who` is "" for what the public did, `url` is "" if there is nothing to open."""

    at: datetime
    who: str
    what: str
    thing: str
    detail: str
    url: str


def lines(entries: Iterable[Entry]) -> list[JournalLine]:
    """The entries in words. An act without words of its own is shown by its name."""
    return [
        JournalLine(
            at=entry.at,
            who=entry.by.name if entry.by else "",
            what=words_for(entry.act),
            thing=thing_of(entry),
            detail=_detail(entry),
            url=_url(entry),
        )
        for entry in entries
    ]


def _detail(entry: Entry) -> str:
    what = entry.what
    words = detail_for(entry.act, what)
    if words is not None:
        return words
    for name, choices in CHOSEN.items():
        if name in what:
            return str(dict(choices).get(what[name], what[name]))
    if "wording" in what:
        return _("wording %(number)s") % {"number": what["wording"]}
    return next((str(what[name]) for name in AS_THEY_ARE if name in what), "")


def thing_of(entry: Entry) -> str:
    """What the act was about, in words and with its number; "" for nothing."""
    label, _colon, key = entry.about.partition(":")
    words = thing_in_words(label)
    return f"{words} {key}" if words else ""


def _url(entry: Entry) -> str:
    kind, _colon, key = entry.about.partition(":")
    number = number_in(key if kind == "inputs.input" else str(entry.what.get("given", "")))
    return reverse("desk:opened", args=[number]) if number is not None else ""
