"""Opting out of what is sent: a page that asks once. A mail program posts here without a cookie (RFC 8058)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from kokebok.letters.writing import role_mailbox
from kokebok.outlets.actions import opt_out as acts
from kokebok.outlets.opting_out import WayOut, has_opted_out, read_way_out
from kokebok.web.language import in_language

ACTS = {"stop": acts.opt_out, "again": acts.opt_in}


@never_cache
@csrf_exempt  # whoever has the letter has the link, and a mail program has no cookie
@require_http_methods(["GET", "HEAD", "POST"])
def opt_out(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, and do what is posted, in the language of the letter. Looking changes nothing: programs look at links."""
    whose = read_way_out(token)
    if whose is None:
        raise Http404
    with in_language(request, whose.language or get_language() or settings.LANGUAGE_CODE):
        return _answer(request, whose)


def _answer(request: HttpRequest, whose: WayOut) -> HttpResponse:
    if whose.is_test:
        return render(request, "letters/link_of_a_test.html")
    context: dict[str, Any] = {"role_mailbox": role_mailbox()}
    # A body is told why it cannot.
    if not whose.is_person:
        status = HTTPStatus.FORBIDDEN if request.method == "POST" else HTTPStatus.OK
        return render(request, "outlets/body_stays.html", context, status=status)
    if request.method == "POST":
        is_one_click = request.POST.get("List-Unsubscribe") == "One-Click"
        act = ACTS.get("stop" if is_one_click else request.POST.get("do", ""))
        if act is not None:
            act(whose.address)
    context["is_out"] = has_opted_out(whose.address)
    return render(request, "outlets/opt_out.html", context)
