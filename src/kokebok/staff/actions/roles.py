"""Give and take roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext as _

from kokebok.journal.actions.record import record
from kokebok.people.models import PEN_GROUP, Person, Role, RoleName
from kokebok.staff.rules import WRITE, LastAdministrator

if TYPE_CHECKING:
    from collections.abc import Iterable


@transaction.atomic
def welcome(*, email: str, name: str, roles: Iterable[RoleName], by: Person | None = None) -> Person:
    """The person with this address and these roles, made if not known. Roles they had are kept."""
    person = Person.objects.filter(email__iexact=email).first() or Person.objects.create_user(
        email, name=name
    )
    for role in roles:
        give_role(person, role, by=by)
    return person


@transaction.atomic
def change_roles(
    person: Person, *, had: Iterable[RoleName], has: Iterable[RoleName], by: Person | None
) -> None:
    """Give the roles in `has` that are not in `had`, and take those that are only in `had`.

    `had` is what `by` saw, so what another administrator changed meanwhile stands. Raises LastAdministrator.
    """
    before, after = set(had), set(has)
    for role in RoleName:
        if role in after - before:
            give_role(person, role, by=by)
        elif role in before - after:
            take_role(person, role, by=by)


@transaction.atomic
def give_role(person: Person, role: RoleName, *, by: Person | None) -> None:
    """Give a person a role; nothing happens if they have it. Editors and administrators get the page editor too."""
    _given, is_new = Role.objects.get_or_create(person=person, name=role)
    if role in WRITE:
        person.groups.add(Group.objects.get_or_create(name=PEN_GROUP)[0])
    if is_new:
        record("role.given", by=by, about=person, role=role)


@transaction.atomic
def take_role(person: Person, role: RoleName, *, by: Person | None) -> None:
    """Take a role from a person; nothing happens if they do not have it. Raises LastAdministrator."""
    if role == RoleName.ADMINISTRATOR:
        require_another_administrator(person)
    taken, _rows = Role.objects.filter(person=person, name=role).delete()
    if not taken:
        return
    if not Role.objects.filter(person=person, name__in=WRITE).exists():
        person.groups.remove(*Group.objects.filter(name=PEN_GROUP))
    record("role.taken", by=by, about=person, role=role)


def require_another_administrator(person: Person) -> None:
    """Raise LastAdministrator if only this person may let others in. To be called inside the act's transaction.

    The rows are locked, so of two administrators who take each other's role at once, one is refused.
    """
    held = Role.objects.select_for_update().filter(name=RoleName.ADMINISTRATOR, person__is_active=True)
    holders = {role.person_id for role in held}
    if holders == {person.pk}:
        raise LastAdministrator(
            _("Somebody must be able to let others in. Make another person an administrator first.")
        )
