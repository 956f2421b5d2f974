"""Reading calls: those anyone may read, those at the desk, and the answers to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Prefetch, Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from kokebok.book.finding import pages_like
from kokebok.book.models import PageKind
from kokebok.book.queries import address_of
from kokebok.calls.models import (
    Call,
    CallAnswer,
    Draft,
    Gathers,
    Overwritten,
    Phase,
    Question,
    Wish,
)
from kokebok.calls.rules import PhaseStanding, may, may_go_on, standing_of
from kokebok.calls.showing import ShownCall, in_words, shown
from kokebok.calls.words import digest, removed_from, without
from kokebok.inputs.models import State
from kokebok.inputs.seen import Seen, seen_by
from kokebok.lib.bounded import number_in

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from kokebok.inputs.models import Input
    from kokebok.people.models import Person

LIKE = {Gathers.EXAMPLE: PageKind.EXAMPLE, Gathers.TOOL: PageKind.TOOL}


def _with_all(calls: QuerySet[Call]) -> QuerySet[Call]:
    """With the phases in their order, and `received`: how many answers have come."""
    phases = Prefetch("phases", Phase.objects.order_by("number"))
    return (
        calls.prefetch_related(phases)
        .annotate(received=Count("answers", distinct=True))
        .order_by("-made_at", "-pk")
    )


def public_calls(at: datetime) -> list[ShownCall]:
    """The calls anyone may read: open ones first, those that close soonest leading; then those ahead, then the rest."""
    public = _with_all(Call.objects.filter(published_at__isnull=False, taken_down_at=None))
    found = [shown(call, list(call.phases.all()), at, received=_received(call)) for call in public]
    return sorted(found, key=_place)


def _received(call: Call) -> int:
    """How many answers have come: counted with the call, or now."""
    counted: int | None = getattr(call, "received", None)
    return CallAnswer.objects.filter(call=call).count() if counted is None else counted


def _place(one: ShownCall) -> tuple[int, float]:
    if one.now is None:
        return (3, 0.0)
    order = {PhaseStanding.OPEN: 0, PhaseStanding.AHEAD: 1, PhaseStanding.LATE: 2, PhaseStanding.OVER: 2}[
        one.now.standing
    ]
    closes = one.now.phase.closes_at.timestamp()
    return (order, closes if order < 2 else -closes)


def open_calls(at: datetime) -> list[ShownCall]:
    """The calls anyone may answer in time at a moment."""
    return [one for one in public_calls(at) if one.is_open]


def find_public(slug: str) -> Call:
    """A call anyone may read; Http404 alike for absent and for not public."""
    call = _with_all(Call.objects.filter(slug=slug)).first()
    if call is None or not call.is_public:
        raise Http404
    return call


def shown_now(call: Call) -> ShownCall:
    """A call as it is now."""
    return shown(call, list(call.phases.all()), timezone.now(), received=_received(call))


def calls_for(person: Person) -> list[ShownCall]:
    """All calls, newest first; none for those who may not read them."""
    if not may(person, "call.read"):
        return []
    now = timezone.now()
    rows = _with_all(Call.objects.order_by("-made_at", "-pk"))
    return [shown(call, list(call.phases.all()), now, received=_received(call)) for call in rows]


def find_call(person: Person, number: int) -> Call:
    """A call at the desk; Http404 for absent, and for those who may not read it."""
    call = _with_all(Call.objects.filter(pk=number)).first() if may(person, "call.read") else None
    if call is None:
        raise Http404
    return call


def phases_with_questions(call: Call) -> list[Phase]:
    """The phases of a call in their order, with their questions."""
    return list(call.phases.order_by("number").prefetch_related("questions"))


def phases_ahead(call: Call) -> list[Phase]:
    """The phases of a call that have not closed, in their order."""
    return list(call.phases.filter(closes_at__gt=timezone.now()).order_by("number"))


def find_phase(call: Call, number: int) -> Phase:
    """A phase by its number in the call; Http404 for absent."""
    return get_object_or_404(call.phases, number=number)


def find_question(phase: Phase, key: int) -> Question:
    """A question of a phase; Http404 for another's."""
    return get_object_or_404(phase.questions.select_related("phase"), pk=key)


@dataclass(frozen=True)
class Like:
    """A page of the book that a text is like."""

    title: str
    url: str
    lead: str


def already_there(call: Call, text: str) -> list[Like]:
    """The pages of the book that are like what somebody writes to a call; none for calls that gather no pages."""
    kind = LIKE.get(Gathers(call.gathers))
    found = pages_like(text, kind) if kind else []
    return [Like(page.title, address_of(page), page.lead) for page in found]


# --- an answer, as its sender sees it ---


@dataclass(frozen=True)
class PhaseStep:
    """A phase as the sender of an answer sees it."""

    phase: Phase
    standing: PhaseStanding
    closes: str
    opens: str
    is_handed_in: bool
    has_draft: bool
    can_write: bool


@dataclass(frozen=True)
class ForSender:
    """An answer to a call, on its receipt."""

    answer: CallAnswer
    steps: list[PhaseStep]


def for_sender(given: Input) -> ForSender | None:
    """What the receipt of an input says of the call it answers; None for other inputs."""
    answer = CallAnswer.objects.select_related("call", "phase").filter(given=given).first()
    if answer is None:
        return None
    now = timezone.now()
    handed_in = set(answer.replies.values_list("question__phase", flat=True))
    drafts = set(answer.drafts.values_list("question__phase", flat=True))
    is_free = answer.call.is_public and may_go_on(given)
    steps = [
        _step(answer.call, phase, now, is_handed_in=phase.pk in handed_in, has_draft=phase.pk in drafts)
        for phase in answer.call.phases.order_by("number")
    ]
    steps = [replace(step, can_write=step.can_write and is_free) for step in steps]
    return ForSender(answer, steps)


def _step(call: Call, phase: Phase, now: datetime, *, is_handed_in: bool, has_draft: bool) -> PhaseStep:
    standing = standing_of(phase, call, now)
    return PhaseStep(
        phase=phase,
        standing=standing,
        closes=in_words(phase.closes_at, phase.zone),
        opens=in_words(phase.opens_at, phase.zone),
        is_handed_in=is_handed_in,
        has_draft=has_draft,
        can_write=standing in {PhaseStanding.OPEN, PhaseStanding.LATE},
    )


def answer_of(given: Input) -> CallAnswer | None:
    """The answer to a call that an input is; None for other inputs."""
    return CallAnswer.objects.select_related("call", "phase", "given").filter(given=given).first()


@dataclass(frozen=True)
class Writing:
    """What stands in one field of a phase that is being filled in. `others` are words replaced from another window."""

    text: str
    version: int
    digest: str
    others: list[str]


def writing(answer: CallAnswer, phase: Phase) -> dict[int, Writing]:
    """What is written to each question of a phase: the draft, or what was handed in."""
    overwritten = Prefetch("overwritten", Overwritten.objects.order_by("-at", "-pk"))
    drafts = answer.drafts.filter(question__phase=phase).prefetch_related(overwritten)
    by_question: dict[int, Draft] = {draft.question_id: draft for draft in drafts}
    handed_in = dict(answer.replies.filter(question__phase=phase).values_list("question_id", "text"))
    return {
        question.pk: _writing(by_question.get(question.pk), handed_in.get(question.pk, ""))
        for question in phase.questions.all()
    }


def _writing(draft: Draft | None, handed_in: str) -> Writing:
    if draft is None:
        return Writing(handed_in, 0, digest(handed_in), [])
    others = [one.text for one in draft.overwritten.all() if one.text.strip() not in draft.text]
    return Writing(draft.text, draft.version, digest(draft.text), list(dict.fromkeys(others)))


# --- answers at the desk ---


@dataclass(frozen=True)
class AnswerFilter:
    """Which answers of a call somebody asks for; what is empty does not narrow it."""

    state: str = ""
    late: str = ""
    phase: str = ""
    words: str = ""


@dataclass(frozen=True)
class AnswerRow:
    """An answer in the table: its input, what a person may see of it, and what was said to each question, in order."""

    answer: CallAnswer
    given: Input
    seen: Seen
    said: list[str]
    page_url: str


def answers_to(call: Call, wanted: AnswerFilter) -> QuerySet[CallAnswer]:
    """The answers asked for, newest first."""
    found = CallAnswer.objects.filter(call=call).order_by("-given__received_at", "-pk")
    if wanted.state in State.values:
        found = found.filter(given__state=wanted.state)
    if wanted.late in {"yes", "no"}:
        found = found.filter(is_late=wanted.late == "yes")
    if (phase := number_in(wanted.phase)) is not None:
        found = found.filter(phase__number=phase)
    if wanted.words:
        found = found.filter(Q(given__text__icontains=wanted.words) | Q(given__name__icontains=wanted.words))
    return found


def rows_of(answers: Iterable[CallAnswer], questions: list[Question], person: Person) -> list[AnswerRow]:
    """The rows of these answers, in their order. The same number of queries however many they are."""
    found = list(answers)
    removed = removed_from(found)
    return [_row(answer, questions, removed.get(answer.given_id, []), person) for answer in found]


def with_all(answers: QuerySet[CallAnswer]) -> QuerySet[CallAnswer]:
    """With what a row needs."""
    return answers.select_related("given__making", "phase").prefetch_related("replies")


def _row(
    answer: CallAnswer, questions: list[Question], removed: list[tuple[str, str]], person: Person
) -> AnswerRow:
    replies = {reply.question_id: without(reply.text, removed) for reply in answer.replies.all()}
    said = [replies.get(question.pk, "") for question in questions]
    return AnswerRow(
        answer,
        answer.given,
        seen_by(person, answer.given),
        said,
        reverse("desk:opened", args=[answer.given_id]),
    )


def questions_of(call: Call) -> list[Question]:
    """All questions of a call, phase by phase."""
    return list(Question.objects.filter(phase__call=call).order_by("phase__number", "order", "pk"))


def panel_of(person: Person, given: Input) -> dict[str, Any] | None:
    """What stands beside an opened input that answers a call; None for other inputs."""
    answer = CallAnswer.objects.select_related("call", "phase").filter(given=given).first()
    if answer is None or not may(person, "call.read"):
        return None
    questions = questions_of(answer.call)
    row = rows_of(with_all(CallAnswer.objects.filter(pk=answer.pk)), questions, person)[0]
    pairs = [(question, said) for question, said in zip(questions, row.said, strict=True) if said]
    return {
        "answer": answer,
        "pairs": pairs,
    }


def find_wish(token: str) -> Wish | None:
    """Who wants to be reminded, by the link in their letter; None when it is over."""
    return Wish.objects.select_related("call").filter(token=token).first()


# --- what others ask of calls ---


def deadlines_until(until: datetime) -> list[Phase]:
    """The phases that close between now and then, of calls that are public."""
    public = Phase.objects.filter(call__published_at__isnull=False, call__taken_down_at=None)
    ahead = public.filter(closes_at__gt=timezone.now(), closes_at__lte=until)
    return list(ahead.select_related("call", "call__made_by").order_by("closes_at"))
