"""The report of a round: what was asked and when, who took part, what came in, and what has become of it.

It is made to be handed on: what is not published is counted, and its words are left out.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kokebok.desk.models import Outcome
from kokebok.inputs.models import State
from kokebok.inputs.seen import seen_by_all
from kokebok.journal.models import Entry, name_of
from kokebok.reading.plots import Rows, Shares, rows, shares
from kokebok.reading.round_opinions import OpinionMap, OpinionRow, map_of, opinion_rows
from kokebok.rounds.findings import FindingFound, found_in
from kokebok.rounds.models import VOTED, Participant, Prompt, Round, RoundInput
from kokebok.rounds.queries import run_sheet
from kokebok.rounds.results import results_of

if TYPE_CHECKING:
    from datetime import datetime


STANCES = ("agree", "pass", "disagree")  # as they stand in the plot, from left to right


@dataclass(frozen=True)
class ReportedInput:
    """One input. `text`, `name` and `body` are "" unless they are published."""

    number: int
    text: str
    name: str
    body: str
    language: str
    table: str
    door: str
    received: datetime
    standing: str
    is_late: bool
    state: str
    outcome: str


@dataclass(frozen=True)
class ReportedPrompt:
    """A prompt with what came of it. `results` is as results_of gives it, with a plot of its counts or stances."""

    number: int
    prompt: Prompt
    asked_at: datetime | None
    lines: tuple[ReportedInput, ...]
    unpublished: int
    results: dict[str, Any] | None
    plot: Rows | None
    stances: Shares | None
    found: FindingFound
    map: OpinionMap | None
    opinions: tuple[OpinionRow, ...]

    @property
    def published(self) -> list[ReportedInput]:
        """The inputs whose words are here."""
        return [line for line in self.lines if line.text]


@dataclass(frozen=True)
class Report:
    """A round as it was, and its inputs as they are now."""

    round: Round
    people: int
    received: int
    published: int
    answered: int
    outcomes: tuple[tuple[str, int], ...]
    prompts: tuple[ReportedPrompt, ...]
    under_way: bool

    @property
    def answered_share(self) -> int:
        """How many of the inputs have an answer, in whole per cent."""
        return round(100 * self.answered / self.received) if self.received else 0


def report_of(round_: Round) -> Report:
    """The report as things are now."""
    prompts = run_sheet(round_)
    lines = _lines(round_)
    found = found_in(prompts)
    when = _asked_at(round_)
    asked = tuple(
        _asked(number, prompt, lines.get(prompt.pk, []), found[prompt.pk], when.get(prompt.pk))
        for number, prompt in enumerate(prompts, 1)
    )
    everything = [line for one in asked for line in one.lines]
    outcomes = Counter(line.outcome for line in everything if line.outcome)
    return Report(
        round=round_,
        people=Participant.objects.filter(round=round_, blocked_at=None).count(),
        received=len(everything),
        published=sum(len(one.published) for one in asked),
        answered=sum(outcomes.values()),
        outcomes=tuple(
            (str(one.label), outcomes[str(one.label)]) for one in Outcome if outcomes[str(one.label)]
        ),
        prompts=asked,
        under_way=any(one.found.under_way for one in asked),
    )


def _asked(
    number: int, prompt: Prompt, lines: list[ReportedInput], found: FindingFound, at: datetime | None
) -> ReportedPrompt:
    results = results_of(prompt) if prompt.kind in VOTED else None
    voted = results["rows"] if results and results["people"] else []
    counts = [(row["label"], row["count"]) for row in voted if "count" in row]
    stances = [(row["label"], [row[one] for one in STANCES]) for row in voted if "agree" in row]
    opinions = found.opinions
    return ReportedPrompt(
        number=number,
        prompt=prompt,
        asked_at=at,
        lines=tuple(lines),
        unpublished=sum(not line.text for line in lines),
        results=results,
        plot=rows(counts) if counts else None,
        stances=shares(stances) if stances else None,
        found=found,
        map=map_of(opinions) if opinions and not opinions.why else None,
        opinions=opinion_rows(prompt, opinions) if opinions else (),
    )


def _lines(round_: Round) -> dict[int, list[ReportedInput]]:
    """The inputs of a round by the number of their prompt, oldest first."""
    found: dict[int, list[ReportedInput]] = {}
    answers = RoundInput.objects.filter(prompt__round=round_).select_related("given__decision")
    for row in answers.order_by("given__received_at", "pk"):
        found.setdefault(row.prompt_id, []).append(_line(row))
    return found


def _line(row: RoundInput) -> ReportedInput:
    given = row.given
    seen = seen_by_all(given)
    decision = getattr(given, "decision", None) if given.state == State.ANSWERED else None
    return ReportedInput(
        number=given.pk,
        text=seen.text,
        name=seen.name,
        body=seen.body,
        language=given.language,
        table=row.table,
        door=given.get_door_display(),
        received=given.received_at,
        standing=row.get_standing_display(),
        is_late=row.is_late,
        state=given.get_state_display(),
        outcome=str(decision.get_outcome_display()) if decision else "",
    )


def _asked_at(round_: Round) -> dict[int, datetime]:
    """When each prompt first was put before everybody, by the journal."""
    entries = Entry.objects.filter(act="round.went_on", about=name_of(round_)).order_by("-pk")
    return {one.what["prompt"]: one.at for one in entries if one.what.get("prompt")}
