"""The page where one says how long what tells of people is kept, after having seen what would go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from kokebok.inputs.actions.forget_senders import periods_now, would_go
from kokebok.people.entrance import entrance, person_of, show
from kokebok.setup.actions.keep_for import keep_for
from kokebok.setup.keeping_forms import KeepingForm
from kokebok.setup.more_periods import more_periods
from kokebok.setup.rules import MAY


@entrance(MAY, "setup.change")
def keeping(request: HttpRequest) -> HttpResponse:
    """The periods, and how much each would take away now. Only the button that says so sets them."""
    more_now = {one.name: one.now() for one in more_periods()}
    form = KeepingForm(initial=asdict(periods_now()) | more_now)
    going, more_going = would_go(periods_now()), _more_going(more_now)
    if request.method == "POST":
        form = KeepingForm(request.POST)
        if form.is_valid() and "save" in request.POST:
            is_new = keep_for(form.wanted(), form.more(), by=person_of(request))
            messages.success(request, _("Saved.") if is_new else _("Nothing was changed."))
            return redirect("setup:keeping")
        if form.is_valid():
            going, more_going = would_go(form.wanted()), _more_going(form.more())
    context = {
        "form": form,
        "going": going,
        "more_going": more_going,
        "is_tried": form.is_bound and not form.errors,
    }
    return show(request, "setup/keeping.html", context, 422 if form.errors else 200)


def _more_going(days: Mapping[str, int | None]) -> list[tuple[Promise, int]]:
    return [(one.loses, one.would_go(days[one.name])) for one in more_periods()]
