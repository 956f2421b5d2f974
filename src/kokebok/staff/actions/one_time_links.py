"""Links that sign somebody in once: for the first administrator, and for whoever has no other way in."""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.journal.actions.record import record
from kokebok.people.models import Person, Role, RoleName
from kokebok.staff.actions.roles import welcome
from kokebok.staff.models import OneTimeLink
from kokebok.staff.rules import LinkIsOver

VALID_FOR = timedelta(days=1)


def has_administrator() -> bool:
    """Whether there is somebody who can let others in."""
    return Role.objects.filter(name=RoleName.ADMINISTRATOR, person__is_active=True).exists()


@transaction.atomic
def make_first_link() -> str | None:
    """The token of a link to become the first administrator by; None if there is one. Earlier ones are void."""
    if has_administrator():
        return None
    record("link.made", by=None)
    return _make(None)


@transaction.atomic
def make_link(person: Person) -> str:
    """The token of a link that signs this person in. Earlier ones of theirs are void."""
    record("link.made", by=None, about=person)
    return _make(person)


def find_link(token: str) -> OneTimeLink | None:
    """The link with this token, if it can still be used."""
    with_token = OneTimeLink.objects.filter(digest=_digest(token), valid_until__gt=timezone.now())
    link = with_token.select_related("person").first()
    if link is None or (link.person is None and has_administrator()):
        return None
    return None if link.person and not link.person.is_active else link


@transaction.atomic
def use_link(token: str) -> Person:
    """Whom a link signs in, now that it is used up. Raises LinkIsOver, also for a link that names nobody."""
    link = find_link(token)
    if link is None or link.person is None:
        raise LinkIsOver(_over())
    _use_up(link)
    record("link.used", by=link.person, about=link.person)
    return link.person


@transaction.atomic
def become_administrator(token: str, *, email: str, name: str, language: str) -> Person:
    """Make the first administrator of an installation, by a link that names nobody. Raises LinkIsOver."""
    link = find_link(token)
    if link is None or link.person is not None:
        raise LinkIsOver(_over())
    _use_up(link)
    person = welcome(email=email, name=name, roles=[RoleName.ADMINISTRATOR])
    Person.objects.filter(pk=person.pk).update(name=name, language=language)
    person.refresh_from_db()
    record("link.used", by=person, about=person)
    return person


def _make(person: Person | None) -> str:
    now, token = timezone.now(), secrets.token_urlsafe(24)
    OneTimeLink.objects.filter(person=person).delete()
    OneTimeLink.objects.create(digest=_digest(token), person=person, made_at=now, valid_until=now + VALID_FOR)
    return token


def _use_up(link: OneTimeLink) -> None:
    """Take a link out of use; of two who come at once, the second is told."""
    rows, _each = OneTimeLink.objects.filter(pk=link.pk).delete()
    if not rows:
        raise LinkIsOver(_over())


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _over() -> str:
    return _("This link is used, or its time has run out.")
