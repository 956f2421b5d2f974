"""Who may set up the cookbook, and what stands in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kokebok.inputs.rules import Refused
from kokebok.people.models import RoleName
from kokebok.people.rules import has_role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from kokebok.people.models import Person

MAY: dict[str, tuple[RoleName, ...]] = {"setup.change": (RoleName.ADMINISTRATOR,)}


class BegunAlready(Refused):
    """There is a cookbook here already."""


class SpokenAbout(Refused):
    """People have spoken about the text, or an edition has it."""


def may(person: Person | AnonymousUser, act: str) -> bool:
    """Whether a person has a role that this act asks for."""
    return has_role(person, *MAY[act])
