"""Where one comes when one has signed in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from kokebok.desk.inbox_views import queue_page
from kokebok.desk.rules import may
from kokebok.people.menu import menu_for
from kokebok.people.models import Person


def start(request: HttpRequest) -> HttpResponseBase:
    """The queue, or for those who may not read it the first thing in their menu, as for a reader of the log."""
    person = request.user
    if isinstance(person, Person) and person.role_names and not may(person, "desk.read"):
        first = next(iter(menu_for(person)), None)
        if first is not None:
            return redirect(first.url)
    return queue_page(request)
