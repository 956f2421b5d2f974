"""What a screen shows when it is opened; from then on it follows the stream."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kokebok.rounds.models import Round, RoundInput
from kokebok.rounds.queries import counts_of
from kokebok.rounds.results import results_of
from kokebok.rounds.showing import in_the_queue, on_the_wall

if TYPE_CHECKING:
    from kokebok.people.models import Person

MOST_ON_A_WALL = 60
MOST_IN_A_QUEUE = 500


def wall_now(round_id: int, number: int) -> dict[str, Any]:
    """The newest inputs on the wall for the prompt of now, newest first, how many there are, and where to go on."""
    prompt = Round.objects.filter(pk=round_id).values_list("prompt", flat=True).first()
    on_it = RoundInput.objects.on_wall().each_once().filter(prompt=prompt)
    rows: Any = on_it.select_related("given").with_alike().order_by("-pk")
    shown = [{**on_the_wall(row), "alike": row.alike_count} for row in rows[:MOST_ON_A_WALL]]
    return {"number": number, "shown": shown, "count": on_it.count()}


def queue_now(round_id: int, number: int, person: Person) -> dict[str, Any]:
    """What waits in the queue as a person who moderates sees it, oldest first, with the counts of the round, and where
    to go on."""
    waiting = RoundInput.objects.filter(prompt__round=round_id).in_the_queue().each_once()
    rows = waiting.select_related("given").order_by("pk")
    return {
        "number": number,
        "waiting": [in_the_queue(row, person) for row in rows[:MOST_IN_A_QUEUE]],
        "counts": counts_of(round_id),
    }


def results_now(round_id: int) -> dict[str, Any]:
    """The result of the prompt of now, as results_of gives it; empty without one."""
    round_ = Round.objects.select_related("prompt").filter(pk=round_id).first()
    return results_of(round_.prompt) if round_ is not None and round_.prompt is not None else {}
