"""What the front page tells of the process: the rounds that are announced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from kokebok.process.queries import announced_rounds
from kokebok.web.parts import PagePart
from kokebok.web.present import is_present

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook


def rounds(cookbook: Cookbook) -> PagePart | None:
    """The rounds that go on, that are ahead, and that have just been; None where none is announced."""
    told = announced_rounds(timezone.now()) if is_present("rounds") else []
    return PagePart("process/_rounds.html", {"rounds": told}) if told else None
