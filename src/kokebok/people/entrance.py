"""The door of all pages for those who work here: whoever comes in is signed in and has a role, and gets the menu."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from kokebok.people.menu import items_for, menu_for
from kokebok.people.models import Person, RoleName
from kokebok.people.rules import Table, has_role
from kokebok.web.typed_again import typed_again

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def person_of(request: HttpRequest) -> Person:
    """Who is signed in. Only for views behind `entrance`."""
    person = request.user
    assert isinstance(person, Person)
    return person


def entrance(table: Table, act: str) -> Callable[[View[P]], View[P]]:
    """A view for those who may do `act` by an app's table. Others are sent to sign in, or told what to do."""

    def decorate(view: View[P]) -> View[P]:
        @never_cache
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return to_sign_in(request)
            if not has_role(request.user, *table[act]):
                return _no_entry(request, table[act])
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def show(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page for those who work here, with their menu."""
    return render(
        request, template, {"desk_nav": menu_for(person_of(request), request.path), **context}, status=status
    )


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page; what was written in a form that came too late is shown, and can be sent after it."""
    typed = typed_again(request)
    if typed is None or not (typed.fields or typed.files):
        return redirect_to_login(request.get_full_path())
    return render(request, "people/signed_out.html", {"typed": typed, "next": typed.page or "/"}, status=401)


def _no_entry(request: HttpRequest, needed: tuple[RoleName, ...]) -> HttpResponse:
    person = person_of(request)
    context = {
        "roles": list(person.roles.all()),
        "needed": [RoleName(role).label for role in needed],
        "may_open": items_for(person),
        "typed": typed_again(request),
    }
    return render(request, "people/no_entry.html", context, status=403)
