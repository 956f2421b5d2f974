"""What somebody should hear of the resource group's reading."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kokebok.inputs.models import Input
from kokebok.people.news import NewsItem, start_of
from kokebok.review.models import DraftVerdict, Says, Verdict
from kokebok.review.queries import open_readings
from kokebok.review.rules import may

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from kokebok.people.models import Person
    from kokebok.review.models import Reading
    from kokebok.review.queries import ToRead

REMINDED = timedelta(days=2)  # before the day a reading is due


def news_for(person: Person, since: datetime) -> list[NewsItem]:
    """What has become so for a person after `since`, oldest first.

    For a member: what they are asked to read, what they have not read when the day comes near or has passed, and that
    a remark of theirs is published or answered. For editors: that members object.
    """
    until = timezone.now()
    found = [*_to_read(person), *_released(person), *_objections(person, since)]
    return sorted((one for one in found if since < one.at <= until), key=lambda one: one.at)


def _to_read(person: Person) -> Iterator[NewsItem]:
    for one in open_readings(person):
        if not one.left:
            continue
        reading = one.reading
        yield _about(one, reading.at, asked_in_words(one))
        if reading.due is None:
            continue
        soon = start_of(reading.due - REMINDED)
        if soon > reading.at:
            yield _about(one, soon, _("Soon due: %(what)s") % {"what": asked_in_words(one)})
        late = start_of(reading.due + timedelta(days=1))
        yield _about(one, late, _("Overdue: %(what)s") % {"what": asked_in_words(one)})


def asked_in_words(one: ToRead) -> str:
    """“Your 7 paragraphs by Thursday 3 December: what it is about”."""
    said = {"number": one.left, "title": one.reading.title, "due": ""}
    if one.reading.due is None:
        words = ngettext(
            "Your %(number)d paragraph: %(title)s", "Your %(number)d paragraphs: %(title)s", one.left
        )
        return words % said
    said["due"] = date_format(one.reading.due, "l j. F")
    words = ngettext(
        "Your %(number)d paragraph by %(due)s: %(title)s",
        "Your %(number)d paragraphs by %(due)s: %(title)s",
        one.left,
    )
    return words % said


def _about(one: ToRead, at: datetime, words: str) -> NewsItem:
    return NewsItem(at, words, reverse("review:mine", args=[one.reading.pk]), one.reading.due)


def _released(person: Person) -> Iterator[NewsItem]:
    mine = Q(verdict__person=person) | Q(draft_verdict__person=person)
    for given in Input.objects.filter(mine).order_by("pk"):
        url, said = reverse("reading:input", args=[given.pk]), {"number": given.pk}
        if not given.is_readable:
            continue
        if given.published_at:
            words = _("What you said of a paragraph is published as input %(number)s.") % said
            yield NewsItem(given.published_at, words, url)
        if given.settled_at:
            yield NewsItem(given.settled_at, _("Input %(number)s, which is yours, is answered.") % said, url)


def _objections(person: Person, since: datetime) -> Iterator[NewsItem]:
    if not may(person, "review.see"):
        return
    new = Verdict.objects.filter(says=Says.OBJECT, at__gt=since, portion__reading__closed_at=None)
    of_drafts = DraftVerdict.objects.filter(
        says=Says.OBJECT, at__gt=since, passage__draft__reading__closed_at=None
    )
    said: list[tuple[Verdict | DraftVerdict, Reading]] = [
        (one, one.portion.reading) for one in new.select_related("person", "portion__reading")
    ]
    said += [
        (one, one.passage.draft.reading)
        for one in of_drafts.select_related("person", "passage__draft__reading")
    ]
    for one, reading in said:
        words = _("%(who)s objects to a paragraph: %(title)s") % {
            "who": one.person.name,
            "title": reading.title,
        }
        yield NewsItem(one.at, words, reverse("review:reading", args=[reading.pk]))
