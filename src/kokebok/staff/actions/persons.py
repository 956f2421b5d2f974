"""What an administrator does with somebody who works here: name, address and body, and whether they may come in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kokebok.inputs.rules import TooLate
from kokebok.journal.actions.record import record
from kokebok.people.models import Person
from kokebok.staff.actions.letters import tell_of_address
from kokebok.staff.actions.roles import require_another_administrator
from kokebok.staff.actions.sessions import end_all
from kokebok.staff.models import Invitation
from kokebok.staff.rules import KnownAlready, NotThatWay

if TYPE_CHECKING:
    from kokebok.people.models import Body


@transaction.atomic
def rename(person: Person, *, name: str, by: Person) -> None:
    """Give a person another name, as others will see it. Nothing happens if it is the one they have."""
    if Person.objects.filter(pk=person.pk).exclude(name=name).update(name=name):
        record("person.renamed", by=by, about=person)


def change_address(person: Person, *, had: str, email: str, by: Person) -> None:
    """Let codes to sign in go to another address from now on. Nothing happens if it is the one they have.

    They are signed out everywhere, and both addresses get a letter. `had` is the address that `by` saw. Raises
    NotThatWay for one's own, KnownAlready for an address that somebody has or is invited by, and TooLate.
    """
    if email.lower() == had.lower():
        return
    if person.pk == by.pk:
        raise NotThatWay(_("You cannot change your own address. Another administrator can."))
    try:
        _change_address(person, had=had, email=email.lower(), by=by)
    except IntegrityError as error:
        raise KnownAlready(_("Somebody else has this address.")) from error


@transaction.atomic
def _change_address(person: Person, *, had: str, email: str, by: Person) -> None:
    if Invitation.objects.pending().filter(email__iexact=email).exists():
        raise KnownAlready(_("This address is invited. Take the invitation back first."))
    if not Person.objects.filter(pk=person.pk, email=had).update(email=email):
        raise TooLate(_("Somebody else was first: look at the address as it is now."))
    person.email = email
    EmailAddress.objects.filter(user=person).delete()  # what allauth remembers would still let the old one in
    end_all(person)
    record("person.address_changed", by=by, about=person)
    for to in (had, email):
        tell_of_address(person, to=to, old=had, new=email)


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
