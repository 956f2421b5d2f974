"""The editors' pages: the readings, asking for a new one, what was said, letting remarks out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kokebok.lib.bounded import numbers_in
from kokebok.people.entrance import entrance, person_of, show
from kokebok.people.queries import people_with
from kokebok.people.refusals import refusal_told
from kokebok.people.rules import Refused
from kokebok.review.actions.give import change_due, close_reading, give_reading
from kokebok.review.actions.release import release
from kokebok.review.choosing import (
    drafts_named,
    drafts_to_choose,
    pages_to_choose,
    paragraphs_named,
    paragraphs_on,
)
from kokebok.review.draft_reading import drafts_heard
from kokebok.review.forms import DueForm, ReadingForm
from kokebok.review.models import Verdict
from kokebok.review.overview import find_reading, heard, portions_of, progress_of, summaries, total_of
from kokebok.review.rules import MAY
from kokebok.staff.rules import may as may_manage
from kokebok.web.paging import page_of

if TYPE_CHECKING:
    from django.http import QueryDict

    from kokebok.book.models import Paragraph
    from kokebok.review.models import Reading

ON_A_PAGE = 30
READINGS_ON_A_PAGE = 50


@entrance(MAY, "review.see")
def readings(request: HttpRequest) -> HttpResponse:
    """All readings, the open first."""
    page = page_of(request, summaries(), READINGS_ON_A_PAGE)
    return show(request, "review/readings.html", {"page_obj": page, "group": _group(request)})


@entrance(MAY, "review.give")
def new_reading(request: HttpRequest) -> HttpResponse:
    """Ask members to read pages, or paragraphs chosen by hand, and drafts as they stand."""
    if request.method != "POST":
        return _show_new(request, ReadingForm(), pages=_ticked(request.GET, "pages"))
    form = ReadingForm(request.POST)
    pages, by_hand = _ticked(request.POST, "pages"), "by_hand" in request.POST
    if request.POST.get("do") == "choose":
        return _show_new(request, ReadingForm(initial=_kept(request)), pages=pages, by_hand=True)
    chosen = _ticked(request.POST, "paragraphs")
    paragraphs = paragraphs_named(chosen) if by_hand else paragraphs_on(pages)
    reading = _given(request, form, paragraphs) if form.is_valid() else None
    if reading is None:
        return _show_new(
            request, form, pages=pages, by_hand=by_hand, chosen=chosen if by_hand else None, status=422
        )
    messages.success(
        request, _("The members find it on their own page, and hear of it in their next e-mail.")
    )
    return redirect("review:reading", reading.pk)


@entrance(MAY, "review.see")
def reading(request: HttpRequest, number: int) -> HttpResponse:
    """What was said of each paragraph: by whom, of which wording, and where they disagree."""
    return _show_reading(request, find_reading(number))


@entrance(MAY, "review.release")
def release_remarks(request: HttpRequest, number: int) -> HttpResponse:
    """Publish the remarks that are ticked, as inputs."""
    found = find_reading(number)
    if request.method == "POST":
        chosen = Verdict.objects.filter(
            portion__reading=found, pk__in=numbers_in(request.POST.getlist("verdict"))
        )
        done = release(chosen, by=person_of(request))
        words = ngettext(
            "%(number)d remark is published, and waits for an answer.",
            "%(number)d remarks are published, and wait for answers.",
            len(done),
        )
        messages.success(request, words % {"number": len(done)})
    return _back_to(request, number)


@entrance(MAY, "review.give")
def change_reading(request: HttpRequest, number: int) -> HttpResponse:
    """Move the day, or close the reading."""
    found = find_reading(number)
    if request.method != "POST":
        return _back_to(request, number)
    if request.POST.get("do") == "close":
        close_reading(found, by=person_of(request))
        messages.success(request, _("The reading is closed. What was said is kept."))
        return _back_to(request, number)
    form = DueForm(request.POST)
    if not form.is_valid():
        return _show_reading(request, found, form, status=422)
    with refusal_told(request):
        change_due(found, to=form.cleaned_data["due"], by=person_of(request))
        messages.success(request, _("The day is changed."))
    return _back_to(request, number)


def _group(request: HttpRequest) -> dict[str, bool]:
    """Whether the resource group has nobody, and whether whoever looks may invite somebody into it."""
    return {
        "is_empty": not people_with(*MAY["review.read"]).exists(),
        "may_invite": may_manage(person_of(request), "people.manage"),
    }


def _given(request: HttpRequest, form: ReadingForm, paragraphs: list[Paragraph]) -> Reading | None:
    """The reading that was asked for; None when it was refused, and the form says why."""
    drafts = drafts_named(_ticked(request.POST, "drafts"))
    try:
        return give_reading(form.asked(paragraphs, drafts), by=person_of(request))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None


def _ticked(sent: QueryDict, name: str) -> set[int]:
    return set(numbers_in(sent.getlist(name)))


def _kept(request: HttpRequest) -> dict[str, Any]:
    """What is filled in so far, for a form that complains of nothing yet."""
    names = ("title", "due", "greeting", "ticket")
    kept: dict[str, Any] = {name: request.POST[name] for name in names if request.POST.get(name)}
    return {**kept, "members": request.POST.getlist("members")}


def _show_new(
    request: HttpRequest,
    form: ReadingForm,
    *,
    pages: set[int],
    by_hand: bool = False,
    chosen: set[int] | None = None,
    status: int = 200,
) -> HttpResponse:
    choices = pages_to_choose(pages if by_hand else ())
    all_of_them = {one.pk for choice in choices for one in choice.paragraphs}
    context = {
        "form": form,
        "group": _group(request),
        "choices": choices,
        "pages": pages,
        "draft_choices": drafts_to_choose(),
        "drafts": _ticked(request.POST or request.GET, "drafts"),
        "by_hand": by_hand and bool(all_of_them),
        "chosen": all_of_them if chosen is None else chosen,
    }
    return show(request, "review/new_reading.html", context, status)


def _show_reading(
    request: HttpRequest, found: Reading, due_form: DueForm | None = None, status: int = 200
) -> HttpResponse:
    only_remarks = request.GET.get("vis") == "merknader"
    portions = portions_of(found, only_remarks=only_remarks)
    page = page_of(request, portions, ON_A_PAGE)
    context = {
        "reading": found,
        "page_obj": page,
        "heard": heard(found, page.object_list),
        "members": progress_of(found),
        "total": total_of(found),
        "drafts": drafts_heard(found),
        "only_remarks": only_remarks,
        "due_form": due_form or DueForm(initial={"due": found.due}),
    }
    return show(request, "review/reading.html", context, status)


def _back_to(request: HttpRequest, number: int) -> HttpResponse:
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(reverse("review:reading", args=[number]) + query)
