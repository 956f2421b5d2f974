"""One letter of a dispatch at the desk: as its recipient gets it, and sent to oneself as a test."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kokebok.desk.entrance import desk_page, person_of, show
from kokebok.outlets.actions.try_letter import send_test
from kokebok.outlets.desk_forms import LetterTestForm
from kokebok.outlets.letter import letter_to, links_in, texts_of, with_way_out
from kokebok.outlets.opting_out import way_out_shown
from kokebok.outlets.queries import find_delivery, find_dispatch, who_may_be_sent_a_test
from kokebok.people.refusals import refusal_in


@desk_page("dispatch.send")
def one_letter(request: HttpRequest, number: int, letter: int) -> HttpResponse:
    """A letter as its recipient gets it, as text and as HTML; posted, it is sent to one of us as a test."""
    dispatch = find_dispatch(number)
    delivery = find_delivery(dispatch, letter)
    readers, person = who_may_be_sent_a_test(), person_of(request)
    form = LetterTestForm(request.POST or None, readers=readers, initial={"to": person.email})
    if form.is_bound and form.is_valid():
        to = form.cleaned_data["to"]
        with refusal_in(form, "to"):
            send_test(delivery, to=to, by=person, ticket=form.token.ticket_for(str(delivery.pk), to))
            messages.success(request, _("A test is on its way to %(to)s.") % {"to": to})
            return redirect("outlets_desk:one_letter", number, letter)
    said = letter_to(delivery, texts_of(dispatch), dispatch.edition)
    if delivery.email:
        said = with_way_out(said, delivery, way_out_shown())
    context = {
        "dispatch": dispatch,
        "delivery": delivery,
        "letter": said,
        "links": links_in(said),
        "form": form,
    }
    return show(request, "outlets/desk/one_letter.html", context, 422 if form.errors else 200)
