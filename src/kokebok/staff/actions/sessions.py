"""Being signed in: when it begins, when it was last used, and how it is ended."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from kokebok.journal.actions.record import record
from kokebok.staff.devices import device_of
from kokebok.staff.models import SignedIn, Way

if TYPE_CHECKING:
    from django.http import HttpRequest

    from kokebok.people.models import Person

SEEN = "staff_seen"  # the key in the session
SEEN_EVERY = timedelta(minutes=5)  # how exactly one is told when a browser was last used


@transaction.atomic
def begin(request: HttpRequest, person: Person, *, way: Way, second_step: bool) -> None:
    """Note that a person has signed in with this browser. The session must be theirs already."""
    note(request, person, way=way)
    record("signin.done", by=person, way=way, second_step=second_step)


def note(request: HttpRequest, person: Person, *, way: Way) -> None:
    """Let this browser be among those that the person sees, and can sign out."""
    if not request.session.session_key:
        request.session.save()
    now = timezone.now()
    request.session[SEEN] = now.timestamp()
    SignedIn.objects.update_or_create(
        session_key=request.session.session_key,
        defaults={"person": person, "device": device_of(request), "way": way, "seen_at": now},
        create_defaults={
            "person": person,
            "device": device_of(request),
            "way": way,
            "began_at": now,
            "seen_at": now,
        },
    )


def seen(request: HttpRequest, person: Person) -> None:
    """Note that the browser is in use: at most one write in five minutes, and no query in between."""
    now = timezone.now()
    at = request.session.get(SEEN)
    if at is not None and at < (now - SEEN_EVERY).timestamp():
        request.session[SEEN] = now.timestamp()
        SignedIn.objects.filter(session_key=request.session.session_key, person=person).update(seen_at=now)


@transaction.atomic
def end(person: Person, *, number: int, by: Person) -> bool:
    """Sign a person out of one browser. False if it was none of theirs, or ended already."""
    found = SignedIn.objects.filter(person=person, pk=number).first()
    if found is None:
        return False
    _forget([found.session_key])
    record("session.ended", by=by, about=person, how_many=1)
    return True


@transaction.atomic
def end_others(person: Person, *, but: str | None, by: Person) -> int:
    """Sign a person out of every browser but the one whose session key is given; gives how many."""
    keys = list(
        SignedIn.objects.filter(person=person).exclude(session_key=but).values_list("session_key", flat=True)
    )
    _forget(keys)
    if keys:
        record("session.ended", by=by, about=person, how_many=len(keys))
    return len(keys)


def end_all(person: Person) -> None:
    """Sign a person out everywhere, also where nobody noted it: no session of theirs can come back to life.

    Django signs each session with a digest of the password. Theirs cannot be used, and a fresh one voids them all.
    """
    _forget(list(SignedIn.objects.filter(person=person).values_list("session_key", flat=True)))
    person.set_unusable_password()
    person.save(update_fields=["password"])


def forget_gone(now: datetime) -> None:
    """Take away the rows of sessions that have run out or were signed out of."""
    alive = Session.objects.filter(expire_date__gt=now).values("session_key")
    SignedIn.objects.exclude(session_key__in=alive).delete()


def _forget(keys: list[str]) -> None:
    Session.objects.filter(session_key__in=keys).delete()
    SignedIn.objects.filter(session_key__in=keys).delete()
