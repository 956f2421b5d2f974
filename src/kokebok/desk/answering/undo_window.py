"""An answer that is given, and how it goes with the letter about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.calls.making_queries import page_made_of
from kokebok.desk.answering.at_hand import why_no_letter
from kokebok.desk.answering.frozen_queries import edition_with
from kokebok.desk.models import AnswerLetterState, Decision, Rest
from kokebok.desk.rules import may
from kokebok.inputs.models import Input, State
from kokebok.letters.queries import fares, letter_of

if TYPE_CHECKING:
    from datetime import datetime

    from kokebok.calls.making_queries import PageMade
    from kokebok.people.models import Person


@dataclass(frozen=True)
class UndoWindow:
    """What an editor sees beside an answered input. `until` is None when the answer can no longer be taken back.

    `edition` is the number of the edition that has frozen it before its time was over, "" if none has. `page` is the
    page that it published, which is a draft again when it is taken back.
    """

    decision: Decision
    until: datetime | None
    letter: str
    edition: str = ""
    page: PageMade | None = None


def undo_window(person: Person, given: Input) -> UndoWindow | None:
    """How it goes with the answer to an input; None for inputs without one, and for those who may not answer."""
    if given.state != State.ANSWERED or not may(person, "desk.answer"):
        return None
    rest = (
        Rest.objects.filter(decision__given=given)
        .select_related("decision__by", "decision__wording__paragraph", "decision__given")
        .first()
    )
    if rest is None:
        return None
    still = rest.state == AnswerLetterState.RESTING and rest.until > timezone.now()
    edition = edition_with(rest.decision) if still else ""
    until = rest.until if still and not edition else None
    wording = rest.decision.wording
    has_page = wording is not None and wording.paragraph_id != given.paragraph_id
    page = page_made_of(given) if has_page else None
    return UndoWindow(rest.decision, until, letter=_letter(rest), edition=edition, page=page)


def _letter(rest: Rest) -> str:
    """How it goes with the letter, in words."""
    why_not = why_no_letter(rest.decision.given)
    if rest.state == AnswerLetterState.RESTING:
        return why_not or _("The e-mail to the sender leaves when the answer can no longer be taken back.")
    if rest.state == AnswerLetterState.NOBODY:
        return why_not or _("No e-mail was sent: the address was confirmed after the answer was given.")
    letter = letter_of(rest.letter_key)
    return fares(letter.state) if letter else str(rest.get_state_display())


def find_undo_window(person: Person, number: int) -> UndoWindow | None:
    """The answer to the input with this number, by the same rules."""
    given = Input.objects.filter(pk=number).first()
    return undo_window(person, given) if given else None
