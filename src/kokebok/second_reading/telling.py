"""What second readers are told of in their digest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import ngettext

from kokebok.features.models import Feature
from kokebok.features.queries import is_on
from kokebok.people.telling import Item
from kokebok.second_reading.queries import waiting_for
from kokebok.second_reading.rules import may

if TYPE_CHECKING:
    from datetime import datetime

    from kokebok.people.models import Person


def second_readings(person: Person, since: datetime) -> list[Item]:
    """How many decisions wait for this person to read them blind."""
    may_read = may(person, "second_reading.read") and is_on(Feature.SECOND_READING)
    number = waiting_for(person).count() if may_read else 0
    said = ngettext(
        "%(number)d decision waits for a second reader.",
        "%(number)d decisions wait for a second reader.",
        number,
    )
    return [Item(said % {"number": number}, reverse("second_reading:samples"))] if number else []
