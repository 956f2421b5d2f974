"""Word files that have come back: put in, looked at, taken in or let lie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kokebok.doors.models import FileState
from kokebok.doors.rules import Unreadable
from kokebok.people.entrance import entrance, person_of, show
from kokebok.people.refusals import refusal_told
from kokebok.people.rules import Refused
from kokebok.review.actions import word_intake
from kokebok.review.models import WordFile
from kokebok.review.rules import MAY
from kokebok.review.word_forms import TakeInForm, WordFilesForm
from kokebok.review.word_lines import look_over
from kokebok.web.paging import page_of

if TYPE_CHECKING:
    from kokebok.review.word_said import WordLine

FILES_ON_A_PAGE = 30


@entrance(MAY, "review.word_in")
def files(request: HttpRequest) -> HttpResponse:
    """Put files in; see those that have come."""
    form = WordFilesForm(request.POST, request.FILES) if request.method == "POST" else WordFilesForm()
    if form.is_bound and form.is_valid():
        put = _put_in(request, form)
        if put and not form.errors:
            return redirect("review:word_file", put[0].pk) if len(put) == 1 else redirect("review:word")
    came = WordFile.objects.select_related("by").annotate(number=Count("became")).order_by("-pk")
    page = page_of(request, came, FILES_ON_A_PAGE)
    context = {"form": form, "page_obj": page, "file_address": "review:word_file"}
    return show(request, "review/word_files.html", context, 422 if form.errors else 200)


@entrance(MAY, "review.word_in")
def file(request: HttpRequest, number: int) -> HttpResponse:
    """A file, with what would come of it, or what came."""
    return _show_file(request, _find(number))


@entrance(MAY, "review.word_in")
@require_POST
def take_in_file(request: HttpRequest, number: int) -> HttpResponse:
    """Take in what is ticked."""
    found, form = _find(number), TakeInForm(request.POST)
    keys = set(request.POST.getlist("take"))
    if not form.is_valid():
        return _show_file(request, found, form, keys, status=422)
    try:
        rows = word_intake.take_in(found, keys, how=form.how(), by=person_of(request))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _show_file(request, _find(number), form, keys, status=422)
    said = ngettext("%(number)s thing was taken in.", "%(number)s things were taken in.", len(rows))
    messages.success(request, said % {"number": len(rows)})
    return redirect("review:word_file", number)


@entrance(MAY, "review.word_in")
@require_POST
def drop_file(request: HttpRequest, number: int) -> HttpResponse:
    """Let a file lie."""
    with refusal_told(request, messages.WARNING):
        word_intake.drop(_find(number), by=person_of(request))
        messages.success(request, _("The file will not be taken in."))
    return redirect("review:word")


def _find(number: int) -> WordFile:
    return get_object_or_404(WordFile.objects.select_related("copy__reading", "by"), pk=number)


def _put_in(request: HttpRequest, form: WordFilesForm) -> list[WordFile]:
    """The files that could be read; what is wrong with the others is said in the form."""
    put = []
    for upload in form.cleaned_data["came"]:
        try:
            put.append(word_intake.put_in(upload.name or "", upload.read(), by=person_of(request)))
        except Refused as refusal:
            form.add_error("came", f"{upload.name}: {refusal}"[:400])
    return put


def _show_file(
    request: HttpRequest,
    found: WordFile,
    form: TakeInForm | None = None,
    keys: set[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    if found.state != FileState.LOOKED_AT:
        became = found.became.select_related("given__paragraph__page", "verdict__portion__paragraph__page")
        context: dict[str, Any] = {
            "file": found,
            "became": became.select_related("verdict__portion__reading"),
        }
        return show(request, "review/word_taken.html", context, status)
    try:
        looked = look_over(found)
    except Unreadable as refusal:
        messages.warning(request, str(refusal))
        return redirect("review:word")
    lines = looked.lines
    context = {
        "file": found,
        "not_read": looked.not_read,
        "rows": [(line, line.is_ticked if keys is None else line.key in keys) for line in lines],
        "takeable": sum(1 for line in lines if line.is_takeable),
        "already": sum(1 for line in lines if line.already),
        "authors": _authors(lines),
        "form": form or TakeInForm(),
    }
    return show(request, "review/word_file.html", context, status)


def _authors(lines: list[WordLine]) -> list[str]:
    return list(dict.fromkeys(line.author for line in lines if line.author))
