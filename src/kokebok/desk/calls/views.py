"""From a tip or an answer to a call to a published page: draft, consents, publishing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from kokebok.book.models import PageKind
from kokebok.book.newest import draft_lacks
from kokebok.book.page_editor import page_editor_address
from kokebok.book.queries import address_of
from kokebok.calls.actions import take_in
from kokebok.calls.consent_queries import hash_now, still_to_agree, whose_last_word_is
from kokebok.calls.making_queries import find_making, parties_of, why_unsent
from kokebok.calls.models import Consent
from kokebok.calls.queries import answer_of
from kokebok.calls.rules import MAY, page_kind_of
from kokebok.desk.answering.actions.take_into_book import take_into_book
from kokebok.desk.calls.forms import PartyForm, PublishForm
from kokebok.desk.inbox.queries import find_input_for
from kokebok.desk.models import Draft
from kokebok.lib.bounded import number_in
from kokebok.people.entrance import entrance, person_of, show
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kokebok.calls.models import Making
    from kokebok.inputs.models import Input

taking_in = partial(entrance, MAY)
BEGIN_AS = {"begin-example": PageKind.EXAMPLE, "begin-tool": PageKind.TOOL}


@taking_in("call.take_in")
def make_page(request: HttpRequest, number: int) -> HttpResponse:
    """An input on its way into the book: one button a step."""
    given = find_input_for(person_of(request), number)
    making = find_making(given)
    refused = list(whose_last_word_is(Consent.Said.OUT, making)) if making else []
    begun = Draft.objects.filter(given=given, by=person_of(request)).first()
    typed = (
        {"reply": begun.fields.get("reply", "")} if begun else {}
    )  # also what an answer taken back had said
    party, publish = PartyForm(), PublishForm(refused=refused, initial=typed)
    if request.method == "POST":
        act = request.POST.get("act", "")
        if act == "party":
            party = PartyForm(request.POST)
        elif act == "publish":
            publish = PublishForm(request.POST, refused=refused)
        bound = party if act == "party" else publish if act == "publish" else None
        if bound is None or bound.is_valid():
            why_not = _refused(act, request, given, making, bound.cleaned_data if bound else {})
            if why_not and bound is not None and not _is_published(given):
                bound.add_error(None, why_not)
                return _page(request, given, making, party, publish)
            if why_not:
                messages.error(request, why_not)
            if act == "publish" and _is_published(given):
                return redirect("desk:opened", number=number)
            return redirect("desk:make_page", number=number)
    return _page(request, given, making, party, publish)


def _refused(
    act: str, request: HttpRequest, given: Input, making: Making | None, said: Mapping[str, Any]
) -> str:
    """Do what the button says; why it is refused, or ""."""
    try:
        _act(act, request, given, making, said)
    except Refused as refusal:
        return str(refusal)
    return ""


def _act(
    act: str, request: HttpRequest, given: Input, making: Making | None, said: Mapping[str, Any]
) -> None:
    """Do what the button says, with what is said in its form. Raises Refused."""
    person = person_of(request)
    if act == "begin" or act in BEGIN_AS:
        take_in.begin(given, kind=BEGIN_AS.get(act), by=person)
        messages.success(request, _("The draft is made. Look it over in the page editor."))
        return
    if making is None:
        raise Http404
    if act == "party":
        take_in.add_party(making, name=said["name"], email=said["email"], by=person)
    elif act.startswith("remove-"):
        gone = making.parties.filter(pk=number_in(act[7:]) or 0).first()
        if gone:
            take_in.remove_party(gone, by=person)
    elif act == "ask":
        text = take_in.ask_all(making, by=person)
        if any(why_unsent(one.party, one) for one in text.consents.select_related("party__making__given")):
            messages.warning(
                request, _("Not everybody has been sent it: see below who gets the link from you.")
            )
        else:
            messages.success(request, _("They are asked, each by e-mail."))
    elif act == "publish":
        despite = said.get("despite", [])
        take_into_book(making, reply=said["reply"], anyway=said["anyway"], despite=despite, by=person)
        messages.success(request, _("The page is published, and the input is answered."))


def _is_published(given: Input) -> bool:
    making = find_making(given)
    return making is not None and making.published_at is not None


def _page(
    request: HttpRequest, given: Input, making: Making | None, party: PartyForm, publish: PublishForm
) -> HttpResponse:
    answer = answer_of(given)
    context: dict[str, Any] = {
        "given": given,
        "call": answer.call if answer else None,
        "is_told": page_kind_of(given, answer) is not None,
        "making": making,
    }
    if making is not None:
        now = hash_now(making)
        rows = parties_of(making, now)
        for row in rows:
            link = reverse("calls:consent", args=[row["party"].token])
            row["link"] = settings.BASE_URL + link
            row["unsent"] = why_unsent(row["party"], row["now"]) if row["now"] else ""
        lacking = [] if making.published_at else draft_lacks(making.page)
        must_ask = any(row["now"] is None for row in rows)
        all_agree = not still_to_agree(making, now).exists()
        if all_agree:
            publish.ask_for_no_reason()
        context |= {
            "rows": rows,
            "all_agree": all_agree,
            "must_ask": must_ask and not lacking,
            "may_send_again": not lacking and any(row["unsent"] in ("soon", "too_many") for row in rows),
            "lacking": lacking,
            "page_editor_url": page_editor_address(making.page),
            "page_url": address_of(making.page) if making.page.live else "",
            "party_form": party,
            "publish_form": publish,
        }
    has_errors = bool(party.errors or publish.errors)
    return show(request, "desk/make_page.html", context, 422 if has_errors else 200)
