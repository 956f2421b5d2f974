"""What a newsletter must be, and what can be refused."""

from __future__ import annotations

from kokebok.people.rules import Refused

LONGEST_LETTER = 20_000  # characters


class NewsletterChangedMeanwhile(Refused):
    """Somebody else has written, sent or taken back this newsletter."""
