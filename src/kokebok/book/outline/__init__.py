"""From a Wagtail page to the text readers, editions and formats know: sections of passages, in the page's language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils import formats, timezone

from kokebok.book.outline.facts import fact_chapter, text_page
from kokebok.book.outline.headings import heading as _
from kokebok.book.outline.headings import lent, speaking
from kokebok.book.outline.parts import Facts, laid_out, rich_section, some
from kokebok.book.outline.recipes import recipe
from kokebok.book.outline.tools import tool
from kokebok.lib.text import PageText, Section, Source
from kokebok.lists.headings import INSTEAD
from kokebok.lists.models import Which
from kokebok.lists.queries import all_words


def outline(page: Any, *, on: date | None = None) -> PageText:
    """The text of a page. Named values stand as they are on the day `on` (today if not given).

    Passages have no anchors yet: `book.queries.text_of` fills them in.
    """
    kind, sections = OUTLINES[type(page).__name__]
    with speaking(page.language) as spoken:
        text = PageText(
            slug=page.slug,
            kind=kind,
            title=page.title,
            language=page.language,
            lead=page.lead,
            facts=_page_facts(page),
            sections=tuple(
                section for section in sections(page, on or timezone.localdate()) if _says_something(section)
            ),
            sources=tuple(_source(block.value) for block in getattr(page, "sources", [])),
            review_by=page.review_by.isoformat() if getattr(page, "review_by", None) else "",
            responsible=page.responsible_body,
        )
        return replace(text, lent=tuple((words, INSTEAD) for words in sorted(spoken.lent)))


def _says_something(section: Section) -> bool:
    return bool(section.passages or section.parts or section.facts)


def _source(value: Any) -> Source:
    checked = value.get("checked")
    return Source(
        title=value["title"],
        url=value.get("url") or "",
        year=value.get("year") or "",
        checked=checked.isoformat() if checked else "",
    )


def _page_facts(page: Any) -> Facts:
    facts = PAGE_FACTS.get(type(page).__name__)
    audience = _chosen(page, Which.AUDIENCES, *getattr(page, "audience", []))
    return some(audience, *(facts(page) if facts else []))


def _chosen(page: Any, which: Which, *keys: str) -> tuple[str, str]:
    """What a list is called, and what was chosen from it, both in the page's language."""
    words = all_words()
    title = words.title(which, page.language)
    if not words.has_title(which, page.language):
        lent(title)
    return title, ", ".join(words.names(which, filter(None, keys), page.language))


def _recipe_facts(page: Any) -> list[tuple[str, str]]:
    return [
        (_("Time to prepare"), page.time_prepare),
        (_("Time to do"), page.time_do),
        (_("Calendar time"), page.time_calendar),
        (_("Cost"), page.cost),
    ]


def _example_facts(page: Any) -> list[tuple[str, str]]:
    return [
        (
            _("Parties"),
            "; ".join(_party(block.value["actor"], block.value["role"]) for block in page.parties),
        ),
        (_("Place"), ", ".join(page.places)),
        (_("Period"), page.period),
        _chosen(page, Which.FORMS, page.form),
        (_("Money"), page.money),
        (_("How we know the result"), page.get_evidence_display()),
        _chosen(page, Which.AFTER, page.after),
        (_("Contact"), page.contact_role),
        (_("Consent"), page.consent),
    ]


def _party(actor: Any, role: str) -> str:
    return f"{actor.name} ({role})" if actor and role else actor.name if actor else role


def _tool_facts(page: Any) -> list[tuple[str, str]]:
    return [
        _chosen(page, Which.TOOLS, page.form),
        (_("Participants"), page.participants),
        (_("Time"), page.time),
        (_("Materials"), page.materials),
        (_("Origin"), page.origin),
        (_("Can it be used as it is?"), page.get_as_is_display()),
        (_("Who can use it"), page.used_by),
        (_("Tried by"), page.tried_by),
    ]


def _post_facts(page: Any) -> list[tuple[str, str]]:
    return [
        (_("Date"), formats.date_format(page.date, "DATE_FORMAT") if page.date else ""),
        (_("Author"), page.author),
    ]


def _cookbook(page: Any, on: date) -> list[Section]:
    return [rich_section(page, "about", "")]


def _post(page: Any, on: date) -> list[Section]:
    more = [laid_out(f"more/{block.id}", block) for block in page.more]
    return [rich_section(page, "body", "", more)]


def _example(page: Any, on: date) -> list[Section]:
    titles = {
        "need": _("The need"),
        "happened": _("What happened"),
        "users": _("The users' part"),
        "result": _("Result"),
        "barriers": _("Barriers"),
        "differently": _("What we would do differently"),
    }
    return [rich_section(page, field, title, _shown_under(page, field)) for field, title in titles.items()]


def _shown_under(page: Any, field: str) -> list[Section]:
    placed = [block for block in page.pictures if block.value["under"] == field]
    return [laid_out(f"pictures/{block.id}", block) for block in placed]


OUTLINES: dict[str, tuple[str, Callable[[Any, date], list[Section]]]] = {
    "Cookbook": ("cookbook", _cookbook),
    "FactChapter": ("fact", fact_chapter),
    "Recipe": ("recipe", recipe),
    "Example": ("example", _example),
    "Tool": ("tool", tool),
    "Post": ("post", _post),
    "TextPage": ("text", text_page),
}
PAGE_FACTS: dict[str, Callable[[Any], list[tuple[str, str]]]] = {
    "Recipe": _recipe_facts,
    "Example": _example_facts,
    "Tool": _tool_facts,
    "Post": _post_facts,
}
