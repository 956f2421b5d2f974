"""What is answered when something cannot be answered: in words, as problem+json (RFC 9457)."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils.translation import gettext as _

from kokebok.api.schemas.problem import Problem, ProblemField

if TYPE_CHECKING:
    from collections.abc import Iterable

PROBLEM = "application/problem+json"


def problem(
    status: int, title: str, *, detail: str = "", errors: Iterable[tuple[str, str]] = (), **headers: str
) -> HttpResponse:
    """The answer to a request that is refused. `errors` are fields, each with what is wrong with it."""
    said = Problem(
        type="about:blank",
        title=title,
        status=int(status),
        detail=detail,
        errors=[ProblemField(field=field, said=words) for field, words in errors],
    )
    body = json.dumps(said.model_dump(exclude_defaults=False), ensure_ascii=False)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return HttpResponse(body, status=int(status), content_type=PROBLEM, headers=named)


def not_there() -> HttpResponse:
    """What is absent, and what is hidden: the same words."""
    return problem(HTTPStatus.NOT_FOUND, _("There is nothing here that anyone may read."))


def not_understood(errors: Iterable[tuple[str, str]] = ()) -> HttpResponse:
    """A request that does not say what its address asks for."""
    return problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        _("Something in the request cannot be read as it is."),
        detail=_("What each address takes is told in its documentation."),
        errors=errors,
    )


def no_key() -> HttpResponse:
    """Somebody who has no key, or one that is revoked."""
    words = _("To give inputs from here takes a key that an administrator has made.")
    return problem(HTTPStatus.UNAUTHORIZED, words, WWW_Authenticate="Bearer")


def too_large(most: int) -> HttpResponse:
    """More than is read, `most` bytes."""
    words = _("This is too large: there is room for %(most)d kilobytes.") % {"most": most // 1000}
    return problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, words)


def other_method(allowed: str) -> HttpResponse:
    """What cannot be done with an address."""
    words = _("This cannot be done with this address. What can: %(methods)s.") % {"methods": allowed}
    return problem(HTTPStatus.METHOD_NOT_ALLOWED, words, Allow=allowed)
