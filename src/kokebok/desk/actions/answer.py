"""Answer an input: decide, say why, and where the text changes, change it, all in one act."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from kokebok.book.actions.rewrite import Moved, rewrite
from kokebok.book.models import Weight, Wording
from kokebok.book.models.splitting import Note
from kokebok.book.placing import NoSuchPlace
from kokebok.desk.models import Decision, Outcome
from kokebok.desk.rules import require_honest_text, require_reason, require_reply, same_words
from kokebok.inputs.actions.letters import write
from kokebok.inputs.actions.moderate import approve
from kokebok.inputs.actions.move import move
from kokebok.inputs.models import Input, State
from kokebok.inputs.rules import Refused, TooLate
from kokebok.journal.actions.record import record

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
def answer(given: Input, said: Answer, *, by: Person, seen: Wording | None = None) -> Decision:
    """Answer an input; with a new text, change its paragraph and publish that. One transaction.

    `seen` is the wording the editor had before them, needed to change the text. An input that still waits is
    published with its answer. Raises Refused where the answer owes a reason or words, or says another thing than the
    text does; TooLate if somebody answered first or the paragraph has changed meanwhile.
    """
    given = settle(given, said, by=by)
    return decide(given, said, by=by, wording=_change_text(given, said, by=by, seen=seen))


def settle(given: Input, said: Answer, *, by: Person) -> Input:
    """Take an input to "answered", published if it waited. Call it inside the act's transaction, before the change.

    Raises Refused where the answer owes a reason or words, TooLate if somebody answered first.
    """
    require_reason(said.outcome, said.reason)
    require_reply(given.kind, said.reply)
    if given.state == State.WAITING:
        given = approve(given, by=by)
    return move(given, State.ANSWERED, by=by)


def decide(given: Input, said: Answer, *, by: Person, wording: Wording | None) -> Decision:
    """Write the decision on a settled input, with the wording it led to, and let its sender know."""
    decision = Decision.objects.create(
        given=given,
        outcome=said.outcome,
        reply=said.reply.strip(),
        reason=said.reason.strip(),
        by=by,
        on_behalf_of=by.body.name if by.body else "",
        at=timezone.now(),
        wording=wording,
    )
    record("decision.made", by=by, about=decision, given=given.pk, outcome=said.outcome)
    transaction.on_commit(partial(tell_later.enqueue, decision_id=decision.pk), robust=True)
    return decision


def _change_text(given: Input, said: Answer, *, by: Person, seen: Wording | None) -> Wording | None:
    if not said.new_text.strip() or seen is None or same_words(said.new_text, seen.text):
        return None
    require_honest_text(said.outcome, before=seen.text, after=said.new_text, suggestion=given.suggestion)
    return change_text(seen, said, by=by)


def change_text(seen: Wording, said: Answer, *, by: Person) -> Wording:
    """Give the paragraph the answer's new text. Raises TooLate if it has changed, Refused if it cannot be changed."""
    note = Note(reason=said.reason.strip() or said.reply.strip(), weight=said.weight)
    try:
        return rewrite(seen, to=" ".join(said.new_text.split()), by=by, note=note)
    except Moved as refusal:
        raise TooLate(str(refusal)) from refusal
    except NoSuchPlace as refusal:
        raise Refused(_("This paragraph can only be changed in the page editor.")) from refusal


@task(backend="later")
def tell_later(*, decision_id: int) -> None:
    """Tell the sender what was decided, if they gave an address and confirmed it."""
    decision = Decision.objects.select_related("given", "wording").get(pk=decision_id)
    if decision.given.email_confirmed_at:
        write(decision.given, "answered", decision=decision)
