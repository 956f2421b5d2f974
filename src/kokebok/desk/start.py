"""Where one comes when one has signed in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from kokebok.book.queries import the_cookbook
from kokebok.desk.inbox.views import first_page
from kokebok.desk.rules import may
from kokebok.people.menu import items_for
from kokebok.people.models import Person
from kokebok.review.queries import open_readings
from kokebok.review.rules import may as may_review
from kokebok.rounds.queries import led_by
from kokebok.rounds.rules import may as may_of_rounds
from kokebok.setup.rules import may as may_set_up
from kokebok.web.present import is_present


def start(request: HttpRequest) -> HttpResponseBase:
    """What is due and the queue; the page of one who handles no inputs; before there is a cookbook how to begin it."""
    person = request.user
    if isinstance(person, Person) and may_set_up(person, "setup.change") and the_cookbook() is None:
        return redirect("setup:start")
    if isinstance(person, Person) and person.role_names and not may(person, "desk.approve"):
        own = _own_page(person)
        if own:
            return redirect(own)
    return first_page(request)


def _own_page(person: Person) -> str:
    """Where somebody who handles no inputs has their work; "" when they have none here."""
    if is_present("rounds") and may_of_rounds(person, "round.lead"):
        rounds = led_by(person)
        only = len(rounds) == 1
        return reverse("rounds_desk:round", args=rounds) if only else reverse("rounds_desk:rounds")
    if is_present("review") and may_review(person, "review.read"):
        readings = open_readings(person)
        own = [one.reading.pk for one in readings]
        return reverse("review:mine", args=own) if len(own) == 1 else reverse("review:start")
    return next((item.url for item in items_for(person)), "")
