"""One's own page about signing in: passkeys, the authenticator app, recovery codes, the provider, and browsers."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kokebok.people.entrance import person_of, show
from kokebok.staff.actions.bind import disconnect, ties_of
from kokebok.staff.actions.sessions import end, end_others
from kokebok.staff.queries import browsers_of, second_steps_of
from kokebok.staff.rules import owes_second_step


@never_cache
@login_required
def security(request: HttpRequest) -> HttpResponse:
    """How one signs in, and where one is signed in."""
    person = person_of(request)
    wanted = request.GET.get("next", "")
    return show(
        request,
        "staff/security.html",
        {
            "steps": second_steps_of(person),
            "owes": owes_second_step(request, person),
            "next": wanted if get_adapter(request).is_safe_url(wanted) else "",
            "provider": settings.OIDC,
            "is_connected": bool(settings.OIDC) and ties_of(person).exists(),
            "browsers": browsers_of(person, this=request.session.session_key),
        },
    )


@require_POST
@login_required
def end_browser(request: HttpRequest, number: int) -> HttpResponse:
    """Sign out of one browser."""
    person = person_of(request)
    end(person, number=number, by=person)
    messages.success(request, _("That browser is signed out."))
    return redirect("mfa_index")


@require_POST
@login_required
def end_other_browsers(request: HttpRequest) -> HttpResponse:
    """Sign out of all browsers but this one."""
    person = person_of(request)
    ended = end_others(person, but=request.session.session_key, by=person)
    messages.success(
        request,
        ngettext("%(n)s browser is signed out.", "%(n)s browsers are signed out.", ended) % {"n": ended},
    )
    return redirect("mfa_index")


@require_POST
@login_required
@reauthentication_required(app="allauth.mfa")  # type: ignore[untyped-decorator]
def loosen(request: HttpRequest) -> HttpResponse:
    """Disconnect the organisation's sign-in."""
    person = person_of(request)
    if settings.OIDC and disconnect(person, by=person):
        messages.success(request, _("%(name)s is disconnected.") % {"name": settings.OIDC.name})
    return redirect("mfa_index")
