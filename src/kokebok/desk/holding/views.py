"""The page of answers that are held back, and publishing several in one act."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kokebok.desk.entrance import desk_page, person_of, show
from kokebok.desk.holding.actions.hold import drop, release
from kokebok.desk.holding.queries import chosen, find_held, held_answers
from kokebok.inputs.rules import TooLate


@desk_page("desk.answer")
def held_page(request: HttpRequest) -> HttpResponse:
    """All answers that are held back; a form publishes those that are ticked."""
    if request.method == "POST":
        return _release(request)
    context = {"rows": held_answers(), "not_given": [], "choose_all": "alle" in request.GET}
    return show(request, "desk/held.html", context)


def _release(request: HttpRequest) -> HttpResponse:
    """Publish those that are ticked, and name those that could not be, on the page that comes back."""
    keys = request.POST.getlist("held")
    if not keys:
        messages.error(request, _("Choose at least one answer to publish."))
        return redirect("desk:held")
    released = release(chosen(keys), by=person_of(request))
    if released.given:
        said = ngettext(
            "%(number)d answer is published.", "%(number)d answers are published.", len(released.given)
        )
        messages.success(request, said % {"number": len(released.given)})
    gone = len(keys) - len(released.given) - len(released.not_given)
    if not released.not_given and not gone:
        return redirect("desk:held")
    context = {"rows": held_answers(), "not_given": released.not_given, "gone": gone}
    return show(request, "desk/held.html", context, status=200 if released.given else 409)


@desk_page("desk.answer")
def drop_held(request: HttpRequest) -> HttpResponse:
    """Throw one away."""
    if request.method != "POST":
        return redirect("desk:held")
    held = find_held(request.POST.get("drop", ""))
    try:
        drop(held, by=person_of(request))
        messages.success(
            request,
            _("The answer to input %(number)s is thrown away. The journal has its words.")
            % {"number": held.given_id},
        )
    except TooLate as refusal:
        messages.error(request, str(refusal))
    return redirect("desk:held")
