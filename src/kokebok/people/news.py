"""What somebody who works here should hear of: each app gives its own, and a digest collects them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone


@dataclass(frozen=True)
class NewsItem:
    """One thing to hear of: when it became so, what it is in words, where it is, and when it is due, if it is."""

    at: datetime
    words: str
    url: str
    due: date | None = None


def start_of(day: date) -> datetime:
    """The first moment of a day here."""
    return timezone.make_aware(datetime.combine(day, time.min))
