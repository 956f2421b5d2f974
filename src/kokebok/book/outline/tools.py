"""The outline of a tool."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import chain
from typing import Any

from kokebok.book.outline.headings import heading as _
from kokebok.book.outline.parts import plain, rich, shown, table
from kokebok.lib.text import Passage, Section


def tool(page: Any, on: date) -> list[Section]:
    """The sections of a tool: when and how to use it, and the tool itself."""
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
            title=_("The tool itself"),
            parts=tuple(
                TOOL_BLOCKS[block.block_type](f"body/{block.id}", block.value) for block in page.body
            ),
        ),
    ]


def _tool_text(path: str, value: Any) -> Section:
    return Section(key="text", title="", passages=tuple(rich(path, value.source)))


def _checklist(path: str, value: Any) -> Section:
    items = [plain(f"{path}/items/{item.id}", item.value, "check") for item in value["items"].bound_blocks]
    return Section(
        key="checklist", title=value["title"], shape="checklist", passages=tuple(chain.from_iterable(items))
    )


def _worksheet(path: str, value: Any) -> Section:
    fields: list[Passage] = []
    helps: list[tuple[str, str]] = []
    for item in value["fields"].bound_blocks:
        fields += plain(f"{path}/fields/{item.id}/question", item.value["question"], "field")
        helps += [(item.value["question"], item.value["help"])] if item.value["help"] else []
    return Section(
        key="worksheet", title=value["title"], shape="worksheet", facts=tuple(helps), passages=tuple(fields)
    )


def _picture(path: str, value: Any) -> Section:
    return Section(key="picture", title="", passages=tuple(shown(path, value)))


TOOL_BLOCKS: dict[str, Callable[[str, Any], Section]] = {
    "text": _tool_text,
    "checklist": _checklist,
    "worksheet": _worksheet,
    "table": table,
    "picture": _picture,
}
