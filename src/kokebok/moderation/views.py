"""What everyone can open: the rules, and the way to ask for a second opinion."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kokebok.inputs.doors import door, posted
from kokebok.inputs.own_views import find_own, unknown_code
from kokebok.inputs.queries import letter_language
from kokebok.inputs.rules import TooLate
from kokebok.moderation.actions.review import ask_for_review
from kokebok.moderation.forms import ReviewRequestForm
from kokebok.moderation.queries import find_ruling_of, numbers, reasons_in_use
from kokebok.moderation.rules import may_be_reviewed
from kokebok.web.shared import shared


@require_safe
@shared
def rules_page(request: HttpRequest) -> HttpResponse:
    """What is published and what is not, the reasons, how to ask for a review, and the numbers."""
    return render(request, "moderation/rules.html", {"reasons": reasons_in_use(), "numbers": numbers()})


@door
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Ask for somebody else to look at what was decided about one's own input."""
    given = find_own(code)
    if given is None:
        return unknown_code(request)
    ruling = find_ruling_of(given, number)
    form = ReviewRequestForm(posted(request))
    if not form.is_valid():
        context = {
            "form": form,
            "given": given,
            "ruling": ruling,
            "why": ruling.why_in(letter_language(given)),
            "may_ask": may_be_reviewed(ruling),
        }
        return render(request, "moderation/ask.html", context, status=422 if form.is_bound else 200)
    try:
        ask_for_review(ruling, words=form.cleaned_data["words"])
    except TooLate as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Somebody else will look at it again. The answer comes on this page."))
    return redirect("reading:receipt", code=given.code)
