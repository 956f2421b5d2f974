"""Make the index whole: note what is not noted, note again what is old, and forget what nobody may read."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from kokebok.book.models import BookPage, Page
from kokebok.book.queries import newest_change_of_kept
from kokebok.editions.models import EditionPage
from kokebok.inputs.models import Input
from kokebok.journal.models import Entry
from kokebok.lists.kept import kept
from kokebok.people.models import Body
from kokebok.search.actions.note import (
    AT_ONCE,
    leave,
    live_pages,
    note_actor,
    note_frozen,
    note_inputs,
    note_page,
    rows_of,
    terms_of_frozen,
    terms_of_input,
)
from kokebok.search.documents import document_of_actor, document_of_page
from kokebok.search.models import Frozen, Given, Made, Named, Text, Word

TERMS = 1
"""The number of the way terms are made. Whoever changes `lib.search_terms` or `lib.word_forms` adds one: then all that
is noted is old, and is noted again at the next start."""
AROUND = ("list.renamed", "entry.renamed", "entry.deleted", "headings.named")
"""Acts that change what pages say without a publishing: names of what was chosen on them. Of named values and actors
the page editor keeps a log."""


@dataclass
class Done:
    """What was done: how many of each were noted, and how many rows went."""

    pages: int = 0
    actors: int = 0
    inputs: int = 0
    frozen: int = 0
    gone: int = 0

    def __bool__(self) -> bool:
        return any(vars(self).values())


def make_whole(*, anew: bool = False) -> Done:
    """Bring the index in step with all that may be read; `anew` from nothing. Many small transactions, each whole.

    Any number may run it at a time: what is noted twice is noted once.
    """
    with kept():
        return _make_whole(anew=anew)


def _make_whole(*, anew: bool) -> Done:
    made = Made.objects.first() or Made()
    around = around_now()
    if anew or made.terms != TERMS:
        _empty()
    done = Done(gone=_forget())
    done.pages, done.actors = _note_texts(everything=made.around != around or made.terms != TERMS or anew)
    done.inputs, done.frozen = _note_inputs(), _note_frozen()
    if (made.terms, made.around) != (TERMS, around):
        Made.objects.exclude(pk=made.pk).delete()
        made.terms, made.around = TERMS, around
        made.save()
    return done


def around_now() -> str:
    """What pages say that does not stand on them, as one sign: it differs when that has changed, or the day has."""
    acts = Entry.objects.filter(act__in=AROUND).aggregate(newest=Max("pk"))["newest"]
    actors = Body.objects.count()
    return f"{acts or 0} {newest_change_of_kept()} {actors} {timezone.localdate().isoformat()}"


@transaction.atomic
def _empty() -> None:
    for model in (Text, Named, Given, Frozen, Word):
        model.objects.all().delete()


def book_pages() -> list[int]:
    """The keys of all published pages that are texts of the book."""
    models = tuple(model for below in BookPage.__subclasses__() for model in (below, *below.__subclasses__()))
    concrete = tuple(model for model in models if not model._meta.abstract)
    return list(Page.objects.live().type(concrete).order_by("pk").values_list("pk", flat=True))


def _forget() -> int:
    unread = list(Text.objects.filter(page__live=False).values_list("page_id", flat=True).distinct())
    leave(unread)
    hidden = Given.objects.exclude(given__in=Input.objects.readable())
    gone, _each = hidden.delete()
    return gone + len(unread)


def _note_texts(*, everything: bool) -> tuple[int, int]:
    noted = set() if everything else set(Text.objects.filter(order=0).values_list("page_id", flat=True))
    pages = [key for key in book_pages() if key not in noted]
    for page in live_pages(pages):
        with transaction.atomic():
            Page.objects.select_for_update().filter(pk=page.pk).first()  # who publishes it meanwhile waits
            for fresh in live_pages([page.pk]):
                note_page(fresh)
    known = set() if everything else set(Text.objects.filter(order=0).values_list("actor_id", flat=True))
    actors = [actor for actor in Body.objects.order_by("pk") if actor.pk not in known]
    for actor in actors:
        note_actor(actor)
    return len(pages), len(actors)


def _note_inputs() -> int:
    noted = 0
    while rows := list(_lacking_inputs()[:AT_ONCE]):
        noted += _note_still_readable([one.pk for one in rows])
    return noted


def _lacking_inputs() -> QuerySet[Input]:
    lacking: QuerySet[Input] = (
        Input.objects.readable().exclude(pk__in=Given.objects.values("pk")).order_by("pk")
    )
    return lacking


@transaction.atomic
def _note_still_readable(keys: list[int]) -> int:
    rows = list(Input.objects.select_for_update().readable().filter(pk__in=keys))
    note_inputs(rows)
    return len(rows)


def _note_frozen() -> int:
    lacking = EditionPage.objects.exclude(pk__in=Frozen.objects.values("pk")).order_by("pk")
    noted = 0
    while rows := list(lacking[:AT_ONCE]):
        note_frozen(rows)
        noted += len(rows)
    return noted


def faults() -> list[str]:
    """What is wrong with the index, a line each; none where it is whole. Everything is read: it takes a while."""
    return [*_faults_of_pages(), *_faults_of_actors(), *_faults_of_inputs(), *_faults_of_editions()]


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
        if noted.pop(given.pk, "") != terms_of_input(given)
    ]
    return wrong + [f"input {key} is noted, and nobody may read it" for key in sorted(noted)]


def _faults_of_editions() -> list[str]:
    noted = dict(Frozen.objects.values_list("pk", "body"))
    return [
        f"page {page.pk} of edition {page.edition.number} is noted otherwise than it reads"
        for page in EditionPage.objects.select_related("edition").iterator(AT_ONCE)
        if noted.get(page.pk, "") != terms_of_frozen(page)
    ]
