"""Before each page for those who work here, also the page editor: what holds for whoever is signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpResponseRedirect
from django.urls import reverse

from kokebok.people.models import Person
from kokebok.staff.actions.sessions import seen
from kokebok.staff.rules import owes_second_step

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

GUARDED = ("/redaksjon/", "/admin/", "/konto/sikkerhet/")
STANDS_BEFORE = ("/redaksjon/", "/admin/")


class Watch:
    """Notes when a browser was last used, and leads whoever owes a second step to set it up before anything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = request.path_info
        person = request.user if path.startswith(GUARDED) else None
        if isinstance(person, Person):
            seen(request, person)
            if path.startswith(STANDS_BEFORE) and owes_second_step(request, person):
                return HttpResponseRedirect(
                    f"{reverse('mfa_index')}?{urlencode({'next': request.get_full_path()})}"
                )
        return self.get_response(request)
