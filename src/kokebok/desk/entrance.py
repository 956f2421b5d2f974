"""The door of the desk: whoever comes in is signed in and has a role, and every page has the menu."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from kokebok.desk.menu import menu_for
from kokebok.desk.rules import MAY, may
from kokebok.people.models import Person, RoleName

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

WRITTEN = ("reply", "reason", "new_text")


def person_of(request: HttpRequest) -> Person:
    """Who is signed in. Only for views behind `desk_page`."""
    person = request.user
    assert isinstance(person, Person)
    return person


def desk_page(act: str) -> Callable[[View[P]], View[P]]:
    """A view for those who may do `act` (see rules.MAY). Others are sent to sign in, or told what to do."""

    def decorate(view: View[P]) -> View[P]:
        @never_cache
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return _to_sign_in(request)
            if not may(request.user, act):
                return _no_entry(request, act)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def show(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page of the desk, with its menu."""
    return render(request, template, {"desk_nav": menu_for(person_of(request)), **context}, status=status)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page; what was written in a form that came too late is shown, so that it can be kept."""
    written = [request.POST[name] for name in WRITTEN if request.POST.get(name, "").strip()]
    if not written:
        return redirect_to_login(request.get_full_path())
    return render(request, "desk/signed_out.html", {"written": written, "next": request.path}, status=401)


def _no_entry(request: HttpRequest, act: str) -> HttpResponse:
    person = person_of(request)
    context = {
        "roles": list(person.roles.all()),
        "needed": [RoleName(role).label for role in MAY[act]],
        "desk_nav": menu_for(person),
    }
    return render(request, "desk/no_entry.html", context, status=403)
