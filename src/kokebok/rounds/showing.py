"""A round and its inputs in the shapes the screens take: plain values, ready for JSON."""

from __future__ import annotations

from typing import Any

from kokebok.rounds.models import PromptKind, Round, RoundInput


def as_seen(row: RoundInput, *, public: bool = False) -> dict[str, Any]:
    """A live input for a screen. To the public only the name of a sender who may be named is shown."""
    given = row.given
    named = given.may_be_named or not public
    seen = {
        "id": row.pk,
        "prompt": row.prompt_id,
        "text": given.text,
        "name": given.name if named else "",
        "body": given.on_behalf_of if named else "",
        "table": row.table,
        "late": row.is_late,
    }
    if not public:
        seen |= {
            "input": given.pk,
            "standing": row.standing,
            "held": row.held_for,
            "device": row.participant_id,
        }
    return seen


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
    rows = RoundInput.objects.filter(prompt=prompt.choose_from_id, standing="shown", same_as=None)
    return [{"id": row.pk, "text": row.given.text} for row in rows.select_related("given").order_by("pk")]
