"""Who has got what, at the desk: by dispatch, by recipient, and all of it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from kokebok.desk.entrance import desk_page, show
from kokebok.outlets.delivery_report import FORMS, as_file, deliveries_reported, got_by_the_same
from kokebok.outlets.letter import title_of
from kokebok.outlets.opting_out import opted_out_after, opted_out_at
from kokebok.outlets.queries import all_dispatches, find_delivery, find_dispatch, tallies
from kokebok.outlets.sent_showing import dispatch_sent, sent_plot
from kokebok.web.downloads import download
from kokebok.web.paging import page_of

LETTERS_ON_A_PAGE = 50
DISPATCHES_ON_A_PAGE = 30


@desk_page("dispatch.send")
@require_safe
def dispatches(request: HttpRequest) -> HttpResponse:
    """What each dispatch reached, over time, the newest first."""
    found = page_of(request, all_dispatches(), DISPATCHES_ON_A_PAGE)
    stopped = opted_out_after(found)
    rows = [
        dispatch_sent(
            one,
            title_of(one),
            reverse("outlets_desk:dispatch", args=[one.pk]),
            counted,
            stopped=stopped.get(one.pk, 0),
        )
        for one, counted in tallies(list(found))
    ]
    return show(request, "outlets/desk/dispatches.html", {"page_obj": found, "plot": sent_plot(rows)})


@desk_page("dispatch.send")
@require_safe
def recipient(request: HttpRequest, number: int, letter: int) -> HttpResponse:
    """All that the recipient of a letter has got, edition by edition."""
    dispatch = find_dispatch(number)
    delivery = find_delivery(dispatch, letter)
    context = {
        "dispatch": dispatch,
        "delivery": delivery,
        "opted_out_at": opted_out_at(delivery),
        "page_obj": page_of(request, got_by_the_same(delivery), LETTERS_ON_A_PAGE),
    }
    return show(request, "outlets/desk/recipient.html", context)


@desk_page("dispatch.send")
@require_safe
def recipient_file(request: HttpRequest, number: int, letter: int, form: str) -> HttpResponse:
    """The same as a file."""
    delivery = find_delivery(find_dispatch(number), letter)
    return download(f"mottaker-{delivery.pk}.{_known(form)}", as_file(got_by_the_same(delivery), form))


@desk_page("dispatch.send")
@require_safe
def dispatch_file(request: HttpRequest, number: int, form: str) -> HttpResponse:
    """The letters of one dispatch as a file."""
    dispatch = find_dispatch(number)
    found = deliveries_reported().filter(dispatch=dispatch)
    return download(f"utsending-{dispatch.pk}.{_known(form)}", as_file(found, form))


@desk_page("dispatch.send")
@require_safe
def all_files(request: HttpRequest, form: str) -> HttpResponse:
    """The letters of all dispatches as a file."""
    return download(f"utsendinger.{_known(form)}", as_file(deliveries_reported(), form))


def _known(form: str) -> str:
    if form not in FORMS:
        raise Http404
    return form
