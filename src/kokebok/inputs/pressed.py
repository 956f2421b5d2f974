"""Which of a form's buttons was pressed, where they do different things."""

from __future__ import annotations

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
