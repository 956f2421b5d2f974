"""Addresses that letters came back from: put right, let be, and read from a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from kokebok.desk.entrance import desk_page, person_of, show
from kokebok.doors.kept_files import require_room
from kokebok.letters.actions.bounced import BounceOutcome, take_bounces
from kokebok.letters.actions.reach import let_be
from kokebok.outlets.actions.put_right import lists_with, put_right
from kokebok.outlets.queries import has_returned
from kokebok.outlets.unreachable_forms import BouncesFileForm, PutRightForm
from kokebok.outlets.unreachable_showing import UnreachableRow, find_unreachable_for, unreachable_rows
from kokebok.people.refusals import refusal_in, refusal_told
from kokebok.web.paging import page_of

if TYPE_CHECKING:
    from collections import Counter

    from kokebok.letters.models import Unreachable

ADDRESSES_ON_A_PAGE = 50


@desk_page("dispatch.send")
@require_safe
def unreachable(request: HttpRequest) -> HttpResponse:
    """The addresses that wait for somebody, those that are tried again, and those that are let be."""
    return _page(request)


@desk_page("dispatch.send")
@require_POST
def put_right_address(request: HttpRequest, number: int) -> HttpResponse:
    """Correct an address, or leave it, and send what came back from it again."""
    found = find_unreachable_for(person_of(request), number)
    if found is None:
        return _settled_already(request)
    form = PutRightForm(request.POST, number=number, can_change=_can_change(found))
    if form.is_valid():
        with refusal_in(form, "address"):
            sent = put_right(found, form.cleaned_data["address"], by=person_of(request))
    if form.errors:
        return _page(request, form, number, status=422)
    messages.success(request, _said_of_sent(sent))
    return redirect("outlets_desk:unreachable")


@desk_page("dispatch.send")
@require_POST
def let_address_be(request: HttpRequest, number: int) -> HttpResponse:
    """Leave an address as it is: nothing is sent to it."""
    found = find_unreachable_for(person_of(request), number)
    if found is None:
        return _settled_already(request)
    with refusal_told(request, messages.WARNING):
        let_be(found, by=person_of(request))
    return redirect("outlets_desk:unreachable")


@desk_page("dispatch.send")
@require_POST
def read_file(request: HttpRequest) -> HttpResponse:
    """Read a file with e-mails that came back."""
    form = BouncesFileForm(request.POST, request.FILES)
    if form.is_valid():
        content = form.cleaned_data["file"].read()
        with refusal_in(form, "file"):
            require_room(content)
            messages.info(request, _said_of_read(take_bounces(content)))
    if form.errors:
        return _page(request, file_form=form, status=422)
    return redirect("outlets_desk:unreachable")


def _page(
    request: HttpRequest,
    bound: PutRightForm | None = None,
    number: int = 0,
    *,
    file_form: BouncesFileForm | None = None,
    status: int = 200,
) -> HttpResponse:
    rows = unreachable_rows(person_of(request))
    whole = [*rows.waiting, *rows.tried, *rows.let_be]
    shown = page_of(request, whole, ADDRESSES_ON_A_PAGE)
    at = next((at for at, row in enumerate(whole) if bound and row.unreachable.pk == number), None)
    if at is not None:  # what is wrong is shown where it was typed
        shown = shown.paginator.get_page(at // ADDRESSES_ON_A_PAGE + 1)
    on_page = {row.unreachable.pk for row in shown}

    def of_page(some: list[UnreachableRow]) -> list[UnreachableRow]:
        return [row for row in some if row.unreachable.pk in on_page]

    def form_of(row: UnreachableRow) -> PutRightForm:
        one = row.unreachable
        if bound and one.pk == number:
            return bound
        return PutRightForm(initial={"address": one.address}, number=one.pk, can_change=row.can_change)

    context = {
        "waiting": [(row, form_of(row)) for row in of_page(rows.waiting)],
        "tried": of_page(rows.tried),
        "let_be": [(row, form_of(row)) for row in of_page(rows.let_be)],
        "let_be_total": len(rows.let_be),
        "page_obj": shown,
        "wrong": bound or file_form,
        "file_form": file_form or BouncesFileForm(),
    }
    return show(request, "outlets/desk/unreachable.html", context, status=status)


def _can_change(found: Unreachable) -> bool:
    return has_returned(found.address) or bool(lists_with(found.address))


def _settled_already(request: HttpRequest) -> HttpResponse:
    messages.warning(request, _("Somebody has put this address right already."))
    return redirect("outlets_desk:unreachable")


def _said_of_sent(sent: int) -> str:
    return ngettext(
        "The address is put right, and %(number)s e-mail is on its way.",
        "The address is put right, and %(number)s e-mails are on their way.",
        sent,
    ) % {"number": sent}


def _said_of_read(read: Counter[BounceOutcome]) -> str:
    """What the letters of a file came to, in a sentence."""
    others = read[BounceOutcome.NOT_OURS] + read[BounceOutcome.NO_BOUNCE]
    return _(
        "%(all)s e-mails were read: %(taken)s tell of an e-mail of ours that did not arrive, %(tried)s of one that is "
        "still tried, %(already)s had been read before, and %(others)s are about something else."
    ) % {
        "all": read.total(),
        "taken": read[BounceOutcome.TAKEN],
        "tried": read[BounceOutcome.STILL_TRIED],
        "already": read[BounceOutcome.ALREADY],
        "others": others,
    }
