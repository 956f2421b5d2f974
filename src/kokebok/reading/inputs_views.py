"""Following an input: by its receipt for its sender, by its number for everyone."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kokebok.book.queries import address_of, find_page_by_number, find_paragraph
from kokebok.desk.showing import shown_to_all
from kokebok.inputs.forms import ReceiptCodeForm
from kokebok.inputs.own_views import find_own, unknown_code
from kokebok.inputs.queries import attachments_of, find_public_input, replies_to
from kokebok.inputs.rules import takes_echo
from kokebok.inputs.sender import known_key
from kokebok.letters.rules import reach_nobody
from kokebok.reading.page_inputs import all_about, shown_with_answers
from kokebok.reading.receipts import own_inputs, receipt_of, story_of
from kokebok.web.paging import page_of
from kokebok.web.shared import shared

if TYPE_CHECKING:
    from kokebok.book.models import Page, Paragraph

A_PAGE = 25


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find_receipt(request: HttpRequest) -> HttpResponse:
    """Type the code of a receipt; and see which public inputs were sent from this browser."""
    form = ReceiptCodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        given = find_own(form.cleaned_data["code"])
        if given is None:
            form.add_error("code", _("We know no receipt with this code. There may be a slip in it."))
        else:
            return redirect("reading:receipt", code=given.code)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {"form": form, "own": own_inputs(known_key(request))}
    return render(request, "reading/my_inputs.html", context, status=status)


@never_cache
@require_safe
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """An input with its status, for whoever holds the code. The address is not passed on to other sites."""
    given = find_own(code)
    if given is None:
        response = unknown_code(request)
    elif code != given.code:
        response = redirect("reading:receipt", code=given.code)
    else:
        response = render(
            request, "reading/receipt.html", {"receipt": receipt_of(given), "reach_nobody": reach_nobody()}
        )
    response.headers["Referrer-Policy"] = "same-origin"  # with none, its form would seem to come from nowhere
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@require_safe
@shared
def public_input(request: HttpRequest, number: int) -> HttpResponse:
    """An input anyone may read, with its answer and what changed."""
    given = find_public_input(number)
    card = replace(
        shown_to_all(given), text=given.text
    )  # a suggested wording is shown against the text instead
    context = {
        "given": card,
        "story": story_of(given),
        "reply_to": given.reply_to if given.reply_to and given.reply_to.is_readable else None,
        "replies": [shown_to_all(reply) for reply in replies_to(given)],
        "files": attachments_of(given, only_public=True),
        "supports": given.supports.count(),
        "can_echo": takes_echo(given),
    }
    return render(request, "reading/input.html", context)


@require_safe
@shared
def to_paragraph(request: HttpRequest, anchor: str) -> HttpResponse:
    """All that is said about a paragraph, gone or not."""
    paragraph = find_paragraph(anchor)
    return _all(request, paragraph.page, paragraph)


@require_safe
@shared
def to_page(request: HttpRequest, number: int) -> HttpResponse:
    """All that is said about a page as a whole."""
    return _all(request, find_page_by_number(number), None)


def _all(request: HttpRequest, page: Page, paragraph: Paragraph | None) -> HttpResponse:
    said = all_about(paragraph=paragraph, page=page).values_list("pk", flat=True)
    page_obj = page_of(request, said, A_PAGE)
    context = {
        "page_title": page.title,
        "page_url": address_of(page),
        "page_id": page.pk,
        "language": getattr(page.specific, "language", ""),
        "paragraph": paragraph,
        "page_obj": page_obj,
        "inputs": shown_with_answers(page_obj.object_list),
    }
    return render(request, "reading/inputs_about.html", context)
