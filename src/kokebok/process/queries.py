"""The process in its order, and the rounds that are announced."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate

from kokebok.desk.models import Decision
from kokebok.inputs.models import State
from kokebok.inputs.tallies import counted
from kokebok.inputs.tally_models import TallyBy
from kokebok.process.models import Announced, ProcessPart, Step
from kokebok.rounds.models import Round, RoundState

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

AFTERWARDS = timedelta(days=14)  # how long the front page tells of a round that is over


@dataclass(frozen=True)
class Moment:
    """Something in the process: `came` says what came of it, in sentences, `words` are the editors' own.

    `on` is None where no day is known; `until` is its last day where it has several. `language` is that of the title
    where it is not the interface's. `is_named`: the title is its own, and not that of the part.
    """

    part: str
    title: str
    on: date | None = None
    until: date | None = None
    words: str = ""
    came: tuple[str, ...] = ()
    url: str = ""
    link: str = ""
    language: str = ""
    kicker: str = ""
    is_named: bool = False

    @property
    def has_its_day_told(self) -> bool:
        """Whether it says when: by a day, or, for the deadline, in the editors' words."""
        return self.on is not None or (self.part == ProcessPart.DEADLINE and bool(self.words))

    def standing(self, today: date) -> str:
        """ "done", "now" or "ahead"; what has no day is ahead, but for a promise, which is given.

        An edition is out from its day on.
        """
        if self.on is None:
            return "done" if self.part == ProcessPart.PROMISE else "ahead"
        if self.on > today:
            return "ahead"
        is_over = self.part == ProcessPart.EDITION or (self.until or self.on) < today
        return "done" if is_over else "now"


def in_order(known: Iterable[Moment], steps: Sequence[Step]) -> list[Moment]:
    """What the system knows, with the editors' words and their own steps, by day; a promise first, no day last."""
    moments = sorted(known, key=_place)
    for step in steps:
        mine = [n for n, one in enumerate(moments) if step.part and one.part == step.part]
        if mine:
            moments = [
                _named(one, step, is_first=n == mine[0]) if n in mine else one
                for n, one in enumerate(moments)
            ]
        else:
            moments.append(Moment(step.part, str(step), on=step.on, until=step.until, words=step.text))
    return sorted(moments, key=_place)


def without_begun(moments: Iterable[Moment], today: date) -> list[Moment]:
    """Without what is said to come, some day, and has begun: “The group reads the recipes” where the group reads."""
    moments = list(moments)
    begun = tuple(one.title.casefold() for one in moments if one.standing(today) == "now")
    return [
        one
        for one in moments
        if one.part or one.on or not begun or not one.title.casefold().startswith(begun)
    ]


def _named(moment: Moment, step: Step, *, is_first: bool) -> Moment:
    """A moment with the editors' name of its part; their words stand at the first of several."""
    on, until = (step.on, step.until) if moment.on is None else (moment.on, moment.until)
    words = "\n\n".join(filter(None, (step.text, moment.words))) if is_first else moment.words
    title = step.title if step.title and not moment.is_named else moment.title
    kicker = moment.kicker and (step.title or moment.kicker)
    return replace(moment, title=title, kicker=kicker, words=words, on=on, until=until)


def _place(moment: Moment) -> tuple[int, date, int]:
    order = ProcessPart.values.index(moment.part) if moment.part else len(ProcessPart)
    if moment.on is None:
        return (0 if moment.part == ProcessPart.PROMISE else 2, date.min, order)
    return (1, moment.on, order)


def next_of(moments: Iterable[Moment], today: date) -> Moment | None:
    """What comes next of what has a day, or else of what the editors say is to come; None where nothing is planned."""
    ahead = [one for one in moments if one.standing(today) == "ahead"]
    return next((one for one in ahead if one.on), None) or next((one for one in ahead if not one.part), None)


def all_steps() -> list[Step]:
    """The editors' steps, by day."""
    return list(Step.objects.all())


def find_step(number: int) -> Step:
    """A step of the editors' own; Http404 for others."""
    return get_object_or_404(Step, pk=number, part="")


@dataclass(frozen=True)
class Counts:
    """How many inputs have come, how many are answered, and how many answers changed the text, as the log tells it."""

    received: int
    answered: int
    used: int


def counts() -> Counts:
    """What came of it all: the tally's one query, and one of the answers that changed the text."""
    sorts = counted(TallyBy.SORT).sorts
    by_outcome = Counter[str]()
    for (_state, _kind, outcome), number in sorts.items():
        by_outcome[outcome] += number
    answered = by_outcome.total() - by_outcome[""]
    changed = Decision.objects.filter(wording__isnull=False, given__state=State.ANSWERED)
    return Counts(by_outcome.total(), answered, changed.count())


# --- rounds ---


@dataclass(frozen=True)
class RoundTold:
    """A round as everybody is told of it: "ahead", "now" or "over"."""

    round: Round
    standing: str

    @property
    def on(self) -> datetime | None:
        """When it begins, or began."""
        return self.round.starts_at or self.round.opened_at


def announced_rounds(at: datetime) -> list[RoundTold]:
    """The rounds that are announced: those that go on, those ahead, and those that have just been."""
    rows = Announced.objects.select_related("round")
    since = localdate(at) - AFTERWARDS  # a day, since no page is made anew at any hour of it
    recent = rows.exclude(round__state=RoundState.CLOSED, round__closed_at__date__lt=since)
    told = [RoundTold(one.round, _standing(one.round)) for one in recent]
    return sorted((one for one in told if not _is_forgotten(one, at)), key=_turn)


def _standing(round_: Round) -> str:
    return {RoundState.DRAFT: "ahead", RoundState.OPEN: "now"}.get(RoundState(round_.state), "over")


def _is_forgotten(told: RoundTold, at: datetime) -> bool:
    """Whether it was to begin on an earlier day, and never did."""
    return told.standing == "ahead" and told.on is not None and localdate(told.on) < localdate(at)


def _turn(told: RoundTold) -> tuple[int, float]:
    order = ("now", "ahead", "over").index(told.standing)
    return order, told.on.timestamp() if told.on else 0.0


def rounds_to_announce() -> list[tuple[Round, bool]]:
    """The rounds that are not over, or are announced still, each with whether it is announced."""
    told = ~Q(state=RoundState.CLOSED) | Q(announced__isnull=False)
    rounds = Round.objects.filter(told).select_related("announced")
    return [(one, hasattr(one, "announced")) for one in rounds.order_by("starts_at", "pk")]


def find_round(number: int) -> Round:
    """A round that is not over, or is announced still; Http404 for others."""
    told = ~Q(state=RoundState.CLOSED) | Q(announced__isnull=False)
    return get_object_or_404(Round.objects.filter(told), pk=number)
