"""Hold the index against what is read, and against what the database keeps of it."""

from __future__ import annotations

from kokebok.editions.models import EditionPage
from kokebok.inputs.models import Input
from kokebok.people.models import Body
from kokebok.search.actions.note import AT_ONCE, live_pages, rows_of, terms_of_frozen, terms_of_input
from kokebok.search.documents import actors_on, book_pages, document_of_actor, document_of_page
from kokebok.search.index import faults_of_index
from kokebok.search.models import Frozen, Given, Named, Text


def faults() -> list[str]:
    """What is wrong with the index, a line each; none where it is whole. Everything is read: it takes a while."""
    return [
        *faults_of_index(),
        *_faults_of_pages(),
        *_faults_of_actors(),
        *_faults_of_inputs(),
        *_faults_of_editions(),
    ]


def _faults_of_pages() -> list[str]:
    known, live = (
        set(Text.objects.filter(order=0, page__live=True).values_list("page_id", flat=True)),
        book_pages(),
    )
    wrong = [f"page {key} is noted, and is none that is read" for key in sorted(known - set(live))]
    for page in live_pages(live):
        noted = list(Text.objects.filter(page=page.pk).order_by("order"))
        if [_said(row) for row in noted] != [_said(row) for row in rows_of(document_of_page(page))]:
            wrong.append(f"page {page.pk} is noted otherwise than it reads")
        if set(Named.objects.filter(page=page.pk).values_list("actor_id", flat=True)) != actors_on(page):
            wrong.append(f"page {page.pk} is noted with other actors than it names")
    return wrong


def _faults_of_actors() -> list[str]:
    wrong = []
    for actor in Body.objects.order_by("pk"):
        noted = list(Text.objects.filter(actor=actor).order_by("order"))
        if [_said(row) for row in noted] != [_said(row) for row in rows_of(document_of_actor(actor))]:
            wrong.append(f"actor {actor.pk} is noted otherwise than it reads")
    return wrong


def _said(row: Text) -> tuple[object, ...]:
    return (row.order, row.kind, row.anchor, row.shown, row.title, row.lead, row.passage, row.body)


def _faults_of_inputs() -> list[str]:
    noted = dict(Given.objects.values_list("pk", "body"))
    wrong = [
        f"input {given.pk} is noted otherwise than it reads"
        for given in Input.objects.readable().order_by("pk").iterator(AT_ONCE)
        if noted.pop(given.pk, None) != terms_of_input(given)
    ]
    return wrong + [f"input {key} is noted, and nobody may read it" for key in sorted(noted)]


def _faults_of_editions() -> list[str]:
    noted = dict(Frozen.objects.values_list("pk", "body"))
    return [
        f"page {page.pk} of edition {page.edition.number} is noted otherwise than it reads"
        for page in EditionPage.objects.select_related("edition").iterator(AT_ONCE)
        if noted.get(page.pk) != terms_of_frozen(page)
    ]
