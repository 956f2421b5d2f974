"""What an input may become, and who may do what with it."""

from __future__ import annotations

from kokebok.inputs.models import State

MOVES: dict[State, frozenset[State]] = {
    State.WAITING: frozenset({State.OPEN, State.REFUSED, State.WITHDRAWN}),
    State.OPEN: frozenset({State.ANSWERED, State.REFUSED, State.WITHDRAWN}),
    State.ANSWERED: frozenset({State.OPEN}),
    State.REFUSED: frozenset({State.OPEN}),
    State.WITHDRAWN: frozenset(),
}


class Refused(Exception):
    """Something could not be done; `str` says why, in words for the person who tried."""


class TooLate(Refused):
    """The input is no longer where the caller saw it."""


class TooMany(Refused):
    """This network has sent as many inputs as it may for now."""


class AlreadyRead(Refused):
    """An editor has read the input, so its words can no longer be changed."""
