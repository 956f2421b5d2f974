"""What is said about one page, by the day it was said, with the answers: to read on, and to follow by itself."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kokebok.book.queries import address_of, find_page_by_number, the_cookbook
from kokebok.inputs.models import Input
from kokebok.reading.log_cells import LogHeading
from kokebok.reading.log_feed import MOST_ENTRIES, to_atom
from kokebok.reading.log_queries import newest_first, rows_with
from kokebok.web.paging import page_of
from kokebok.web.shared import shared

A_PAGE = 50


@require_safe
@shared
def conversation(request: HttpRequest, number: int) -> HttpResponse:
    """All that can be read, the first that was said first."""
    page = find_page_by_number(number)
    said = Input.objects.on_page(page).readable().order_by("received_at", "pk")
    page_obj = page_of(request, said.values_list("pk", flat=True), A_PAGE)
    context = {
        "page_title": page.title,
        "page_path": address_of(page),
        "page_id": page.pk,
        "page_obj": page_obj,
        "rows": rows_with(list(page_obj)),
    }
    return render(request, "reading/conversation.html", context)


@require_safe
@shared
def feed(request: HttpRequest, number: int) -> HttpResponse:
    """The same as Atom, what something happened to last first."""
    page = find_page_by_number(number)
    cookbook = the_cookbook()
    rows = rows_with(newest_first(Input.objects.on_page(page), MOST_ENTRIES))
    heading = LogHeading(
        title=f"{cookbook.title}: {page.title}" if cookbook else page.title,
        scope=_("The conversation"),
        about=_("What is said about this page, and what came of it."),
        address=settings.BASE_URL + reverse("reading:conversation", args=[number]),
        total=len(rows),
    )
    own = settings.BASE_URL + request.path
    return HttpResponse(
        to_atom(heading, rows, own_address=own), content_type="application/atom+xml; charset=utf-8"
    )
