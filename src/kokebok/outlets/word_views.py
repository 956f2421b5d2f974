"""The text as a Word file to send out: chosen pages, or what a reading is about."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from kokebok.lib.bounded import number_in, numbers_in
from kokebok.outlets.word_copies import copy_of_pages, copy_of_reading
from kokebok.people.entrance import entrance, person_of, show
from kokebok.people.rules import Refused
from kokebok.review.choosing import pages_to_choose
from kokebok.review.models import Reading
from kokebok.review.overview import find_reading
from kokebok.review.rules import MAY
from kokebok.web.downloads import download


@entrance(MAY, "review.word_out")
def new_copy(request: HttpRequest) -> HttpResponse:
    """Choose pages, or a reading, and fetch them as a Word file."""
    if request.method != "POST":
        return _show(request, set(numbers_in(request.GET.getlist("pages"))), request.GET.get("reading", ""))
    chosen, reading = set(numbers_in(request.POST.getlist("pages"))), request.POST.get("reading", "")
    number, by = number_in(reading), person_of(request)
    try:
        made = (
            copy_of_pages(chosen, by=by) if number is None else copy_of_reading(find_reading(number), by=by)
        )
    except Refused as refusal:
        return _show(request, chosen, reading, wrong=str(refusal), status=422)
    return download(made.name, made.content)


def _show(
    request: HttpRequest, chosen: set[int], reading: str, *, wrong: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "choices": pages_to_choose(),
        "readings": Reading.objects.open(),
        "chosen": chosen,
        "reading": reading,
        "wrong": wrong,
        "title": _("Send the text out in Word"),
    }
    return show(request, "outlets/desk/word_copy.html", context, status)
