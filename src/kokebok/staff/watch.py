"""Before each page: what holds for whoever is signed in. Whoever owes a second step is nobody until it is taken."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from kokebok.people.models import Person
from kokebok.staff.actions.sessions import seen
from kokebok.staff.rules import owes_second_step
from kokebok.web.typed_again import typed_again, wants_a_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

NOTED = ("/redaksjon/", "/admin/", "/konto/sikkerhet/")
SIGNING_IN = "/konto/"
"""Where one signs in, sets up a second step and signs out: the only pages that know who owes one."""


class Watch:
    """Notes when a browser was last used, and lets nobody be somebody anywhere who owes a second step.

    The guard is in who is signed in (`request.user`), not in which address is asked for: a view that asks who one is
    meets it, whatever it is called.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = request.path_info
        if settings.REQUIRE_MFA and not path.startswith(SIGNING_IN):
            _let_in_later(request)
        person = request.user if path.startswith(NOTED) else None
        if isinstance(person, Person):
            seen(request, person)
        if person is not None and _owes(request):
            return _to_second_step(request)
        answer = self.get_response(request)
        return _to_second_step(request) if _owes(request) and _leads_to_sign_in(answer) else answer


def _let_in_later(request: HttpRequest) -> None:
    """Have who is signed in asked for when the view first asks: a page for everybody asks nobody."""
    asked_for = request.user

    def let_in() -> Person | AnonymousUser:
        if isinstance(asked_for, Person) and owes_second_step(request, asked_for):
            request.owes_second_step = True  # type: ignore[attr-defined]
            return AnonymousUser()
        return asked_for

    request.user = SimpleLazyObject(let_in)  # type: ignore[assignment]


def _owes(request: HttpRequest) -> bool:
    """Whether somebody has asked who this is, and it is one who owes a second step."""
    return getattr(request, "owes_second_step", False)


def _to_second_step(request: HttpRequest) -> HttpResponse:
    """To the page where it is taken; what was written in a form is shown, and can be sent after it."""
    typed = typed_again(request) if wants_a_page(request) else None
    if typed is not None and (typed.fields or typed.files):
        said = {"typed": typed, "next": typed.page or reverse("desk:start")}
        answer = render(request, "staff/second_step_first.html", said, status=401)
        answer.headers["Cache-Control"] = "private, no-store"
        return answer
    asked = urlencode({"next": request.get_full_path()})
    return HttpResponseRedirect(f"{reverse('mfa_index')}?{asked}")


def _leads_to_sign_in(answer: HttpResponse) -> bool:
    """Whether the view has sent the reader to sign in, as nobody."""
    if answer.status_code == HTTPStatus.UNAUTHORIZED:
        return True
    to = answer.headers.get("Location", "").partition("?")[0]
    return to in {reverse(settings.LOGIN_URL), reverse("people:page_editor")}
