"""Ask somebody to work here: invite, send again, take back, and what happens when they first sign in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
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


@dataclass(frozen=True)
class Proof:
    """That somebody reads what is sent to an address: they typed a code sent there, or the provider vouches for it."""

    email: str
    at: datetime


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
    invitation.meant_for = _without_a_role(invitation.email)
    invitation.asked_at = timezone.now()
    invitation.valid_until = invitation.asked_at + VALID_FOR
    invitation.save()
    record("invitation.sent", by=by, about=invitation)
    send_invitation(invitation)
    return invitation


def _without_a_role(email: str) -> Person | None:
    """Whoever has this address. Raises KnownAlready if they have a role, or are shut out."""
    known = Person.objects.filter(email__iexact=email).first()
    if known is None:
        return None
    if not known.is_active:
        raise KnownAlready(_("Somebody with this address is shut out. Let them in again instead."))
    if known.roles.exists():
        raise KnownAlready(_("Somebody with this address works here already. Give them the role instead."))
    return known


@transaction.atomic
def send_again(invitation: Invitation, *, by: Person) -> None:
    """Send the letter once more, and let the invitation be valid from now. Raises NoLongerPending and KnownAlready."""
    now, meant_for = timezone.now(), _without_a_role(invitation.email)
    moved = (
        Invitation.objects.pending()
        .filter(pk=invitation.pk, letters_asked=invitation.letters_asked)
        .update(
            letters_asked=F("letters_asked") + 1,
            asked_at=now,
            valid_until=now + VALID_FOR,
            meant_for=meant_for,
        )
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
            made = Person.objects.create_user(
                invitation.email, name=invitation.name, language=invitation.language
            )
            Invitation.objects.pending().filter(pk=invitation.pk).update(meant_for=made)
            return made
    except IntegrityError:  # the same button pressed twice
        return Person.objects.filter(email__iexact=email).first()


@transaction.atomic
def accept(person: Person, *, proof: Proof | None) -> bool:
    """Give a person who has signed in what they were invited to; False where there is nothing for them to take up.

    Only whom the invitation is meant for takes it up, and only with a proof, given after they were invited, that the
    address is theirs. An account that has come to have an invited address inherits nothing.
    """
    if proof is None or proof.email.lower() != person.email.lower():
        return False
    invitation = valid_for(proof.email)
    if invitation is None:
        return False
    now = timezone.now()
    theirs = Invitation.objects.pending().filter(
        pk=invitation.pk, meant_for=person, invited_at__lte=proof.at, valid_until__gt=now
    )
    if not theirs.update(accepted_at=now, person=person):
        return False
    for role in invitation.roles:
        give_role(person, RoleName(role), by=invitation.invited_by)
    if invitation.body and person.body_id is None:
        Person.objects.filter(pk=person.pk).update(body=invitation.body)
    record("invitation.accepted", by=person, about=invitation)
    return True
