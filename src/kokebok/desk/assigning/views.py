"""Who has an input: giving it, taking it over, handing it back; giving several; and what is mine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kokebok.desk.assigning.actions.assign import assign, assign_several, hand_back, take_over
from kokebok.desk.assigning.forms import AssignForm
from kokebok.desk.assigning.mine import mentions_of
from kokebok.desk.assigning.queries import assignment_of, holders, mine, unsettled
from kokebok.desk.entrance import desk_page, person_of, show
from kokebok.desk.inbox.assignees import EVERYONE
from kokebok.desk.inbox.filters import wanted_in
from kokebok.desk.inbox.queries import find_input_for
from kokebok.desk.inbox.working import working_on
from kokebok.desk.models import Assignment
from kokebok.desk.rules import may
from kokebok.inputs.rules import TooLate
from kokebok.inputs.token_forms import replaced
from kokebok.lib.bounded import number_in, numbers_in
from kokebok.people.refusals import refusal_told
from kokebok.people.rules import Refused
from kokebok.review.queries import open_readings
from kokebok.web.paging import page_of
from kokebok.web.present import is_present

if TYPE_CHECKING:
    from kokebok.inputs.models import Input

ON_A_PAGE = 50


@desk_page("desk.read")
def my_page(request: HttpRequest) -> HttpResponse:
    """What waits for the one who is signed in: inputs, mentions, and texts to read."""
    person = person_of(request)
    context = {
        "assignments": list(mine(person)),
        "mentions": mentions_of(person),
        "readings": open_readings(person) if is_present("review") else [],
        "may_share": may(person, "desk.assign"),
    }
    return show(request, "desk/mine.html", context)


@desk_page("desk.assign")
def assign_input(request: HttpRequest, number: int) -> HttpResponse:
    """Give an input to a person or to the resource group."""
    person = person_of(request)
    given = find_input_for(person, number)
    if request.method != "POST":
        return _show_assign(request, given, AssignForm(assignment=assignment_of(given)))
    form = AssignForm(request.POST)
    if not form.is_valid():
        return _show_assign(request, given, form, status=422)
    try:
        done = assign(given, form.wish(), by=person, seen=form.stood())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        now = assignment_of(given)
        form.data = replaced(form.data, "seen", str(now.pk if now else 0))
        return _show_assign(request, given, form, status=409 if isinstance(refusal, TooLate) else 422)
    messages.success(
        request, _("%(who)s has input %(number)s now.") % {"who": done.holder, "number": given.pk}
    )
    return _back_to(request, number)


@desk_page("desk.read")
def take_input(request: HttpRequest, number: int) -> HttpResponse:
    """Make an input one's own."""
    given = find_input_for(person_of(request), number)
    if request.method == "POST":
        with refusal_told(request):
            take_over(given, by=person_of(request), seen=_number(request.POST.get("seen", "")))
            messages.success(request, _("You have input %(number)s now.") % {"number": number})
    return _back_to(request, number)


@desk_page("desk.read")
def hand_back_input(request: HttpRequest, number: int) -> HttpResponse:
    """Give an input back to everybody."""
    given = find_input_for(person_of(request), number)
    assignment = Assignment.objects.filter(given=given, pk=_number(request.POST.get("seen", ""))).first()
    if request.method == "POST" and assignment is not None:
        with refusal_told(request):
            hand_back(assignment, by=person_of(request))
            messages.success(request, _("Nobody has input %(number)s now.") % {"number": number})
    return _back_to(request, number)


@desk_page("desk.assign")
def share_out(request: HttpRequest) -> HttpResponse:
    """The inputs that wait, by who has them; those that are ticked are given to somebody in one act."""
    if request.method != "POST":
        return _show_share_out(request, AssignForm(), set())
    chosen = request.POST.getlist("chosen")
    form = AssignForm(request.POST)
    if not chosen:
        form.add_error(None, _("Tick the inputs it is about."))
    if not form.is_valid():
        return _show_share_out(request, form, set(chosen), status=422)
    try:
        done = assign_several(_chosen(request, chosen), form.wish(), by=person_of(request))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _show_share_out(request, form, set(chosen), status=409)
    words = ngettext("%(who)s has got %(number)d input.", "%(who)s has got %(number)d inputs.", len(done))
    messages.success(request, words % {"who": done[0].holder, "number": len(done)})
    return redirect(f"{reverse('desk:share_out')}?{request.GET.urlencode()}")


def _chosen(request: HttpRequest, values: list[str]) -> list[tuple[Input, int]]:
    """The inputs ticked, each with the assignment that was shown beside it: the values are "input:assignment"."""
    pairs = dict(value.partition(":")[::2] for value in values)
    person = person_of(request)
    return [(find_input_for(person, _number(key)), _number(seen)) for key, seen in sorted(pairs.items())]


def _show_share_out(
    request: HttpRequest, form: AssignForm, chosen: set[str], status: int = 200
) -> HttpResponse:
    person, value = person_of(request), request.GET.get("hos", "")
    page = page_of(request, unsettled(person, value), ON_A_PAGE)
    numbers = [given.pk for given in page.object_list]
    context: dict[str, Any] = {
        "page_obj": page,
        "working": working_on(numbers, person=person),
        "ticked": set(numbers_in([one.partition(":")[0] for one in chosen])),
        "holders": holders(person, value),
        "shows_all": value == EVERYONE,
        "form": form,
    }
    return show(request, "desk/share_out.html", context, status)


def _show_assign(request: HttpRequest, given: Input, form: AssignForm, status: int = 200) -> HttpResponse:
    context = {"given": given, "form": form, "query": wanted_in(request.GET).as_query}
    return show(request, "desk/assign.html", context, status)


def _number(written: str) -> int:
    return number_in(written) or 0


def _back_to(request: HttpRequest, number: int) -> HttpResponse:
    return redirect(reverse("desk:opened", args=[number]) + wanted_in(request.GET).as_query)
