"""Whom the demo brings together: actors one can ask for contact, who has advised, an event that is full, the round.

What comes after stands in the process, in the editors' words.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.text import slugify

from kokebok.actors.actions.claim import admit
from kokebok.actors.models import Keeper
from kokebok.events.actions.hold import make, publish
from kokebok.events.actions.register import confirm
from kokebok.events.models import Event, Registration
from kokebok.lib.alphabet import plain_letters
from kokebok.people.models import Body, Person
from kokebok.process.actions.write import announce, write_step
from kokebok.process.models import Step
from kokebok.review.actions.be_named import be_named
from kokebok.rounds.models import Round, RoundState
from kokebok.starter.reading_files import read
from kokebok.web.present import is_present

if TYPE_CHECKING:
    from collections.abc import Sequence

TUESDAY = 1
EARLIEST = timedelta(weeks=2)  # from today until the event
BEGINS, LASTS = time(11, 30), timedelta(hours=2)


def bring_together(member: Person, *, by: Person) -> None:
    """Fill the demo with those who can meet. `member` of the resource group gets a body, and agrees to be named."""
    told = read("gathering")
    for row in told["actor"]:
        _keep(row, by=by)
    if is_present("review"):
        Person.objects.filter(pk=member.pk).update(body=Body.objects.get(name=told["adviser"]["body"]))
        be_named(agrees=True, by=member)
    if is_present("events"):
        _hold(told["event"], told["guest"], by=by)
    if is_present("process"):
        write_step(Step(), {"on": None, "until": None, **told["step"]}, by=by)
        for round_ in Round.objects.filter(state=RoundState.OPEN):
            announce(round_, by=by)


def _keep(row: dict[str, str], *, by: Person) -> None:
    """An actor that keeps its own entry, let in by an editor."""
    body = Body.objects.create(
        slug=slugify(plain_letters(row["name"])), verified_on=timezone.localdate(), **row
    )
    if not is_present("actors"):
        return
    keeper = Keeper.objects.create(
        body=body,
        name="Per Påfunn",
        role="Kontakt",
        email=f"post@{body.slug}.example",
        confirmed_at=timezone.now(),
    )
    admit(keeper, by=by)


def _hold(said: dict[str, Any], guests: Sequence[dict[str, Any]], *, by: Person) -> None:
    """An event on a Tuesday in two or three weeks, with those who have confirmed that they want to come."""
    first = timezone.localdate() + EARLIEST
    day = first + timedelta(days=(TUESDAY - first.weekday()) % 7)
    begins = timezone.make_aware(datetime.combine(day, BEGINS))
    whole = {**said, "starts_at": begins, "ends_at": begins + LASTS}
    event: Event = make(said=whole, by=by)
    publish(event, said=whole, by=by)
    event.refresh_from_db()
    for guest in guests:
        one = Registration.objects.create(event=event, **guest)
        confirm(one, seen=one.mark)
