"""What the data sets are, for catalogues of open data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse

if TYPE_CHECKING:
    from kokebok.api.catalogue import Catalogue


def turtle(_request: HttpRequest) -> HttpResponse:
    """The catalogue as Turtle."""
    return HttpResponse(_catalogue().turtle(), content_type="text/turtle; charset=utf-8")


def json_ld(_request: HttpRequest) -> HttpResponse:
    """The catalogue as JSON-LD."""
    return HttpResponse(_catalogue().json_ld(), content_type="application/ld+json")


def _catalogue() -> Catalogue:
    from kokebok.api.catalogue import Catalogue  # noqa: PLC0415 (rdflib is heavy: only where it is used)

    return Catalogue()
