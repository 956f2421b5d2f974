"""What readers' pages need, in the shapes the templates take."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import get_language

from kokebok.book.models import (
    Chapter,
    Example,
    FactChapter,
    Page,
    PageKind,
    Post,
    Recipe,
    Tool,
)
from kokebok.book.queries import address_of
from kokebok.editions.models import Edition, EditionPage
from kokebok.editions.said_beside import standing_editions
from kokebok.lists.models import OTHER, Which
from kokebok.lists.queries import all_words
from kokebok.versions.queries import one_version_each

MODELS: dict[PageKind, type[Chapter]] = {
    PageKind.RECIPE: Recipe,
    PageKind.FACT: FactChapter,
    PageKind.EXAMPLE: Example,
    PageKind.TOOL: Tool,
    PageKind.POST: Post,
}


@dataclass(frozen=True)
class PageCard:
    """A page as it is shown in a list."""

    url: str
    title: str
    kind: str = ""
    kicker: str = ""
    text: str = ""
    labels: tuple[str, ...] = ()
    meta: str = ""
    language: str = ""
    date: date | None = None


@dataclass(frozen=True)
class Situation:
    """A recipe as the reader's own situation. `title` is the situation as a sentence, `recipe` the recipe's title."""

    title: str
    url: str
    recipe: str
    labels: tuple[str, ...]
    language: str


def labels(audience: Iterable[str]) -> tuple[str, ...]:
    """The names of those a page is for."""
    return all_words().names(Which.AUDIENCES, audience)


def audiences_of(recipes: Iterable[Any]) -> list[tuple[str, str]]:
    """Those a reader may say they are, by key with their names: all in use, and the rest where a recipe is for them."""
    words = all_words()
    named = {key for recipe in recipes for key in recipe.audience}
    in_use = {one.key for one in words.of(Which.AUDIENCES) if not one.is_retired and one.key != OTHER}
    return words.among(Which.AUDIENCES, sorted(named | in_use))


def pages_of_kind(kind: PageKind) -> list[Any]:
    """The published pages of a kind, in the order of their shelf; posts newest first."""
    pages = MODELS[kind].objects.live()
    return list(pages.order_by("-date") if kind == PageKind.POST else pages.order_by("path"))


def read_of_kind(kind: PageKind) -> list[Any]:
    """The same, with one version of each text: the one in the language of now where there is one."""
    return one_version_each(pages_of_kind(kind), get_language() or "")


def card(page: Any) -> PageCard:
    """The card of a chapter."""
    kind = page.kind
    return PageCard(
        url=address_of(page),
        title=page.title,
        kind=kind,
        kicker=str(kind.label),
        text=page.lead,
        labels=labels(page.audience) if kind == PageKind.RECIPE else (),
        meta=page.period if kind == PageKind.EXAMPLE else "",
        language=page.language,
        date=page.date if kind == PageKind.POST else None,
    )


def situation(page: Any) -> Situation:
    """The situation of a recipe."""
    return Situation(page.situation, address_of(page), page.title, labels(page.audience), page.language)


POINTED_TO = {
    "tool": PageKind.TOOL,
    "example": PageKind.EXAMPLE,
    "factchapter": PageKind.FACT,
    "recipe": PageKind.RECIPE,
}


def cards_of(keys: list[int]) -> list[PageCard]:
    """The cards of published pages of any kind, in the order of their keys, in one query."""
    fields = [f"{model}__{name}" for model in POINTED_TO for name in ("lead", "language")]
    rows = Page.objects.live().filter(pk__in=keys).values("pk", "title", "url_path", *fields)
    found = {row["pk"]: _card_of(row) for row in rows}
    return [found[key] for key in keys if key in found]


def _card_of(row: dict[str, Any]) -> PageCard:
    model = next(model for model in POINTED_TO if row[f"{model}__language"])
    kind = POINTED_TO[model]
    return PageCard(
        url="/" + row["url_path"].split("/", 2)[2],
        title=row["title"],
        kind=kind,
        kicker=str(kind.label),
        text=row[f"{model}__lead"],
        language=row[f"{model}__language"],
    )


def latest_edition(path: str = "") -> Edition | None:
    """The newest edition not withdrawn; None before the first, and where it does not hold the page at this path."""
    held = EditionPage.objects.filter(edition=OuterRef("pk"), path=path)
    editions = standing_editions().defer("changes", "credits").annotate(holds_it=Exists(held))
    newest = editions.order_by("pk").last()
    return newest if newest and (newest.holds_it or not path) else None
