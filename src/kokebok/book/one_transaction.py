"""What an editor does in the page editor is done whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from kokebok.web.refusals import files_away
from kokebok.web.stored import StoreIsAway

PEN = "/admin/"
READING = frozenset({"GET", "HEAD", "OPTIONS"})


class OneTransaction:
    """Middleware: each writing request to the page editor is one transaction, as our own acts are.

    Wagtail's views save, publish, copy and move in several steps, each committed by itself.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if request.method in READING or not request.path.startswith(PEN):
            return None
        try:
            with transaction.atomic():
                return view(request, *args, **kwargs)
        except StoreIsAway as error:  # Django asks no middleware of what is raised here
            return files_away(request, error)
