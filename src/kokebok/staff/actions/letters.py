"""Letters to those who work here, or are asked to: each in the language of whoever gets it."""

from __future__ import annotations

import uuid

from django.core import signing
from django.utils import timezone, translation
from django_tasks import task

from kokebok.later.own_row import own_row
from kokebok.letters.actions.post import post
from kokebok.letters.writing import absolute, written
from kokebok.people.models import Person, RoleName
from kokebok.people.queries import people_with
from kokebok.staff.models import Invitation

SALT = "staff.invitation"


def link_to(invitation: Invitation) -> str:
    """Where the letter leads: a page that says what one is invited to, and how to sign in."""
    return absolute("staff:invitation", signing.dumps(invitation.pk, salt=SALT))


def send_invitation(invitation: Invitation) -> None:
    """Post an invitation, once each time it was asked for; of use as long as it is valid."""
    with translation.override(invitation.language):
        roles = [str(RoleName(role).label) for role in invitation.roles]
    words = written(
        "staff/letters/invitation",
        language=invitation.language,
        invitation=invitation,
        roles=roles,
        link=link_to(invitation),
    )
    post(
        key=invitation.letter_key,
        to=invitation.email,
        about=invitation,
        of_use_for=invitation.valid_until - timezone.now(),
        **words,
    )


def tell_of_change(person: Person, *, change: str) -> None:
    """Tell a person that how they sign in was changed, so that they notice if it was not they who did it."""
    words = written(
        "staff/letters/sign_in_changed",
        language=person.language,
        person=person,
        change=change,
        link=absolute("mfa_index"),
    )
    post(key=f"staff.sign_in_changed:{person.pk}:{uuid.uuid4().hex}", to=person.email, about=person, **words)


def tell_of_address(person: Person, *, to: str, old: str, new: str) -> None:
    """Tell, at one of the two addresses, that an administrator has changed where codes to sign in are sent."""
    words = written(
        "staff/letters/address_changed",
        language=person.language,
        person=person,
        old=old,
        new=new,
        administrators=people_with(RoleName.ADMINISTRATOR),
    )
    post(key=f"staff.address_changed:{person.pk}:{uuid.uuid4().hex}", to=to, about=person, **words)


@task(backend="later")
def send_invitation_later(*, invitation_id: int) -> None:
    """Queued by the version before."""
    pending = Invitation.objects.pending().filter(valid_until__gt=timezone.now())
    for invitation in pending.filter(pk=invitation_id):
        send_invitation(invitation)


@task(backend="later")
def tell_of_change_later(*, person_id: int, change: str) -> None:
    """Queued by the version before."""
    tell_of_change(own_row(Person.objects.all(), person_id), change=change)
