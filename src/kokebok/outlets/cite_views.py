"""References as programs take them: of an edition, a page or a paragraph of it; and what a DOI is registered with."""

from __future__ import annotations

from email.utils import parseaddr

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from kokebok.editions.models import EditionWording
from kokebok.editions.queries import find_edition, find_edition_page
from kokebok.editions.said_beside import said_beside
from kokebok.lib.citing import Citation, crossref, datacite
from kokebok.outlets.citations import (
    FORMS,
    reference_to,
    reference_to_page,
    reference_to_paragraph,
)
from kokebok.web.shared import shared


@require_safe
@shared
def edition(_request: HttpRequest, number: str, form: str) -> HttpResponse:
    """An edition as a whole."""
    return _written(_whole(number), form)


@require_safe
@shared
def page(_request: HttpRequest, number: str, form: str, path: str) -> HttpResponse:
    """A page of an edition."""
    found = find_edition(number)
    frozen = find_edition_page(found, path)
    return _written(reference_to_page(reference_to(found, said_beside(found)), frozen), form)


@require_safe
@shared
def paragraph(_request: HttpRequest, number: str, form: str, anchor: str) -> HttpResponse:
    """A paragraph of an edition."""
    found = find_edition(number)
    rows = EditionWording.objects.filter(edition=found, wording__paragraph__anchor=anchor)
    row = get_object_or_404(rows.select_related("page"))
    return _written(reference_to_paragraph(reference_to(found, said_beside(found)), row.page, anchor), form)


@require_safe
@shared
def registration(_request: HttpRequest, number: str, agency: str) -> HttpResponse:
    """What DataCite or Crossref is given for an edition; Http404 where the body has no prefix."""
    found = find_edition(number)
    whole = reference_to(found, said_beside(found))
    if not whole.doi or agency not in {"datacite", "crossref"}:
        raise Http404
    email = found.cookbook.role_mailbox or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    made = datacite(whole) if agency == "datacite" else crossref(whole, at=found.frozen_at, email=email)
    return _file(made, f"{whole.key}-{agency}.xml", "application/xml")


def _whole(number: str) -> Citation:
    found = find_edition(number)
    return reference_to(found, said_beside(found))


def _written(one: Citation, form: str) -> HttpResponse:
    how = FORMS.get(form)
    if how is None:
        raise Http404
    return _file(how.write(one).encode(), f"{one.key}.{how.ending}", how.media_type)


def _file(content: bytes, name: str, media_type: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
