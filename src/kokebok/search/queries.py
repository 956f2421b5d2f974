"""What the search finds, in the shapes its page takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, NamedTuple

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kokebok.book.models import Page, PageKind, TextKind
from kokebok.editions.models import EditionPage
from kokebok.editions.queries import text_as_frozen
from kokebok.inputs.models import Input
from kokebok.inputs.seen import seen_by_all
from kokebok.lib.search_query import Near, Query, keys_of, loose_words, parsed
from kokebok.lib.search_terms import terms
from kokebok.lists.models import Entry, Which
from kokebok.lists.queries import all_words
from kokebok.lists.words import NamedEntry
from kokebok.people.models import Body
from kokebok.search.documents import ACTOR, TOPIC, DocumentPart, parts_of
from kokebok.search.marking import Weights, excerpt
from kokebok.search.matching import SearchHit, count, records, texts
from kokebok.search.models import Synonyms, Text
from kokebok.search.spelling import corrected

A_PAGE = 10
A_TASTE = 3  # of inputs and editions, below the first of the texts
KEPT_SOURCES = 2000
GIVEN, FROZEN = ("search_given", "given_id"), ("search_frozen", "page_id")
KINDS = (
    *(kind.value for kind in (PageKind.RECIPE, PageKind.FACT, PageKind.TOOL, PageKind.EXAMPLE)),
    "text",
    "cookbook",
    TOPIC,
    ACTOR,
    PageKind.POST.value,
)
"""What stands first of what is as near: what one can do, what one can know, what others did; what was told last."""


@dataclass(frozen=True)
class Hit:
    """Something that is found, with the part that has most of what was asked for."""

    kind: str
    kind_label: str
    title: str
    url: str
    excerpt_html: SafeString
    language: str = ""


class BestPart(NamedTuple):
    """The part of a page or an actor that is shown of it."""

    shown: str
    anchor: str
    language: str


@dataclass(frozen=True)
class SearchRequest:
    """What was looked for, what was meant by words that stand nowhere, and the texts that have all of it."""

    query: Query
    places: list[SearchHit]
    meant: Mapping[str, Sequence[str]] = field(default_factory=dict)
    least: Near = Near.PART

    @property
    def instead(self) -> str:
        """The question as it was meant; "" where it was meant as it is."""
        said = self.query.text
        for start, end, word in reversed(loose_words(said)):
            if word in self.meant:
                said = said[:start] + self.meant[word][0] + said[end:]
        return said if self.meant else ""


def ask(typed: str) -> SearchRequest:
    """Look for something in the texts; where nothing has it, for what may be meant by the words that stand nowhere."""
    known = synonyms()
    query = parsed(typed, known)
    places = texts(query.terms, Near.PART)
    if places or not query.terms:
        return SearchRequest(query, _in_order(places))
    terms_meant, meant = corrected(query.terms, known)
    meant_query = replace(query, terms=tuple(terms_meant))
    places = texts(meant_query.terms, Near.TYPED) if meant else []
    return SearchRequest(meant_query, _in_order(places), meant, Near.TYPED if meant else Near.PART)


def _in_order(places: Iterable[SearchHit]) -> list[SearchHit]:
    return sorted(
        places, key=lambda one: (one.near, one.column, KINDS.index(one.kind), -one.passages, one.page or 0)
    )


def synonyms() -> Mapping[str, Sequence[str]]:
    """What may be said instead of something, by each of the forms of its words."""
    return _by_form(tuple(Synonyms.objects.values_list("words", flat=True)))


@lru_cache(maxsize=2)
def _by_form(groups: tuple[str, ...]) -> Mapping[str, Sequence[str]]:
    """The same for the same groups: to find all forms of some hundred words takes longer than to ask for a question."""
    found: dict[str, list[str]] = {}
    for group in (Synonyms(words=words).each for words in groups):
        for one in group:
            for key in keys_of(one):
                found.setdefault(key, []).extend(other for other in group if other != one)
    return found


def hits(places: Sequence[SearchHit], query: Query) -> list[Hit]:
    """Pages, topics and actors as they are shown."""
    pages = {
        page["pk"]: page
        for page in Page.objects.live()
        .filter(pk__in=[one.page for one in places if one.page])
        .values("pk", "title", "url_path")
    }
    actors = Body.objects.in_bulk([one.actor for one in places if one.actor])
    topics = (
        {one.key: one for one in all_words().of(Which.THEMES)} if any(one.topic for one in places) else {}
    )
    keys = dict(
        Entry.objects.filter(pk__in=[one.topic for one in places if one.topic]).values_list("pk", "key")
    )
    best = _best_parts(places, query)
    found = []
    for place in places:
        part = best.get(place.of)
        if place.page in pages:
            found.append(_hit_of_page(pages[place.page], place, part, query))
        elif place.topic in keys:
            found.append(_hit_of_topic(topics[keys[place.topic]], part, query))
        elif place.actor in actors:
            actor = actors[place.actor]
            shown = excerpt(part.shown, query) if part else SafeString()
            found.append(
                Hit(ACTOR, _("Actor"), actor.name, reverse("reading:actor", args=[actor.slug]), shown)
            )
    return found


def _hit_of_topic(topic: NamedEntry, part: BestPart | None, query: Query) -> Hit:
    shown = excerpt(part.shown, query) if part else SafeString()
    return Hit(TOPIC, _("Topic"), capfirst(topic.said()), reverse("reading:topic", args=[topic.key]), shown)


def _hit_of_page(page: Mapping[str, Any], place: SearchHit, part: BestPart | None, query: Query) -> Hit:
    address = "/" + page["url_path"].split("/", 2)[2]
    anchor = f"#a-{part.anchor}" if part and part.anchor else ""
    language = part.language if part else ""
    shown = excerpt(part.shown, query, language) if part else SafeString()
    return Hit(place.kind, label_of(place.kind), page["title"], address + anchor, shown, language)


def label_of(kind: str) -> str:
    """What a kind of page is called."""
    if kind in PageKind.values:
        return str(PageKind(kind).label)
    return str(TextKind(kind).label) if kind in TextKind.values else _("Front page")


def _best_parts(places: Sequence[SearchHit], query: Query) -> dict[tuple[int | None, ...], BestPart]:
    """The part of each page, topic and actor that has most of what is asked for; the first where several have.

    Of two that have as much, it is the one that can be linked to. Rows are read bare: a page has hundreds of parts.
    """
    of_pages = Text.objects.filter(page__in=[one.page for one in places if one.page])
    of_actors = Text.objects.filter(actor__in=[one.actor for one in places if one.actor])
    of_topics = Text.objects.filter(topic__in=[one.topic for one in places if one.topic])
    weights = Weights(query.terms)
    best: dict[tuple[int | None, ...], tuple[int, BestPart]] = {}
    for rows in (of_pages, of_actors, of_topics):
        parts = rows.exclude(order=0).order_by("order")
        for page, actor, topic, passage, *shown in parts.values_list(
            "page_id", "actor_id", "topic_id", "passage", "shown", "anchor", "language"
        ):
            part = BestPart(*shown)
            has = weights.of(passage or _terms_of_source(part.shown)) + bool(part.anchor)
            if (page, actor, topic) not in best or has > best[page, actor, topic][0]:
                best[page, actor, topic] = (has, part)
    return {key: part for key, (_has, part) in best.items()}


@lru_cache(maxsize=KEPT_SOURCES)
def _terms_of_source(shown: str) -> str:
    """The terms of what is not indexed by itself: the sources of a page, which are looked at in most searches."""
    return terms([shown])


def number_of_inputs(asked: SearchRequest) -> int:
    """How many inputs have all of what was asked for; MOST_COUNTED + 1 for more."""
    return count(*GIVEN, asked.query.terms, asked.least)


def number_of_frozen(asked: SearchRequest) -> int:
    """How many pages of editions have it."""
    return count(*FROZEN, asked.query.terms, asked.least)


def inputs(asked: SearchRequest, begin: int, most: int) -> list[Hit]:
    """Inputs that have it, the newest of those as near first. What may not be read is not shown, whatever is noted."""
    keys = [key for key, _near in records(*GIVEN, asked.query.terms, asked.least, begin + most)[begin:]]
    given = Input.objects.readable().in_bulk(keys)
    return [_hit_of_input(given[key], asked.query) for key in keys if key in given]


def _hit_of_input(given: Input, query: Query) -> Hit:
    seen = seen_by_all(given)
    said = [part for part in (seen.text, seen.suggestion, seen.signature) if part]
    best = said[0] if len(said) == 1 else _with_most(said, query)
    title = str(given.get_kind_display())
    if seen.signature:
        title = _("%(kind)s from %(who)s") % {"kind": title, "who": seen.signature}
    return Hit(
        "input",
        _("Input"),
        title,
        reverse("reading:input", args=[given.pk]),
        excerpt(best, query),
        given.language,
    )


def _with_most(said: Sequence[str], query: Query) -> str:
    weights = Weights(query.terms)
    return max(said, key=lambda part: weights.of(terms([part], english=True)), default="")


def frozen(asked: SearchRequest, begin: int, most: int) -> list[Hit]:
    """Pages of editions that have it, those of the newest edition first of those as near."""
    keys = [key for key, _near in records(*FROZEN, asked.query.terms, asked.least, begin + most)[begin:]]
    pages = EditionPage.objects.select_related("edition").in_bulk(keys)
    return [_hit_of_frozen(pages[key], asked.query) for key in keys if key in pages]


def _hit_of_frozen(page: EditionPage, query: Query) -> Hit:
    text = text_as_frozen(page)
    parts = [part for part in (DocumentPart(text.lead), *parts_of(text)) if part.shown]
    english = text.language == "en"
    weights = Weights(query.terms)
    best = max(parts, key=lambda part: weights.of(terms([part.shown], english=english)), default=None)
    path = f"{page.path}/" if page.path else ""
    anchor = f"#a-{best.anchor}" if best and best.anchor else ""
    return Hit(
        "edition",
        _("Edition %(number)s") % {"number": page.edition.number},
        page.title,
        f"/utgave/{page.edition.number}/{path}{anchor}",
        excerpt(best.shown, query, text.language) if best else SafeString(),
        text.language,
    )


def all_synonyms() -> list[Synonyms]:
    """The groups of words that mean the same, in alphabetical order."""
    return list(Synonyms.objects.all())


def find_synonyms(number: int) -> Synonyms:
    """A group of words; Http404 when there is none."""
    return get_object_or_404(Synonyms, pk=number)
