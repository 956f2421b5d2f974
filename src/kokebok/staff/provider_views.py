"""To the provider, and back."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from kokebok.journal.actions.record import record
from kokebok.people.entrance import person_of, show
from kokebok.people.models import Person
from kokebok.people.rules import Refused
from kokebok.staff.account_views import too_many
from kokebok.staff.actions.bind import connect, person_told_of, proved_by, take_over_roles
from kokebok.staff.limits import TYPE_NETWORK, count_network
from kokebok.staff.provider import (
    Errand,
    NotBelieved,
    ProviderIdentity,
    address_to_leave_for,
    the_provider,
    told_by_provider,
)

if TYPE_CHECKING:
    from collections.abc import Callable

TOLD_WHY = {"acr", "no address", "address not verified", "not known", "tied to another"}
"""The refusals that are lines in the journal: those where the provider spoke, so nobody can write lines at will."""


def with_provider(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A page that is there only when the settings name a provider, and that says in words why it did not work."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not settings.OIDC:
            raise Http404
        if count_network(TYPE_NETWORK, request).is_too_many:
            return too_many(request)
        try:
            return view(request)
        except Refused as refused:
            why = refused.why if isinstance(refused, NotBelieved) else ""
            if why in TOLD_WHY:
                record("signin.refused", by=None, why=why)
            context = {"why": str(refused), "provider": settings.OIDC}
            return render(request, "staff/not_let_in.html", context, status=403)

    return guarded


@require_GET
@with_provider
def leave(request: HttpRequest) -> HttpResponse:
    """Go to the provider to sign in. A link, not a form: it changes nothing here, and forms lead nowhere but here."""
    wanted = request.GET.get("next", "")
    safe = wanted if get_adapter(request).is_safe_url(wanted) else ""
    return HttpResponseRedirect(address_to_leave_for(request, Errand(next_url=safe)))


@require_POST
@login_required
@reauthentication_required(app="allauth.mfa")  # type: ignore[untyped-decorator]
@with_provider
def leave_to_connect(request: HttpRequest) -> HttpResponse:
    """Show the way to the provider for somebody who is signed in and wants to sign in that way from now on."""
    person = person_of(request)
    address = address_to_leave_for(request, Errand(connect=person.pk))
    return show(request, "staff/connect.html", {"address": address, "provider": settings.OIDC})


@require_GET
@with_provider
def back(request: HttpRequest) -> HttpResponse:
    """Whoever comes back from the provider is signed in, or connected, or told why not."""
    told = told_by_provider(request)
    if told.errand.connect is not None:
        return _connected(request, told)
    person = person_told_of(told)
    take_over_roles(person, told)
    if request.user.is_authenticated and request.user.pk != person.pk:
        logout(request)
    record_authentication(
        request, person, "socialaccount", provider=the_provider().issuer, email=proved_by(told)
    )
    answer = perform_login(request, Login(user=person, redirect_url=told.errand.next_url or None))
    assert isinstance(answer, HttpResponse)
    return answer


def _connected(request: HttpRequest, told: ProviderIdentity) -> HttpResponse:
    person = request.user
    if not isinstance(person, Person) or person.pk != told.errand.connect:
        raise NotBelieved(
            _("You are no longer signed in as the one who began. Sign in, and try again."), why="other"
        )
    connect(person, told)
    messages.success(request, _("From now on you can sign in with %(name)s.") % {"name": the_provider().name})
    return redirect("mfa_index")
