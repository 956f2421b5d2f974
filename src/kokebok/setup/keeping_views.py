"""The page where one says how long it is kept who sent an input, after having seen what would go."""

from __future__ import annotations

from dataclasses import asdict

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kokebok.inputs.actions.forget_senders import periods_now, set_periods, would_go
from kokebok.people.entrance import entrance, person_of, show
from kokebok.setup.keeping_forms import KeepingForm
from kokebok.setup.rules import MAY


@entrance(MAY, "setup.change")
def keeping(request: HttpRequest) -> HttpResponse:
    """The periods, and how much each would take away now. Only the button that says so sets them."""
    form = KeepingForm(initial=asdict(periods_now()))
    going = would_go(periods_now())
    if request.method == "POST":
        form = KeepingForm(request.POST)
        if form.is_valid() and "save" in request.POST:
            is_new = set_periods(form.wanted(), by=person_of(request))
            messages.success(request, _("Saved.") if is_new else _("Nothing was changed."))
            return redirect("setup:keeping")
        going = would_go(form.wanted()) if form.is_valid() else going
    context = {"form": form, "going": going, "is_tried": form.is_bound and not form.errors}
    return show(request, "setup/keeping.html", context, 422 if form.errors else 200)
