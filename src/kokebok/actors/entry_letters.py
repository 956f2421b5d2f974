"""Letters to those who keep the entry of a body."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from kokebok.actors.rules import CONFIRM_WITHIN
from kokebok.letters.writing import absolute, role_mailbox, written

if TYPE_CHECKING:
    from kokebok.actors.models import Keeper, Proposal
    from kokebok.letters.actions.post import ToPost


def name_of_body(keeper: Keeper) -> str:
    """What the body is called that somebody keeps, or wants to keep, the entry of."""
    return keeper.body.name if keeper.body else str(keeper.new_body.get("name", ""))


def letter_to_confirm(keeper: Keeper) -> ToPost:
    """The letter that asks whoever has the address whether they want to keep the entry; at most one an hour."""
    link = absolute("actors:confirm_keeper", keeper.token)
    key = f"actors.keeper:{keeper.pk}:{timezone.now():%Y%m%d%H}"
    return _letter(keeper, "confirm_keeper", key, link=link, days=CONFIRM_WITHIN.days)


def letter_with_link(keeper: Keeper, token: str) -> ToPost:
    """The letter with a link that lets somebody in once."""
    link = absolute("actors:come_in", token)
    key = f"actors.link:{keeper.pk}:{timezone.now():%Y%m%dT%H%M%S%f}"
    return {**_letter(keeper, "link", key, link=link), "is_secret": True}


def letter_of_admission(keeper: Keeper) -> ToPost:
    """The letter that tells somebody that they keep the entry now."""
    assert keeper.body is not None
    link = absolute("actors:ask_link", keeper.body.slug)
    return _letter(keeper, "admitted", f"actors.admitted:{keeper.pk}", link=link)


def letter_of_rejection(keeper: Keeper, reason: str) -> ToPost:
    """The letter that tells somebody why they do not keep the entry: erased once it has left, as it says itself."""
    letter = _letter(keeper, "rejected", f"actors.rejected:{keeper.pk}", reason=reason)
    return {**letter, "about": None, "is_secret": True}


def key_of_reminder(keeper: Keeper, year: int, *, again: bool) -> str:
    """One letter and one more for each year since the day the entry was confirmed last."""
    assert keeper.body is not None
    return f"actors.still_right:{keeper.pk}:{keeper.body.verified_on or 'never'}:{year}:{2 if again else 1}"


def letter_of_reminder(keeper: Keeper, year: int, *, again: bool) -> ToPost:
    """The letter that asks whether the entry is still right, with a link of one press."""
    assert keeper.body is not None
    return _letter(
        keeper,
        "still_right",
        key_of_reminder(keeper, year, again=again),
        link=absolute("actors:confirm_entry", keeper.token),
        to_change=absolute("actors:ask_link", keeper.body.slug),
        confirmed_on=keeper.body.verified_on,
    )


def letter_about(proposal: Proposal, keeper: Keeper) -> ToPost:
    """The letter that tells what came of a proposed change."""
    assert keeper.body is not None
    link = absolute("reading:actor", keeper.body.slug)
    key = f"actors.proposal:{proposal.pk}"
    return _letter(keeper, "proposal", key, link=link, proposal=proposal)


def _letter(keeper: Keeper, name: str, key: str, **words: Any) -> ToPost:
    said = written(
        f"actors/letters/{name}",
        language=keeper.language,
        keeper=keeper,
        body=name_of_body(keeper),
        **words,
    )
    return {
        "key": key,
        "to": keeper.email,
        "about": keeper,
        "reply_to": role_mailbox(),
        "subject": said["subject"],
        "text": said["text"],
    }
