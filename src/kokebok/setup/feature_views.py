"""The page where one switches on what only some need."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kokebok.features.queries import those_on
from kokebok.people.entrance import entrance, person_of, show
from kokebok.setup.actions.switch import switch
from kokebok.setup.feature_forms import FeaturesForm
from kokebok.setup.rules import MAY


@entrance(MAY, "setup.change")
def features(request: HttpRequest) -> HttpResponse:
    """What is on, to look at or to change."""
    form = FeaturesForm(initial=dict.fromkeys(those_on(), True))
    if request.method == "POST":
        form = FeaturesForm(request.POST)
        if form.is_valid():
            is_new = switch(form.wanted(), by=person_of(request))
            messages.success(request, _("Saved.") if is_new else _("Nothing was changed."))
            return redirect("setup:overview")
    return show(request, "setup/features.html", {"form": form}, 422 if form.errors else 200)
