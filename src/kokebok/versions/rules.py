"""Who may tie pages to one another, and what stands in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kokebok.people.models import RoleName
from kokebok.people.rules import has_role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from kokebok.people.models import Person

MAY: dict[str, tuple[RoleName, ...]] = {"versions.keep": (RoleName.ADMINISTRATOR, RoleName.EDITOR)}


class Refused(Exception):
    """Something could not be done; `str` says why, in words for the person who tried."""


class LanguageTaken(Refused):
    """The text has a version in this language already."""


class NotOneText(Refused):
    """The two pages cannot be versions of one text."""


class NotTied(Refused):
    """The page is not, or no longer, a version of this text."""


class NothingWaits(Refused):
    """The page is no machine's draft, or somebody has approved it."""


class ChangedMeanwhile(Refused):
    """The draft is no longer as the caller saw it."""


def may(person: Person | AnonymousUser, act: str) -> bool:
    """Whether a person has a role that this act asks for."""
    return has_role(person, *MAY[act])
