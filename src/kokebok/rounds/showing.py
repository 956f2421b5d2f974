"""A round and its inputs in the shapes the screens take: plain values, ready for JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kokebok.inputs.seen import Seen, seen_by_all, seen_by_moderator
from kokebok.rounds.models import PromptKind, Round, RoundInput

if TYPE_CHECKING:
    from kokebok.people.models import Person


def on_the_wall(row: RoundInput) -> dict[str, Any]:
    """A live input as anyone sees it."""
    return _shown(row, seen_by_all(row.given))


def in_the_queue(row: RoundInput, person: Person) -> dict[str, Any]:
    """A live input as a person who moderates sees it."""
    more = {
        "input": row.given_id,
        "standing": row.standing,
        "held": row.held_for,
        "device": row.participant_id,
    }
    return {**_shown(row, seen_by_moderator(person, row.given)), **more}


def _shown(row: RoundInput, seen: Seen) -> dict[str, Any]:
    return {
        "id": row.pk,
        "prompt": row.prompt_id,
        "text": seen.text,
        "name": seen.name,
        "body": seen.body,
        "table": row.table,
        "late": row.is_late,
    }


def state_of(round_: Round) -> dict[str, Any]:
    """What every screen shows of a round: where it is, the prompt, the clock. The round's prompt must be fetched."""
    prompt = round_.prompt
    return {
        "version": round_.version,
        "state": round_.state,
        "title": round_.title,
        "paused": round_.paused,
        "wall": round_.wall,
        "dark": round_.wall_is_dark,
        "ends": round_.clock_ends_at.timestamp() if round_.clock_ends_at else None,
        "left": round_.clock_left,
        "prompt": _prompt(prompt) if prompt else None,
    }


def _prompt(prompt: Any) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "id": prompt.pk,
        "kind": prompt.kind,
        "title": prompt.title,
        "help": prompt.help,
        "moderated": prompt.visibility == "moderated",
    }
    if prompt.kind == PromptKind.PARAGRAPH:
        shown["paragraph"] = prompt.paragraph.text
    if prompt.kind == PromptKind.STANCE:
        shown["statements"] = [{"id": one.pk, "text": one.text} for one in prompt.statements.all()]
    if prompt.kind == PromptKind.SCALE:
        shown |= {"low": prompt.scale_low, "high": prompt.scale_high, "steps": prompt.scale_steps}
    if prompt.kind == PromptKind.PRIORITISE:
        shown |= {"most": prompt.most_choices, "choices": choices_of(prompt)}
    return shown


def choices_of(prompt: Any) -> list[dict[str, Any]]:
    """The inputs to choose among: those shown, to the prompt it chooses from, each once."""
    rows = RoundInput.objects.on_wall().each_once().filter(prompt=prompt.choose_from_id)
    found = rows.select_related("given").order_by("pk")
    return [{"id": row.pk, "text": seen_by_all(row.given).text} for row in found]
