"""Who may do what at the desk."""

from __future__ import annotations

from django.utils.translation import gettext as _

from kokebok.desk.models import NEEDS_REASON, Outcome
from kokebok.inputs.rules import Refused
from kokebok.people.models import Person, RoleName
from kokebok.people.rules import has_role

MAY: dict[str, tuple[RoleName, ...]] = {
    "desk.read": (RoleName.ADMINISTRATOR, RoleName.EDITOR, RoleName.MODERATOR, RoleName.RESOURCE, RoleName.HOST),
    "desk.approve": (RoleName.ADMINISTRATOR, RoleName.EDITOR, RoleName.MODERATOR),
    "desk.answer": (RoleName.ADMINISTRATOR, RoleName.EDITOR),
    "edition.freeze": (RoleName.ADMINISTRATOR, RoleName.EDITOR),
    "dispatch.send": (RoleName.ADMINISTRATOR, RoleName.EDITOR),
}


def may(person: Person, act: str) -> bool:
    """Whether a person has a role that this act asks for."""
    return has_role(person, *MAY[act])


def require_reason(outcome: Outcome, reason: str) -> None:
    """Raise Refused where the decision owes a reason and has none."""
    if outcome in NEEDS_REASON and not reason.strip():
        raise Refused(_("Give a reason: the sender and everyone else will read it."))
