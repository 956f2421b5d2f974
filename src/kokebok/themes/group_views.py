"""Groups of inputs: asked for, followed, and made into themes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from kokebok.lib.bounded import number_in, numbers_in
from kokebok.people.entrance import person_of, show
from kokebok.people.rules import Refused
from kokebok.themes.actions.decide import give_to_group
from kokebok.themes.actions.group import ask_again, ask_for_groups
from kokebok.themes.bars import bars
from kokebok.themes.forms import GroupingForm
from kokebok.themes.models import LONGEST_NAME, Group, GroupingScope, Theme
from kokebok.themes.queries import (
    alone_in,
    find_group,
    find_grouping,
    groupings,
    groups_in,
    least_typical,
    members_of,
)
from kokebok.themes.rules import may
from kokebok.themes.texts import method_here
from kokebok.themes.views import themes_page
from kokebok.web.paging import page_of

MEMBERS_ON_A_PAGE = 200


@themes_page("themes.read")
def all_groupings(request: HttpRequest) -> HttpResponse:
    """Ask for groups, and find those that have been made."""
    form = GroupingForm(request.POST or None, initial={"heap": GroupingScope.WITHOUT})
    if request.method == "POST" and form.is_valid():
        asked = ask_for_groups(
            by=person_of(request),
            scope=GroupingScope(form.cleaned_data["heap"]),
            door=form.cleaned_data["door"],
        )
        return redirect("themes:grouping", asked.pk)
    context = {"form": form, "groupings": groupings(), "method": method_here()}
    return show(request, "themes/groupings.html", context, status=422 if form.errors else 200)


@require_safe
@themes_page("themes.read")
def grouping(request: HttpRequest, number: int) -> HttpResponse:
    """The groups of a scope with their sizes, as a plot and as a table; or how far the work has come."""
    found = find_grouping(number)
    shown = groups_in(found)
    context = {
        "grouping": found,
        "groups": shown,
        "bars": bars([(one.group.number, one.size) for one in shown]),
        "alone": alone_in(found),
    }
    return show(request, "themes/grouping.html", context)


@require_safe
@themes_page("themes.read")
def alone(request: HttpRequest, number: int) -> HttpResponse:
    """The inputs that are in no group."""
    found = find_grouping(number)
    page = page_of(request, members_of(found, None), MEMBERS_ON_A_PAGE)
    return show(request, "themes/group.html", {"grouping": found, "group": None, "page_obj": page})


@themes_page("themes.decide")
def group(request: HttpRequest, number: int, group: int) -> HttpResponse:
    """A group with its inputs; one act gives those that are chosen a theme."""
    found = find_group(number, group)
    if request.method == "POST":
        try:
            return _made(request, found)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return _show_group(request, found, status=422)
    return _show_group(request, found)


@require_POST
@themes_page("themes.decide")
def try_again(request: HttpRequest, number: int) -> HttpResponse:
    """Ask once more for groups that could not be made."""
    ask_again(find_grouping(number))
    return redirect("themes:grouping", number)


def _made(request: HttpRequest, found: Group) -> HttpResponse:
    """Give the chosen inputs the theme that was chosen or named. Raises Refused."""
    person = person_of(request)
    chosen = request.POST.get("theme", "")
    theme = Theme.objects.in_use().filter(pk=number_in(chosen) or 0).first()
    name = request.POST.get("name", "") if may(person, "themes.keep") else ""
    got = give_to_group(found, by=person, theme=theme, name=name, without=_unchosen(request))
    messages.success(
        request, ngettext("%(got)d input got the theme.", "%(got)d inputs got the theme.", got) % {"got": got}
    )
    return redirect("themes:grouping", found.grouping_id)


def _unchosen(request: HttpRequest) -> set[int]:
    """The inputs that were shown and are not ticked; all others of the group are chosen, also on other pages."""
    shown = set(numbers_in(request.POST.get("shown", "").split(",")))
    return shown - set(numbers_in(request.POST.getlist("inputs")))


def _show_group(request: HttpRequest, found: Group, status: int = 200) -> HttpResponse:
    members = members_of(find_grouping(found.grouping_id), found)
    page = page_of(request, members, MEMBERS_ON_A_PAGE)
    context = {
        "grouping": found.grouping,
        "group": found,
        "page_obj": page,
        "shown": ",".join(str(member.given_id) for member in page),
        "unchosen": _unchosen(request),
        "least": least_typical(found),
        "themes": Theme.objects.in_use(),
        "name": request.POST.get("name") or ", ".join(found.words[:3]).capitalize()[:LONGEST_NAME],
        "may_keep": may(person_of(request), "themes.keep"),
    }
    return show(request, "themes/group.html", context, status)
