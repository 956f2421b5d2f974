"""The page a one-time link leads to. Looking at it changes nothing: mail programs and scanners look too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kokebok.staff.account_views import too_many
from kokebok.staff.actions.one_time_links import become_administrator, find_link, use_link
from kokebok.staff.forms import FirstForm
from kokebok.staff.limits import TYPE_NETWORK, count_network
from kokebok.staff.rules import LinkIsOver
from kokebok.staff.signing_in import BY_LINK

if TYPE_CHECKING:
    from kokebok.people.models import Person
    from kokebok.staff.models import OneTimeLink


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one_time_link(request: HttpRequest, token: str) -> HttpResponse:
    """Sign in as the one the link is for, or say who one is as the first administrator."""
    if count_network(TYPE_NETWORK, request).is_too_many:
        return too_many(request)
    link = find_link(token)
    if link is None:
        return render(request, "staff/link_over.html", status=404)
    form = None if link.person else FirstForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or (form and not form.is_valid()):
        status = 422 if form and form.errors else 200
        return render(request, "staff/link.html", {"person": link.person, "form": form}, status=status)
    try:
        return _signed_in(request, _whom(link, token, form))
    except LinkIsOver:
        return render(request, "staff/link_over.html", status=404)


def _whom(link: OneTimeLink, token: str, form: FirstForm | None) -> Person:
    if form is None:
        return use_link(token)
    said = form.cleaned_data
    return become_administrator(
        token, email=said["email"], name=said["name"], language=get_language() or "nb"
    )


def _signed_in(request: HttpRequest, person: Person) -> HttpResponse:
    if request.user.is_authenticated:
        logout(request)
    record_authentication(request, person, BY_LINK)
    answer = perform_login(request, Login(user=person))
    assert isinstance(answer, HttpResponse)
    return answer
