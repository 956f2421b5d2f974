"""The panel beside an opened input at the desk: in which round it was said, and how."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kokebok.rounds.models import RoundInput
from kokebok.rounds.rules import may

if TYPE_CHECKING:
    from kokebok.inputs.models import Input
    from kokebok.people.models import Person


def panel(person: Person, given: Input) -> Mapping[str, Any] | None:
    """The row of an input in its round; None for an input that came in no round."""
    row = RoundInput.objects.select_related("prompt__round").filter(given=given).first()
    return {"row": row, "may_open": may(person, "round.read")} if row else None
