"""Who works here, for administrators; and the page an invitation leads to."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kokebok.letters.rules import reach_nobody
from kokebok.people.entrance import entrance, person_of, show
from kokebok.people.models import Person, RoleName
from kokebok.people.refusals import refusal_in, refusal_told
from kokebok.people.rules import Refused
from kokebok.staff.actions import invitations
from kokebok.staff.actions.letters import SALT
from kokebok.staff.actions.persons import change_address, change_body, deactivate, reactivate, rename
from kokebok.staff.actions.roles import change_roles
from kokebok.staff.actions.second_step import take_second_step_away
from kokebok.staff.actions.sessions import end_others
from kokebok.staff.forms import IdentityForm, InvitationForm, PersonForm, identity_form_for, person_form_for
from kokebok.staff.models import Invitation
from kokebok.staff.queries import browsers_of, fellows_of, find_invitation, find_person, invited, staff
from kokebok.staff.rules import MAY

if TYPE_CHECKING:
    from collections.abc import Callable

administrators_page = partial(entrance, MAY)


@administrators_page("people.manage")
def folk(request: HttpRequest) -> HttpResponse:
    """Who works here, and who is invited."""
    context = {"staff": staff(), "invited": invited(), "reach_nobody": reach_nobody()}
    return show(request, "staff/folk.html", context)


@administrators_page("people.manage")
def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody."""
    form = InvitationForm(request.POST or None, initial={"language": person_of(request).language})
    if request.method == "POST" and form.is_valid():
        with refusal_in(form, "email"):
            invited_one = invitations.invite(**form.cleaned_data, by=person_of(request))
            messages.success(request, _on_its_way(invited_one.email))
            return redirect("staff:folk")
    return show(request, "staff/invite.html", {"form": form}, status=422 if form.errors else 200)


def _on_its_way(email: str) -> str:
    if reach_nobody():
        return _("%(email)s is invited, but gets no e-mail: no mail server is set.") % {"email": email}
    return _("The invitation is on its way to %(email)s.") % {"email": email}


@require_POST
@administrators_page("people.manage")
def invitation_again(request: HttpRequest, number: int) -> HttpResponse:
    """Send an invitation again."""
    invitation = find_invitation(number)
    done = _on_its_way(invitation.email)
    _try(request, lambda: invitations.send_again(invitation, by=person_of(request)), done)
    return redirect("staff:folk")


@require_POST
@administrators_page("people.manage")
def invitation_back(request: HttpRequest, number: int) -> HttpResponse:
    """Take an invitation back."""
    invitation = find_invitation(number)
    done = _("The invitation to %(name)s is taken back.") % {"name": invitation.name}
    _try(request, lambda: invitations.withdraw(invitation, by=person_of(request)), done)
    return redirect("staff:folk")


@administrators_page("people.manage")
def person(request: HttpRequest, number: int) -> HttpResponse:
    """One who works here: roles and body."""
    whom, form = find_person(number), None
    if request.method == "POST":
        form = PersonForm(request.POST)
        if form.is_valid() and _saved(request, whom, form):
            messages.success(request, _("Saved."))
            return redirect("staff:person", whom.pk)
    return _show_person(request, whom, form=form)


@require_POST
@administrators_page("people.manage")
def identity(request: HttpRequest, number: int) -> HttpResponse:
    """Change what somebody is called, and their address."""
    whom, by = find_person(number), person_of(request)
    form = IdentityForm(request.POST)
    if form.is_valid():
        with refusal_in(form, "email"):
            change_address(whom, had=form.cleaned_data["had"], email=form.cleaned_data["email"], by=by)
            rename(whom, name=form.cleaned_data["name"], by=by)
            messages.success(request, _("Saved."))
            return redirect("staff:person", whom.pk)
    return _show_person(request, whom, identity_form=form)


def _show_person(
    request: HttpRequest,
    whom: Person,
    *,
    form: PersonForm | None = None,
    identity_form: IdentityForm | None = None,
) -> HttpResponse:
    context = {
        "person": whom,
        "form": form or person_form_for(whom),
        "identity_form": identity_form or identity_form_for(whom),
        "fellows": fellows_of(whom),
        "browsers": browsers_of(whom, this=None),
        "is_me": whom.pk == person_of(request).pk,
    }
    return show(request, "staff/person.html", context, status=422 if form or identity_form else 200)


def _saved(request: HttpRequest, whom: Person, form: PersonForm) -> bool:
    by = person_of(request)
    try:
        change_roles(whom, had=form.cleaned_data["seen"], has=form.cleaned_data["roles"], by=by)
    except Refused as refused:
        form.add_error("roles", str(refused))
        return False
    change_body(whom, body=form.cleaned_data["body"], by=by)
    return True


@require_POST
@administrators_page("people.manage")
def shut_out(request: HttpRequest, number: int) -> HttpResponse:
    """Shut somebody out."""
    whom = find_person(number)
    done = _("%(name)s is shut out, and signed out everywhere.") % {"name": whom.name}
    _try(request, lambda: deactivate(whom, by=person_of(request)), done)
    return redirect("staff:person", whom.pk)


@require_POST
@administrators_page("people.manage")
def let_in(request: HttpRequest, number: int) -> HttpResponse:
    """Let somebody in again."""
    whom = find_person(number)
    done = _("%(name)s may sign in again.") % {"name": whom.name}
    _try(request, lambda: reactivate(whom, by=person_of(request)), done)
    return redirect("staff:person", whom.pk)


@require_POST
@administrators_page("people.manage")
def sign_out(request: HttpRequest, number: int) -> HttpResponse:
    """Sign somebody out of all browsers; one's own browser stays."""
    whom, by = find_person(number), person_of(request)
    this = request.session.session_key if whom.pk == by.pk else None
    end_others(whom, but=this, by=by)
    messages.success(request, _("%(name)s is signed out everywhere.") % {"name": whom.name})
    return redirect("staff:person", whom.pk)


@require_POST
@administrators_page("people.manage")
def second_step_away(request: HttpRequest, number: int) -> HttpResponse:
    """Let somebody who has lost their phone begin anew."""
    whom = find_person(number)
    done = _("%(name)s can now sign in with a code by e-mail, and set up a new second step.") % {
        "name": whom.name
    }
    _try(request, lambda: take_second_step_away(whom, by=person_of(request)), done)
    return redirect("staff:person", whom.pk)


def _try(request: HttpRequest, act: Callable[[], object], done: str) -> None:
    """Do it and say so, or say why not."""
    with refusal_told(request):
        act()
        messages.success(request, done)


@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What one is invited to, and the way in; or that the invitation is no longer of use."""
    try:
        number = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        number = None
    found = Invitation.objects.filter(pk=number).select_related("body", "invited_by").first()
    is_valid = (
        found is not None and found.withdrawn_at is None and not found.accepted_at
    ) and found.valid_until > timezone.now()
    roles = [RoleName(role).label for role in found.roles] if found else []
    context = {"invitation": found, "is_valid": is_valid, "roles": roles}
    return render(request, "staff/invitation.html", context, status=200 if is_valid else 410)
