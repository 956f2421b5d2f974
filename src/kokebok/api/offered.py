"""What the API offers: its addresses, and how it refuses."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.renderers import JSONRenderer

from kokebok.api import (
    book_views,
    directory_views,
    editions_views,
    gatherings_views,
    giving_views,
    inputs_views,
)
from kokebok.api.problems import no_key, not_there, not_understood, problem
from kokebok.api.wrong_values import in_words
from kokebok.web.refusals import SOON
from kokebok.web.stored import StoreIsAway

if TYPE_CHECKING:
    from django.http import HttpRequest


class Readable(JSONRenderer):
    """JSON in which letters stand as they are."""

    json_dumps_params = {"ensure_ascii": False}


OFFERED = NinjaAPI(
    title="Kokebok",
    version="1",
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
    renderer=Readable(),
)
VIEWS = (book_views, inputs_views, giving_views, editions_views, gatherings_views, directory_views)
ROUTERS = list(dict.fromkeys(views.router for views in VIEWS))
METHODS = {
    address.url_name: sorted({method for operation in address.operations for method in operation.methods})
    for router in ROUTERS
    for address in router.path_operations.values()
}
"""What can be done with each address, by its name."""
for router in ROUTERS:
    OFFERED.add_router("", router)


@OFFERED.exception_handler(Http404)
def absent_or_hidden(_request: HttpRequest, _why: Any) -> HttpResponse:
    """Both alike."""
    return not_there()


@OFFERED.exception_handler(ValidationError)
def cannot_be_read(_request: HttpRequest, why: Any) -> HttpResponse:
    """What was said is not of the kind that is asked for: each field by its name."""
    return not_understood((_name_of(error), in_words(error)) for error in why.errors)


@OFFERED.exception_handler(AuthenticationError)
def without_a_key(_request: HttpRequest, _why: Any) -> HttpResponse:
    """No key, or none that is good."""
    return no_key()


@OFFERED.exception_handler(HttpError)
def refused(_request: HttpRequest, why: Any) -> HttpResponse:
    """What the library itself refuses: a body that is no JSON."""
    if why.status_code == HTTPStatus.BAD_REQUEST:
        return problem(why.status_code, _("What was sent is not JSON."))
    return problem(why.status_code, str(why))


@OFFERED.exception_handler(StoreIsAway)
def files_away(_request: HttpRequest, _why: Any) -> HttpResponse:
    """The store of files is away. Nothing has been received."""
    words = _("The place where files are kept does not answer. Nothing has been received. Try again soon.")
    return problem(HTTPStatus.SERVICE_UNAVAILABLE, words, Retry_After=str(SOON))


def _name_of(error: Any) -> str:
    """The name of what is wrong: of a parameter its own, of what lies within something all the names on the way."""
    *_where, last = error["loc"]
    within = [str(name) for name in error["loc"][2:] if name != "said"]
    return ".".join(within) or str(last)
