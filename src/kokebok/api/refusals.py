"""Whatever is refused on the way to the API, or falls over in it, is told to programs as they read it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from kokebok.api.problems import PROBLEM, not_there, problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


class RefusedAsData:
    """Middleware: a page that refuses a program becomes a problem with the same status. Before all others but two."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if answer.status_code < HTTPStatus.BAD_REQUEST or answer.headers.get("Content-Type") == PROBLEM:
            return answer
        if not request.path_info.startswith(reverse("api:docs") + "v1/"):
            return answer
        return _told(answer.status_code)


def _told(status: int) -> HttpResponse:
    if status == HTTPStatus.NOT_FOUND:
        return not_there()
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return problem(status, _("Something went wrong here. Try again in a while."))
    return problem(status, _("Something in the request cannot be read as it is."))
