"""The list of reasons, as it is kept at the desk."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from kokebok.inputs.pressed import pressed
from kokebok.moderation.actions.reasons import (
    add_reason,
    begin_with_starter_list,
    change_reason,
    retire_reason,
    return_reason,
)
from kokebok.moderation.desk_views import moderation_page
from kokebok.moderation.forms import ReasonForm
from kokebok.moderation.models import Reason
from kokebok.moderation.queries import find_reason, reasons_with_use
from kokebok.people.entrance import person_of, show
from kokebok.people.refusals import refusal_told
from kokebok.people.rules import Refused


@require_safe
@moderation_page("moderation.keep_reasons")
def reasons(request: HttpRequest) -> HttpResponse:
    """All reasons, those out of use last."""
    return show(request, "moderation/reasons.html", {"reasons": reasons_with_use()})


@moderation_page("moderation.keep_reasons")
def begin(request: HttpRequest) -> HttpResponse:
    """Begin with the list that is offered."""
    if request.method == "POST":
        made = begin_with_starter_list(by=person_of(request))
        said = ngettext("%(number)d reason is added.", "%(number)d reasons are added.", made)
        messages.success(request, said % {"number": made})
    return redirect("moderation:reasons")


@moderation_page("moderation.keep_reasons")
def new(request: HttpRequest) -> HttpResponse:
    """Put a reason on the list."""
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _show_form(request, form, None, status=422 if form.is_bound else 200)
    try:
        add_reason(code=form.cleaned_data["code"], words=form.in_words(), by=person_of(request))
    except Refused as refusal:
        form.add_error("code", str(refusal))
        return _show_form(request, form, None, status=422)
    messages.success(request, _("The reason is on the list."))
    return redirect("moderation:reasons")


@moderation_page("moderation.keep_reasons")
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Give a reason other words."""
    reason = find_reason(number)
    form = ReasonForm(request.POST if request.method == "POST" else None, reason=reason)
    if not form.is_valid():
        return _show_form(request, form, reason, status=422 if form.is_bound else 200)
    try:
        change_reason(reason, words=form.in_words(), by=person_of(request))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _show_form(request, form, reason, status=409)
    messages.success(request, _("The reason has new words."))
    return redirect("moderation:reasons")


@moderation_page("moderation.keep_reasons")
def switch(request: HttpRequest, number: int) -> HttpResponse:
    """Take a reason out of use, or put it into use again: which of them the button said."""
    if request.method == "POST":
        with refusal_told(request):
            act = pressed(request.POST, "to", {"use": return_reason, "rest": retire_reason})
            act(find_reason(number), by=person_of(request))
    return redirect("moderation:reasons")


def _show_form(request: HttpRequest, form: ReasonForm, reason: Reason | None, status: int) -> HttpResponse:
    return show(request, "moderation/reason.html", {"form": form, "reason": reason}, status)
