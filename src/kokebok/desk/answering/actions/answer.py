"""Answer an input: decide, say why, and where the text changes, change it, all in one act."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.book.actions.rewrite import Moved, NotWords, rewrite_held
from kokebok.book.models import ChangeCause, Weight, Wording
from kokebok.book.models.splitting import ReasonForChange
from kokebok.book.publishing import holding_page_of
from kokebok.desk.answering.actions.letters import send_letter
from kokebok.desk.models import Decision, Draft, HeldAnswer, Outcome, Rest, TextBefore
from kokebok.desk.rules import (
    require_honest_text,
    require_reason,
    require_reply,
    require_what_changed,
    same_words,
)
from kokebok.inputs.actions.moderate import approve
from kokebok.inputs.actions.move import move
from kokebok.inputs.models import Input, State
from kokebok.inputs.rules import TooLate
from kokebok.journal.actions.record import record
from kokebok.moderation.rules import require_no_mark
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from kokebok.people.models import Person


@dataclass(frozen=True)
class Answer:
    """What an editor says to an input. `new_text` is the paragraph's whole new text, "" to leave it as it is."""

    outcome: Outcome
    reply: str = ""
    reason: str = ""
    new_text: str = ""
    weight: Weight = Weight.MEANING


@transaction.atomic
def answer(
    given: Input, said: Answer, *, by: Person, seen: Wording | None = None, signed: Person | None = None
) -> Decision:
    """Answer an input; with a new text, change its paragraph and publish that. One transaction.

    `seen` is the wording the editor had before them, needed to change the text. An input that still waits is
    published with its answer. `signed` is who wrote the answer, where another gives it. Raises Refused where the
    answer owes a reason or words, or says another thing than the text does; TooLate if somebody answered first or the
    paragraph has changed meanwhile.
    """
    with holding_place(said, seen):
        return answer_held(given, said, by=by, seen=seen, signed=signed)


def holding_place(said: Answer, seen: Wording | None) -> AbstractContextManager[None]:
    """Hold the page whose text an answer changes, before any input is touched; nothing where it changes none."""
    changes = seen is not None and changes_text(said, seen)
    return holding_page_of(seen.paragraph_id) if seen is not None and changes else nullcontext()


def answer_held(
    given: Input, said: Answer, *, by: Person, seen: Wording | None = None, signed: Person | None = None
) -> Decision:
    """The same as `answer` inside another act: call it in its transaction, with the page held (`holding_place`)."""
    was = State(given.state)
    given = settle(given, said, by=by)
    wording = _change_text(given, said, by=by, seen=seen)
    return decide(given, said, by=by, wording=wording, was=was, signed=signed)


def settle(given: Input, said: Answer, *, by: Person) -> Input:
    """Take an input to "answered", published if it waited. Call it inside the act's transaction, before the change.

    Raises Refused where the answer owes a reason or words, TooLate if somebody answered first.
    """
    require_reason(said.outcome, said.reason)
    require_reply(given.kind, said.reply)
    if given.state == State.WAITING:
        given = approve(given, by=by)
    return move(given, State.ANSWERED, by=by)


def decide(
    given: Input,
    said: Answer,
    *,
    by: Person,
    wording: Wording | None,
    was: State = State.OPEN,
    signed: Person | None = None,
) -> Decision:
    """Write the decision on a settled input, with the wording it led to, and let its sender know when it has rested.

    `was` is the state the input had before, `signed` who wrote the answer, where another gives it. What the one who
    answers had begun to write, or held back, for this input is done with. Raises Refused where the decision speaks of
    changes that nothing tells of.
    """
    if wording is None:
        require_what_changed(said.outcome, said.reply, said.reason)
    signer = signed or by
    decision = Decision.objects.create(
        given=given,
        outcome=said.outcome,
        reply=said.reply.strip(),
        reason=said.reason.strip(),
        by=signer,
        on_behalf_of=signer.body.name if signer.body else "",
        at=timezone.now(),
        wording=wording,
    )
    Draft.objects.filter(given=given, by=by).delete()
    HeldAnswer.objects.filter(given=given, by__in=(by, signer)).delete()
    record("decision.made", by=by, about=decision, given=given.pk, outcome=said.outcome)
    open_undo_window(decision, was=was)
    return decision


def open_undo_window(decision: Decision, *, was: State) -> Rest:
    """Let an answer rest for `settings.UNDO_SECONDS`: until then it can be taken back, and no letter leaves."""
    until = decision.at + timedelta(seconds=settings.UNDO_SECONDS)
    rest = Rest.objects.create(decision=decision, was=was, until=until)
    if not settings.UNDO_SECONDS:
        send_letter(rest.pk)
    return rest


def changes_text(said: Answer, seen: Wording) -> bool:
    """Whether an answer has other words for the paragraph than those the editor had before them."""
    return bool(said.new_text.strip()) and not same_words(said.new_text, seen.text)


def _change_text(given: Input, said: Answer, *, by: Person, seen: Wording | None) -> Wording | None:
    if seen is None or not changes_text(said, seen):
        return None
    require_honest_text(said.outcome, before=seen.text, after=said.new_text, suggestion=given.suggestion)
    return change_text(seen, said, by=by)


def change_text(seen: Wording, said: Answer, *, by: Person) -> Wording:
    """Give the paragraph the answer's new text. Call it inside the act's transaction, with the page held.

    Raises TooLate if the paragraph has changed, Refused if it cannot be changed.
    """
    require_no_mark(said.new_text)
    note = ReasonForChange(reason=said.reason.strip(), cause=ChangeCause.INPUT, weight=said.weight)
    try:
        done = rewrite_held(seen, to=" ".join(said.new_text.split()), by=by, note=note)
    except NotWords as refusal:
        raise Refused(_("This paragraph can only be changed in the page editor.")) from refusal
    except Moved as refusal:
        raise TooLate(str(refusal)) from refusal
    TextBefore.objects.create(wording=done.wording, source=done.before)
    return done.wording
