"""Prepare a call: what it is, its phases, its questions; publish it, and take it down."""

from __future__ import annotations

from datetime import timedelta
from itertools import chain, count
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.calls.models import Call, Phase, Question
from kokebok.calls.rules import require_ready, require_room_for
from kokebok.inputs.rules import TooLate
from kokebok.journal.actions.record import record
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    import uuid

    from kokebok.people.models import Person

TITLE, SLUG = 100, 48
"""So much of a title and of an address is kept in a copy's: there must be room for what says that it is one."""
COPIED = (
    "gathers",
    "language",
    "purpose",
    "decides",
    "criteria",
    "what_next",
    "about",
    "takes_late",
    "frames",
    "themes",
)
COPIED_OF_QUESTION = ("order", "text", "help", "kind", "most", "choices", "required", "fills")


@transaction.atomic
def make_call(*, by: Person, **fields: Any) -> Call:
    """A new call, which nobody else sees yet."""
    made = Call.objects.create(made_by=by, **fields)
    record("call.made", by=by, about=made)
    return made


@transaction.atomic
def copy_call(call: Call, *, by: Person, ticket: uuid.UUID) -> Call:
    """A new call with the words, phases and questions of this one, and no answers; nobody else sees it yet.

    Its first phase opens at the same hour tomorrow, and the days of all phases are moved as far. A second press with
    the same ticket gives the first one's copy; of two at once, one waits, so that each has an address of its own.
    """
    list(Call.objects.select_for_update().order_by("pk").values_list("pk"))
    already = Call.objects.filter(ticket=ticket).first()
    if already is not None:
        return already
    made = Call.objects.create(
        made_by=by,
        ticket=ticket,
        title=_("%(title)s (copy)") % {"title": call.title[:TITLE]},
        slug=_free_slug(call.slug),
        **{name: getattr(call, name) for name in COPIED},
    )
    phases = list(call.phases.order_by("number"))
    move = _days_to_move(phases)
    for phase in phases:
        said = {name: getattr(phase, name) for name in ("number", "title", "zone", "takes_files")}
        moved = {name: phase.there(getattr(phase, name)) + move for name in ("opens_at", "closes_at")}
        copy = Phase.objects.create(call=made, **said, **moved)
        Question.objects.bulk_create(
            Question(phase=copy, **{name: getattr(question, name) for name in COPIED_OF_QUESTION})
            for question in phase.questions.order_by("order", "pk")
        )
    record("call.copied", by=by, about=made, of=call.pk)
    return made


def _days_to_move(phases: list[Phase]) -> timedelta:
    """So many whole days that the first of the phases opens tomorrow, by its own clock: hours stay what they were."""
    if not phases:
        return timedelta()
    first = phases[0]
    return first.there(timezone.now()).date() + timedelta(days=1) - first.opens_there.date()


def _free_slug(slug: str) -> str:
    """The address of a copy, which nothing has yet."""
    stem = slug[:SLUG]
    taken = set(Call.objects.filter(slug__startswith=f"{stem}-kopi").values_list("slug", flat=True))
    tried = chain([f"{stem}-kopi"], (f"{stem}-kopi-{number}" for number in count(2)))
    return next(one for one in tried if one not in taken)


@transaction.atomic
def change_call(call: Call, *, by: Person, **fields: Any) -> Call:
    """Change the words of a call. Raises Refused where answers have come and it would gather something else."""
    locked = Call.objects.select_for_update().get(pk=call.pk)
    gathers = fields.get("gathers", locked.gathers)
    if gathers != locked.gathers and locked.answers.exists():
        raise Refused(_("Answers have come, so what the call gathers can no longer change."))
    Call.objects.filter(pk=call.pk).update(**fields)
    if gathers != locked.gathers:
        Question.objects.filter(phase__call=call).exclude(fills="").update(fills="")
    record("call.changed", by=by, about=call, fields=sorted(fields))
    call.refresh_from_db()
    return call


@transaction.atomic
def publish(call: Call, *, by: Person) -> Call:
    """Let everyone read a call. It opens and closes by the clock.

    Raises Refused where it has no phase or no question, NoReasons where it is not said yet what cannot be published,
    and TooLate if it is public already.
    """
    require_ready(call)
    moved = Call.objects.filter(pk=call.pk).exclude(published_at__isnull=False, taken_down_at=None)
    if not moved.update(published_at=timezone.now(), taken_down_at=None):
        raise TooLate(_("The call is public already."))
    record("call.published", by=by, about=call)
    call.refresh_from_db()
    return call


@transaction.atomic
def take_down(call: Call, *, by: Person) -> Call:
    """Let nobody read a call, or answer it. What has come stays. Raises TooLate if it is not public."""
    public = Call.objects.filter(pk=call.pk, published_at__isnull=False, taken_down_at=None)
    if not public.update(taken_down_at=timezone.now()):
        raise TooLate(_("The call is not public."))
    record("call.taken_down", by=by, about=call)
    call.refresh_from_db()
    return call


@transaction.atomic
def set_phase(call: Call, phase: Phase | None, *, by: Person, **fields: Any) -> Phase:
    """Add a phase after the others, or change one: the only place where a deadline is said."""
    Call.objects.select_for_update().get(pk=call.pk)
    if phase is None:
        last = call.phases.aggregate(last=Max("number"))["last"] or 0
        phase = Phase.objects.create(call=call, number=last + 1, **fields)
    else:
        Phase.objects.filter(pk=phase.pk).update(**fields)
        phase.refresh_from_db()
    record("phase.set", by=by, about=phase, call=call.pk, closes_at=phase.closes_at.isoformat())
    return phase


@transaction.atomic
def remove_phase(phase: Phase, *, by: Person) -> None:
    """Take the last phase out. Raises Refused where answers have come to it, or there is one after it."""
    call = Call.objects.select_for_update().get(pk=phase.call_id)
    if call.phases.filter(number__gt=phase.number).exists():
        raise Refused(_("Take the later phase out first."))
    if Question.objects.filter(phase=phase, replies__isnull=False).exists() or call.is_public:
        raise Refused(_("The call is public, or answers have come to this phase, so it cannot be taken out."))
    record("phase.removed", by=by, about=phase, call=call.pk)
    phase.questions.all().delete()
    phase.delete()


@transaction.atomic
def set_question(phase: Phase, question: Question | None, *, by: Person, **fields: Any) -> Question:
    """Add a question at the end of a phase, or change one.

    Raises Refused where the answers together would have no room in an input, or where answers have come and it would
    be answered in another way.
    """
    call = Call.objects.select_for_update().get(pk=phase.call_id)
    if question is None:
        last = phase.questions.aggregate(last=Max("order"))["last"] or 0
        question = Question.objects.create(phase=phase, order=last + 1, **fields)
    else:
        if fields.get("kind", question.kind) != question.kind and question.replies.exists():
            raise Refused(_("Answers have come, so the question can no longer be answered in another way."))
        Question.objects.filter(pk=question.pk).update(**fields)
        question.refresh_from_db()
    require_room_for(Question.objects.filter(phase__call=call))
    record("question.set", by=by, about=question, call=call.pk)
    return question


@transaction.atomic
def remove_question(question: Question, *, by: Person) -> None:
    """Take a question out. Raises Refused where somebody has answered it, or is writing an answer."""
    Call.objects.select_for_update().get(pk=question.phase.call_id)
    if question.replies.exists() or question.phase.call.answers.filter(drafts__question=question).exists():
        raise Refused(_("Somebody has answered this question, so it cannot be taken out."))
    record("question.removed", by=by, about=question, call=question.phase.call_id)
    question.delete()
