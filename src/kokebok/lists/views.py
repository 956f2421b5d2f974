"""The lists at the desk: all of them, one, and one of its entries."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kokebok.lists.actions import keep
from kokebok.lists.actions.describe import about_of, describe_entry
from kokebok.lists.actions.headings import name_headings
from kokebok.lists.actions.merge import merge_entry, require_mergeable
from kokebok.lists.actions.title import rename_list
from kokebok.lists.forms import AboutForm, HeadingsForm, MergeEntryForm, NamesForm, seen_names
from kokebok.lists.headings import HEADINGS
from kokebok.lists.models import Entry, List, Which
from kokebok.lists.queries import (
    all_words,
    entries_of,
    find_entry,
    find_list,
    headings_in,
    own_headings,
    uses,
)
from kokebok.lists.rules import MAY, HeadingsChanged
from kokebok.people.entrance import entrance, person_of, show
from kokebok.people.refusals import refusal_in, refusal_told

lists_page = partial(entrance, MAY, "lists.keep")


@lists_page()
@require_safe
def lists(request: HttpRequest) -> HttpResponse:
    """All lists, each with what it is for and what it holds."""
    words = all_words()
    rows = [
        {
            "key": which.value,
            "title": words.title(which),
            "about": which.label,
            "names": [one.said() for one in words.of(which) if not one.is_retired],
        }
        for which in Which
    ]
    lacking = len(HEADINGS.keys() - headings_in("se").keys())
    return show(request, "lists/lists.html", {"rows": rows, "lacking": lacking})


@lists_page()
def headings(request: HttpRequest) -> HttpResponse:
    """What our headings are called in Northern Sámi, and which of them lack words."""
    posted = request.POST if request.method == "POST" else None
    form = HeadingsForm(posted, own=own_headings("se"))
    if form.is_bound and form.is_valid():
        try:
            name_headings("se", words=form.words(), seen=form.seen(), by=person_of(request))
        except HeadingsChanged as refusal:
            form.tell(refusal.now)
        else:
            messages.success(request, _("The new names are shown from now on."))
            return redirect("lists:headings")
    lacking = len(HEADINGS.keys() - headings_in("se").keys())
    context = {"form": form, "lacking": lacking, "total": len(HEADINGS)}
    return show(request, "lists/headings.html", context, 422 if form.is_bound else 200)


@lists_page()
@require_safe
def one_list(request: HttpRequest, which: str) -> HttpResponse:
    """A list with its entries, and how many pages have each."""
    return _show_list(request, find_list(which))


@lists_page()
@require_POST
def new_entry(request: HttpRequest, which: str) -> HttpResponse:
    """Add an entry."""
    found, form = find_list(which), NamesForm(request.POST)
    if form.is_valid():
        with refusal_in(form, "nb"):
            made = keep.add_entry(found, names=form.names(), by=person_of(request))
            messages.success(request, _("“%(name)s” can be chosen from now on.") % {"name": made.nb})
            return redirect("lists:list", which)
    return _show_list(request, found, adding=form, status=422)


@lists_page()
@require_POST
def new_title(request: HttpRequest, which: str) -> HttpResponse:
    """Call the list something else."""
    found, form = find_list(which), NamesForm(request.POST, prefix="title")
    if form.is_valid():
        for language, name in seen_names(request.POST).items():
            setattr(found, language, name)
        with refusal_in(form, "nb"):
            rename_list(found, names=form.names(), by=person_of(request))
            return redirect("lists:list", which)
    return _show_list(request, find_list(which), titling=form, status=422)


@lists_page()
@require_safe
def entry(request: HttpRequest, which: str, number: int) -> HttpResponse:
    """An entry, to be called something else, retired or deleted."""
    return _show_entry(request, find_entry(which, number))


@lists_page()
@require_POST
def new_names(request: HttpRequest, which: str, number: int) -> HttpResponse:
    """Call the entry something else."""
    found, form = find_entry(which, number), NamesForm(request.POST)
    if form.is_valid():
        for language, name in seen_names(request.POST).items():
            setattr(found, language, name)
        with refusal_in(form, "nb"):
            keep.rename_entry(found, names=form.names(), by=person_of(request))
            messages.success(request, _("The new names are shown from now on."))
            return redirect("lists:list", which)
    return _show_entry(request, find_entry(which, number), form=form, status=422)


@lists_page()
@require_POST
def new_about(request: HttpRequest, which: str, number: int) -> HttpResponse:
    """Say what the theme is."""
    found = find_entry(which, number)
    if which != Which.THEMES:
        raise Http404
    form = AboutForm(request.POST, initial=about_of(found))
    if form.is_valid():
        with refusal_in(form, None):
            describe_entry(found, about=form.about(), by=person_of(request))
            messages.success(request, _("What it is stands on its page from now on."))
            return redirect("lists:entry", which, number)
    return _show_entry(request, find_entry(which, number), about=form, status=422)


@lists_page()
@require_POST
def change_entry(request: HttpRequest, which: str, number: int, act: str) -> HttpResponse:
    """Move, retire, take into use again, or delete."""
    found = find_entry(which, number)
    with refusal_told(request):
        _acts(act)(found, by=person_of(request))
    return redirect("lists:list", which)


def _acts(act: str) -> Callable[..., object]:
    acts: dict[str, Callable[..., object]] = {
        "opp": partial(keep.move_entry, up=True),
        "ned": partial(keep.move_entry, up=False),
        "ta-ut": keep.retire_entry,
        "ta-inn": keep.restore_entry,
        "slett": keep.delete_entry,
    }
    if act not in acts:
        raise Http404
    return acts[act]


def _show_list(
    request: HttpRequest,
    found: List,
    *,
    adding: NamesForm | None = None,
    titling: NamesForm | None = None,
    status: int = 200,
) -> HttpResponse:
    counted = uses().get(found.key, {})
    rows = [(one, counted.get(one.key, 0)) for one in entries_of(found)]
    movable = [one.pk for one, _uses in rows if not one.is_for_the_rest]
    context = {
        "list": found,
        "title": all_words().title(found.key),
        "about": Which(found.key).label,
        "rows": rows,
        "first": movable[0] if movable else None,
        "last": movable[-1] if movable else None,
        "adding": adding or NamesForm(),
        "titling": titling or NamesForm(initial=keep.names_of(found), prefix="title"),
        "seen": keep.names_of(found),
    }
    return show(request, "lists/list.html", context, status)


def _show_entry(
    request: HttpRequest,
    found: Entry,
    *,
    form: NamesForm | None = None,
    about: AboutForm | None = None,
    status: int = 200,
) -> HttpResponse:
    is_theme = found.of.key == Which.THEMES
    context = {
        "entry": found,
        "about": Which(found.of.key).label,
        "telling": about or (AboutForm(initial=about_of(found)) if is_theme else None),
        "uses": uses().get(found.of.key, {}).get(found.key, 0),
        "form": form or NamesForm(initial=keep.names_of(found)),
        "seen": keep.names_of(found),
    }
    return show(request, "lists/entry.html", context, status)


@lists_page()
def merge(request: HttpRequest, which: str, number: int) -> HttpResponse:
    """Say what comes of it before an entry is merged into another, and merge it."""
    found = find_entry(which, number)
    others = [one for one in entries_of(found.of) if one.pk != found.pk and not one.retired_at]
    form = MergeEntryForm(request.POST if request.method == "POST" else None, others=others)
    if found.retired_at or found.is_for_the_rest:
        with refusal_told(request):
            require_mergeable(found)
        return redirect("lists:entry", which, number)
    if form.is_bound and form.is_valid():
        into = form.into()
        with refusal_told(request):
            merge_entry(found, into=into, by=person_of(request))
            names = {"name": found.nb, "into": into.nb}
            messages.success(request, _("“%(name)s” is a part of “%(into)s” now.") % names)
        return redirect("lists:list", which)
    context = {
        "entry": found,
        "about": Which(which).label,
        "uses": uses().get(which, {}).get(found.key, 0),
        "is_theme": which == Which.THEMES,
        "form": form,
    }
    return show(request, "lists/merge.html", context, 422 if form.is_bound else 200)
