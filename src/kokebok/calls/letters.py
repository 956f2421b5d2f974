"""Letters about calls: to those who want to be reminded, and to those who are asked to agree to a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from kokebok.book.queries import the_cookbook
from kokebok.calls.showing import in_words

if TYPE_CHECKING:
    from kokebok.calls.models import CallAnswer, Consent, Phase, Wish


def absolute(name: str, *args: object) -> str:
    """The whole address of one of our pages."""
    return settings.BASE_URL + reverse(name, args=args)


def letter_about(name: str, wish: Wish, *, phase: Phase | None = None) -> EmailMessage:
    """A letter about a call to one who wants to be reminded, or has asked to be."""
    stop = absolute("calls:end_reminders", wish.token)
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    with translation.override(wish.language):
        words = {
            "call": wish.call,
            "phase": phase,
            "closes": in_words(phase.closes_at, phase.zone) if phase else "",
            "link": absolute("calls:call", wish.call.slug),
            "confirm": absolute("calls:confirm_reminders", wish.token),
            "stop": stop,
        }
        return _letter(name, wish.email, words, headers if wish.confirmed_at else {})


def letter_of_opening(answer: CallAnswer, phase: Phase) -> EmailMessage:
    """The letter that tells somebody who answered that the next phase has opened."""
    given = answer.given
    with translation.override(given.language if given.language in {"nb", "nn", "en"} else "nb"):
        words = {
            "call": answer.call,
            "phase": phase,
            "closes": in_words(phase.closes_at, phase.zone),
            "link": absolute("calls:fill_in", given.code, phase.number),
        }
        return _letter("opening", given.email, words, {})


def letter_of_consent(consent: Consent, language: str) -> EmailMessage:
    """The letter that asks somebody whether they agree to a text."""
    with translation.override(language):
        words = {
            "party": consent.party,
            "title": consent.text.text["title"],
            "link": absolute("calls:consent", consent.party.token),
        }
        return _letter("consent", consent.party.email, words, {})


def _letter(name: str, to: str, words: dict[str, Any], headers: dict[str, str]) -> EmailMessage:
    """`calls/letters/<name>.txt`, whose first line is the subject, in the language of now."""
    book = the_cookbook()
    text = render_to_string(f"calls/letters/{name}.txt", {"cookbook": book, **words})
    subject, _gap, body = text.strip().partition("\n")
    return EmailMessage(
        subject=subject,
        body=body.strip() + "\n",
        to=[to],
        reply_to=[book.role_mailbox] if book and book.role_mailbox else None,
        headers={"Auto-Submitted": "auto-generated", **headers},
    )
