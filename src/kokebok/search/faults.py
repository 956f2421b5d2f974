"""Hold the index against what is read, and against what the database keeps of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TypeVar

from django.db import transaction

from kokebok.editions.models import EditionPage
from kokebok.inputs.models import Input
from kokebok.lists.models import Entry
from kokebok.people.models import Body
from kokebok.search.actions.note import AT_ONCE, live_pages, rows_of, terms_of_frozen, terms_of_input
from kokebok.search.documents import (
    actors_on,
    book_pages,
    document_of_actor,
    document_of_page,
    document_of_topic,
    topics_described,
)
from kokebok.search.index import faults_of_index
from kokebok.search.models import Frozen, Given, Named, Text

Read = TypeVar("Read")


def faults() -> list[str]:
    """What is wrong with the index, a line each; none where it is whole. Everything is read: it takes a while."""
    return [
        *faults_of_index(),
        *_faults_of_pages(),
        *_faults_of_actors(),
        *_faults_of_topics(),
        *_faults_of_inputs(),
        *_faults_of_editions(),
    ]


def _faults_of_pages() -> list[str]:
    known, live = (
        set(Text.objects.filter(order=0, page__live=True).values_list("page_id", flat=True)),
        book_pages(),
    )
    wrong = [f"page {key} is noted, and is none that is read" for key in sorted(known - set(live))]
    return wrong + [line for key in live for line in _fault(f"page {key}", partial(_of_page, key))]


def _of_page(key: int) -> Iterator[str]:
    for page in live_pages([key]):
        if _noted(page=key) != _said(rows_of(document_of_page(page))):
            yield "is noted otherwise than it reads"
        if set(Named.objects.filter(page=key).values_list("actor_id", flat=True)) != actors_on(page):
            yield "is noted with other actors than it names"


def _faults_of_actors() -> list[str]:
    return [
        line
        for actor in Body.objects.order_by("pk")
        for line in _fault(f"actor {actor.pk}", partial(_of_actor, actor))
    ]


def _of_actor(actor: Body) -> Iterator[str]:
    if _noted(actor=actor.pk) != _said(rows_of(document_of_actor(actor))):
        yield "is noted otherwise than it reads"


def _faults_of_topics() -> list[str]:
    return [line for one in topics_described() for line in _fault(f"topic {one.pk}", partial(_of_topic, one))]


def _of_topic(topic: Entry) -> Iterator[str]:
    if _noted(topic=topic.pk) != _said(rows_of(document_of_topic(topic))):
        yield "is noted otherwise than it reads"


def _noted(**of: int) -> list[tuple[object, ...]]:
    return _said(Text.objects.filter(**of).order_by("order"))


def _said(rows: Iterable[Text]) -> list[tuple[object, ...]]:
    return [
        (row.order, row.kind, row.anchor, row.shown, row.title, row.lead, row.passage, row.body)
        for row in rows
    ]


def _faults_of_inputs() -> list[str]:
    noted = dict(Given.objects.values_list("pk", "body"))
    wrong = []
    for given in Input.objects.readable().order_by("pk").iterator(AT_ONCE):
        wrong += _fault(
            f"input {given.pk}", partial(_of_terms, noted.pop(given.pk, None), terms_of_input, given)
        )
    return wrong + [f"input {key} is noted, and nobody may read it" for key in sorted(noted)]


def _faults_of_editions() -> list[str]:
    noted = dict(Frozen.objects.values_list("pk", "body"))
    wrong = []
    for page in EditionPage.objects.select_related("edition").iterator(AT_ONCE):
        what = f"page {page.pk} of edition {page.edition.number}"
        wrong += _fault(what, partial(_of_terms, noted.get(page.pk), terms_of_frozen, page))
    return wrong


def _of_terms(noted: str | None, terms_of: Callable[[Read], str], thing: Read) -> Iterator[str]:
    if noted != terms_of(thing):
        yield "is noted otherwise than it reads"


def _fault(what: str, look: Callable[[], Iterable[str]]) -> list[str]:
    """What is wrong with one thing, by its name. One that cannot be read hides no other."""
    try:
        with transaction.atomic():
            return [f"{what} {wrong}" for wrong in look()]
    except Exception as error:  # noqa: BLE001 (told: whoever asks wants to know of it)
        return [f"{what} cannot be read: {type(error).__name__}: {error}"]
