"""How the votes of a prompt stand."""

from __future__ import annotations

from collections import Counter
from typing import Any

from kokebok.inputs.seen import seen_by_all
from kokebok.rounds.models import Prompt, PromptKind, RoundInput, Vote


def results_of(prompt: Prompt) -> dict[str, Any]:
    """The votes counted: `rows` (label and counts, in the order to show them) and `people` who have voted."""
    votes = list(
        Vote.objects.filter(prompt=prompt, participant__blocked_at=None).values_list(
            "about", "value", "participant"
        )
    )
    people = len({person for _about, _value, person in votes})
    counted = Counter((about, value) for about, value, _person in votes)
    if prompt.kind == PromptKind.STANCE:
        rows = [_stance(one.pk, one.text, counted) for one in prompt.statements.all()]
    elif prompt.kind == PromptKind.SCALE:
        rows = [
            {"label": step_of(prompt, step), "count": counted["", step]}
            for step in range(1, prompt.scale_steps + 1)
        ]
    elif prompt.kind == PromptKind.PRIORITISE:
        rows = _chosen(prompt, counted)
    else:
        rows = []
    return {"prompt": prompt.pk, "kind": prompt.kind, "title": prompt.title, "people": people, "rows": rows}


def step_of(prompt: Prompt, step: int) -> str:
    """A step of a scale, with what it means at the two ends."""
    means = {1: prompt.scale_low, prompt.scale_steps: prompt.scale_high}.get(step, "")
    return f"{step} {means}".strip()


def _stance(key: int, text: str, counted: Counter[tuple[str, int]]) -> dict[str, Any]:
    about = f"s{key}"
    return {
        "label": text,
        "agree": counted[about, 1],
        "disagree": counted[about, -1],
        "pass": counted[about, 0],
    }


def _chosen(prompt: Prompt, counted: Counter[tuple[str, int]]) -> list[dict[str, Any]]:
    rows = RoundInput.objects.on_wall().each_once().filter(prompt=prompt.choose_from_id)
    found = [
        {"id": row.pk, "label": seen_by_all(row.given).text, "count": counted[f"i{row.pk}", 1]}
        for row in rows.select_related("given").order_by("pk")
    ]
    return sorted(found, key=lambda row: -int(str(row["count"])))
