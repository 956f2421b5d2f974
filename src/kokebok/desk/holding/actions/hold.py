"""Hold an answer back, and publish several in one act."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.book.models import Weight
from kokebok.desk.answering.actions.answer import Answer, answer
from kokebok.desk.models import Decision, Draft, HeldAnswer, Outcome
from kokebok.desk.rules import (
    require_honest_text,
    require_reason,
    require_reply,
    require_what_changed,
    same_words,
)
from kokebok.inputs.models import UNSETTLED, Input
from kokebok.inputs.rules import TooLate
from kokebok.journal.actions.record import record
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from kokebok.book.models import Wording
    from kokebok.people.models import Person


@dataclass(frozen=True)
class NotGiven:
    """A held answer that could not be published, and why."""

    held: HeldAnswer
    why: str


@dataclass(frozen=True)
class Released:
    """What publishing several held answers led to."""

    given: list[Decision]
    not_given: list[NotGiven]


@transaction.atomic
def hold(
    given: Input, said: Answer, *, by: Person, seen: Wording | None = None, version: int = 0
) -> HeldAnswer:
    """Keep a whole answer without giving it: readers see nothing, and the input waits on.

    `version` is that of the held answer the editor had before them, 0 for none. Raises Refused as `answer` does;
    TooLate if the input is answered, or somebody has held or changed an answer to it meanwhile.
    """
    locked = Input.objects.select_for_update().get(pk=given.pk)
    if locked.state not in UNSETTLED:
        raise TooLate(_("Somebody else was first: this input has already been handled."))
    fields = _require_whole(locked, said, seen)
    held = _write(locked, {**fields, "by": by, "at": timezone.now()}, version)
    Draft.objects.filter(given=given, by=by).delete()
    record("answer.held", by=by, about=given, **_words(held))
    return held


def _require_whole(given: Input, said: Answer, seen: Wording | None) -> dict[str, Any]:
    require_reason(said.outcome, said.reason)
    require_reply(given.kind, said.reply)
    new_text = " ".join(said.new_text.split())
    changes = seen is not None and bool(new_text) and not same_words(new_text, seen.text)
    if changes and seen is not None:
        require_honest_text(said.outcome, before=seen.text, after=new_text, suggestion=given.suggestion)
    else:
        require_what_changed(said.outcome, said.reply, said.reason)
    return {
        "outcome": said.outcome,
        "reply": said.reply.strip(),
        "reason": said.reason.strip(),
        "new_text": new_text if changes else "",
        "weight": said.weight,
        "seen": seen,
    }


def _write(given: Input, fields: dict[str, Any], version: int) -> HeldAnswer:
    if version:
        mine = HeldAnswer.objects.filter(given=given, version=version)
        if mine.update(**fields, version=version + 1):
            return HeldAnswer.objects.get(given=given)
    elif not HeldAnswer.objects.filter(given=given).exists():
        try:
            with transaction.atomic():
                return HeldAnswer.objects.create(given=given, **fields)
        except IntegrityError:
            pass
    raise TooLate(_("Somebody has held back another answer to this input meanwhile. Look at it first."))


@transaction.atomic
def release(held: Iterable[HeldAnswer], *, by: Person) -> Released:
    """Publish held answers in one act, each signed by who wrote it. Those that cannot be are named, and stay held."""
    given: list[Decision] = []
    not_given: list[NotGiven] = []
    for one in held:
        try:
            with transaction.atomic():
                given.append(_give(one, by=by))
        except Refused as refusal:
            not_given.append(NotGiven(one, str(refusal)))
    return Released(given, not_given)


def _give(held: HeldAnswer, *, by: Person) -> Decision:
    given = Input.objects.select_related("paragraph").get(pk=held.given_id)
    if not HeldAnswer.objects.filter(pk=held.pk, version=held.version).delete()[0]:
        raise TooLate(_("It was published, changed or thrown away meanwhile."))
    if given.state not in UNSETTLED:
        raise TooLate(why_settled(given))
    decision = answer(given, said_in(held), by=by, seen=held.seen, signed=held.by)
    record("answer.released", by=by, about=decision, given=given.pk, held_by=held.by_id)
    return decision


def why_settled(given: Input) -> str:
    """Why an input can no longer be answered, and by whom if it was."""
    decision = Decision.objects.select_related("by").filter(given=given).first()
    if decision is None:
        return _("It is “%(state)s” now.") % {"state": given.get_state_display()}
    return _("%(who)s has answered it meanwhile.") % {"who": decision.by.name}


def said_in(held: HeldAnswer) -> Answer:
    """What a held answer says."""
    return Answer(
        Outcome(held.outcome), held.reply, held.reason, new_text=held.new_text, weight=Weight(held.weight)
    )


@transaction.atomic
def drop(held: HeldAnswer, *, by: Person) -> None:
    """Throw a held answer away; the journal keeps its words. Raises TooLate if it is not the one that was seen."""
    if not HeldAnswer.objects.filter(pk=held.pk, version=held.version).delete()[0]:
        raise TooLate(_("It was published, changed or thrown away meanwhile."))
    record("answer.dropped", by=by, about=held.given, **_words(held))


def _words(held: HeldAnswer) -> dict[str, Any]:
    return {
        "outcome": held.outcome,
        "reply": held.reply,
        "reason": held.reason,
        "new_text": held.new_text,
        "held_by": held.by_id,
    }
