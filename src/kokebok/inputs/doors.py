"""What every door for input has in common: it turns away what is too large, and is never cached."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.datastructures import MultiValueDict
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from kokebok.inputs.files import MB
from kokebok.inputs.sender import network_of
from kokebok.letters.shares import TooMany, has_share
from kokebok.people.rules import Refused

View = Callable[..., HttpResponse]


def door(view: View) -> View:
    """A view that takes forms from anyone. A request larger than we read is answered in words, without being read."""
    return _door(view, files=False)


def file_door(view: View) -> View:
    """A door that takes files too: as many and as large as may come with an input, and as much by one network."""
    return _door(view, files=True)


def largest_request(*, files: bool) -> int:
    """The largest request that is read, in bytes."""
    words = settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0
    return int(words + settings.ATTACHMENTS_AN_INPUT * settings.ATTACHMENT_MB * MB if files else words)


def _door(view: View, *, files: bool) -> View:
    # The check for forgery reads the form, so it must come after the check of the size, and stand here.
    guarded = csrf_protect(view)

    @never_cache
    @csrf_exempt
    @wraps(view)
    def turned_away_or_let_in(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        size = int(request.META.get("CONTENT_LENGTH") or 0)
        if size > largest_request(files=files):
            return render(request, "inputs/too_large.html", status=413)
        if size > (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0) and not _has_room(request, size):
            return render(request, "inputs/too_large.html", {"wait": True}, status=429)
        try:
            return guarded(request, *args, **kwargs)
        except RequestDataTooBig:  # the words alone, beside the files
            return render(request, "inputs/too_large.html", status=413)

    return turned_away_or_let_in


def _has_room(request: HttpRequest, size: int) -> bool:
    """Whether the network a request comes from may send so many bytes more within the hour. Counts them."""
    most = settings.ATTACHMENT_MB_AN_HOUR * MB
    return has_share(f"inputs.sent.{network_of(request)}", most, size)


def done_or_shown(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    act: Callable[[], HttpResponse],
    *,
    refused_at: str | None = None,
) -> HttpResponse:
    """Do what an open form asks for; or show it, with all that was typed and what stands in the way of it."""
    form = context["form"]
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    if form.is_bound and form.is_valid():
        try:
            return act()
        except TooMany as refusal:
            form.add_error(None, str(refusal))
            status = HTTPStatus.TOO_MANY_REQUESTS
        except Refused as refusal:
            form.add_error(refused_at, str(refusal))
    return render(request, template, context, status=status)


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with; None when it was only opened."""
    return request.POST if request.method == "POST" else None


def files_in(request: HttpRequest) -> MultiValueDict[str, UploadedFile[bytes]] | None:
    """The files a form was sent with; None when it was only opened."""
    return request.FILES if request.method == "POST" else None
