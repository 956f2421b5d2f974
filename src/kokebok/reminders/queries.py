"""What somebody who works here is told: asked of the sources that the settings name."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.module_loading import import_string

from kokebok.people.models import Person
from kokebok.reminders.models import Choice

if TYPE_CHECKING:
    from kokebok.people.telling import Deadline, Item


def items_for(person: Person, since: datetime) -> list[Item]:
    """What to tell a person, in the order of the sources, in the language of now."""
    return [item for source in settings.DIGEST_SOURCES for item in import_string(source)(person, since)]


def deadlines_until(until: datetime) -> list[Deadline]:
    """The deadlines between now and then, the nearest first, in the language of now."""
    found = [deadline for source in settings.DEADLINE_SOURCES for deadline in import_string(source)(until)]
    return sorted(found, key=lambda deadline: deadline.due_at)


def choice_of(person: Person) -> Choice:
    """What a person has chosen; until they have, what holds for most, which is written down by who acts on it."""
    return Choice.objects.filter(person=person).first() or Choice(person=person)


def staff_choices() -> list[Choice]:
    """The choices of all who may sign in and have a role; made for those who had none. Two or three queries."""
    staff = Person.objects.filter(is_active=True, roles__isnull=False).distinct()
    without = staff.filter(letters=None)
    Choice.objects.bulk_create([Choice(person=person) for person in without], ignore_conflicts=True)
    return list(Choice.objects.filter(person__in=staff).select_related("person").order_by("pk"))
