"""What an edition may be called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kokebok.editions.models import Edition
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from django.db.models import QuerySet

_PART = r"(0|[1-9][0-9]{0,2})"
NUMBER = re.compile(rf"{_PART}(\.{_PART}){{0,2}}")


class NumberTaken(Refused):
    """There is an edition with this number or a higher one already, or the number is not one."""


class ChangedMeanwhile(Refused):
    """What is said of a change or an edition is not what the caller saw."""


class NoSuchInput(Refused):
    """A number that no input has which anyone may read."""


class NotSaid(Refused):
    """It is not said fully why."""


def in_parts(number: str) -> tuple[int, ...]:
    """The number as integers, for comparing: 1.10 comes after 1.9."""
    return tuple(int(part) for part in number.split("."))


def require_free_number(number: str, *, after: Edition | None) -> None:
    """Raise NumberTaken unless the number is well formed, free, and above that of the newest edition."""
    if not NUMBER.fullmatch(number):
        raise NumberTaken(_("Write the number as 1, 1.2 or 1.2.3."))
    editions: QuerySet[Edition] = Edition.objects.filter(number=number)
    if editions.exists():
        raise NumberTaken(_("Edition %(number)s exists already. Choose another number.") % {"number": number})
    if after is not None and in_parts(number) <= in_parts(after.number):
        raise NumberTaken(
            _("The newest edition is %(number)s. Choose a higher number.") % {"number": after.number}
        )


def require_use_instead(edition: Edition, instead: Edition, *, is_withdrawn: bool) -> None:
    """Raise Refused unless one edition can be used in the place of another."""
    if edition.pk == instead.pk or edition.cookbook_id != instead.cookbook_id or is_withdrawn:
        raise Refused(_("Choose an edition that is not withdrawn, or the text as it is now."))


def next_number(after: Edition | None) -> str:
    """A number to suggest: 0.1 for the first edition, then the last part of the newest one's raised by one."""
    if after is None:
        return "0.1"
    *first, last = in_parts(after.number)
    if not first:
        return f"{last}.1"
    return ".".join(str(part) for part in [*first, last + 1])
