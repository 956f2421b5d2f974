"""Those who work here, those who are invited, and how somebody signs in, as pages need them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kokebok.letters.queries import fares, states_of
from kokebok.people.models import Body, Person, RoleName
from kokebok.staff.models import Invitation, SignedIn
from kokebok.staff.rules import STRONG, owes_second_step
from kokebok.web.ordering import alphabetically

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.db.models import QuerySet


def signed_in_with(session_key: str) -> Person | None:
    """Who is signed in with the browser that has this session, as it stands now; None while they owe a second step."""
    request = HttpRequest()
    request.session = SessionStore(session_key or None)
    person = get_user(request)
    if not isinstance(person, Person) or not person.is_active or owes_second_step(request, person):
        return None
    return person


@dataclass(frozen=True)
class Passkey:
    """A passkey by the name its owner gave it."""

    number: int
    name: str
    made_at: datetime
    used_at: datetime | None


@dataclass(frozen=True)
class SecondSteps:
    """What somebody has to take a second step with. `codes_left` is None where there are no recovery codes."""

    passkeys: Sequence[Passkey]
    has_app: bool
    codes_left: int | None

    @property
    def is_empty(self) -> bool:
        return not self.passkeys and not self.has_app


@dataclass(frozen=True)
class Browser:
    """A browser that somebody is signed in with. `device` may be ""."""

    number: int
    device: str
    way: str
    began_at: datetime
    seen_at: datetime
    is_this: bool


@dataclass(frozen=True)
class Invited:
    """An invitation in a list: whether its time has run out, the roles in words, and how its letter fares."""

    invitation: Invitation
    roles: Sequence[str]
    is_late: bool
    letter: str


def staff() -> QuerySet[Person]:
    """All who work here or did: who has a role, has been signed in, or is shut out. Each has `has_second_step`."""
    steps = Authenticator.objects.filter(user=OuterRef("pk"), type__in=STRONG)
    here = Q(roles__isnull=False) | Q(last_login__isnull=False) | Q(is_active=False)
    found: QuerySet[Person] = (
        Person.objects.filter(here)
        .distinct()
        .select_related("body")
        .prefetch_related("roles")
        .annotate(has_second_step=Exists(steps))
        .order_by("-is_active", alphabetically("name"), "pk")
    )
    return found


def find_person(number: int) -> Person:
    """One of those who work here. Raises Http404."""
    return get_object_or_404(staff(), pk=number)


def fellows_of(person: Person) -> QuerySet[Person]:
    """The others of the same body who may sign in."""
    if person.body_id is None:
        return Person.objects.none()
    return Person.objects.filter(body=person.body_id, is_active=True).exclude(pk=person.pk)


def open_bodies() -> QuerySet[Body]:
    """The bodies one may be a member of."""
    return Body.objects.filter(closed_on=None, merged_into=None)


def invited() -> list[Invited]:
    """The invitations that nobody has taken up or taken back, newest first."""
    now = timezone.now()
    pending = list(Invitation.objects.pending().select_related("body", "invited_by"))
    letters = states_of(one.letter_key for one in pending)
    return [
        Invited(
            invitation=one,
            roles=[str(RoleName(role).label) for role in one.roles],
            is_late=one.valid_until <= now,
            letter=fares(letters.get(one.letter_key)),
        )
        for one in pending
    ]


def find_invitation(number: int) -> Invitation:
    """One that nobody has taken up or taken back. Raises Http404."""
    found = Invitation.objects.pending().filter(pk=number).first()
    if not isinstance(found, Invitation):
        raise Http404
    return found


def second_steps_of(person: Person) -> SecondSteps:
    """What a person takes the second step with."""
    passkeys, has_app, codes_left = [], False, None
    for one in Authenticator.objects.filter(user=person).order_by("pk"):
        if one.type == Authenticator.Type.WEBAUTHN:
            passkeys.append(Passkey(one.pk, one.wrap().name, one.created_at, one.last_used_at))
        elif one.type == Authenticator.Type.TOTP:
            has_app = True
        else:
            codes_left = len(one.wrap().get_unused_codes())
    return SecondSteps(passkeys=passkeys, has_app=has_app, codes_left=codes_left)


def browsers_of(person: Person, *, this: str | None) -> list[Browser]:
    """Where a person is signed in, this browser first."""
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    rows = SignedIn.objects.filter(person=person, session_key__in=alive)
    found = [
        Browser(
            number=row.pk,
            device=row.device,
            way=row.get_way_display(),
            began_at=row.began_at,
            seen_at=row.seen_at,
            is_this=row.session_key == this,
        )
        for row in rows
    ]
    return sorted(found, key=lambda browser: not browser.is_this)
