"""The link that whoever starts an empty installation is given, to become its first administrator by."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from kokebok.staff.actions.one_time_links import make_first_link


def address_of_link(token: str) -> str:
    """Where a one-time link leads, with the host people use."""
    return f"{settings.BASE_URL}{reverse('staff:one_time_link', args=[token])}"


def first_link() -> str:
    """What to say at a start: the one-time link where nobody is let in yet, "" otherwise."""
    token = make_first_link()
    if token is None:
        return ""
    return f"Nobody is let in yet. Open this once, within a day, to become administrator:\n  {address_of_link(token)}"
