"""Who may do what with a round, what it may become, and what a phone may send."""

from __future__ import annotations

import unicodedata
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kokebok.inputs.kinds import TIPS, Kind
from kokebok.people.models import RoleName
from kokebok.people.rules import Refused, Table, allowed_by
from kokebok.rounds.models import CODE_LENGTH, CODE_LETTERS, PromptKind, RoundState

if TYPE_CHECKING:
    from kokebok.rounds.models import Prompt

ADMINISTRATOR, EDITOR, MODERATOR, HOST = (
    RoleName.ADMINISTRATOR,
    RoleName.EDITOR,
    RoleName.MODERATOR,
    RoleName.HOST,
)

MAY: Table = {
    "round.read": (ADMINISTRATOR, EDITOR, MODERATOR, HOST),
    "round.prepare": (ADMINISTRATOR, EDITOR, HOST),
    "round.lead": (ADMINISTRATOR, EDITOR, HOST),
    "round.moderate": (ADMINISTRATOR, EDITOR, MODERATOR, HOST),
    "round.write_in": (ADMINISTRATOR, EDITOR, MODERATOR, HOST),
}
may = allowed_by(MAY)

MOVES: dict[RoundState, frozenset[RoundState]] = {
    RoundState.DRAFT: frozenset({RoundState.OPEN}),
    RoundState.OPEN: frozenset({RoundState.CLOSED}),
    RoundState.CLOSED: frozenset({RoundState.OPEN}),
}

LONGEST_LIVE = 1000  # characters of one live input
MOST_OF_A_DEVICE = 100  # inputs to one prompt
STILL_TAKEN = timedelta(hours=24)  # how long after the round what waited on a phone is taken


class NotNow(Refused):
    """The round does not take this now, and the phone should keep it and try again."""


class TooLateForRound(Refused):
    """The round is over, or never began."""


def plain_code(typed: str) -> str:
    """A code as it is kept, however somebody has written it: with spaces, dashes or capitals."""
    return "".join(letter for letter in typed.lower() if letter in CODE_LETTERS)


def is_code(said: str) -> bool:
    """Whether it is written as codes are kept: all else is no round, and is not asked of the database."""
    return len(said) == CODE_LENGTH and plain_code(said) == said


def asks_if_practical(prompt: Prompt) -> bool:
    """Whether those who answer are asked if the tool they tell of can be used as it is, and by whom."""
    tip = TIPS.get(Kind(prompt.tip_about)) if prompt.kind == PromptKind.TIP else None
    return tip is not None and tip.asks_if_practical


def require_text(text: str) -> None:
    """Raise Refused if there is nothing to say, or more than there is room for."""
    if not any(unicodedata.category(letter)[0] in "LNPS" for letter in text):
        raise Refused(_("Write what you want to say."))
    if len(text) > LONGEST_LIVE:
        raise Refused(_("There is room for %(limit)s characters.") % {"limit": LONGEST_LIVE})


def stops_at(text: str, words: str) -> str:
    """The first of the listed words that stands in a text as a word of its own; "" if none does."""
    said = f" {' '.join(''.join(c if c.isalnum() else ' ' for c in text.casefold()).split())} "
    for line in words.splitlines():
        word = " ".join(line.casefold().split())
        if word and f" {word} " in said:
            return line.strip()[:80]
    return ""
