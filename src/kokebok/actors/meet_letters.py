"""Letters to those who are, or want to be, on the list of a round or a theme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone, translation

from kokebok.actors.rules import CONFIRM_WITHIN, MET_KEPT_FOR
from kokebok.letters.writing import LANGUAGES, absolute, role_mailbox, written
from kokebok.lists.models import Which
from kokebok.lists.queries import all_words

if TYPE_CHECKING:
    from kokebok.actors.models import MeetEntry
    from kokebok.letters.actions.post import ToPost


def name_of_meet_list(one: MeetEntry) -> str:
    """What the round or the theme is called, in the language of now."""
    if one.round is not None:
        return one.round.title
    return all_words().name(Which.THEMES, one.theme)


def letter_to_confirm(one: MeetEntry) -> ToPost:
    """The letter that asks whoever has the address whether they want to be on the list; at most one an hour in
    the same words."""
    key = f"actors.meet:{one.pk}:{timezone.now():%Y%m%d%H}:{one.mark[:12]}"
    return _letter(one, "meet_confirm", key, days=CONFIRM_WITHIN.days)


def letter_with_own_link(one: MeetEntry) -> ToPost:
    """The letter with their link once more, to one who is on the list already; at most one an hour."""
    return _letter(one, "meet_link", f"actors.meet_again:{one.pk}:{timezone.now():%Y%m%d%H}")


def letter_of_removal(one: MeetEntry, reason: str) -> ToPost:
    """The letter that tells somebody why they are off the list: erased once it has left, as it says itself."""
    letter = _letter(one, "meet_removed", f"actors.meet_removed:{one.token}", reason=reason)
    return {**letter, "about": None, "is_secret": True}


def _letter(one: MeetEntry, name: str, key: str, **words: Any) -> ToPost:
    with translation.override(one.language if one.language in LANGUAGES else "nb"):
        at = name_of_meet_list(one)
    said = written(
        f"actors/letters/{name}",
        language=one.language,
        one=one,
        at=at,
        link=absolute("actors:my_meeting", one.token),
        kept=MET_KEPT_FOR.days,
        **words,
    )
    return {
        "key": key,
        "to": one.email,
        "about": one,
        "reply_to": role_mailbox(),
        "subject": said["subject"],
        "text": said["text"],
    }
