"""The screen where one chooses the colour and the logo, and sees them before they are saved."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kokebok.book.queries import find_cookbook
from kokebok.lib.colours import BASE
from kokebok.people.entrance import entrance, person_of, show
from kokebok.setup.actions.change import change_settings
from kokebok.setup.look_forms import LookForm
from kokebok.setup.rules import MAY
from kokebok.setup.steps import BY_KEY, STEPS, onwards, step_after

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook


@entrance(MAY, "setup.change")
def look(request: HttpRequest) -> HttpResponse:
    """The colour and the logo: looked at, or saved."""
    cookbook = find_cookbook()
    if request.method != "POST":
        return _shown(request, cookbook, LookForm(initial={"colour": cookbook.colour}, now=cookbook.logo))
    said = request.POST.copy()
    if offered := request.POST.get("instead"):
        said["colour"] = offered
    form = LookForm(said, request.FILES, initial={"colour": cookbook.colour}, now=cookbook.logo)
    if not form.is_valid() or "instead" in said or "preview" in said:
        return _shown(request, cookbook, form)
    values = {"colour": form.cleaned_data["colour"], "logo": form.chosen_logo}
    is_new = change_settings(cookbook, values, by=person_of(request))
    messages.success(request, _("Saved.") if is_new else _("Nothing was changed."))
    following = onwards(request.POST, BY_KEY["utseende"])
    return redirect("setup:step", following.key) if following else redirect("setup:overview")


def _shown(request: HttpRequest, cookbook: Cookbook, form: LookForm) -> HttpResponse:
    here = BY_KEY["utseende"]
    colour = form.cleaned_data.get("colour", "") if form.is_bound else cookbook.colour
    logo = form.chosen_logo
    context: dict[str, Any] = {
        "form": form,
        "step": here,
        "number": STEPS.index(here) + 1,
        "of": len(STEPS),
        "next": step_after(here),
        "colour": form.instead or colour,
        "shown_as": form.instead or colour or BASE,
        "logo": logo,
        "is_unsaved": form.is_bound,
        "body": cookbook.responsible_body,
        "schemes": (("light", _("On a light screen")), ("dark", _("On a dark screen"))),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return show(request, "setup/look.html", context, status=status)
