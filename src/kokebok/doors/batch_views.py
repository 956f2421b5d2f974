"""Files of letters and rows: put in, looked at, taken in; and the letters that were set aside."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from kokebok.doors.actions import batches
from kokebok.doors.actions.take_back_words import take_back_words
from kokebok.doors.actions.take_letters import let_lie, take_in_anyway
from kokebok.doors.batch_forms import BatchLettersForm, FileForm, RowsForm
from kokebok.doors.columns import guessed
from kokebok.doors.looking import look_at_letters, look_at_rows
from kokebok.doors.models import Batch, BatchState, Shape
from kokebok.doors.queries import batches_put_in, find_arrival, find_batch, find_set_aside, set_aside
from kokebok.doors.raw import read_raw
from kokebok.doors.rules import MAY, Unreadable
from kokebok.features.models import Feature
from kokebok.features.queries import is_on
from kokebok.inputs.pressed import pressed
from kokebok.lib.bounded import number_in
from kokebok.people.entrance import entrance, person_of, show
from kokebok.people.refusals import refusal_in, refusal_told
from kokebok.people.rules import Refused
from kokebok.web.paging import page_of

if TYPE_CHECKING:
    from kokebok.doors.models import SetAside
    from kokebok.doors.sheets import SheetTable
    from kokebok.people.models import Person

ON_A_PAGE = 30


@entrance(MAY, "doors.import")
def start(request: HttpRequest) -> HttpResponse:
    """Put a file in; see those that have been."""
    rows = is_on(Feature.SHEETS)
    is_sent = request.method == "POST"
    form = FileForm(request.POST, request.FILES, takes_rows=rows) if is_sent else FileForm(takes_rows=rows)
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        with refusal_in(form, "file"):
            put = batches.put_in(file.name, file.read(), by=person_of(request))
            return redirect("doors:batch", put.pk)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {
        "form": form,
        "page_obj": page_of(request, batches_put_in(), ON_A_PAGE),
        "file_address": "doors:batch",
        "aside": set_aside().count(),
        "takes_rows": rows,
    }
    return show(request, "doors/start.html", context, status)


@entrance(MAY, "doors.import")
def batch(request: HttpRequest, number: int) -> HttpResponse:
    """A file, with what would come of it, or what came."""
    found = find_batch(number)
    if found.state != BatchState.LOOKED_AT:
        return show(request, "doors/batch.html", {"batch": found, **_progress(found)})
    try:
        return _letters(request, found) if found.shape == Shape.LETTERS else _rows(request, found)
    except Unreadable as refusal:
        messages.warning(request, str(refusal))
        return redirect("doors:start")


@entrance(MAY, "doors.import")
@require_safe
def progress(request: HttpRequest, number: int) -> HttpResponse:
    """How far the taking in has come: the part of the page that is fetched again."""
    found = find_batch(number)
    return render(request, "doors/_progress.html", {"batch": found, **_progress(found)})


@entrance(MAY, "doors.import")
@require_POST
def take_in(request: HttpRequest, number: int) -> HttpResponse:
    """Take in a file: the letters one by one, later; the rows all at once, now."""
    found = find_batch(number)
    with refusal_told(request, messages.WARNING):
        if found.shape == Shape.LETTERS:
            _take_in_letters(request, found)
        else:
            _take_in_rows(request, found)
    return redirect("doors:batch", number)


@entrance(MAY, "doors.import")
@require_POST
def drop_batch(request: HttpRequest, number: int) -> HttpResponse:
    """Let a file lie."""
    with refusal_told(request, messages.WARNING):
        batches.drop(find_batch(number), by=person_of(request))
        messages.success(request, _("The file will not be taken in."))
    return redirect("doors:start")


@entrance(MAY, "doors.import")
@require_safe
def letters_aside(request: HttpRequest) -> HttpResponse:
    """The letters that were set aside, and are not settled."""
    page = page_of(request, set_aside(), ON_A_PAGE)
    return show(request, "doors/set_aside.html", {"letters": page.object_list, "page_obj": page})


def _take_in(letter: SetAside, person: Person) -> str:
    given = take_in_anyway(letter, by=person)
    return _("The e-mail is input %(number)s now.") % {"number": given.pk}


def _let_lie(letter: SetAside, person: Person) -> str:
    let_lie(letter, by=person)
    return _("The e-mail is kept, and will not become an input.")


SETTLE = {"take_in": _take_in, "let_lie": _let_lie}


@entrance(MAY, "doors.import")
@require_POST
def settle_letter(request: HttpRequest, number: int) -> HttpResponse:
    """Take in a letter that was set aside, or let it lie."""
    letter, person = find_set_aside(number), person_of(request)
    with refusal_told(request, messages.WARNING):
        messages.success(request, pressed(request.POST, "do", SETTLE)(letter, person))
    return redirect("doors:set_aside")


@entrance(MAY, "doors.import")
@require_safe
def raw_letter(request: HttpRequest, number: int) -> HttpResponse:
    """A letter that was set aside, as it came."""
    return _raw(find_set_aside(number).raw, f"brev-{number}.eml")


@entrance(MAY, "doors.import")
@require_safe
def raw_of_input(request: HttpRequest, number: int) -> HttpResponse:
    """The letter that became an input, as it came."""
    return _raw(find_arrival(number).raw, f"innspill-{number}.eml")


@entrance(MAY, "doors.let_in")
@require_POST
def take_back(request: HttpRequest, number: int, part: int) -> HttpResponse:
    """Take back words of a letter that were left out."""
    arrival = find_arrival(number)
    with refusal_told(request, messages.WARNING):
        take_back_words(arrival.given, number=part, by=person_of(request))
        messages.success(request, _("The words stand at the end of the input now."))
    return redirect("desk:opened", number)


def _raw(sha256: str, name: str) -> HttpResponse:
    if not sha256:
        raise Http404
    try:
        content = read_raw(sha256)
    except FileNotFoundError as error:
        raise Http404 from error
    response = HttpResponse(content, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox; frame-ancestors 'none'"
    return response


def _letters(request: HttpRequest, found: Batch) -> HttpResponse:
    looked = look_at_letters(found)
    page = page_of(request, looked.seen, ON_A_PAGE)
    context = {"batch": found, "looked": looked, "page_obj": page, "form": BatchLettersForm()}
    return show(request, "doors/letters.html", context)


def _take_in_letters(request: HttpRequest, found: Batch) -> None:
    form = BatchLettersForm(request.POST)
    batches.start_letters(found, state=form.state_chosen(), by=person_of(request))
    messages.success(request, _("The e-mails are being taken in."))


def _rows(request: HttpRequest, found: Batch, form: RowsForm | None = None) -> HttpResponse:
    table = batches.table_of(found)
    if request.method == "POST":
        form, chosen = _chosen(request, found, table)
        if chosen is not None:
            batches.choose(found, chosen, by=person_of(request))
            return redirect("doors:batch", found.pk)
    looked = look_at_rows(found, table)
    context = {
        "batch": found,
        "table": table,
        "looked": looked,
        "form": form or RowsForm.as_chosen(looked.choices, table=table),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form and form.errors else HTTPStatus.OK
    return show(request, "doors/rows.html", context, status)


def _chosen(
    request: HttpRequest, found: Batch, table: SheetTable
) -> tuple[RowsForm | None, dict[str, Any] | None]:
    """How the file is to be read from now on; None for what cannot be, with the form that says why."""
    act = request.POST.get("do", "")
    if act in ("leave_out", "take_back"):
        looked = look_at_rows(found, table)
        left_out = [*looked.left_out, *looked.rows_at_fault] if act == "leave_out" else []
        return None, {**looked.choices, "left_out": left_out}
    form = RowsForm(request.POST, table=table)
    heading = number_in(request.POST.get("heading", ""))
    if heading not in (None, table.heading) and heading in [number for number, _words in table.first[:-1]]:
        # The columns have other names now, so which is which is found anew.
        now = look_at_rows(found, table).choices
        anew = batches.table_of(found, heading)
        return form, {**now, "heading": heading, "left_out": [], "columns": guessed(anew.headings)}
    return form, form.choices() if form.is_valid() else None


def _take_in_rows(request: HttpRequest, found: Batch) -> None:
    looked = look_at_rows(found, batches.table_of(found))
    if looked.reading.faults:
        raise Refused(_("There is something wrong in the file, so nothing was taken in."))
    number = batches.take_in_rows(
        found, list(looked.reading.rows), door=looked.door, state=looked.state, by=person_of(request)
    )
    said = ngettext("%(number)s new input was taken in.", "%(number)s new inputs were taken in.", number)
    messages.success(request, said % {"number": number})


def _progress(found: Batch) -> dict[str, object]:
    return {
        "taken": found.arrivals.count(),
        "aside": found.set_aside.count(),
        "is_moving": found.state == BatchState.RUNNING,
    }
