"""What the data sets are, for catalogues of open data."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from kokebok.api.catalogue import Catalogue


def turtle(_request: HttpRequest) -> HttpResponse:
    """The catalogue as Turtle."""
    return HttpResponse(Catalogue().turtle(), content_type="text/turtle; charset=utf-8")


def json_ld(_request: HttpRequest) -> HttpResponse:
    """The catalogue as JSON-LD."""
    return HttpResponse(Catalogue().json_ld(), content_type="application/ld+json")
