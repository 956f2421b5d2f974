"""What a participant has chosen, in the words they chose among."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kokebok.inputs.seen import seen_by_all
from kokebok.rounds.forms import STANCES
from kokebok.rounds.models import PromptKind, Vote
from kokebok.rounds.results import step_of

if TYPE_CHECKING:
    from kokebok.rounds.models import Participant, Prompt


@dataclass(frozen=True)
class ChosenLines:
    """A prompt with what somebody has chosen there, one line each."""

    prompt: Prompt
    lines: list[str] = field(default_factory=list)


def chosen_by(participant: Participant) -> list[ChosenLines]:
    """What a participant has chosen, by prompt, in the order of the run-sheet. One query."""
    votes = Vote.objects.filter(participant=participant).select_related(
        "prompt", "statement", "chosen__given"
    )
    found: dict[int, ChosenLines] = {}
    for vote in votes.order_by("prompt__order", "prompt", "statement__order", "pk"):
        said = _said(vote)
        if said:
            found.setdefault(vote.prompt_id, ChosenLines(vote.prompt)).lines.append(said)
    return list(found.values())


def _said(vote: Vote) -> str:
    """One choice in words; "" for one taken back, or of an input that nobody reads any more."""
    if vote.statement is not None:
        return f"{vote.statement.text} – {dict(STANCES)[str(vote.value)]}"
    if vote.chosen is not None:
        return seen_by_all(vote.chosen.given).text if vote.value else ""
    return step_of(vote.prompt, vote.value) if vote.prompt.kind == PromptKind.SCALE else ""
