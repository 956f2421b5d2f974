"""Who may see how it goes with work in the background, and set it going again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from kokebok.people.models import RoleName
from kokebok.people.rules import has_role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from kokebok.people.models import Person

MAY: dict[str, tuple[RoleName, ...]] = {"later.look": (RoleName.ADMINISTRATOR,)}

WAITED_TOO_LONG = timedelta(minutes=10)  # for what nothing holds back
AT_IT_TOO_LONG = timedelta(minutes=15)  # for a sweep; none takes a tenth of it
FAILED_OFTEN = 3  # in a row: a single failure is often over by the next time


def may(person: Person | AnonymousUser, act: str) -> bool:
    """Whether a person has a role that this act asks for."""
    return has_role(person, *MAY[act])
