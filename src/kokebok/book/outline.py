"""From a Wagtail page to the text readers, editions and formats know: sections of passages, in the page's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import Any

from django.utils import formats, translation
from django.utils.html import escape
from django.utils.translation import gettext as _
from wagtail.rich_text import expand_db_html

from kokebok.book.blocks import CASES, INGREDIENTS
from kokebok.book.models.choices import After, Audience, Evidence, Form, ToolForm
from kokebok.lib.richtext import pieces
from kokebok.lib.text import Kind, PageText, Passage, Section, Source

Facts = tuple[tuple[str, str], ...]


def outline(page: Any, *, on: date | None = None) -> PageText:
    """The text of a page. Named values stand as they are on the day `on` (today if not given).

    Passages have no anchors yet: `book.queries.text_of` fills them in.
    """
    kind, sections = OUTLINES[type(page).__name__]
    with translation.override("nb" if page.language == "se" else page.language):
        return PageText(
            slug=page.slug,
            kind=kind,
            title=page.title,
            language=page.language,
            lead=page.lead,
            facts=_page_facts(page),
            sections=tuple(
                section for section in sections(page, on or date.today()) if _says_something(section)
            ),
            sources=tuple(_source(block.value) for block in getattr(page, "sources", [])),
            review_by=page.review_by.isoformat() if getattr(page, "review_by", None) else "",
            responsible=page.responsible_body,
        )


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


def plain(path: str, text: str, kind: Kind = "text") -> list[Passage]:
    """One passage of plain words; none when there are no words."""
    said = " ".join(str(text or "").split())
    return [Passage(path=path, kind=kind, html=escape(said), text=said)] if said else []


def rich(path: str, html: str) -> list[Passage]:
    """The passages of a rich text."""
    return [
        Passage(
            path=f"{path}/{piece.key}",
            kind=piece.kind,
            html=expand_db_html(piece.html),
            text=piece.text,
            level=piece.level,
        )
        for piece in pieces(html)
        if piece.text
    ]


def _rich_section(page: Any, field: str, title: str) -> Section:
    return Section(key=field, title=title, passages=tuple(rich(field, getattr(page, field))))


def _some(*facts: tuple[str, Any]) -> Facts:
    return tuple((label, str(value)) for label, value in facts if value)


def _labels(choices: Iterable[tuple[str, Any]], chosen: Iterable[str]) -> str:
    names = {key: str(label) for key, label in choices}
    return ", ".join(names[key] for key in chosen if key in names)


def _page_facts(page: Any) -> Facts:
    facts = PAGE_FACTS.get(type(page).__name__)
    audience = _labels(Audience.choices, getattr(page, "audience", []))
    return _some((_("For"), audience), *(facts(page) if facts else []))


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
        (_("Form of collaboration"), str(Form(page.form).label)),
        (_("Money"), page.money),
        (_("How we know the result"), str(Evidence(page.evidence).label)),
        (_("After the pilot"), str(After(page.after).label)),
        (_("Contact"), page.contact_role),
        (_("Consent"), page.consent),
    ]


def _party(actor: Any, role: str) -> str:
    return f"{actor.name} ({role})" if actor and role else actor.name if actor else role


def _tool_facts(page: Any) -> list[tuple[str, str]]:
    return [
        (_("Form"), str(ToolForm(page.form).label)),
        (_("Participants"), page.participants),
        (_("Time"), page.time),
        (_("Materials"), page.materials),
        (_("Origin"), page.origin),
    ]


def _post_facts(page: Any) -> list[tuple[str, str]]:
    return [(_("Date"), formats.date_format(page.date, "DATE_FORMAT")), (_("Author"), page.author)]


# --- the cookbook's own text, and posts ---


def _cookbook(page: Any, on: date) -> list[Section]:
    return [_rich_section(page, "about", "")]


def _post(page: Any, on: date) -> list[Section]:
    return [_rich_section(page, "body", "")]


# --- fact chapters ---


def _fact(page: Any, on: date) -> list[Section]:
    parts = [FACT_BLOCKS[block.block_type](f"body/{block.id}", block.value, on) for block in page.body]
    return [
        Section(key="question", title=_("The question"), passages=tuple(plain("question", page.question))),
        *_under_headings(parts),
        _rich_section(page, "not_when", _("Does not apply when")),
    ]


def _under_headings(parts: list[Section]) -> list[Section]:
    """Blocks of text joined under the heading block before them."""
    sections: list[Section] = []
    for part in parts:
        if part.key == "heading" or not sections:
            sections.append(Section(key="body", title=part.title, passages=part.passages))
            if part.key in {"heading", "text"}:
                continue
            sections[-1] = Section(key="body", title="")
        last = sections[-1]
        sections[-1] = Section(
            key="body", title=last.title, passages=last.passages, parts=(*last.parts, part)
        )
    return sections


def _text_block(path: str, value: Any, on: date) -> Section:
    return Section(key="text", title="", passages=tuple(rich(path, value.source)))


def _heading_block(path: str, value: Any, on: date) -> Section:
    return Section(key="heading", title=str(value))


def _myth_block(path: str, value: Any, on: date) -> Section:
    passages = plain(f"{path}/myth", value["myth"]) + plain(f"{path}/fact", value["fact"])
    return Section(key="myth", title="", shape="myth", passages=tuple(passages))


def _value_block(path: str, value: Any, on: date) -> Section:
    named = value["value"]
    if named is None:
        return Section(key="value", title="", passages=tuple(plain(f"{path}/text", value["text"])))
    return Section(
        key="value",
        title=named.label,
        facts=_value_facts(named, on),
        passages=tuple(plain(f"{path}/text", value["text"], "value")),
    )


def _value_facts(named: Any, on: date) -> Facts:
    now = named.at(on)
    day = partial(formats.date_format, format="DATE_FORMAT")
    review = day(named.review_by)
    if named.review_by < on:
        review = _("%(day)s – this has passed: check the amount before you use it") % {"day": review}
    return _some(
        (_("Amount"), f"{now.amount} {named.unit}".strip() if now else ""),
        (_("In force from"), day(now.valid_from) if now else ""),
        (_("Source"), named.source_title),
        (_("Must be checked by"), review),
    )


def _law_block(path: str, value: Any, on: date) -> Section:
    return Section(
        key="law",
        title=value["name"],
        facts=_some((_("Address"), value.get("url"))),
        passages=tuple(plain(f"{path}/text", value["text"])),
    )


FACT_BLOCKS: dict[str, Callable[[str, Any, date], Section]] = {
    "text": _text_block,
    "heading": _heading_block,
    "myth": _myth_block,
    "value": _value_block,
    "law": _law_block,
}


# --- recipes ---


def _recipe(page: Any, on: date) -> list[Section]:
    return [
        Section(
            key="situation", title=_("Your situation"), passages=tuple(plain("situation", page.situation))
        ),
        Section(
            key="outcome", title=_("What you have when done"), passages=tuple(plain("outcome", page.outcome))
        ),
        Section(
            key="ingredients",
            title=_("You need"),
            shape="ingredients",
            parts=tuple(_ingredients(page)),
        ),
        Section(
            key="steps",
            title=_("Do it like this"),
            shape="steps",
            parts=tuple(_step(f"steps/{block.id}", block.value) for block in page.steps),
        ),
        _rich_section(page, "mistakes", _("Common mistakes")),
        Section(
            key="variants",
            title=_("When things are different"),
            parts=tuple(_variant(block) for block in page.variants),
        ),
    ]


def _ingredients(page: Any) -> list[Section]:
    return [
        Section(
            key=kind,
            title=str(label),
            passages=tuple(
                passage
                for block in page.ingredients
                if block.value["kind"] == kind
                for passage in plain(f"ingredients/{block.id}/text", block.value["text"], "item")
            ),
        )
        for kind, label in INGREDIENTS
        if any(block.value["kind"] == kind for block in page.ingredients)
    ]


def _step(path: str, value: Any) -> Section:
    stop = plain(f"{path}/stop", value["stop"])
    done = plain(f"{path}/done_when", value["done_when"])
    tool, fact = value["tool"], value["fact"]
    return Section(
        key="step",
        title=value["what"],
        shape="step",
        facts=_some(
            (_("Who"), value["who"]),
            (_("Time"), value["time"]),
            (_("Tool"), tool.title if tool else ""),
            (_("Read more"), fact.title if fact else ""),
        ),
        passages=tuple(rich(f"{path}/how", value["how"].source)),
        parts=tuple(
            section
            for section in (
                Section(key="stop", title="", shape="stop", passages=tuple(stop)),
                Section(key="done_when", title=_("You are done when"), passages=tuple(done)),
            )
            if section.passages
        ),
        links=tuple(
            (label, _path(page)) for label, page in ((_("Tool"), tool), (_("Read more"), fact)) if page
        ),
    )


def _path(page: Any) -> str:
    """Where a page stands below the cookbook, without slashes around."""
    return str(page.url_path).split("/", 2)[2].strip("/")


def _variant(block: Any) -> Section:
    return Section(
        key="variant",
        title=_labels(CASES, [block.value["case"]]),
        passages=tuple(rich(f"variants/{block.id}/text", block.value["text"].source)),
    )


# --- examples ---


def _example(page: Any, on: date) -> list[Section]:
    return [
        _rich_section(page, "need", _("The need")),
        _rich_section(page, "happened", _("What happened")),
        _rich_section(page, "users", _("The users' part")),
        _rich_section(page, "result", _("Result")),
        _rich_section(page, "barriers", _("Barriers")),
        _rich_section(page, "differently", _("What we would do differently")),
    ]


# --- tools ---


def _tool(page: Any, on: date) -> list[Section]:
    return [
        Section(key="use_when", title=_("Use it when"), passages=tuple(plain("use_when", page.use_when))),
        Section(
            key="steps",
            title=_("How to use it"),
            shape="steps",
            parts=tuple(
                Section(
                    key="step",
                    title=block.value["what"],
                    shape="step",
                    passages=tuple(plain(f"steps/{block.id}/how", block.value["how"])),
                )
                for block in page.steps
            ),
        ),
        Section(
            key="body",
            title=page.title,
            parts=tuple(
                TOOL_BLOCKS[block.block_type](f"body/{block.id}", block.value) for block in page.body
            ),
        ),
    ]


def _tool_text(path: str, value: Any) -> Section:
    return Section(key="text", title="", passages=tuple(rich(path, value.source)))


def _checklist(path: str, value: Any) -> Section:
    items = [plain(f"{path}/items/{item.id}", item.value, "check") for item in value["items"].bound_blocks]
    return Section(key="checklist", title=value["title"], shape="checklist", passages=tuple(sum(items, [])))


def _worksheet(path: str, value: Any) -> Section:
    fields: list[Passage] = []
    helps: list[tuple[str, str]] = []
    for item in value["fields"].bound_blocks:
        fields += plain(f"{path}/fields/{item.id}/question", item.value["question"], "field")
        helps += [(item.value["question"], item.value["help"])] if item.value["help"] else []
    return Section(
        key="worksheet", title=value["title"], shape="worksheet", facts=tuple(helps), passages=tuple(fields)
    )


def _table(path: str, value: Any) -> Section:
    rows = tuple(tuple(str(cell) for cell in row) for row in [value["header"], *value["rows"]])
    text = "\n".join(" | ".join(row) for row in rows)
    passage = Passage(path=path, kind="table", html="", text=text, rows=rows)
    return Section(key="table", title=value["caption"], shape="table", passages=(passage,))


TOOL_BLOCKS: dict[str, Callable[[str, Any], Section]] = {
    "text": _tool_text,
    "checklist": _checklist,
    "worksheet": _worksheet,
    "table": _table,
}

OUTLINES: dict[str, tuple[str, Callable[[Any, date], list[Section]]]] = {
    "Cookbook": ("cookbook", _cookbook),
    "FactChapter": ("fact", _fact),
    "Recipe": ("recipe", _recipe),
    "Example": ("example", _example),
    "Tool": ("tool", _tool),
    "Post": ("post", _post),
}
PAGE_FACTS: dict[str, Callable[[Any], list[tuple[str, str]]]] = {
    "Recipe": _recipe_facts,
    "Example": _example_facts,
    "Tool": _tool_facts,
    "Post": _post_facts,
}
