"""What an administrator does with somebody who works here: which body they belong to, and whether they may come in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from kokebok.journal.actions.record import record
from kokebok.people.models import Person
from kokebok.staff.actions.roles import require_another_administrator
from kokebok.staff.actions.sessions import end_all
from kokebok.staff.rules import NotThatWay

if TYPE_CHECKING:
    from kokebok.people.models import Body


@transaction.atomic
def change_body(person: Person, *, body: Body | None, by: Person | None) -> None:
    """Make a person a member of a body, or of none. A body has as many members as it needs."""
    changed = Person.objects.filter(pk=person.pk).exclude(body=body)
    if body is None:
        changed = Person.objects.filter(pk=person.pk, body__isnull=False)
    if changed.update(body=body):
        record("person.body_changed", by=by, about=person, body=body.pk if body else None)


@transaction.atomic
def deactivate(person: Person, *, by: Person) -> None:
    """Shut a person out at once, wherever they are signed in. Raises NotThatWay and LastAdministrator."""
    if person.pk == by.pk:
        raise NotThatWay(_("You cannot shut yourself out. Another administrator can."))
    require_another_administrator(person)
    if Person.objects.filter(pk=person.pk, is_active=True).update(is_active=False):
        end_all(person)
        record("person.deactivated", by=by, about=person)


@transaction.atomic
def reactivate(person: Person, *, by: Person) -> None:
    """Let a person in again, with the roles they had. They must sign in anew."""
    if Person.objects.filter(pk=person.pk, is_active=False).update(is_active=True):
        record("person.reactivated", by=by, about=person)
