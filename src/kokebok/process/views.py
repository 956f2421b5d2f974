"""The process as everybody reads it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from kokebok.book.queries import find_cookbook
from kokebok.process.known_moments import known_moments
from kokebok.process.queries import all_steps, counts, in_order, next_of, without_begun
from kokebok.review.advisers import advice
from kokebok.web.present import is_present
from kokebok.web.shared import shared


@require_safe
@shared
def process(request: HttpRequest) -> HttpResponse:
    """How the cookbook comes to be: what has been done, what came of it, and what is next."""
    cookbook, at = find_cookbook(), timezone.now()
    counted, today = counts(), localdate(at)
    moments = without_begun(in_order(known_moments(cookbook, at, counted), all_steps()), today)
    context = {
        "cookbook": cookbook,
        "stage_label": str(cookbook.get_stage_display()),
        "counts": counted,
        "moments": [(one, one.standing(today)) for one in moments],
        "next": next_of(moments, today),
        "advised": advice() if is_present("review") else [],
    }
    return render(request, "process/process.html", context)
