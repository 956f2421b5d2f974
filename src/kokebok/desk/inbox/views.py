"""The inbox: the list with its filters, the filters one has saved, the date of the next edition, and one's own keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kokebok.desk.entrance import desk_page, person_of, show
from kokebok.desk.inbox.actions.plan_edition import plan_edition
from kokebok.desk.inbox.actions.save_filter import remove_filter, save_filter
from kokebok.desk.inbox.actions.set_keys import set_keys
from kokebok.desk.inbox.filters import wanted_in
from kokebok.desk.inbox.forms import KeysForm, NextEditionForm, SaveFilterForm
from kokebok.desk.inbox.keys import keys_of
from kokebok.desk.inbox.listing import (
    bulk_address,
    file_forms,
    filters_shown,
    number_wanted,
    rows,
    saved_filters,
    standing,
)
from kokebok.desk.inbox.queries import number_asked_for, queue
from kokebok.desk.inbox.working import working_on
from kokebok.desk.rules import may
from kokebok.inputs.actions.note_words import note_words
from kokebok.inputs.models import Input
from kokebok.later.queries import is_behind
from kokebok.later.rules import may as may_of_later
from kokebok.people.rules import Refused
from kokebok.people.telling import Item, due_on_first_page
from kokebok.web.paging import page_of

ON_A_PAGE = 50
MOST_NOTED = 2000  # inputs whose words are noted before a search; the minute clock takes the rest


@desk_page("desk.read")
def queue_page(request: HttpRequest) -> HttpResponse:
    """What waits, oldest first; or what is asked for."""
    return _show_queue(request, SaveFilterForm())


@require_POST
@desk_page("desk.read")
def save_this_filter(request: HttpRequest) -> HttpResponse:
    """Save the filter in the address under the name given."""
    wanted, form = wanted_in(request.GET), SaveFilterForm(request.POST)
    if not form.is_valid():
        return _show_queue(request, form, status=422)
    try:
        saved = save_filter(wanted, name=form.cleaned_data["name"], by=person_of(request))
    except Refused as refusal:
        form.add_error("name", str(refusal))
        return _show_queue(request, form, status=422)
    messages.success(request, _("The filter “%(name)s” is saved.") % {"name": saved.name})
    return redirect(reverse("desk:queue") + wanted.as_query)


@require_POST
@desk_page("desk.read")
def remove_saved_filter(request: HttpRequest, key: int) -> HttpResponse:
    """Remove a saved filter of one's own."""
    if remove_filter(key, by=person_of(request)):
        messages.success(request, _("The filter is removed."))
    return redirect(reverse("desk:queue") + wanted_in(request.GET).as_query)


@desk_page("desk.answer")
def next_edition(request: HttpRequest) -> HttpResponse:
    """Say when the next edition is to come."""
    person = person_of(request)
    form = NextEditionForm(request.POST or None, initial={"date": standing(person).edition})
    if request.method == "POST" and form.is_valid():
        on = form.cleaned_data["date"]
        plan_edition(on, by=person)
        messages.success(request, _("The date is noted.") if on else _("The next edition has no date now."))
        return redirect("desk:queue")
    return show(request, "desk/next_edition.html", {"form": form}, 422 if form.is_bound else 200)


@desk_page("desk.read")
def own_keys(request: HttpRequest) -> HttpResponse:
    """One's own keys, to see, change and switch off."""
    person = person_of(request)
    if request.method == "POST" and "usual" in request.POST:
        set_keys({}, is_on=True, by=person)
        messages.success(request, _("All acts have their usual keys again."))
        return redirect("desk:keys")
    form = KeysForm(request.POST or None, keys=keys_of(person))
    if request.method == "POST" and form.is_valid():
        set_keys(form.keys(), is_on=form.cleaned_data["is_on"], by=person)
        messages.success(request, _("Your keys are saved."))
        return redirect("desk:keys")
    return show(request, "desk/own_keys.html", {"form": form}, 422 if form.is_bound else 200)


@desk_page("desk.read")
def first_page(request: HttpRequest) -> HttpResponse:
    """Where one comes when one has signed in: what is due, and below it what waits."""
    return _show_queue(request, SaveFilterForm(), due=due_on_first_page(person_of(request)))


def _show_queue(
    request: HttpRequest, form: SaveFilterForm, status: int = 200, due: Sequence[Item] = ()
) -> HttpResponse:
    person, wanted = person_of(request), wanted_in(request.GET)
    if wanted.get("q"):
        note_words(most=MOST_NOTED)
    keys = queue(person, wanted).values_list("pk", flat=True)
    filters = filters_shown(person, wanted)
    page = page_of(request, keys, ON_A_PAGE, number=number_wanted(filters))
    saved, found = saved_filters(person), rows(page.object_list, person)
    context: dict[str, Any] = {
        "rows": found,
        "working": working_on([row.given.pk for row in found], person=person),
        "page_obj": page,
        "wanted": wanted,
        "query": wanted.as_query,
        "q": wanted.get("q"),
        "by_number": number_asked_for(wanted.get("q"), person),
        "filters": filters,
        "is_narrowed": any(one.value and not one.in_sight and one.name != "state" for one in filters),
        "saved": saved,
        "is_saved": any(one.query == wanted.as_query.removeprefix("?") for one in saved),
        "save_form": form,
        "standing": standing(person),
        "due": due,
        "is_behind": is_behind(),
        "may_look": may_of_later(person, "later.look"),
        "bulk": bulk_address() if may(person, "desk.answer") else "",
        "keys": keys_of(person),
        "may_answer": may(person, "desk.answer"),
        "files": file_forms(),
        "nobody_has_written": not found and not Input.objects.exists(),
    }
    return show(request, "desk/queue.html", context, status)
