"""Keys at the desk: make one, see whether it is used, revoke it."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kokebok.api.actions.keys import make_key, revoke_key
from kokebok.api.forms import KeyForm
from kokebok.api.keys_queries import all_keys, find_key
from kokebok.api.rules import MAY, MadeAlready
from kokebok.features.models import Feature
from kokebok.features.queries import is_on
from kokebok.people.entrance import entrance, person_of, show
from kokebok.people.refusals import refusal_told

keys_page = partial(entrance, MAY, "api.keys")


@require_http_methods(["GET", "HEAD", "POST"])
@keys_page()
def keys(request: HttpRequest) -> HttpResponse:
    """All keys; and a new one, which is shown in the very answer and never again."""
    form = KeyForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made, said = make_key(
                name=form.cleaned_data["name"], ticket=form.ticket_now(), by=person_of(request)
            )
        except MadeAlready as refusal:
            messages.warning(request, str(refusal))
            return redirect("api_desk:keys")
        crumbs = [{"title": _("Keys for programs"), "url": reverse("api_desk:keys")}]
        return show(request, "api/desk/made.html", {"key": made, "said": said, "crumbs": crumbs})
    context = {"form": form, "keys": all_keys(), "is_on": is_on(Feature.API), "crumbs": _above()}
    return show(request, "api/desk/keys.html", context, 422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@keys_page()
def revoke(request: HttpRequest, number: int) -> HttpResponse:
    """Ask before a key is revoked, and revoke it."""
    found = find_key(number)
    if request.method != "POST" and found.revoked_at is None:
        return show(request, "api/desk/revoke.html", {"key": found})
    if request.method == "POST":
        with refusal_told(request):
            revoke_key(found, by=person_of(request))
            messages.success(request, _("The key is revoked."))
    return redirect("api_desk:keys")


def _above() -> list[dict[str, str]]:
    return [{"title": _("Settings"), "url": reverse("setup:overview")}]
