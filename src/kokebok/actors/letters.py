"""Letters about asking for contact. Neither side is told the address of the other, before the asked has said yes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kokebok.actors.models import Keeper
from kokebok.actors.queries import beginning_of
from kokebok.actors.rules import ANSWER_WITHIN, CONFIRM_WITHIN, KEPT_AFTER_ANSWER
from kokebok.inputs.queries import letter_language
from kokebok.letters.writing import LANGUAGES, absolute, role_mailbox, written

if TYPE_CHECKING:
    from kokebok.actors.models import Asked, Enquiry
    from kokebok.letters.actions.post import ToPost


def whom(enquiry: Enquiry) -> str:
    """Who is asked, in words, in the language of now."""
    if enquiry.body is not None:
        return enquiry.body.name
    if enquiry.met is not None:
        return enquiry.met.name
    return _("whoever sent input %(number)s") % {"number": enquiry.given_id}


def letter_to_confirm(enquiry: Enquiry) -> ToPost:
    """The letter that asks whoever has the address whether it is they who ask; at most one an hour."""
    link = absolute("actors:confirm", enquiry.token)
    key = f"actors.confirm:{enquiry.pk}:{timezone.now():%Y%m%d%H}"
    return _letter(
        enquiry, "confirm", key, enquiry.email, enquiry.language, link=link, days=CONFIRM_WITHIN.days
    )


def letter_that_asks(asked: Asked) -> ToPost:
    """The letter to one who is asked, with what is said to them and without the address of who says it."""
    enquiry = asked.enquiry
    link = absolute("actors:answer", asked.token)
    key = f"actors.asked:{asked.pk}"
    language = _language_of(asked)
    return _letter(enquiry, "asked", key, asked.email, language, link=link, days=ANSWER_WITHIN.days)


def letter_with_address(asked: Asked) -> ToPost:
    """The letter to one who has said yes, with the address: an answer to it goes to whoever asked."""
    enquiry = asked.enquiry
    link = absolute("actors:answer", asked.token)
    letter = _letter(
        enquiry,
        "address",
        f"actors.address:{enquiry.pk}",
        asked.email,
        _language_of(asked),
        link=link,
        days=KEPT_AFTER_ANSWER.days,
    )
    return {**letter, "reply_to": enquiry.email}


def letter_of_answer(enquiry: Enquiry) -> ToPost:
    """The letter to whoever asked, that tells what came of it."""
    key = f"actors.answer:{enquiry.pk}"
    return _letter(enquiry, "answer", key, enquiry.email, enquiry.language, days=KEPT_AFTER_ANSWER.days)


def _language_of(asked: Asked) -> str:
    """That of the sender of an input, or of whoever keeps the entry of a body; Norwegian for its shared mailbox."""
    enquiry = asked.enquiry
    if enquiry.given is not None:
        return letter_language(enquiry.given)
    if enquiry.met is not None:
        return enquiry.met.language
    kept = Keeper.objects.admitted().filter(body=enquiry.body_id, email=asked.email)
    return kept.values_list("language", flat=True).first() or "nb"


def _letter(enquiry: Enquiry, name: str, key: str, to: str, language: str, **words: Any) -> ToPost:
    with translation.override(language if language in LANGUAGES else "nb"):
        asked = whom(enquiry)
    about = {"beginning": beginning_of(enquiry.given), "at": ""}
    if about["beginning"]:
        about["at"] = absolute("reading:input", enquiry.given_id)
    said = written(f"actors/letters/{name}", language=language, enquiry=enquiry, whom=asked, **about, **words)
    return {
        "key": key,
        "to": to,
        "about": enquiry,
        "reply_to": role_mailbox(),
        "subject": said["subject"],
        "text": said["text"],
    }
