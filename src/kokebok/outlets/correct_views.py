"""What is said beside an edition, at the desk: errata, and whether it is withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kokebok.desk.entrance import desk_page, person_of, show
from kokebok.editions.queries import find_edition
from kokebok.editions.said_beside import said_beside, standing_editions
from kokebok.outlets.actions.correct import add_erratum, restore, withdraw
from kokebok.outlets.correct_forms import ErratumForm, RestoreForm, WithdrawForm, paragraph_at
from kokebok.people.refusals import refusal_in

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from kokebok.editions.models import Edition


@desk_page("edition.freeze")
@require_http_methods(["GET", "HEAD", "POST"])
def erratum(request: HttpRequest, number: str) -> HttpResponse:
    """Say what is wrong in an edition: shown with the paragraph it is about, and added when that is confirmed."""
    found = find_edition(number)
    form = ErratumForm(
        request.POST or None, edition=found, initial={"place": request.GET.get("avsnitt", "")[:300]}
    )
    if form.is_valid():
        said = form.cleaned_data
        if not form.is_confirmed:
            about = {"is_shown": True, "paragraph": paragraph_at(found, said["place"])}
            return _shown(request, found, form.to_confirm(), "erratum", about)
        with refusal_in(form, "text"):
            add_erratum(found, anchor=said["place"], text=said["text"], by=person_of(request))
            messages.success(
                request, _("The erratum stands beside the edition. Its files are being made anew.")
            )
            return redirect("outlets_desk:edition", number)
    return _shown(request, found, form, "erratum")


@desk_page("edition.freeze")
@require_http_methods(["GET", "HEAD", "POST"])
def withdrawal(request: HttpRequest, number: str) -> HttpResponse:
    """Withdraw an edition, or let one that is withdrawn hold again."""
    found = find_edition(number)
    do = request.POST.get("do", "")
    if do == "restore" or (do != "withdraw" and said_beside(found).withdrawn):
        return _restore(request, found)
    others = list(standing_editions().filter(cookbook=found.cookbook_id).exclude(pk=found.pk).order_by("-pk"))
    newer = [one for one in others if one.pk > found.pk]
    form = WithdrawForm(
        request.POST or None,
        others=others,
        initial={"instead": newer[0].number if newer else ""},
    )
    if form.is_valid():
        with refusal_in(form, None):
            withdraw(found, why=form.cleaned_data["why"], instead=form.chosen, by=person_of(request))
            messages.success(request, _("Edition %(number)s is withdrawn.") % {"number": number})
            return redirect("outlets_desk:edition", number)
    return _shown(request, found, form, "withdraw")


def _restore(request: HttpRequest, found: Edition) -> HttpResponse:
    form = RestoreForm(request.POST or None)
    if form.is_valid():
        with refusal_in(form, None):
            restore(found, why=form.cleaned_data["why"], by=person_of(request))
            messages.success(request, _("Edition %(number)s holds again.") % {"number": found.number})
            return redirect("outlets_desk:edition", found.number)
    return _shown(request, found, form, "restore")


def _shown(
    request: HttpRequest, found: Edition, form: Form, do: str, about: dict[str, Any] | None = None
) -> HttpResponse:
    context = {"edition": found, "form": form, "do": do, "beside": said_beside(found), **(about or {})}
    return show(request, "outlets/desk/correct.html", context, status=422 if form.is_bound else 200)
