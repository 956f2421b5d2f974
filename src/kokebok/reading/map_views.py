"""What is said to programs that go through the site: what they may read, and where all of it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kokebok.book.models import Page
from kokebok.book.queries import address_of, the_cookbook
from kokebok.calls.queries import public_calls
from kokebok.editions.queries import all_editions
from kokebok.editions.said_beside import withdrawn_among
from kokebok.lib.sitemap import sitemap
from kokebok.reading.directory import actors_shown
from kokebok.reading.topic_queries import topics
from kokebok.rounds.queries import rounds_with_report
from kokebok.web.present import is_present
from kokebok.web.shared import shared

NOT_FOR_PROGRAMS = (
    "/redaksjon/", "/admin/", "/konto/", "/dokument/", "/kvittering/", "/sok/", "/folg/", "/r/", "/live/",
    "/innspill/gi/", "/tips/", "/utgave/sammenlign/",
)  # fmt: skip
"""What is for those who work here, for one person, or made anew for whoever asks."""


@require_safe
@shared
def robots(_request: HttpRequest) -> HttpResponse:
    """What programs may read. A demo is found by nobody."""
    refused = ("/",) if settings.DEMO else NOT_FOR_PROGRAMS
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in refused), ""]
    lines.append(f"Sitemap: {settings.BASE_URL}{reverse('reading:sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@shared
def site_map(_request: HttpRequest) -> HttpResponse:
    """All that is published, with when it last changed."""
    found = ((settings.BASE_URL + quote(path), at) for path, at in _addresses())
    return HttpResponse(sitemap(found), content_type="application/xml; charset=utf-8")


def _addresses() -> Iterator[tuple[str, date | datetime | None]]:
    cookbook = the_cookbook()
    if cookbook is None:
        return
    pages: Any = Page.objects.live().descendant_of(cookbook, inclusive=True).order_by("path")
    for page in pages.only("url_path", "last_published_at", "depth", "path"):
        yield address_of(page), page.last_published_at
    for name in ("topics", "directory", "log"):
        yield reverse(f"reading:{name}"), None
    for topic in topics():
        yield reverse("reading:topic", args=[topic.key]), None
    for body in actors_shown():
        yield reverse("reading:actor", args=[body.slug]), None
    yield reverse("outlets:editions"), None
    editions = all_editions()
    withdrawn = withdrawn_among(editions)
    for edition in editions:
        if edition.pk not in withdrawn:
            yield reverse("outlets:edition", args=[edition.number]), edition.date
    if is_present("rounds"):
        for one in rounds_with_report():
            yield reverse("reading:round", args=[one.pk]), one.report_public_at
    if is_present("calls"):
        for call in public_calls(timezone.now()):
            yield reverse("calls:call", args=[call.call.slug]), None
