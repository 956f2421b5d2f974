"""Take an answer back while it rests."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.book.actions.rewrite import Moved, put_back
from kokebok.book.models import ChangeCause, Weight, Wording
from kokebok.book.models.splitting import ReasonForChange
from kokebok.book.placing import NoSuchPath
from kokebok.book.publishing import hold_page, hold_page_of
from kokebok.book.queries import the_cookbook
from kokebok.desk.answering.actions.draft import draft_of, keep
from kokebok.desk.answering.actions.take_into_book import take_out_of_book
from kokebok.desk.answering.frozen_queries import edition_with
from kokebok.desk.models import AnswerLetterState, Decision, Rest, TextBefore
from kokebok.inputs.actions.move import move
from kokebok.inputs.models import Input, State
from kokebok.inputs.rules import TooLate
from kokebok.journal.actions.record import record
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from kokebok.book.models import Page
    from kokebok.people.models import Person


class TextUndone(Enum):
    """What became of the paragraph's text when an answer was taken back."""

    UNTOUCHED = "untouched"  # the answer had not changed it
    BACK = "back"
    CHANGED_SINCE = "changed since"
    SHARED = "shared"  # other answers rest on the same words
    PAGE_BACK = "page back"  # the answer had published a page, which is a draft again


@dataclass(frozen=True)
class Undone:
    """An input whose answer was taken back, and what became of the text; `pages` are those that are drafts again."""

    given: Input
    text: TextUndone
    pages: tuple[Page, ...] = ()


@transaction.atomic
def undo(decision: Decision, *, by: Person, keep_words: bool = True) -> Undone:
    """Take an answer back: the input is as it was before, and what was said becomes a draft of the one who undoes.

    The decision leaves the tables, so that nobody reads it; all of it stays in the journal. The paragraph gets its
    words back, unless somebody has changed them since or other answers rest on them; a page that the answer published
    is a draft again.
    Raises TooLate once the letter is due, or if somebody else was first; Refused where others have built on it, or an
    edition has frozen it.
    """
    _hold_what_is_frozen(decision)
    _require_not_frozen(decision)
    rest = _claim(decision)
    given = _open_again(decision, State(rest.was), by=by)
    _record(decision, by=by)
    said = draft_of(decision)
    wording = decision.wording
    try:
        decision.delete()
    except ProtectedError as refusal:
        raise Refused(_("Others have built on this answer, so it can no longer be taken back.")) from refusal
    if keep_words:
        keep(given, said, by=by)
    pages = take_out_of_book(given, by=by)
    if pages:
        return Undone(given, TextUndone.PAGE_BACK, tuple(pages))
    return Undone(given, _take_text_back(wording, by=by))


def _hold_what_is_frozen(decision: Decision) -> None:
    """Let no edition be frozen until the transaction ends: that takes all pages of the cookbook."""
    cookbook = the_cookbook()
    if decision.wording is not None:
        hold_page_of(decision.wording.paragraph_id)
    elif cookbook is not None:
        hold_page(cookbook.pk)


def _require_not_frozen(decision: Decision) -> None:
    edition = edition_with(decision)
    if edition:
        raise Refused(
            _(
                "Edition %(number)s has frozen this answer, so it can no longer be taken back. What should be another "
                "way is decided anew, in the text, and the next edition tells of it."
            )
            % {"number": edition}
        )


def _claim(decision: Decision) -> Rest:
    """The rest of an answer that may be taken back, out of the letter's reach. Raises TooLate."""
    mine = Rest.objects.filter(decision=decision)
    taken = mine.open(timezone.now()).update(state=AnswerLetterState.HALTED) or mine.filter(
        state=AnswerLetterState.HALTED
    ).update(state=AnswerLetterState.HALTED)
    if not taken:
        raise TooLate(_("The answer can no longer be taken back: its time is over, or somebody was first."))
    return mine.get()


def _open_again(decision: Decision, to: State, *, by: Person) -> Input:
    given = Input.objects.get(pk=decision.given_id)
    published_at = None if to == State.WAITING else given.published_at
    return move(given, to, by=by, published_at=published_at)


def _record(decision: Decision, *, by: Person) -> None:
    record(
        "decision.undone",
        by=by,
        about=decision,
        given=decision.given_id,
        outcome=decision.outcome,
        reply=decision.reply,
        reason=decision.reason,
        decided_by=decision.by_id,
        on_behalf_of=decision.on_behalf_of,
        decided_at=decision.at.isoformat(),
        new_text=decision.wording.text if decision.wording else "",
    )


def _take_text_back(wording: Wording | None, *, by: Person) -> TextUndone:
    if wording is None:
        return TextUndone.UNTOUCHED
    if wording.decisions.exists():
        return TextUndone.SHARED
    said = _("The answer that led to these words was taken back.")
    Wording.objects.filter(pk=wording.pk).update(reason=said)
    before = TextBefore.objects.filter(wording=wording).first()
    if before is None:
        return TextUndone.CHANGED_SINCE
    note = ReasonForChange(
        reason=_("The words before are put back: the answer was taken back."),
        cause=ChangeCause.INPUT,
        weight=Weight.SMALL,
    )
    try:
        put_back(wording, source=before.source, by=by, note=note)
    except (Moved, NoSuchPath):
        return TextUndone.CHANGED_SINCE
    return TextUndone.BACK
