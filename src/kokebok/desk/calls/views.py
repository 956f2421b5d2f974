"""From an accepted answer to a call to a published page: draft, consents, publishing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from kokebok.book.page_editor import pen_address
from kokebok.book.queries import address_of
from kokebok.calls.actions import take_in
from kokebok.calls.queries import find_answer, find_making, parties_of
from kokebok.calls.rules import MAY
from kokebok.desk.answering.actions.take_into_book import take_into_book
from kokebok.desk.calls.forms import PartyForm, PublishForm
from kokebok.desk.inbox.queries import find_input_for
from kokebok.lib.bounded import number_in
from kokebok.people.entrance import entrance, person_of, show
from kokebok.people.refusals import refusal_told

if TYPE_CHECKING:
    from kokebok.calls.models import CallAnswer, Making
    from kokebok.people.models import Person

taking_in = partial(entrance, MAY)


@taking_in("call.take_in")
def make_page(request: HttpRequest, number: int) -> HttpResponse:
    """An answer on its way into the book: one button a step."""
    person = person_of(request)
    given = find_input_for(person, number)
    answer = find_answer(given)
    making = find_making(given)
    party, publish = PartyForm(), PublishForm()
    if request.method == "POST":
        act = request.POST.get("act", "")
        if act == "party":
            party = PartyForm(request.POST)
        elif act == "publish":
            publish = PublishForm(request.POST)
        bound = party if act == "party" else publish if act == "publish" else None
        if bound is None or bound.is_valid():
            with refusal_told(request):
                _act(act, request, person, answer, making)
            if act == "publish" and _is_published(answer):
                return redirect("desk:opened", number=number)
            return redirect("desk:make_page", number=number)
    return _page(request, answer, making, party, publish)


def _act(act: str, request: HttpRequest, person: Person, answer: CallAnswer, making: Making | None) -> None:
    """Do what the button says. Raises Refused."""
    if act == "begin":
        take_in.begin(answer, by=person)
        messages.success(request, _("The draft is made. Look it over in the page editor."))
        return
    if making is None:
        raise Http404
    if act == "party":
        form = PartyForm(request.POST)
        form.is_valid()
        data = form.cleaned_data
        take_in.add_party(making, name=data["name"], email=data["email"], by=person)
    elif act.startswith("remove-"):
        gone = making.parties.filter(pk=number_in(act[7:]) or 0).first()
        if gone:
            take_in.remove_party(gone, by=person)
    elif act == "ask":
        take_in.ask_all(making, by=person)
        messages.success(request, _("They are asked. Those without an address get the link from you."))
    elif act == "publish":
        take_into_book(making, reply=request.POST.get("reply", "").strip(), by=person)
        messages.success(request, _("The page is published, and the input is answered."))


def _is_published(answer: CallAnswer) -> bool:
    making = find_making(answer.given)
    return making is not None and making.published_at is not None


def _page(
    request: HttpRequest, answer: CallAnswer, making: Making | None, party: PartyForm, publish: PublishForm
) -> HttpResponse:
    context: dict[str, Any] = {"given": answer.given, "answer": answer, "call": answer.call, "making": making}
    if making is not None:
        now = take_in.hash_now(making)
        rows = parties_of(making, now)
        for row in rows:
            link = reverse("calls:consent", args=[row["party"].token])
            row["link"] = settings.BASE_URL + link
        context |= {
            "rows": rows,
            "all_agree": all(row["now"] and row["now"].said == "yes" for row in rows),
            "must_ask": any(row["now"] is None for row in rows),
            "pen_url": pen_address(making.page),
            "page_url": address_of(making.page) if making.page.live else "",
            "party_form": party,
            "publish_form": publish,
        }
    has_errors = bool(party.errors or publish.errors)
    return show(request, "desk/make_page.html", context, 422 if has_errors else 200)
