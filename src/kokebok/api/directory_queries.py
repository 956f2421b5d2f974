"""Values, topics and actors as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from kokebok.actors.queries import kept_by_themselves
from kokebok.api.schemas.directory import (
    ActorData,
    ActorList,
    AmountData,
    TopicData,
    TopicList,
    ValueData,
    ValueList,
)
from kokebok.api.slices import part_of, part_of_known
from kokebok.book.models import FactChapter
from kokebok.book.queries import values_named_on
from kokebok.letters.writing import absolute
from kokebok.people.models import Body
from kokebok.reading.directory import where_named
from kokebok.reading.topic_queries import topics as topics_in_use
from kokebok.web.present import is_present

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from kokebok.api.schemas.paging import Paging
    from kokebok.book.models import Value


def values(asked: Paging) -> ValueList:
    """The values that published pages refer to. Three queries."""
    named = values_named_on(FactChapter.objects.live().order_by("pk"))
    found, following = part_of_known(named, asked)
    return ValueList(items=[_value(one) for one in found], next=following)


def topics() -> TopicList:
    """The topics in use, in the order of the cookbook's list. One query."""
    found = [
        TopicData(
            key=one.key,
            names={code: name for code, name in one.names.items() if name},
            address=absolute("reading:topic", one.key),
        )
        for one in topics_in_use()
    ]
    return TopicList(items=found, next=None)


def actors(asked: Paging) -> ActorList:
    """The actors of the directory. As many queries for one as for a hundred."""
    found, following = part_of(_shown().filter(closed_on=None, merged_into=None), asked)
    return ActorList(items=[_actor(one) for one in found], next=following)


def actor(key: str) -> ActorData:
    """An actor that a page names, or that keeps its own entry; Http404 for others."""
    found = _shown().filter(slug=key, merged_into=None).first()
    if found is None:
        raise Http404
    return _actor(found)


def _shown() -> QuerySet[Body]:
    own = kept_by_themselves() if is_present("actors") else set()
    return Body.objects.filter(pk__in=where_named().keys() | own)


def _value(one: Value) -> ValueData:
    amounts = sorted(one.versions.all(), key=lambda version: version.valid_from)
    return ValueData(
        number=one.pk,
        key=one.key,
        label=one.label,
        unit=one.unit,
        source_title=one.source_title,
        source_url=one.source_url,
        review_by=one.review_by,
        amounts=[AmountData(amount=row.amount, valid_from=row.valid_from, note=row.note) for row in amounts],
    )


def _actor(one: Body) -> ActorData:
    return ActorData(
        number=one.pk,
        key=one.slug,
        name=one.name,
        kind=one.kind,
        org_number=one.org_number,
        legal_form=one.legal_form,
        place=one.place,
        reach=one.reach,
        themes=one.themes,
        about=one.note,
        solves=one.solves,
        offers=one.offers,
        seeks=one.seeks,
        web=one.web,
        contact=one.contact,
        verified=one.verified_on,
        address=absolute("reading:actor", one.slug),
    )
