"""Who may let inputs in by other doors, and what a file at the desk may become."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kokebok.doors.models import BatchState
from kokebok.inputs.models import State
from kokebok.people.models import RoleName
from kokebok.people.rules import Refused, Table, allowed_by

if TYPE_CHECKING:
    from kokebok.people.models import Person

HANDLERS = (RoleName.ADMINISTRATOR, RoleName.EDITOR, RoleName.MODERATOR)
MAY: Table = {
    "doors.type_in": (*HANDLERS, RoleName.HOST),
    "doors.let_in": HANDLERS,
    "doors.import": HANDLERS,
}
may = allowed_by(MAY)
MOVES: dict[BatchState, frozenset[BatchState]] = {
    BatchState.LOOKED_AT: frozenset({BatchState.RUNNING, BatchState.DONE, BatchState.DROPPED}),
    BatchState.RUNNING: frozenset({BatchState.DONE}),
    BatchState.DONE: frozenset(),
    BatchState.DROPPED: frozenset(),
}


class Unreadable(Refused):
    """A file cannot be read as what it is said to be."""


def state_of_typed(person: Person) -> State:
    """Where what somebody types in begins: open, when they are among those who approve."""
    return State.OPEN if may(person, "doors.let_in") else State.WAITING
