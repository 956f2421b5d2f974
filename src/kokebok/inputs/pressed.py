"""Which of a form's buttons was pressed, where they do different things, and what was read before it was."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, TypeVar

from django.utils.translation import gettext as _

from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

Act = TypeVar("Act")


def pressed(data: Mapping[str, str], name: str, acts: Mapping[str, Act]) -> Act:
    """What the button that was pressed stands for: `name` is the buttons' name, `acts` what each value means.

    Raises Refused for a post without any of them: then nothing is done, rather than one of them guessed.
    """
    value = data.get(name, "")
    if value not in acts:
        raise Refused(_("Nothing is done: press one of the buttons on the page."))
    return acts[value]


class ChangedSince(Refused):
    """What the button says yes to is no longer what stood beside it."""


def mark_of(*said: object) -> str:
    """What a button carries of the words beside it: the same for the same words, another for all others."""
    return sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def require_read(seen: str, now: str) -> None:
    """Raise ChangedSince for a button that was pressed beside other words than those that stand there now."""
    if seen != now:
        raise ChangedSince(
            _(
                "What stands here has been changed since you opened the page. Read it before you press the button."
            )
        )
