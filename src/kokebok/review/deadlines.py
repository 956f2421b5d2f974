"""The days readings are due, for those who are reminded before them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.people.models import Person
from kokebok.people.news import start_of
from kokebok.people.telling import Deadline
from kokebok.review.models import Reading
from kokebok.review.queries import open_readings


def readings_due(until: datetime) -> list[Deadline]:
    """The open readings that are due between now and then, each for the members who have paragraphs left."""
    now = timezone.now()
    due = Reading.objects.open().filter(due__gte=timezone.localdate(now), due__lte=timezone.localdate(until))
    return [_deadline(one) for one in due.prefetch_related("readers__person")]


def _deadline(reading: Reading) -> Deadline:
    readers = [reader.person for reader in reading.readers.all()]
    assert reading.due is not None
    return Deadline(
        kind="reading.due",
        about=f"review.reading:{reading.pk}",
        due_at=start_of(reading.due + timedelta(days=1)),
        words=_("Read your paragraphs: %(title)s") % {"title": reading.title},
        path=reverse("review:mine", args=[reading.pk]),
        people=tuple(person for person in readers if _has_left(person, reading)),
    )


def _has_left(person: Person, reading: Reading) -> bool:
    return any(one.left for one in open_readings(person) if one.reading.pk == reading.pk)
