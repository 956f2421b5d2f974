"""The letter with the code somebody waits for: how it fares, and from when the code's time is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.internal.stagekit import LOGIN_SESSION_KEY, stash_login
from allauth.account.models import Login
from allauth.account.stages import LoginByCodeStage
from django.utils import timezone

from kokebok.letters.models import LetterState
from kokebok.letters.queries import letter_of, letters_are_turned_away
from kokebok.staff.signing_in import LETTER

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from kokebok.letters.models import Letter

ON_ITS_WAY = (LetterState.WAITING, LetterState.SENDING)


def how_the_letter_fares(request: HttpRequest) -> str:
    """In one word, for the page: "held up" where the mail server takes no letters just now, else "left".

    It is asked of all letters, and never of this one: whether there is one is what nobody may learn.
    """
    return "held up" if request.session.get(LETTER) and letters_are_turned_away() else "left"


def count_from_leaving(request: HttpRequest) -> None:
    """Let the code's fifteen minutes begin when its letter has left, not when it was asked for."""
    letter = letter_of(request.session.get(LETTER, ""))
    stashed = request.session.get(LOGIN_SESSION_KEY)
    if letter is None or not isinstance(stashed, dict):
        return
    try:
        login = Login.deserialize(stashed)
    except ValueError:
        return
    code = login.state.get("stages", {}).get(LoginByCodeStage.key, {}).get("data", {})
    began = _began(letter)
    if began is None or "at" not in code or began.timestamp() <= code["at"]:
        return
    login.initiated_at = code["at"] = began.timestamp()
    stash_login(request, login)


def _began(letter: Letter) -> datetime | None:
    """When the letter left; now for one that has not; None for one that will not."""
    if letter.state == LetterState.UNKNOWN:
        return letter.handed_at
    return timezone.now() if letter.state in ON_ITS_WAY else letter.sent_at
