"""What a person who works here has before them: inputs, mentions, and what they should hear of."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kokebok.desk.assigning.queries import mine
from kokebok.desk.inbox.assignees import assigned_to, assigned_to_group
from kokebok.desk.models import Mention
from kokebok.desk.rules import may
from kokebok.inputs.models import Input
from kokebok.people.models import RoleName
from kokebok.people.news import NewsItem, start_of
from kokebok.people.rules import has_role
from kokebok.people.telling import Item
from kokebok.review.news import news_for as readings_for
from kokebok.web.present import is_present

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet

    from kokebok.desk.models import Assignment
    from kokebok.people.models import Person

REMINDED = timedelta(days=2)  # before the day an input is due
MENTIONS_SHOWN = 20


def mentions_of(person: Person) -> list[Mention]:
    """The newest mentions of a person on inputs whose notes they may still read, newest first."""
    found = _readable_mentions(person).select_related("note__by", "note__given").order_by("-pk")
    return list(found[:MENTIONS_SHOWN])


def to_do(person: Person) -> int:
    """How many things wait for a person."""
    return waiting_for(person).count()


def waiting_for(person: Person) -> QuerySet[Any]:
    """The keys of what waits for a person: inputs they have, and mentions they have not seen."""
    unseen = _readable_mentions(person).filter(seen_at=None).order_by().values_list("pk")
    assigned = mine(person).select_related(None).order_by().values_list("pk")
    return assigned.union(unseen, all=True)


def news_for(person: Person, since: datetime) -> list[NewsItem]:
    """What has become so for a person after `since`, oldest first: inputs given to them, soon due or overdue, mentions
    they have not seen, and what the resource group is asked to read.
    """
    until = timezone.now()
    found = [*_of_inputs(person), *_of_mentions(person)]
    fresh = [one for one in found if since < one.at <= until]
    readings = readings_for(person, since) if is_present("review") else []
    return sorted([*fresh, *readings], key=lambda one: one.at)


def told_in_digest(person: Person, since: datetime) -> list[Item]:
    """The same, as lines of the digest."""
    return [Item(one.words, one.url) for one in news_for(person, since)]


def _readable_mentions(person: Person) -> QuerySet[Mention]:
    found = Mention.objects.filter(person=person)
    if may(person, "desk.approve"):
        return found
    has = (
        assigned_to(person) | assigned_to_group()
        if has_role(person, RoleName.RESOURCE)
        else assigned_to(person)
    )
    return found.filter(note__given__in=Input.objects.filter(has))


def _of_inputs(person: Person) -> Iterator[NewsItem]:
    for assignment in mine(person):
        if assignment.by_id != person.pk:
            yield _about(assignment, assignment.at, _("%(by)s gave you input %(number)s."))
        if assignment.due is None:
            continue
        soon = start_of(assignment.due - REMINDED)
        if soon > assignment.at:
            yield _about(assignment, soon, _("Input %(number)s should be answered by %(due)s."))
        yield _about(
            assignment,
            start_of(assignment.due + timedelta(days=1)),
            _("Input %(number)s is overdue since %(due)s."),
        )


def _about(assignment: Assignment, at: datetime, words: str) -> NewsItem:
    said = {
        "by": assignment.by.name,
        "number": assignment.given_id,
        "due": date_format(assignment.due) if assignment.due else "",
    }
    return NewsItem(at, words % said, reverse("desk:opened", args=[assignment.given_id]), assignment.due)


def _of_mentions(person: Person) -> Iterator[NewsItem]:
    unseen = _readable_mentions(person).filter(seen_at=None)
    for mention in unseen.select_related("note__by"):
        said = {"by": mention.note.by.name, "number": mention.note.given_id}
        words = _("%(by)s mentioned you in a note on input %(number)s.") % said
        url = reverse("desk:opened", args=[mention.note.given_id]) + "#notes"
        yield NewsItem(mention.note.at, words, url)
