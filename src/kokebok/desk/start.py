"""Where one comes when one has signed in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from kokebok.book.queries import the_cookbook
from kokebok.desk.inbox_views import queue_page
from kokebok.desk.rules import may
from kokebok.people.menu import menu_for
from kokebok.people.models import Person
from kokebok.setup.rules import may as may_set_up


def start(request: HttpRequest) -> HttpResponseBase:
    """The queue; before there is a cookbook how to begin it; for those who may not read it the first in their menu."""
    person = request.user
    if isinstance(person, Person) and may_set_up(person, "setup.change") and the_cookbook() is None:
        return redirect("setup:start")
    if isinstance(person, Person) and person.role_names and not may(person, "desk.read"):
        first = next(iter(menu_for(person)), None)
        if first is not None:
            return redirect(first.url)
    return queue_page(request)
