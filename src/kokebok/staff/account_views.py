"""allauth's pages for signing in, behind limits that hold for all processes; what is wrong is said in words."""

from __future__ import annotations

from typing import Any

from allauth.account import views as account
from allauth.account.internal.stagekit import unstash_login
from allauth.mfa.base import views as second_step
from allauth.mfa.webauthn import views as passkeys
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from kokebok.inputs.sender import network_of
from kokebok.journal.actions.record import record
from kokebok.people.models import Person
from kokebok.staff.actions.invitations import make_ready
from kokebok.staff.code_letter import count_from_leaving, how_the_letter_fares
from kokebok.staff.limits import (
    ASK,
    ASK_HERE,
    ASK_NETWORK,
    CODE,
    SECOND_STEP,
    TYPE_NETWORK,
    TryCount,
    count,
    count_network,
)
from kokebok.web.typed_again import typed_again


class AskCode(account.RequestLoginCodeView):  # type: ignore[misc]
    """The page where one signs in: by a code, a passkey, or the provider of the settings."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "provider": settings.OIDC}


@never_cache
def ask_code(request: HttpRequest) -> HttpResponse:
    """Ask for a code. Whoever is invited is made ready to get one."""
    if request.method == "POST":
        email = request.POST.get("email", "").strip().lower()[:254]
        here = f"{email}@{network_of(request)}"
        tries = [count_network(ASK_NETWORK, request), count(ASK, email), count(ASK_HERE, here)]
        if any(one.is_too_many for one in tries):
            return too_many(request)
        make_ready(email)
    return _answer(AskCode.as_view()(request))


class TypeCode(account.ConfirmLoginCodeView):  # type: ignore[misc]
    """The page where the code is typed: it says whether the letter has left."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "how": how_the_letter_fares(self.request)}


type_it = TypeCode.as_view()


@never_cache
def type_code(request: HttpRequest) -> HttpResponse:
    """Type the code of the letter. A try that is used up, for somebody we know, is a line in the journal."""
    count_from_leaving(request)
    if request.method != "POST":
        return _answer(type_it(request))
    login = unstash_login(request, peek=True)
    tries = [count_network(TYPE_NETWORK, request)]
    if login is not None and login.email:
        tries.append(count(CODE, login.email))
    person = login.user if login is not None and isinstance(login.user, Person) else None
    if any(one.is_too_many for one in tries):
        return _stopped(request, tries[-1], person, why="too many codes")
    if person is not None and login.email and login.email.lower() != person.email.lower():
        unstash_login(request)  # the address was changed after the code was sent
        return redirect("account_login")
    answer = type_it(request)
    is_over = not request.user.is_authenticated and unstash_login(request, peek=True) is None
    if is_over and person is not None:
        record("signin.refused", by=None, about=person, why="wrong codes")
    return _answer(answer)


@never_cache
def take_second_step(request: HttpRequest) -> HttpResponse:
    """The second step: a code of an authenticator app, a passkey or a recovery code."""
    login = unstash_login(request, peek=True)
    person = login.user if login is not None else None
    if request.method == "POST" and isinstance(person, Person):
        tries = count(SECOND_STEP, str(person.pk))
        if tries.is_too_many:
            return _stopped(request, tries, person, why="too many second steps")
    return _answer(second_step.authenticate(request))


@never_cache
def take_second_step_again(request: HttpRequest) -> HttpResponse:
    """The second step once more, before how one signs in is changed."""
    if request.method == "POST" and isinstance(request.user, Person):
        tries = count(SECOND_STEP, str(request.user.pk))
        if tries.is_too_many:
            return _stopped(request, tries, request.user, why="too many second steps")
    return _answer(second_step.reauthenticate(request))


@never_cache
def use_passkey(request: HttpRequest) -> HttpResponse:
    """Sign in with a passkey alone: it is something one has, opened by a face, a finger or a PIN."""
    if count_network(TYPE_NETWORK, request).is_too_many:
        return too_many(request)
    return _answer(passkeys.login_webauthn(request))


def too_many(request: HttpRequest) -> HttpResponse:
    """Say that it was tried too often. The same for those we know and those we do not."""
    return render(request, "429.html", {"typed": typed_again(request)}, status=429)


def _stopped(request: HttpRequest, tries: TryCount, person: Person | None, *, why: str) -> HttpResponse:
    """Say so, and write it in the journal once for each time the limit is passed."""
    if person is not None and tries.is_first_too_many:
        record("signin.refused", by=None, about=person, why=why)
    return too_many(request)


def _answer(answer: Any) -> HttpResponse:
    assert isinstance(answer, HttpResponse)
    return answer
