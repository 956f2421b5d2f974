"""Fetching a file that came with an input: never shown in the browser, only saved by who asks for it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kokebok.inputs.actions import attach
from kokebok.inputs.files import file_of
from kokebok.inputs.own_views import find_own
from kokebok.inputs.pressed import pressed
from kokebok.inputs.queries import find_attachment_for, find_own_attachment
from kokebok.inputs.rules import MAY
from kokebok.people.entrance import entrance, person_of
from kokebok.people.refusals import refusal_told
from kokebok.web.handing_out import hand_out
from kokebok.web.way_back import sent_back

if TYPE_CHECKING:
    from kokebok.inputs.models import Attachment


@never_cache
@require_safe
def attachment(request: HttpRequest, number: int) -> HttpResponseBase:
    """A file, for anyone if it is let out and its input is public, and for those who handle inputs."""
    return _as_file(request, find_attachment_for(request.user, number))


@never_cache
@require_safe
def own_attachment(request: HttpRequest, code: str, number: int) -> HttpResponseBase:
    """A file of one's own, by the receipt."""
    given = find_own(code)
    if given is None:
        raise Http404
    return _as_file(request, find_own_attachment(given, number))


@entrance(MAY, "attachment.let_out")
@require_POST
def let_out(request: HttpRequest, number: int) -> HttpResponse:
    """Let a file out to readers, or take it back."""
    attached = find_attachment_for(request.user, number)
    with refusal_told(request, messages.WARNING):
        act = pressed(request.POST, "do", {"let_out": attach.let_out, "take_back": attach.take_back})
        act(attached, by=person_of(request))
        messages.success(request, _("“%(name)s”: done.") % {"name": attached.name})
    return sent_back(request, request.POST.get("next", ""), reverse("desk:start"))


def _as_file(request: HttpRequest, attached: Attachment) -> HttpResponseBase:
    """The file, for saving only: a browser that opened it all the same would let it do nothing.

    Where it is lost, a page that says so.
    """
    headers = {
        "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex",
    }
    try:
        return hand_out(file_of(attached.sha256), attached.media_type, headers, save_as=attached.name)
    except FileNotFoundError:
        return render(request, "inputs/file_lost.html", {"name": attached.name}, status=HTTPStatus.NOT_FOUND)
