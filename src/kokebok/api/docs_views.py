"""What programs are told of the API, and what people are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kokebok.api.documentation import documented
from kokebok.api.openapi import document as openapi_document
from kokebok.features.models import Feature
from kokebok.features.views import when_on
from kokebok.lib.written import as_json
from kokebok.web.shared import shared

if TYPE_CHECKING:
    from django.http import HttpRequest


def document(_request: HttpRequest) -> HttpResponse:
    """The OpenAPI document."""
    return HttpResponse(as_json(openapi_document(), indent=1), content_type="application/json; charset=utf-8")


@require_safe
@shared
def _docs(request: HttpRequest) -> HttpResponse:
    return render(request, "api/docs.html", {"groups": documented(), "openapi_url": reverse("api:openapi")})


@require_safe
@shared
def _fields(request: HttpRequest) -> HttpResponse:
    return render(request, "api/fields.html", {"groups": documented()})


docs = when_on(Feature.API, _docs)
"""What can be asked for, and how."""
fields = when_on(Feature.API, _fields)
"""Every field of the answers."""
