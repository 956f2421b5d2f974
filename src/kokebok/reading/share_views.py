"""A paragraph to pass on: its lasting link, the same as a QR code, and how one refers to it in each edition."""

from __future__ import annotations

import io
from dataclasses import dataclass

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kokebok.book.models import Paragraph
from kokebok.book.queries import find_paragraph, wording_now
from kokebok.editions.models import Edition, EditionWording
from kokebok.editions.queries import newest_with
from kokebok.letters.writing import absolute
from kokebok.outlets.citations import FORMS
from kokebok.web.shared import shared


@dataclass(frozen=True)
class SharedParagraph:
    """A paragraph as it is passed on. `only_in` is the edition it is read in once its page is no longer published."""

    paragraph: Paragraph
    page_title: str
    text: str
    only_in: Edition | None = None


def _find(anchor: str) -> SharedParagraph:
    """The paragraph if its page is published, or an edition that stands has it; Http404 otherwise."""
    try:
        paragraph = find_paragraph(anchor)
    except Http404:
        printed = newest_with(anchor)
        if printed is None:
            raise
        wording = printed.wording
        return SharedParagraph(wording.paragraph, printed.page.title, wording.text, printed.edition)
    return SharedParagraph(paragraph, paragraph.page.title, wording_now(paragraph).text)


@require_safe
@shared
def share(request: HttpRequest, anchor: str) -> HttpResponse:
    """The link, the QR code, and references, the newest edition first."""
    shared_one = _find(anchor)
    paragraph = shared_one.paragraph
    printed = EditionWording.objects.filter(wording__paragraph=paragraph).select_related("edition", "wording")
    context = {
        "paragraph": paragraph,
        "page_title": shared_one.page_title,
        "text": shared_one.text,
        "only_in": shared_one.only_in,
        "permalink": absolute("reading:permalink", anchor),
        "editions": [row.edition for row in printed.order_by("-edition__pk")],
        "citations": FORMS.values(),
    }
    return render(request, "reading/share.html", context)


@require_safe
@shared
def qr(_request: HttpRequest, anchor: str) -> HttpResponse:
    """The QR code of the link of a paragraph."""
    paragraph = _find(anchor).paragraph
    out = io.BytesIO()
    address = absolute("reading:permalink", paragraph.anchor)
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", border=4, scale=6, dark="#000", light="#fff", svgclass=None, lineclass=None
    )
    return HttpResponse(out.getvalue(), content_type="image/svg+xml")
