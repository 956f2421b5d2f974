"""What may be shown of an input, and to whom: the one place that views, walls, feeds, files and letters ask.

Whether it may be read at all is `Input.is_readable`; a part that is removed is not in its fields (decision 13). The
name is for everybody if its sender agreed to that; otherwise "only the editors see" it, as the form says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kokebok.inputs.rules import MAY
from kokebok.people.rules import has_role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from kokebok.inputs.models import Input
    from kokebok.people.models import Person


@dataclass(frozen=True)
class Seen:
    """What somebody sees of an input. What they may not see, and what there is not, is ""."""

    text: str = ""
    suggestion: str = ""
    name: str = ""
    body: str = ""

    @property
    def signature(self) -> str:
        """The name, with the body spoken for."""
        return ", ".join(part for part in (self.name, self.body) if part)

    @property
    def words(self) -> str:
        """The text, and the suggested wording in quotes."""
        suggestion = f"«{self.suggestion}»" if self.suggestion else ""
        return "\n\n".join(part for part in (self.text, suggestion) if part)


NOTHING = Seen()


def seen_by_all(given: Input) -> Seen:
    """What anyone may see of an input; nothing of one that may not be read."""
    return _seen(given, with_name=given.may_be_named) if given.is_readable else NOTHING


def seen_by(person: Person | AnonymousUser, given: Input) -> Seen:
    """What a person who works here may see: the editors all of it, others what anyone may see."""
    return seen_by_moderator(person, given) if may_see_all(person) else seen_by_all(given)


def seen_by_moderator(person: Person | AnonymousUser, given: Input) -> Seen:
    """What whoever decides whether an input is shown may see: its words, and its name as `seen_by` says."""
    return _seen(given, with_name=given.may_be_named or may_see_all(person))


def seen_when_published(given: Input) -> Seen:
    """What anyone will see of an input once it is published, as an answer to it does."""
    return _seen(given, with_name=given.may_be_named)


def seen_by_sender(given: Input) -> Seen:
    """What its own sender sees on the receipt."""
    return _seen(given, with_name=True)


def may_see_all(person: Person | AnonymousUser) -> bool:
    """Whether a person is among those whom the form calls the editors: they see what others may not."""
    return has_role(person, *MAY["input.see_all"])


def _seen(given: Input, *, with_name: bool) -> Seen:
    name, body = (given.name, given.on_behalf_of) if with_name else ("", "")
    if given.unnamed_at and given.may_be_named:
        name = _("somebody who is no longer named")
    return Seen(given.text, given.suggestion, name, body)
