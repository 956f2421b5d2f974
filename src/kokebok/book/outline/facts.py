"""The outline of a fact chapter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django.utils import formats
from django.utils.translation import gettext

from kokebok.book.outline.headings import heading as _
from kokebok.book.outline.parts import Facts, plain, rich, rich_section, shown, some, table
from kokebok.lib.text import Section


def fact_chapter(page: Any, on: date) -> list[Section]:
    """The sections of a fact chapter, with named values as on a day."""
    parts = [FACT_BLOCKS[block.block_type](f"body/{block.id}", block.value, on) for block in page.body]
    return [
        Section(key="question", title=_("The question"), passages=tuple(plain("question", page.question))),
        *_under_headings(parts),
        rich_section(page, "not_when", _("Does not apply when")),
    ]


def text_page(page: Any, on: date) -> list[Section]:
    """The sections of a text page."""
    return _under_headings(
        [FACT_BLOCKS[block.block_type](f"body/{block.id}", block.value, on) for block in page.body]
    )


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
        review = gettext("%(day)s – this has passed: check the amount before you use it") % {"day": review}
    return some(
        (_("Amount"), f"{now.amount} {named.unit}".strip() if now else ""),
        (_("In force from"), day(now.valid_from) if now else ""),
        (_("Source"), named.source_title),
        (_("Must be checked by"), review),
    )


def _law_block(path: str, value: Any, on: date) -> Section:
    return Section(
        key="law",
        title=value["name"],
        facts=some((_("Address"), value.get("url"))),
        passages=tuple(plain(f"{path}/text", value["text"])),
    )


def _table_block(path: str, value: Any, on: date) -> Section:
    return table(path, value)


def _picture_block(path: str, value: Any, on: date) -> Section:
    return Section(key="picture", title="", passages=tuple(shown(path, value)))


FACT_BLOCKS: dict[str, Callable[[str, Any, date], Section]] = {
    "text": _text_block,
    "heading": _heading_block,
    "myth": _myth_block,
    "value": _value_block,
    "law": _law_block,
    "table": _table_block,
    "picture": _picture_block,
}
