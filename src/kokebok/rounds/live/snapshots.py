"""What a screen shows when it is opened; from then on it follows the stream."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q

from kokebok.rounds.models import Participant, Round, RoundInput, Standing
from kokebok.rounds.results import results_of
from kokebok.rounds.showing import as_seen

MOST_ON_A_WALL = 60
MOST_IN_A_QUEUE = 500


def wall_now(round_id: int, number: int) -> dict[str, Any]:
    """The newest inputs on the wall for the prompt of now, newest first, how many there are, and where to go on."""
    prompt = Round.objects.filter(pk=round_id).values_list("prompt", flat=True).first()
    on_it = RoundInput.objects.filter(prompt=prompt, standing=Standing.SHOWN, same_as=None)
    rows = on_it.select_related("given").annotate(alike_count=Count("alike")).order_by("-pk")
    shown = [{**as_seen(row, public=True), "alike": row.alike_count} for row in rows[:MOST_ON_A_WALL]]
    return {"number": number, "shown": shown, "count": on_it.count()}


def queue_now(round_id: int, number: int) -> dict[str, Any]:
    """What waits in the queue, oldest first, with the counts of the round, and where to go on."""
    mine = RoundInput.objects.filter(prompt__round=round_id)
    rows = mine.filter(standing=Standing.QUEUED, same_as=None).select_related("given").order_by("pk")
    counts = mine.aggregate(
        **{name: Count("pk", filter=Q(standing=name)) for name in ("queued", "shown", "hidden")}
    )
    people = Participant.objects.filter(round=round_id).count()
    return {
        "number": number,
        "waiting": [as_seen(row) for row in rows[:MOST_IN_A_QUEUE]],
        "counts": {**counts, "people": people},
    }


def results_now(round_id: int) -> dict[str, Any]:
    """The result of the prompt of now, as results_of gives it; empty without one."""
    round_ = Round.objects.select_related("prompt").filter(pk=round_id).first()
    return results_of(round_.prompt) if round_ is not None and round_.prompt is not None else {}
