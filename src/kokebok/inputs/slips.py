"""The slip a form carries: when it was drawn up, for which wording, and a number of its own. Signed."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass

from django.core import signing

SALT = "inputs.slip"


@dataclass(frozen=True)
class Slip:
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


def fresh_slip(wording: int = 0) -> Slip:
    """A slip for a form that is drawn up now."""
    return Slip(ticket=uuid.uuid4(), wording=wording, drawn_at=time.time())


def read_slip(raw: str) -> Slip | None:
    """The slip a form came with; None if it has none of ours."""
    try:
        ticket, wording, drawn_at = signing.loads(raw, salt=SALT)
    except signing.BadSignature:
        return None
    return Slip(ticket=uuid.UUID(hex=ticket), wording=wording, drawn_at=drawn_at)
