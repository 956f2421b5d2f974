"""The screen where one says who sends the cookbook out."""

from __future__ import annotations

from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kokebok.book.models import Cookbook, Sender, SenderWords
from kokebok.book.models.senders import sender_of
from kokebok.book.queries import find_cookbook
from kokebok.book.sender_words import sender_words
from kokebok.people.entrance import entrance, person_of, show
from kokebok.setup.actions.change_sender import change_sender, change_sender_words
from kokebok.setup.rules import MAY
from kokebok.setup.sender_forms import SenderSetupForm, SenderWordsForm
from kokebok.setup.steps import BY_KEY, STEPS, onwards, step_after


@entrance(MAY, "setup.change")
def sender(request: HttpRequest) -> HttpResponse:
    """Contact, foreword and promise: looked at, or saved."""
    cookbook, here = find_cookbook(), BY_KEY["avsender"]
    now = Sender.objects.filter(cookbook=cookbook).first() or Sender(cookbook=cookbook)
    form = SenderSetupForm(request.POST or None, request.FILES or None, instance=now)
    if request.method == "POST" and form.is_valid():
        is_new = change_sender(cookbook, form.values(), by=person_of(request))
        messages.success(request, _("Saved.") if is_new else _("Nothing was changed."))
        following = onwards(request.POST, here)
        return redirect("setup:step", following.key) if following else redirect("setup:overview")
    context = {
        "form": form,
        "step": here,
        "number": STEPS.index(here) + 1,
        "of": len(STEPS),
        "next": step_after(here),
        "portrait": form.chosen,
        "others": _others(cookbook),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return show(request, "setup/sender.html", context, status=status)


@entrance(MAY, "setup.change")
def words(request: HttpRequest, language: str) -> HttpResponse:
    """What the sender says in another language than the book's: looked at, or saved."""
    cookbook = find_cookbook()
    named = dict(_others(cookbook))
    if language not in named:
        raise Http404
    own = sender_of(cookbook)
    form = SenderWordsForm(
        request.POST or None, instance=sender_words(own, language) or SenderWords(language=language), own=own
    )
    if request.method == "POST" and form.is_valid():
        is_new = change_sender_words(cookbook, language, form.values(), by=person_of(request))
        messages.success(request, _("Saved.") if is_new else _("Nothing was changed."))
        return redirect("setup:sender")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {"form": form, "language": language, "name": named[language]}
    return show(request, "setup/sender_words.html", context, status=status)


def _others(cookbook: Cookbook) -> list[tuple[str, str]]:
    """The languages a reader may have chosen, beside the book's own, with their names."""
    return [(key, str(name)) for key, name in settings.LANGUAGES if key != cookbook.language]
