"""Word files that become drafts of pages: put in, looked at, taken in or let lie."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kokebok.book.queries import find_cookbook
from kokebok.doors.models import FileState
from kokebok.doors.rules import Unreadable
from kokebok.inputs.pressed import pressed
from kokebok.lib.word_cut import LEVELS
from kokebok.people.entrance import entrance, person_of, show
from kokebok.people.refusals import refusal_in, refusal_told
from kokebok.setup.actions import word_document
from kokebok.setup.queries import drafts_of, find_document, word_documents
from kokebok.setup.rules import MAY
from kokebok.setup.word_forms import PartsForm, WordFileForm
from kokebok.setup.word_looking import as_chosen, look_at
from kokebok.web.paging import page_of

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook
    from kokebok.setup.models import WordDocument
    from kokebok.setup.word_looking import WordImportOptions

ON_A_PAGE = 30


@entrance(MAY, "setup.word_in")
def documents(request: HttpRequest) -> HttpResponse:
    """Put a file in; see those that have been."""
    find_cookbook()
    form = WordFileForm(request.POST, request.FILES) if request.method == "POST" else WordFileForm()
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        with refusal_in(form, "file"):
            put = word_document.put_in(file.name, file.read(), by=person_of(request))
            return redirect("setup:document", put.pk)
    page = page_of(request, word_documents(), ON_A_PAGE)
    return show(
        request,
        "setup/documents.html",
        {"form": form, "page_obj": page, "file_address": "setup:document"},
        _status(form),
    )


@entrance(MAY, "setup.word_in")
def document(request: HttpRequest, number: int) -> HttpResponse:
    """A file as its parts, with what would come of them; or what came."""
    return _shown(request, find_document(number), find_cookbook())


@entrance(MAY, "setup.word_in")
@require_POST
def take_in(request: HttpRequest, number: int) -> HttpResponse:
    """Take in what is chosen, or keep the choices for later."""
    found, cookbook = find_document(number), find_cookbook()
    if found.state != FileState.LOOKED_AT:
        messages.warning(request, _("The file is settled already."))
        return redirect("setup:document", number)
    with refusal_told(request, messages.WARNING):
        form = PartsForm(request.POST, looked=look_at(found, _level(request.POST.get("level"))))
        if not form.is_valid():
            return _shown(request, found, cookbook, form)
        pressed(request.POST, "do", DO)(request, found, form.chosen(), cookbook)
    return redirect("setup:document", number)


@entrance(MAY, "setup.word_in")
@require_POST
def drop_document(request: HttpRequest, number: int) -> HttpResponse:
    """Let a file lie."""
    with refusal_told(request, messages.WARNING):
        word_document.drop(find_document(number), by=person_of(request))
        messages.success(request, _("The file will not be taken in."))
    return redirect("setup:documents")


def _keep(request: HttpRequest, found: WordDocument, chosen: WordImportOptions, _cookbook: Cookbook) -> None:
    word_document.choose(found, chosen, by=person_of(request))
    messages.success(request, _("Saved. Nothing is made yet."))


def _take_in(
    request: HttpRequest, found: WordDocument, chosen: WordImportOptions, cookbook: Cookbook
) -> None:
    pages = word_document.take_in(found, chosen, cookbook=cookbook, by=person_of(request))
    said = ngettext("%(number)s draft is made.", "%(number)s drafts are made.", len(pages))
    messages.success(request, said % {"number": len(pages)})


DO = {"keep": _keep, "take_in": _take_in}


def _shown(
    request: HttpRequest, found: WordDocument, cookbook: Cookbook, form: PartsForm | None = None
) -> HttpResponse:
    if found.state != FileState.LOOKED_AT:
        context: dict[str, Any] = {"document": found, "drafts": drafts_of(found)}
        return show(request, "setup/document_taken.html", context)
    try:
        looked = form.looked if form else look_at(found, _level(request.GET.get("del")))
    except Unreadable as refusal:
        messages.warning(request, str(refusal))
        return redirect("setup:documents")
    chosen = as_chosen(found.choices)
    if chosen is None or chosen.level != looked.level:
        chosen = looked.guessed(chosen.language if chosen else cookbook.language)
    form = form or PartsForm.as_chosen(chosen, looked)
    return show(
        request, "setup/document.html", {"document": found, "looked": looked, "form": form}, _status(form)
    )


def _level(said: str | None) -> int | None:
    return next((level for level in LEVELS if str(level) == said), None)


def _status(form: WordFileForm | PartsForm) -> int:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
