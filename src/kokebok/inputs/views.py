"""Giving input: about a paragraph, a page, the cookbook, or as a tip."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kokebok.inputs.actions.send_with_files import send_with_files
from kokebok.inputs.actions.support import support
from kokebok.inputs.doors import door, file_door, files_in, posted
from kokebok.inputs.form_tokens import new_token, read_token, renewed
from kokebok.inputs.forms import ASKED_FOR, InputForm, SenderForm, TipForm
from kokebok.inputs.kinds import SUGGESTING, TIPS, Kind
from kokebok.inputs.models import Input
from kokebok.inputs.queries import (
    Target,
    about_cookbook,
    about_page,
    about_paragraph,
    find_public_input,
    target_of_input,
)
from kokebok.inputs.rules import SentAlready, UnfitFile, takes_echo
from kokebok.inputs.sender import network_of, remember, sender_of
from kokebok.letters.shares import TooMany
from kokebok.lib.search_query import cleaned
from kokebok.people.rules import Refused

GET_OR_POST = ["GET", "HEAD", "POST"]


@file_door
@require_http_methods(GET_OR_POST)
def give(request: HttpRequest, anchor: str) -> HttpResponse:
    """About a paragraph. A form that was drawn up before the paragraph changed, or left the text, is received."""
    raw = request.POST.get("slip", "")
    token = read_token(raw) or renewed(raw)
    target = about_paragraph(anchor, token.wording if token else 0)
    if target.paragraph and target.paragraph.gone_at and not token:
        return render(request, "inputs/gone.html", {"target": target}, status=HTTPStatus.GONE)
    return _give(request, target)


@file_door
@require_http_methods(GET_OR_POST)
def give_to_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """About a page as a whole."""
    return _give(request, about_page(page_id))


@file_door
@require_http_methods(GET_OR_POST)
def give_to_book(request: HttpRequest) -> HttpResponse:
    """About the whole text."""
    return _give(request, about_cookbook())


@file_door
@require_http_methods(GET_OR_POST)
def give_reply(request: HttpRequest, number: int) -> HttpResponse:
    """About a suggestion somebody else has made: it becomes an input of its own, linked to that.

    What somebody wrote while it was decided on is taken in all the same.
    """
    given = find_public_input(number)
    if given.kind not in SUGGESTING:
        raise Http404
    if request.method != "POST" and not takes_echo(given):
        return _decided(request, given)
    target = replace(target_of_input(given), wording=None)
    return _give(request, target, reply_to=given)


@door
@require_http_methods(GET_OR_POST)
def support_input(request: HttpRequest, number: int) -> HttpResponse:
    """Say that one supports a suggestion. The question first: an address alone must change nothing."""
    given = find_public_input(number)
    if given.kind not in SUGGESTING:
        raise Http404
    if not takes_echo(given):
        return _decided(request, given)
    context = {"given": given, "target": target_of_input(given)}
    if request.method != "POST":
        return render(request, "inputs/support.html", context)
    sender = sender_of(request)
    try:
        is_new = support(given, sender=sender.name, network=network_of(request))
    except TooMany as refusal:
        return render(request, "inputs/support.html", {**context, "refusal": refusal}, status=429)
    said = _("Thank you. Your support is counted.") if is_new else _("Your support is counted already.")
    messages.success(request, said)
    response = redirect("reading:input", number=number)
    remember(response, sender)
    return response


def _decided(request: HttpRequest, given: Input) -> HttpResponse:
    """To a suggestion that takes no more, which says so."""
    messages.info(request, _("The suggestion is decided on. You can read the answer here."))
    return redirect("reading:input", number=given.pk)


@require_safe
def tips(request: HttpRequest) -> HttpResponse:
    """What one can tip about."""
    return render(request, "inputs/tips.html", {"tips": TIPS})


@file_door
@require_http_methods(GET_OR_POST)
def tip(request: HttpRequest, kind: str) -> HttpResponse:
    """A tip about an example, a tool, or what else is asked for on a form of its own."""
    if kind not in TIPS:
        raise Http404
    theme = cleaned(request.GET.get("tema", ""))
    form = TipForm(posted(request), files_in(request), kind=Kind(kind), theme=theme)
    return _answer(request, form, about_cookbook(), template="inputs/tip.html")


def _give(request: HttpRequest, target: Target, reply_to: Input | None = None) -> HttpResponse:
    token = new_token(target.wording.number if target.wording else 0)
    form = InputForm(
        posted(request), files_in(request), target=target, token=token, initial=_asked_for(request)
    )
    return _answer(request, form, target, template="inputs/give.html", reply_to=reply_to)


def _asked_for(request: HttpRequest) -> dict[str, str]:
    """What the link to the form says: the kind, the words it is about with those before them, or what was not found."""
    missed = cleaned(request.GET.get("savnet", ""))
    kind = request.GET.get("slag", "")
    return {
        "kind": kind if kind in dict(ASKED_FOR) else Kind.QUESTION if missed else Kind.COMMENT,
        "text": _("I looked for “%(words)s”, and did not find it.") % {"words": missed} if missed else "",
        "phrase": request.GET.get("ord", ""),
        "before": request.GET.get("foran", ""),
    }


def _answer(
    request: HttpRequest,
    form: InputForm | TipForm,
    target: Target,
    *,
    template: str,
    reply_to: Input | None = None,
) -> HttpResponse:
    """The form; with what is wrong; with a warning; or, when all is well, the way to the receipt."""

    def page(name: str, status: int = HTTPStatus.OK, **more: Any) -> HttpResponse:
        context = {"form": form, "target": target, "reply_to": reply_to, **more}
        return render(request, name, context, status=status)

    if not form.is_bound:
        return page(template)
    if not form.is_valid():
        return page(template, HTTPStatus.UNPROCESSABLE_ENTITY)
    if "change" in request.POST:
        return page(template)
    private = form.private(known=target.text)
    if private and "acknowledged" not in request.POST:
        return page("inputs/warning.html", found=private, back=request.get_full_path())
    try:
        return _receive(request, form, target, reply_to)
    except Refused as refusal:
        return page(template, _told(form, refusal))


def _told(form: InputForm | TipForm, refusal: Refused) -> int:
    """Say in the form why it was not received; the status of the page."""
    if isinstance(refusal, UnfitFile):
        form.add_error("files_sent", str(refusal))
        return HTTPStatus.UNPROCESSABLE_ENTITY
    if isinstance(refusal, SentAlready):
        form.begin_anew()
    of_the_form = isinstance(refusal, SentAlready | TooMany)
    form.add_error(None if of_the_form else _field_refused(form), str(refusal))
    if isinstance(refusal, TooMany):
        return HTTPStatus.TOO_MANY_REQUESTS
    return HTTPStatus.CONFLICT if of_the_form else HTTPStatus.UNPROCESSABLE_ENTITY


def _receive(
    request: HttpRequest, form: InputForm | TipForm, target: Target, reply_to: Input | None
) -> HttpResponse:
    sender = sender_of(request)
    given = send_with_files(
        form.said(),
        form.kept_files(),
        paragraph=target.paragraph,
        page=target.page,
        wording=target.wording,
        reply_to=reply_to,
        sender=sender.name,
        network=network_of(request),
    )
    messages.success(request, _("Thank you. Your input has been received."))
    response = redirect("reading:receipt", code=given.code)
    remember(response, sender)
    return response


def _field_refused(form: SenderForm) -> str | None:
    """A suggestion is the only thing that the act itself can refuse."""
    return "suggestion" if "suggestion" in form.fields else None
