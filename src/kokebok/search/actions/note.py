"""Keep the index in step: each act that changes what anyone may read calls one of these, in its transaction.

No line in the journal: nothing is said here that what is searched does not say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import QuerySet

from kokebok.book.models import Page
from kokebok.book.publishing import is_held
from kokebok.editions.models import EditionPage
from kokebok.editions.queries import text_as_frozen
from kokebok.inputs.models import Input
from kokebok.lib.search_terms import terms, together, words_of
from kokebok.lib.word_forms import LONGEST, lemmas, parts, typed
from kokebok.lists.models import Entry
from kokebok.people.models import Body
from kokebok.search.documents import (
    Document,
    DocumentPart,
    actors_on,
    document_of_actor,
    document_of_page,
    document_of_topic,
    words_of_frozen,
    words_of_input,
)
from kokebok.search.models import Frozen, Given, Named, Text, Word

if TYPE_CHECKING:
    from kokebok.editions.models import Edition
    from kokebok.people.models import Person

SHORTEST_WORD = 3
AT_ONCE = 500
FEW = 20
SAID = ("kind", "language", "anchor", "shown", "title", "lead", "passage", "body")


def note_page(page: Any, *, by: Person | None = None) -> None:
    """Note what a published page says, instead of what it said before. Named in AFTER_PUBLISHING."""
    rows = rows_of(document_of_page(page), page_id=page.pk)
    named = actors_on(page)
    with transaction.atomic(
        savepoint=False
    ):  # nothing is caught here: what fails is undone with the publishing
        if not is_held(page.pk):
            _one_at_a_time(Page.objects.filter(pk=page.pk))
        _put_page(page.pk, rows)
        Named.objects.filter(page_id=page.pk).delete()
        Named.objects.bulk_create(Named(page_id=page.pk, actor_id=actor) for actor in sorted(named))
        said = [rows, *(_put_actor(actor) for actor in _not_noted(named))]
        _learn({word for each in said for word in words_in(each[0].body)})


def _put_page(page: int, rows: list[Text]) -> None:
    """Write what a page says. Where few of its passages have other words than before, only those."""
    stood = {row.order: row for row in Text.objects.filter(page_id=page)}
    others = [row for row in rows if row.order not in stood or _said(row) != _said(stood[row.order])]
    if len(stood) != len(rows) or len(others) > FEW:
        Text.objects.filter(page_id=page).delete()
        Text.objects.bulk_create(rows, batch_size=AT_ONCE)
        return
    for row in others:
        row.pk = stood[row.order].pk
    Text.objects.bulk_update(others, SAID)


def _said(row: Text) -> tuple[str, ...]:
    return tuple(getattr(row, name) for name in SAID)


def note_actor(actor: Body) -> None:
    """Note what is said of an actor."""
    with transaction.atomic():
        _one_at_a_time(Body.objects.filter(pk=actor.pk))
        _learn(words_in(_put_actor(actor)[0].body))


def note_topic(topic: Entry) -> None:
    """Note what a topic is said to be; nothing of one without a text. Named in AFTER_ENTRY_CHANGE."""
    document = document_of_topic(topic)
    rows = rows_of(document, topic_id=topic.pk) if document.parts else []
    with transaction.atomic():
        _one_at_a_time(Entry.objects.filter(pk=topic.pk))
        Text.objects.filter(topic=topic).delete()
        Text.objects.bulk_create(rows)
        _learn({word for row in rows[:1] for word in words_in(row.body)})


def _not_noted(named: set[int]) -> list[Body]:
    """Those of some actors that are not noted, but for those that somebody else is just noting.

    Nobody waits for another's here: of two who publish several pages each, both would then wait for the other.
    """
    noted = Text.objects.filter(actor__in=named, order=0)
    lacking = Body.objects.filter(pk__in=named).exclude(pk__in=noted.values("actor")).order_by("pk")
    return list(lacking.select_for_update(no_key=True, skip_locked=True))


def _put_actor(actor: Body) -> list[Text]:
    rows = rows_of(document_of_actor(actor), actor_id=actor.pk)
    Text.objects.filter(actor=actor).delete()
    Text.objects.bulk_create(rows)
    return rows


def _one_at_a_time(owners: QuerySet[Any]) -> None:
    """Have whoever else notes something of these wait. In the order of their keys, so that no two wait for good."""
    list(owners.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))


def note_input(given: Input) -> None:
    """Note what anyone may see of an input, or that nobody may. Named in AFTER_WORDS_CHANGE."""
    note_inputs([given])


def note_inputs(given: Sequence[Input]) -> None:
    """The same for several. Named in AFTER_COMING.

    One that may be read is noted even if it has no word, as a thumb alone: so it is known that it has been looked at.
    """
    keys = [one.pk for one in given]
    with transaction.atomic(savepoint=False):
        readable = Input.objects.select_for_update(no_key=True).readable().filter(pk__in=keys)
        rows = [Given(given_id=one.pk, body=terms_of_input(one)) for one in readable.order_by("pk")]
        hidden = set(keys) - {row.pk for row in rows}
        if hidden:
            Given.objects.filter(pk__in=hidden).delete()
        Given.objects.bulk_create(
            rows, batch_size=AT_ONCE, update_conflicts=True, unique_fields=["given"], update_fields=["body"]
        )


def note_edition(edition: Edition) -> None:
    """Note what the pages of an edition say. Named in AFTER_FREEZING."""
    note_frozen(list(edition.pages.all()))


def note_frozen(pages: Sequence[EditionPage]) -> None:
    """Note what some pages of editions say."""
    rows = [
        Frozen(page_id=page.pk, body=terms_of_frozen(page)) for page in sorted(pages, key=attrgetter("pk"))
    ]
    Frozen.objects.bulk_create(
        rows, batch_size=AT_ONCE, update_conflicts=True, unique_fields=["page"], update_fields=["body"]
    )


def leave(pages: Iterable[int]) -> None:
    """Forget what some pages say."""
    keys = list(pages)
    Text.objects.filter(page__in=keys).delete()
    Named.objects.filter(page__in=keys).delete()


def rows_of(document: Document, **of: int) -> list[Text]:
    """The rows of a page or an actor: the whole, and each part."""
    of_it: dict[str, Any] = {"kind": document.kind, "language": document.language, **of}
    leads = [DocumentPart(lead) for lead in document.lead]
    parts = [*leads, *document.parts]
    said = [terms([part.shown], english=document.is_english) for part in parts]
    title = terms([document.title], english=document.is_english)
    whole = Text(
        order=0,
        shown=document.title,
        title=title,
        lead=together([title, *said[: len(leads)]]),
        body=together([title, *said]),
        **of_it,
    )
    passages = [
        Text(
            order=order, anchor=part.anchor, shown=part.shown, passage="" if part.is_source else own, **of_it
        )
        for order, (part, own) in enumerate(zip(parts, said, strict=True), start=1)
    ]
    return [whole, *passages]


def terms_of_input(given: Input) -> str:
    """What an input is found by; "" for one that may not be read."""
    said = words_of_input(given)
    return terms(said, english=given.language in {"en", ""}) if said else ""


def terms_of_frozen(page: EditionPage) -> str:
    """What a page of an edition is found by."""
    text = text_as_frozen(page)
    return terms(words_of_frozen(text), english=text.language == "en")


def words_in(body: str) -> set[str]:
    """The words that a text as a whole has, those that they are made of, and their dictionary forms."""
    words = words_of(body)
    words |= {part for word in words for part in parts(word)}
    return words | {one for word in words for one in lemmas(word)}


def _learn(words: set[str]) -> None:
    """Have words among those that are proposed instead of misspelt ones."""
    fit = sorted(word for word in words if SHORTEST_WORD <= len(word) <= LONGEST)
    known = set(Word.objects.filter(word__in=fit).values_list("word", flat=True)) if fit else set()
    Word.objects.bulk_create(
        (Word(word=word, length=len(word), typed=typed(word)) for word in fit if word not in known),
        batch_size=AT_ONCE,
    )


def live_pages(keys: Iterable[int]) -> Iterable[Any]:
    """The published pages among these, whole, one after another."""
    for key in keys:
        page = Page.objects.live().filter(pk=key).first()
        if page is not None:
            yield page.specific
