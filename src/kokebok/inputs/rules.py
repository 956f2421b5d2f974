"""What an input may become, and who may do what with it."""

from __future__ import annotations

from kokebok.inputs.kinds import SUGGESTING
from kokebok.inputs.models import UNSETTLED, Input, State
from kokebok.people.models import RoleName
from kokebok.people.rules import Refused
from kokebok.web.present import is_present

MAY: dict[str, tuple[RoleName, ...]] = {
    "input.see_all": (RoleName.ADMINISTRATOR, RoleName.EDITOR, RoleName.MODERATOR),
    "attachment.read": (RoleName.ADMINISTRATOR, RoleName.EDITOR, RoleName.MODERATOR),
    "attachment.let_out": (RoleName.ADMINISTRATOR, RoleName.EDITOR, RoleName.MODERATOR),
}

MOVES: dict[State, frozenset[State]] = {
    State.WAITING: frozenset({State.OPEN, State.REFUSED, State.WITHDRAWN}),
    State.OPEN: frozenset({State.ANSWERED, State.REFUSED, State.WITHDRAWN, State.WAITING}),
    State.ANSWERED: frozenset({State.OPEN, State.WAITING}),
    State.REFUSED: frozenset({State.OPEN}),
    State.WITHDRAWN: frozenset(),
}


def may_change(given: Input) -> bool:
    """Whether its sender may still change the words."""
    return given.read_at is None and given.state in UNSETTLED


def may_withdraw(given: Input) -> bool:
    """Whether its sender may take it back."""
    return State.WITHDRAWN in MOVES[State(given.state)]


def takes_echo(given: Input) -> bool:
    """Whether others may support it and comment on it: a suggested wording that is still to be decided on."""
    return given.kind in SUGGESTING and given.state == State.OPEN


def passes_on(given: Input) -> bool:
    """Whether what others ask its sender is sent to the address, once that is confirmed."""
    return given.may_be_contacted and is_present("actors")


def may_be_asked(given: Input) -> bool:
    """Whether others may ask its sender for contact: who has agreed to it, and can be reached."""
    agreed = given.may_be_contacted and given.email_confirmed_at is not None
    return agreed and given.is_readable and is_present("actors")


class TooLate(Refused):
    """The input is no longer where the caller saw it."""


class SentAlready(Refused):
    """The form has made an input of other words."""


class UnfitFile(Refused):
    """A file is not of a sort or a size that is taken."""


class AlreadyRead(Refused):
    """An editor has read the input, so its words can no longer be changed."""
