"""From what a phone posts to a message."""

from __future__ import annotations

import json
import uuid
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from kokebok.inputs.practicality import LONGEST_USED_BY
from kokebok.inputs.private import ACKNOWLEDGED, said_of, words_read
from kokebok.lib.private_numbers import private_numbers
from kokebok.lib.typed import tidy
from kokebok.rounds.actions.receive import Message
from kokebok.rounds.live.hub import KnownRound
from kokebok.rounds.rules import LONGEST_LIVE

MOST_VOTES = 60  # of one message


class BadMessage(Exception):
    """What was sent cannot be a message; `str` says why."""


def message_in(raw: bytes, known: KnownRound, device: str) -> tuple[Message, float]:
    """The message, and the least seconds between two inputs from one phone. Raises BadMessage."""
    try:
        said = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise BadMessage(_("That could not be read.")) from error
    if not isinstance(said, dict):
        raise BadMessage(_("That could not be read."))
    text = _text(said, "text", LONGEST_LIVE)
    message = Message(
        round_id=known.pk,
        sender=device,
        ticket=_ticket(said),
        prompt_id=_number(said.get("prompt")),
        text=text,
        votes=_votes(said.get("votes")),
        name=_text(said, "name", 120),
        on_behalf_of=_text(said, "body", 200),
        may_be_named=said.get("named") is True,
        table=_text(said, "table", 20),
        as_is=_text(said, "as_is", 20),
        used_by=_text(said, "used_by", LONGEST_USED_BY),
        written_at=_moment(said),
        acknowledged=said.get(ACKNOWLEDGED) is True,
    )
    return message, known.seconds_between if text else 0.0


def question_before(message: Message) -> str:
    """What its writer is asked before an input is received: what looks private in it; "" where nothing is asked."""
    if not message.text or message.acknowledged:
        return ""
    found = private_numbers("\n".join((words_read(message), message.used_by)))
    return said_of(found) if found else ""


def _text(said: dict[str, Any], name: str, most: int) -> str:
    value = said.get(name, "")
    if not isinstance(value, str):
        raise BadMessage(_("That could not be read."))
    # Half of a pair of surrogates cannot be written down: it would stop all that is written in the same commit.
    value = tidy(value).strip()
    if len(value) > most:
        raise BadMessage(_("There is room for %(limit)s characters.") % {"limit": most})
    return value


def _ticket(said: dict[str, Any]) -> uuid.UUID:
    try:
        return uuid.UUID(str(said.get("ticket")))
    except ValueError as error:
        raise BadMessage(_("That could not be read.")) from error


def _number(value: Any) -> int | None:
    if value is None:
        return None
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**31:
        return value
    raise BadMessage(_("That could not be read."))


def _votes(value: Any) -> tuple[tuple[str, int], ...]:
    if value is None:
        return ()
    if not isinstance(value, dict) or len(value) > MOST_VOTES:
        raise BadMessage(_("That could not be read."))
    votes = []
    for about, choice in value.items():
        if len(about) > 24 or not isinstance(choice, int) or not -1 <= choice <= 10:
            raise BadMessage(_("That could not be read."))
        votes.append((about, int(choice)))
    return tuple(votes)


def _moment(said: dict[str, Any]) -> datetime | None:
    """When it was written, never in the time to come.

    Told by how many seconds ago that was, which holds on a phone whose clock is wrong; otherwise by its clock.
    """
    now = datetime.now(UTC)
    with suppress(OverflowError, OSError, ValueError):
        if _is_figure(said.get("age")):
            return min(now - timedelta(seconds=said["age"]), now)
        if _is_figure(said.get("written")):
            return min(datetime.fromtimestamp(said["written"], UTC), now)
    return None


def _is_figure(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
