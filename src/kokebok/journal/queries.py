"""Reading the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db.models import Q

from kokebok.journal.models import Entry, name_of
from kokebok.web.ordering import alphabetically

if TYPE_CHECKING:
    from datetime import datetime

    from django.db import models
    from django.db.models import QuerySet

INPUT = "inputs.input"


def acts_on(thing: models.Model) -> list[str]:
    """The acts on a thing, oldest first."""
    return list(Entry.objects.filter(about=name_of(thing)).order_by("pk").values_list("act", flat=True))


def newest_first() -> QuerySet[Entry]:
    """All lines, newest first, each with who did it."""
    return Entry.objects.select_related("by").order_by("-pk")


def latest_on(thing: models.Model, *acts: str) -> Entry | None:
    """The newest line about a thing that is one of these acts, with who did it; None if there is none."""
    return newest_first().filter(about=name_of(thing), act__in=acts).first()


def chosen(
    *,
    by: int | None = None,
    by_the_public: bool = False,
    act: str = "",
    thing: str = "",
    number: int | None = None,
    since: datetime | None = None,
    before: datetime | None = None,
) -> QuerySet[Entry]:
    """The lines asked for, newest first, each with who did it; what is empty does not narrow.

    `thing` is a label as in "inputs.input". With `number` it is one thing, and for an input also what was done about
    it by way of other things: those lines tell its number as `given`.
    """
    found = newest_first()
    if by_the_public:
        found = found.filter(by=None)
    if by is not None:
        found = found.filter(by=by)
    if act:
        found = found.filter(act=act)
    if thing and number is not None:
        by_way_of = Q(what__given=number) if thing == INPUT else Q()
        found = found.filter(Q(about=f"{thing}:{number}") | by_way_of)
    elif thing:
        found = found.filter(about__startswith=f"{thing}:")
    if since is not None:
        found = found.filter(at__gte=since)
    if before is not None:
        found = found.filter(at__lt=before)
    return found


def those_who_acted() -> list[tuple[int, str]]:
    """The key and name of each person in the journal, by name."""
    acted = Entry.objects.exclude(by=None).order_by().values("by")
    people = get_user_model().objects.filter(pk__in=acted)
    return [(person.pk, str(person)) for person in people.order_by(alphabetically("name"), "pk")]
