"""The token a form carries, signed: when the form was made, for which wording, and a number of its own.

A token is good for a day and for one use. A form that is older, or whose token has been used for other words, is shown
again with all that was typed and a new token. The hidden field and the column are still called `slip`: forms that are
open while the site is upgraded carry that name.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import signing

SALT = "inputs.slip"
GOOD_FOR = 24 * 3600  # seconds


@dataclass(frozen=True)
class FormToken:
    """`wording` is the number of the wording the reader had before them, 0 for none; `drawn_at` in Unix seconds."""

    ticket: uuid.UUID
    wording: int
    drawn_at: float

    def ticket_for(self, *words: str) -> uuid.UUID:
        """The ticket of an input with these words: the same when it is sent twice, another when it says more."""
        return uuid.uuid5(self.ticket, "\x00".join(words))

    def age(self) -> float:
        """Seconds since it was drawn up."""
        return time.time() - self.drawn_at

    def signed(self) -> str:
        """As the form carries it."""
        return signing.dumps([self.ticket.hex, self.wording, self.drawn_at], salt=SALT)


def new_token(wording: int = 0) -> FormToken:
    """A token for a form that is made now."""
    return FormToken(ticket=uuid.uuid4(), wording=wording, drawn_at=time.time())


def read_token(raw: str) -> FormToken | None:
    """The token a form came with; None if it has none of ours, or one that is more than a day old."""
    token = _token_in(raw)
    return token if token is not None and token.age() <= GOOD_FOR else None


def renewed(raw: str) -> FormToken | None:
    """A new token for the form that came with this one, whatever its age; None if it has none of ours.

    It is for the same wording, and can be sent at once: its form has been before a person already.
    """
    token = _token_in(raw)
    if token is None:
        return None
    return FormToken(uuid.uuid4(), token.wording, time.time() - settings.SECONDS_TO_WRITE)


def _token_in(raw: str) -> FormToken | None:
    try:
        ticket, wording, drawn_at = signing.loads(raw, salt=SALT)
    except signing.BadSignature:
        return None
    return FormToken(ticket=uuid.UUID(hex=ticket), wording=wording, drawn_at=drawn_at)


def token_of(data: Mapping[str, Any] | None, otherwise: FormToken | None = None) -> FormToken:
    """The token a form came with, or the one it is to have from now on."""
    raw = str(data.get("slip", "")) if data else ""
    return (read_token(raw) or renewed(raw) if raw else None) or otherwise or new_token()
