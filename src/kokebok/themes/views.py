"""Themes: the list, one theme, and what an input is about."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from kokebok.inputs.models import Input
from kokebok.lib.bounded import number_in
from kokebok.people.entrance import entrance, person_of, show
from kokebok.people.models import Person
from kokebok.people.refusals import refusal_in, refusal_told
from kokebok.people.rules import Refused
from kokebok.themes.actions.decide import decline, give_theme, none_fits, take_theme
from kokebok.themes.actions.keep import add_theme, merge, rename, restore, retire
from kokebok.themes.forms import MergeForm, ThemeForm
from kokebok.themes.models import Theme
from kokebok.themes.queries import (
    find_sortable,
    find_theme,
    inputs_with,
    latest_learning,
    next_to_ask,
    retired,
    tally,
    theme_counts,
)
from kokebok.themes.rules import MAY, may
from kokebok.themes.texts import method_here
from kokebok.web.paging import page_of
from kokebok.web.way_back import way_back

ON_A_PAGE = 30
MOST_SKIPPED = 100
SKIPPED = "themes_skipped"  # kept in the visit: what an editor has chosen to look at later

themes_page = partial(entrance, MAY)


@themes_page("themes.read")
def themes(request: HttpRequest) -> HttpResponse:
    """The themes in use with how many inputs they have, and how far the sorting has come."""
    return _show_themes(request, ThemeForm())


def _show_themes(request: HttpRequest, form: ThemeForm, status: int = 200) -> HttpResponse:
    proposed = theme_counts()
    rows = [(theme, proposed.get(theme.pk, 0)) for theme in Theme.objects.in_use().with_counts()]
    context = {
        "rows": rows,
        "retired": retired(),
        "form": form,
        "tally": tally(),
        "learning": latest_learning(),
        "method": method_here(),
        "may_keep": may(person_of(request), "themes.keep"),
    }
    return show(request, "themes/themes.html", context, status)


@require_POST
@themes_page("themes.keep")
def new_theme(request: HttpRequest) -> HttpResponse:
    """Add a theme."""
    form = ThemeForm(request.POST)
    if form.is_valid():
        with refusal_in(form, "name"):
            add_theme(**form.cleaned_data, by=person_of(request))
            return redirect("themes:themes")
    return _show_themes(request, form, status=422)


@require_safe
@themes_page("themes.read")
def theme(request: HttpRequest, number: int) -> HttpResponse:
    """A theme with its inputs."""
    return _show_theme(request, find_theme(number))


@require_POST
@themes_page("themes.keep")
def change_theme(request: HttpRequest, number: int, act: str) -> HttpResponse:
    """Rename, merge, retire or restore a theme."""
    found, person = find_theme(number), person_of(request)
    form, merging = ThemeForm(request.POST), MergeForm(request.POST, theme=found)
    try:
        if act == "endre":
            if not form.is_valid():
                return _show_theme(request, found, form=form, status=422)
            found.name, found.about = request.POST.get("seen_name", ""), request.POST.get("seen_about", "")
            rename(found, **form.cleaned_data, by=person)
        elif act == "sla-sammen":
            if not merging.is_valid():
                return _show_theme(request, found, merging=merging, status=422)
            merge(found, into=merging.cleaned_data["into"], by=person)
            return redirect("themes:theme", merging.cleaned_data["into"].pk)
        else:
            _out_or_in(act)(found, by=person)
    except Refused as refusal:
        messages.error(request, str(refusal))
        again = find_theme(number)
        return _show_theme(request, again, form=form if act == "endre" else None, status=409)
    return redirect("themes:theme", number)


@require_safe
@themes_page("themes.decide")
def least_sure(request: HttpRequest) -> HttpResponse:
    """The input that the machine is least sure about, to be decided with one key or one click."""
    context = {
        "ask": next_to_ask(_skipped(request)),
        "tally": tally(),
        "learning": latest_learning(),
        "method": method_here(),
        "has_themes": Theme.objects.in_use().exists(),
    }
    return show(request, "themes/least_sure.html", context)


@require_POST
@themes_page("themes.decide")
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """Say what an input is about, and go back to where one was."""
    given, person = find_sortable(number), person_of(request)
    do, _colon, key = request.POST.get("do", "").partition(":")
    with refusal_told(request):
        if do == "skip":
            request.session[SKIPPED] = [*_skipped(request), number][-MOST_SKIPPED:]
        elif do == "none":
            none_fits(given, by=person)
        else:
            _about_a_theme(do)(given, find_theme(_number(key or request.POST.get("theme", ""))), by=person)
    return redirect(_back(request, given))


def _out_or_in(act: str) -> Callable[..., None]:
    acts: dict[str, Callable[..., None]] = {"ta-ut": retire, "ta-inn": restore}
    if act not in acts:
        raise Http404
    return acts[act]


def _about_a_theme(do: str) -> Callable[..., bool]:
    acts: dict[str, Callable[..., bool]] = {"give": give_theme, "take": take_theme, "decline": decline}
    if do not in acts:
        raise Http404
    return acts[do]


def _number(written: str) -> int:
    number = number_in(written)
    if number is None:
        raise Http404
    return number


def _back(request: HttpRequest, given: Input) -> str:
    return way_back(request, request.POST.get("next", ""), reverse("desk:opened", args=[given.pk]))


def _skipped(request: HttpRequest) -> list[int]:
    return [int(key) for key in request.session.get(SKIPPED, [])]


def _show_theme(
    request: HttpRequest,
    found: Theme,
    *,
    form: ThemeForm | None = None,
    merging: MergeForm | None = None,
    status: int = 200,
) -> HttpResponse:
    person: Person = person_of(request)
    page = page_of(request, inputs_with(found), ON_A_PAGE)
    total = page.paginator.count
    context = {
        "theme": found,
        "form": form or ThemeForm(initial={"name": found.name, "about": found.about}),
        "merging": merging or MergeForm(theme=found),
        "page_obj": page,
        "counted": ngettext("%(total)d input", "%(total)d inputs", total) % {"total": total},
        "may_keep": may(person, "themes.keep"),
        "retired_words": _("Not offered any more") if found.retired_at else "",
    }
    return show(request, "themes/theme.html", context, status)
