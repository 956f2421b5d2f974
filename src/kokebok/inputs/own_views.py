"""What a sender does with an input of their own: change it, take it back, confirm the address for the answer."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kokebok.inputs.actions import change
from kokebok.inputs.actions.letters import read_token
from kokebok.inputs.doors import door, posted
from kokebok.inputs.forms import EditForm, ReceiptCodeForm
from kokebok.inputs.models import Input
from kokebok.inputs.pressed import pressed
from kokebok.inputs.queries import find_input_by_code, target_of_input
from kokebok.inputs.rules import AlreadyRead, TooLate, may_change, may_withdraw, passes_on
from kokebok.people.refusals import refusal_told
from kokebok.people.rules import Refused

GET_OR_POST = ["GET", "HEAD", "POST"]


def find_own(code: str) -> Input | None:
    """The input of a receipt; None for a code that never was."""
    try:
        return find_input_by_code(code)
    except Http404:
        return None


def unknown_code(request: HttpRequest) -> HttpResponse:
    """What to say to a code that never was, or no longer is."""
    return render(
        request, "inputs/unknown_code.html", {"form": ReceiptCodeForm()}, status=HTTPStatus.NOT_FOUND
    )


@door
@require_http_methods(GET_OR_POST)
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change the words, until an editor has read them."""
    given = find_own(code)
    if given is None:
        return unknown_code(request)
    form = EditForm(posted(request), given=given)
    if not form.is_bound:
        return _edit_page(request, given, form, too_late=not may_change(given))
    if not form.is_valid():
        return _edit_page(request, given, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    private = form.private(given.wording.text if given.wording else "")
    if "change" in request.POST:
        return _edit_page(request, given, form)
    if private and "acknowledged" not in request.POST:
        context = {"form": form, "target": target_of_input(given), "found": private, "back": request.path}
        return render(request, "inputs/warning.html", {**context, "is_change": True})
    return _save(request, given, form)


def _save(request: HttpRequest, given: Input, form: EditForm) -> HttpResponse:
    """The receipt, or the page again with what stood in the way and all that was typed."""
    try:
        change.edit(given, text=form.new_text(), suggestion=form.new_suggestion(), seen=form.seen_at())
    except AlreadyRead:
        return _edit_page(request, given, form, too_late=True)
    except TooLate as refusal:
        form.add_error(None, str(refusal))
        form.carry_on_from(given)
        return _edit_page(request, given, form, status=HTTPStatus.CONFLICT, saved=given)
    except Refused as refusal:
        form.add_error("suggestion", str(refusal))
        return _edit_page(request, given, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, _("Your input has been changed."))
    return redirect("reading:receipt", code=given.code)


def _edit_page(
    request: HttpRequest,
    given: Input,
    form: EditForm,
    *,
    status: int = HTTPStatus.OK,
    too_late: bool = False,
    saved: Input | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "given": given,
        "target": target_of_input(given),
        "too_late": too_late,
        "saved": saved,
    }
    return render(request, "inputs/edit.html", context, status=HTTPStatus.CONFLICT if too_late else status)


@door
@require_http_methods(GET_OR_POST)
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Take an input back, after a page that says what that means."""
    given = find_own(code)
    if given is None:
        return unknown_code(request)
    if request.method != "POST":
        return render(request, "inputs/withdraw.html", {"given": given, "may_withdraw": may_withdraw(given)})
    try:
        change.withdraw(given)
    except TooLate as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Your input has been withdrawn."))
    return redirect("reading:receipt", code=given.code)


@door
@require_POST
def let_others_ask(request: HttpRequest, code: str) -> HttpResponse:
    """Let others ask for contact, or no longer."""
    given = find_own(code)
    if given is None:
        return unknown_code(request)
    with refusal_told(request):
        may = pressed(request.POST, "may", {"yes": True, "no": False})
        change.let_others_ask(given, may=may)
        messages.success(request, _("It is changed."))
    return redirect("reading:receipt", code=given.code)


@door
@require_http_methods(GET_OR_POST)
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm an e-mail address. Only the button does it: programs that look through letters open the link too."""
    code, email = read_token(token) or ("", "")
    given = find_own(code) if code else None
    if given is None or given.email != email:
        return render(request, "inputs/confirm_failed.html", status=HTTPStatus.NOT_FOUND)
    if request.method != "POST":
        return render(request, "inputs/confirm.html", {"given": given, "passes_on": passes_on(given)})
    change.confirm_email(given, email=email)
    messages.success(request, _("Thank you. You will get an e-mail when your input is answered."))
    return redirect("reading:receipt", code=given.code)
