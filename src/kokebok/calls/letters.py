"""Letters about calls: to those who want to be reminded, who answered, and who are asked to agree to a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone, translation

from kokebok.calls.showing import in_words
from kokebok.letters.writing import LANGUAGES, absolute, role_mailbox, written

if TYPE_CHECKING:
    from kokebok.calls.models import CallAnswer, Consent, Phase, Wish
    from kokebok.letters.actions.post import ToPost

REMINDER = "calls.reminder:"
OPENING = "calls.opening:"


def letter_to_confirm(wish: Wish) -> ToPost:
    """The letter that asks whether the owner of an address wants to be reminded."""
    words = written(
        "calls/letters/confirm_reminder",
        language=wish.language,
        call=wish.call,
        confirm=absolute("calls:confirm_reminders", wish.token),
    )
    key = f"calls.confirm:{wish.pk}:{timezone.now():%Y%m%dT%H%M%S%f}"
    return {
        "key": key,
        "to": wish.email,
        "about": wish,
        "reply_to": role_mailbox(),
        "subject": words["subject"],
        "text": words["text"],
    }


def key_of_reminder(wish: Wish, phase: Phase, days: int) -> str:
    """One letter for each day before each deadline: one that is moved is another."""
    return f"{REMINDER}{wish.pk}:{deadline_in_key(phase)}:{days}"


def deadline_in_key(phase: Phase) -> str:
    """The deadline, as it stands in the keys of its reminders."""
    return f"{phase.pk}:{phase.closes_at:%Y%m%dT%H%M%S%f}"


def letter_of_reminder(wish: Wish, phase: Phase, days: int, answer: CallAnswer | None = None) -> ToPost:
    """The letter before a deadline; of use until then. `answer` is theirs, where we know that they have sent one."""
    stop = absolute("calls:end_reminders", wish.token)
    words = written(
        "calls/letters/reminder",
        language=wish.language,
        call=wish.call,
        phase=phase,
        closes=_closes(phase, wish.language),
        link=_where_to_go_on(wish, phase, answer),
        is_known=answer is not None,
        stop=stop,
    )
    return {
        "key": key_of_reminder(wish, phase, days),
        "to": wish.email,
        "about": wish,
        "reply_to": role_mailbox(),
        "headers": {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
        "of_use_for": phase.closes_at - timezone.now(),
        "subject": words["subject"],
        "text": words["text"],
    }


def _where_to_go_on(wish: Wish, phase: Phase, answer: CallAnswer | None) -> str:
    if phase.number == 1:
        return absolute("calls:call", wish.call.slug)
    return (
        absolute("calls:fill_in", answer.given.code, phase.number)
        if answer
        else absolute("reading:find_receipt")
    )


def key_of_opening(answer: CallAnswer, phase: Phase) -> str:
    """One letter for each who answered and each phase that opens."""
    return f"{OPENING}{answer.pk}:{phase.pk}"


def letter_of_opening(answer: CallAnswer, phase: Phase) -> ToPost:
    """The letter that tells somebody who answered that the next phase has opened; of use until it closes."""
    given = answer.given
    words = written(
        "calls/letters/opening",
        language=given.language,
        call=answer.call,
        phase=phase,
        closes=_closes(phase, given.language),
        link=absolute("calls:fill_in", given.code, phase.number),
    )
    return {
        "key": key_of_opening(answer, phase),
        "to": given.email,
        "about": given,
        "reply_to": role_mailbox(),
        "of_use_for": phase.closes_at - timezone.now(),
        "subject": words["subject"],
        "text": words["text"],
    }


def letter_of_consent(consent: Consent, language: str) -> ToPost:
    """The letter that asks somebody whether they agree to a text: once for each text."""
    words = written(
        "calls/letters/consent",
        language=language,
        party=consent.party,
        title=consent.text.text["title"],
        link=absolute("calls:consent", consent.party.token),
    )
    return {
        "key": f"calls.consent:{consent.pk}",
        "to": consent.party.email,
        "about": consent,
        "reply_to": role_mailbox(),
        "subject": words["subject"],
        "text": words["text"],
    }


def _closes(phase: Phase, language: str) -> str:
    with translation.override(language if language in LANGUAGES else "nb"):
        return in_words(phase.closes_at, phase.zone)
