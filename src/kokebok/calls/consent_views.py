"""Saying yes or no to a text, from a link."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kokebok.book.newest import draft_text, published_text
from kokebok.book.queries import address_of
from kokebok.calls.actions.take_in import say
from kokebok.calls.consent_queries import hash_of
from kokebok.calls.forms import ConsentForm
from kokebok.calls.making_queries import find_party
from kokebok.calls.models import Consent
from kokebok.inputs.doors import door, posted
from kokebok.inputs.pressed import pressed
from kokebok.inputs.rules import TooLate
from kokebok.lib.text import as_data, named
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping


BUTTONS = {"agree": Consent.Said.YES, "disagree": Consent.Said.NO, "refuse": Consent.Said.OUT}


def _said(data: Mapping[str, str]) -> Consent.Said:
    """What the button that was pressed says. Raises Refused when not just one of them was."""
    names = [name for name in BUTTONS if name in data]
    return pressed({"say": " ".join(names)}, "say", BUTTONS)


@door
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HttpRequest, token: str) -> HttpResponse:
    """The text as it is now, whole, and three buttons. Only a button says anything: programs open links too."""
    party = find_party(token)
    making = party.making
    # Once it is published, an old link shows what all can read, and not what is written on in the editor.
    text = published_text(making.page) if making.published_at else draft_text(making.page)
    now = hash_of(as_data(text)) if text else ""
    form = ConsentForm(posted(request), initial={"seen": now})
    status = HTTPStatus.OK
    if form.is_bound and form.is_valid():
        try:
            said = say(
                party,
                sha256=form.cleaned_data["seen"],
                said=_said(request.POST),
                note=form.cleaned_data["note"],
            )
        except TooLate as refusal:
            messages.error(request, str(refusal))
            return redirect("calls:consent", token=token)
        except Refused as refusal:
            form.add_error("note", str(refusal))
            status = HTTPStatus.UNPROCESSABLE_ENTITY
        else:
            thanks = {
                Consent.Said.YES: _("Thank you. You have agreed to the text as it is now."),
                Consent.Said.NO: _("Thank you. The editors read what you wrote."),
                Consent.Said.OUT: _(
                    "Thank you. The editors are told that you do not want to be in the text."
                ),
            }
            messages.success(request, thanks[Consent.Said(said.said)])
            return redirect("calls:consent", token=token)
    context = {
        "party": party,
        "making": making,
        "page_text": named(text, {}) if text else None,
        "form": form,
        "said": party.consents.filter(text__sha256=now).first(),
        "earlier": party.consents.exclude(text__sha256=now).exclude(said="").exists(),
        "is_over": making.published_at is not None,
        "page_url": address_of(making.page) if making.published_at and text else "",
    }
    response = render(request, "calls/consent.html", context, status=status)
    response.headers["Referrer-Policy"] = (
        "same-origin"  # with none, the browser says the form comes from nowhere
    )
    response.headers["X-Robots-Tag"] = "noindex"
    return response
