"""Give a person a role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import Group
from django.db import transaction

from kokebok.journal.actions.record import record
from kokebok.people.models import PEN_GROUP, Person, Role, RoleName

if TYPE_CHECKING:
    from collections.abc import Iterable

WRITE = (RoleName.ADMINISTRATOR, RoleName.EDITOR)


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
def give_role(person: Person, role: RoleName, *, by: Person | None) -> None:
    """Give a person a role; nothing happens if they have it. Editors and administrators may also use the pen."""
    _given, is_new = Role.objects.get_or_create(person=person, name=role)
    if role in WRITE:
        person.groups.add(Group.objects.get_or_create(name=PEN_GROUP)[0])
    if is_new:
        record("role.given", by=by, about=person, role=role)
