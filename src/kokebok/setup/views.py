"""The guide from an empty installation to a cookbook, which is the settings afterwards."""

from __future__ import annotations

from functools import partial

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kokebok.book.interface_language import language_of_the_book
from kokebok.book.queries import find_cookbook, the_cookbook
from kokebok.letters.rules import reach_nobody
from kokebok.people.entrance import entrance, person_of, show
from kokebok.people.rules import Refused
from kokebok.setup.actions.begin import begin
from kokebok.setup.actions.begin_again import begin_again
from kokebok.setup.actions.change import change_settings
from kokebok.setup.actions.note_backup import note_backup
from kokebok.setup.actions.try_mail import try_mail
from kokebok.setup.beginnings import find
from kokebok.setup.forms import BeginAgainForm, BeginForm, TryForm, values_of
from kokebok.setup.lacking import MAIL, lacking
from kokebok.setup.queries import last_backup, last_tried, mail_trouble, may_begin_again
from kokebok.setup.rules import MAY
from kokebok.setup.steps import BY_KEY, STEPS, SetupStep, onwards, step_after
from kokebok.web.language import chosen_language

settings_page = partial(entrance, MAY)


@settings_page("setup.change")
def overview(request: HttpRequest) -> HttpResponse:
    """All screens, and what is lacking on each. Before there is a cookbook, how to begin."""
    cookbook = the_cookbook()
    if cookbook is None:
        return redirect("setup:start")
    rows = [(step, step.lacks(cookbook)) for step in STEPS]
    machine = [one for one in lacking() if one.number != MAIL]  # the screen of e-mails says that one
    context = {"rows": rows, "lacking": sum(bool(lacks) for _step, lacks in rows), "machine": machine}
    context["backup"] = last_backup()
    context["may_begin_again"] = may_begin_again(cookbook)
    return show(request, "setup/overview.html", context)


@settings_page("setup.change")
def start(request: HttpRequest) -> HttpResponse:
    """Begin the cookbook."""
    if the_cookbook() is not None:
        return redirect("setup:overview")
    form = BeginForm(request.POST or None, initial={"language": get_language(), "beginning": "empty"})
    if request.method == "POST" and form.is_valid():
        values = {**form.cleaned_data}
        beginning = find(values.pop("beginning"))
        try:
            begin(beginning.key, values, by=person_of(request))
        except Refused as refused:
            messages.info(request, str(refused))
            return redirect("setup:overview")
        with override(chosen_language(request) or language_of_the_book()):  # as the page that shows it
            messages.success(
                request,
                _("The cookbook is made. These are the rest of the settings: each can wait.")
                if beginning.then == "setup:overview"
                else _("The cookbook is made. The rest of the settings can wait."),
            )
        return redirect(beginning.then)
    return show(request, "setup/start.html", {"form": form}, status=422 if form.errors else 200)


@settings_page("setup.change")
def step(request: HttpRequest, key: str) -> HttpResponse:
    """One screen of settings."""
    cookbook = find_cookbook()
    here = BY_KEY.get(key)
    if here is None:
        raise Http404
    if here.form is None:
        return redirect("staff:folk")
    form = here.form(request.POST or None, initial=values_of(cookbook, here.form))
    if request.method == "POST" and form.is_valid():
        is_new = change_settings(cookbook, form.cleaned_data, by=person_of(request))
        messages.success(request, _("Saved.") if is_new else _("Nothing was changed."))
        return _onwards(request, here)
    context = {
        "form": form,
        "step": here,
        "number": STEPS.index(here) + 1,
        "of": len(STEPS),
        "next": step_after(here),
    }
    return show(request, "setup/step.html", context, status=422 if form.errors else 200)


@settings_page("setup.change")
def mail(request: HttpRequest) -> HttpResponse:
    """How letters are sent, and a letter to try it."""
    find_cookbook()
    form = TryForm(request.POST or None, initial={"to": person_of(request).email})
    if request.method == "POST" and form.is_valid():
        try_mail(to=form.cleaned_data["to"], by=person_of(request))
        return redirect("setup:mail")
    here = BY_KEY["brev"]
    context = {
        "form": form,
        "step": here,
        "number": STEPS.index(here) + 1,
        "of": len(STEPS),
        "next": step_after(here),
        "trouble": " ".join(mail_trouble() or ()),
        "server": settings.SMTP.host if settings.SMTP else "",
        "sender": settings.DEFAULT_FROM_EMAIL,
        "tried": last_tried(),
        "reach_nobody": reach_nobody(),
    }
    return show(request, "setup/mail.html", context, status=422 if form.errors else 200)


@settings_page("setup.change")
@require_POST
def backups(request: HttpRequest) -> HttpResponse:
    """Say that backups are taken in another way."""
    note_backup(by=person_of(request))
    messages.success(request, _("Noted. You are asked again in a year."))
    return redirect("setup:overview")


@settings_page("setup.change")
def again(request: HttpRequest) -> HttpResponse:
    """Delete everything, and begin again."""
    cookbook = find_cookbook()
    if not may_begin_again(cookbook):
        raise Http404
    form = BeginAgainForm(request.POST or None, title=cookbook.title)
    if request.method == "POST" and form.is_valid():
        try:
            begin_again(cookbook, by=person_of(request))
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("setup:overview")
        messages.success(request, _("Everything is deleted."))
        return redirect("setup:start")
    context = {"form": form, "pages": cookbook.get_descendant_count()}
    return show(request, "setup/again.html", context, status=422 if form.errors else 200)


def _onwards(request: HttpRequest, here: SetupStep) -> HttpResponse:
    following = onwards(request.POST, here)
    return redirect("setup:step", following.key) if following else redirect("setup:overview")
