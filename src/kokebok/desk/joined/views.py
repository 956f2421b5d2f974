"""The page where all open suggestions to a paragraph are answered in one act."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext

from kokebok.desk.entrance import desk_page, person_of, show
from kokebok.desk.joined.actions.answer_joined import answer_joined
from kokebok.desk.joined.forms import JoinedForm
from kokebok.desk.joined.queries import JoinedCard, card_for, choices_in
from kokebok.desk.showing import place_at
from kokebok.inputs.actions.moderate import require_read
from kokebok.inputs.forms import moment_in, seen_of
from kokebok.inputs.rules import TooLate
from kokebok.inputs.token_forms import replaced
from kokebok.people.rules import Refused

WORDS = "words-"  # before the number of an input: when its words were last changed, as the page showed them


@desk_page("desk.answer")
def joined_page(request: HttpRequest, anchor: str) -> HttpResponse:
    """All open suggestions to a paragraph, joined word by word, with a choice where they collide."""
    person = person_of(request)
    card = card_for(person, anchor)
    if request.method == "POST":
        return _receive(request, card)
    form = JoinedForm(card=card, joined_text=card.joined.text(choices_in(request.GET, card.joined)))
    return _show(request, card, form)


def _receive(request: HttpRequest, card: JoinedCard) -> HttpResponse:
    chosen = card.joined.text(choices_in(request.POST, card.joined))
    form = JoinedForm(request.POST, card=card, joined_text=chosen)
    private = form.private()
    if not form.is_valid():
        return _show(request, card, form, status=422, private=private)
    if private:
        return _show(request, card, form, private=private)
    try:
        _require_words_seen(request, card)
        decisions = answer_joined(
            form.verdicts(), form.said(), by=person_of(request), seen=form.cleaned_data["seen"]
        )
    except TooLate as refusal:
        form.add_error(None, str(refusal))
        form.data = replaced(form.data, "seen", str(card.now.pk))
        return _show(request, card, form, status=409)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _show(request, card, form, status=422)
    messages.success(
        request,
        ngettext("%(number)d suggestion is answered.", "%(number)d suggestions are answered.", len(decisions))
        % {"number": len(decisions)},
    )
    return redirect("desk:queue")


def _require_words_seen(request: HttpRequest, card: JoinedCard) -> None:
    """Raise TooLate if a sender has changed the words since the page was made; otherwise they are read."""
    for one in card.suggestions:
        shown = request.POST.get(f"{WORDS}{one.given.pk}")
        if shown is not None:
            require_read(one.given, by=person_of(request), as_of=moment_in(shown))


def _show(
    request: HttpRequest, card: JoinedCard, form: JoinedForm, status: int = 200, **more: Any
) -> HttpResponse:
    context: dict[str, Any] = {
        "card": card,
        "form": form,
        "place": place_at(card.paragraph),
        "words_seen": [(f"{WORDS}{one.given.pk}", seen_of(one.given)) for one in card.suggestions],
        "chosen": choices_in(request.POST or request.GET, card.joined),
        **more,
    }
    return show(request, "desk/joined.html", context, status)
