"""Ask somebody to work here: invite, send again, take back, and what happens when they first sign in."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.journal.actions.record import record
from kokebok.letters.actions.post import take_back
from kokebok.people.models import Person, RoleName
from kokebok.staff.actions.letters import send_invitation
from kokebok.staff.actions.roles import give_role
from kokebok.staff.models import Invitation
from kokebok.staff.rules import KnownAlready, NoLongerPending

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kokebok.people.models import Body

VALID_FOR = timedelta(days=14)


def invite(
    *, email: str, name: str, language: str, roles: Iterable[RoleName], body: Body | None, by: Person
) -> Invitation:
    """Invite somebody, and post them a letter. Raises KnownAlready if they work here or are invited."""
    try:
        with transaction.atomic():
            return _invite(
                Invitation(
                    email=email.lower(),
                    name=name,
                    language=language,
                    roles=sorted(set(roles)),
                    body=body,
                    invited_by=by,
                ),
                by=by,
            )
    except IntegrityError as error:
        raise KnownAlready(
            _("This address is invited already. Send the invitation again instead.")
        ) from error


def _invite(invitation: Invitation, *, by: Person) -> Invitation:
    if Person.objects.filter(email__iexact=invitation.email).exclude(roles=None).exists():
        raise KnownAlready(_("Somebody with this address works here already. Give them the role instead."))
    if Person.objects.filter(email__iexact=invitation.email, is_active=False).exists():
        raise KnownAlready(_("Somebody with this address is shut out. Let them in again instead."))
    invitation.asked_at = timezone.now()
    invitation.valid_until = invitation.asked_at + VALID_FOR
    invitation.save()
    record("invitation.sent", by=by, about=invitation)
    send_invitation(invitation)
    return invitation


@transaction.atomic
def send_again(invitation: Invitation, *, by: Person) -> None:
    """Send the letter once more, and let the invitation be valid from now. Raises NoLongerPending."""
    now = timezone.now()
    moved = (
        Invitation.objects.pending()
        .filter(pk=invitation.pk, letters_asked=invitation.letters_asked)
        .update(letters_asked=F("letters_asked") + 1, asked_at=now, valid_until=now + VALID_FOR)
    )
    if not moved:
        raise NoLongerPending(_("Somebody else was first: look at the invitations as they are now."))
    record("invitation.sent_again", by=by, about=invitation)
    take_back(invitation.letter_key)  # the one that comes now says until when it is valid
    send_invitation(Invitation.objects.get(pk=invitation.pk))


@transaction.atomic
def withdraw(invitation: Invitation, *, by: Person) -> None:
    """Take an invitation back: its link is of no use from now on. Raises NoLongerPending."""
    pending = Invitation.objects.pending().filter(pk=invitation.pk)
    if not pending.update(withdrawn_at=timezone.now()):
        raise NoLongerPending(_("Somebody else was first: look at the invitations as they are now."))
    take_back(invitation.letter_key)
    record("invitation.withdrawn", by=by, about=invitation)


def valid_for(email: str) -> Invitation | None:
    """The invitation that an address can take up now, if there is one."""
    pending = Invitation.objects.pending().filter(email__iexact=email)
    found: Invitation | None = pending.filter(valid_until__gt=timezone.now()).first()
    return found


def make_ready(email: str) -> Person | None:
    """Whoever has this address: known, or invited, and then made known, so that they can sign in. No role yet."""
    known = Person.objects.filter(email__iexact=email).first()
    invitation = None if known else valid_for(email)
    if invitation is None:
        return known
    try:
        with transaction.atomic():
            return Person.objects.create_user(
                invitation.email, name=invitation.name, language=invitation.language
            )
    except IntegrityError:  # the same button pressed twice
        return Person.objects.filter(email__iexact=email).first()


@transaction.atomic
def accept(person: Person) -> None:
    """Give a person who has signed in what they were invited to; nothing happens without a valid invitation."""
    invitation = valid_for(person.email)
    if invitation is None:
        return
    now = timezone.now()
    pending = Invitation.objects.pending().filter(pk=invitation.pk)
    if not pending.update(accepted_at=now, person=person):
        return
    for role in invitation.roles:
        give_role(person, RoleName(role), by=invitation.invited_by)
    if invitation.body and person.body_id is None:
        Person.objects.filter(pk=person.pk).update(body=invitation.body)
    record("invitation.accepted", by=person, about=invitation)
