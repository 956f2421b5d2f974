"""The letters that did not leave, and what somebody decides about them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kokebok.letters.actions.settle import lay_aside, send_again
from kokebok.letters.models import LetterState
from kokebok.letters.queries import find_letter, letters_wait, undecided_letters, waiting_letters
from kokebok.letters.rules import MAY, AlreadySettled, OfNoUse
from kokebok.people.entrance import entrance, person_of, show

if TYPE_CHECKING:
    from collections.abc import Callable

    from kokebok.letters.models import Letter

letters_page = partial(entrance, MAY)


@letters_page("letters.settle")
def outbox(request: HttpRequest) -> HttpResponse:
    """What somebody must decide about, and what waits by itself."""
    context = {
        "undecided": undecided_letters(),
        "waiting": waiting_letters(),
        "trouble": letters_wait(),
        "states": LetterState,
    }
    return show(request, "letters/outbox.html", context)


@require_POST
@letters_page("letters.settle")
def again(request: HttpRequest, number: int) -> HttpResponse:
    """Send a letter again."""
    return _settle(request, number, send_again, _("The e-mail is on its way."))


@require_POST
@letters_page("letters.settle")
def aside(request: HttpRequest, number: int) -> HttpResponse:
    """Let a letter lie."""
    return _settle(request, number, lay_aside, _("The e-mail is not sent, and its words are erased."))


def _settle(request: HttpRequest, number: int, act: Callable[..., None], done: str) -> HttpResponse:
    letter, by = find_letter(number), person_of(request)
    seen = request.POST.get("seen", "")
    try:
        _require_as_seen(letter, seen)
        act(letter, by=by)
    except (AlreadySettled, OfNoUse) as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("letters:outbox")


def _require_as_seen(letter: Letter, seen: str) -> None:
    """Raise AlreadySettled if it has moved since the page was shown: two may have it open."""
    if seen != f"{letter.state} {letter.tries}":
        raise AlreadySettled(_("The e-mail is no longer as you saw it. Look at it as it is now."))
