"""What every door for input has in common: it turns away what is too large, and is never cached."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect

View = Callable[..., HttpResponse]


def door(view: View) -> View:
    """A view that takes forms from anyone. A request larger than we read is answered in words, without being read."""
    # The check for forgery reads the form, so it must come after the check of the size, and stand here.
    guarded = csrf_protect(view)

    @never_cache
    @csrf_exempt
    @wraps(view)
    def turned_away_or_let_in(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if int(request.META.get("CONTENT_LENGTH") or 0) > (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0):
            return render(request, "inputs/too_large.html", status=413)
        return guarded(request, *args, **kwargs)

    return turned_away_or_let_in


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with; None when it was only opened."""
    return request.POST if request.method == "POST" else None
