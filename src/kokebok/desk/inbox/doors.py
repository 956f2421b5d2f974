"""The doors that inputs come by, as the inbox offers them."""

from __future__ import annotations

from collections.abc import Mapping

from kokebok.inputs.models import Door
from kokebok.web.present import is_present

APP_OF_DOOR = {
    Door.CALL: "calls",
    Door.ROUND: "rounds",
    Door.PHONE: "doors",
    Door.EMAIL: "doors",
    Door.SHEET: "doors",
    Door.WORD: "review",
    Door.GROUP: "review",
}
"""Which app lets inputs in by a door, where there is one app that does, and it can be left out."""


def doors_offered(counts: Mapping[str, int], chosen: str) -> list[tuple[str, str]]:
    """The doors of the apps that are there, and those that some of the inputs have come by."""
    there = (
        one
        for one in Door
        if is_present(APP_OF_DOOR.get(one, "")) or counts[one.value] or one.value == chosen
    )
    return [(one.value, str(one.label)) for one in there]
