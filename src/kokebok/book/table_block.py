"""A table in a text, written in a grid of cells; what is pasted from Word or Excel lands in them."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import StructBlock

from kokebok.lib.richtext import normal

MOST_ROWS, MOST_COLUMNS = 500, 20
FIRST_ROW, FIRST_COLUMN, BOTH = "row", "column", "both"
HEADS = [
    (FIRST_ROW, _("The first row")),
    (FIRST_COLUMN, _("The first column")),
    (BOTH, _("The first row and the first column")),
]

Rows = list[list[str]]


class GridInput(forms.HiddenInput):
    """The rows as JSON, which a script shows as cells to write in."""

    class Media:
        js = ("book/clipboard_rows.js", "book/grid.js")
        css = {"all": ("book/grid.css",)}

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        said = {"data-controller": "kokebok-grid", "data-kokebok-grid-words-value": json.dumps(_words())}
        return super().get_context(name, value, {**(attrs or {}), **said})


def _words() -> dict[str, str]:
    return {
        "cell": gettext("Row {row}, column {column}"),
        "addRow": gettext("New row below"),
        "addColumn": gettext("New column after"),
        "removeRow": gettext("Take away the row"),
        "removeColumn": gettext("Take away the column"),
        "help": gettext(
            "Write in the cells. A table copied from Word, Excel or a web page can be pasted into a cell: "
            "it fills the cells from there."
        ),
        "pasted": gettext("Pasted: {rows} rows and {columns} columns."),
    }


class GridField(forms.CharField):
    """The rows of a table, as JSON. What is no JSON is read as lines with tabs, as a spreadsheet copies them."""

    def clean(self, value: Any) -> str:
        rows = rows_said(value)
        if self.required and not rows:
            raise ValidationError(gettext("Write something in the table, or take it away."))
        if len(rows) > MOST_ROWS or any(len(row) > MOST_COLUMNS for row in rows):
            raise ValidationError(
                gettext(
                    "The table is too large: at most %(rows)d rows and %(columns)d columns. Part it in two."
                )
                % {"rows": MOST_ROWS, "columns": MOST_COLUMNS}
            )
        return json.dumps(rows)


def rows_said(text: Any) -> Rows:
    """The rows that a form sends, as `even` gives them."""
    try:
        found = json.loads(text or "[]")
    except (ValueError, RecursionError):
        found = list(csv.reader(str(text).replace("\x00", "").splitlines(), delimiter="\t"))
    return even(found)


def even(rows: Any) -> Rows:
    """Rows of words, all as long; none where no cell says anything. Empty rows stay: readers write in them."""
    lists = [row for row in rows if isinstance(row, list)] if isinstance(rows, list) else []
    found = [[_cell(cell) for cell in row] for row in lists]
    width = max((len(row) for row in found), default=0)
    return [[*row, *[""] * (width - len(row))] for row in found] if any(map(any, found)) else []


def _cell(said: Any) -> str:
    return normal(said) if isinstance(said, str) else ""


class GridBlock(blocks.FieldBlock):  # type: ignore[misc]
    """The cells of a table, as rows of words."""

    def __init__(self, *, required: bool = True, **kwargs: Any) -> None:
        self.is_required = required
        super().__init__(**kwargs)

    @cached_property
    def field(self) -> GridField:
        return GridField(widget=GridInput(), required=self.is_required)

    def value_from_form(self, value: Any) -> Rows:
        return rows_said(value)

    def value_for_form(self, value: Any) -> str:
        return json.dumps(value or [])

    def get_searchable_content(self, value: Rows) -> list[str]:
        return [cell for row in value or [] for cell in row if cell]

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return ("wagtail.blocks.CharBlock", [], {"label": self.label})

    class Meta:
        icon = "table"
        default: tuple[Rows, ...] = ()


class TableBlock(StructBlock):  # type: ignore[misc]
    """A table: what it is called, which of its cells are headings, and its cells."""

    caption = blocks.CharBlock(
        label=_("What the table shows"),
        help_text=_("Stands above the table. Those who do not see it hear this first."),
    )
    heads = blocks.ChoiceBlock(
        HEADS,
        default=FIRST_ROW,
        label=_("Which cells are headings"),
        help_text=_("Headings say what the other cells are about, and are read aloud with them."),
    )
    cells = GridBlock(label=_("Cells"))

    class Meta:
        label = _("Table")
        icon = "table"

    def to_python(self, value: Any) -> Any:
        """As Wagtail does, also of a table from when its header and its rows were lists of blocks."""
        return super().to_python(_as_now(value))

    def bulk_to_python(self, values: Sequence[Any]) -> Any:
        return super().bulk_to_python([_as_now(value) for value in values])


def _as_now(value: Any) -> Any:
    if not isinstance(value, Mapping) or "header" not in value:
        return value
    rows = [_listed(row) for row in [value["header"], *_listed(value.get("rows"))]]
    return {"caption": value.get("caption", ""), "heads": FIRST_ROW, "cells": even(rows)}


def _listed(items: Any) -> list[Any]:
    """The values of a list of blocks, as it is kept: each in a block of its own, or bare in what is older."""
    return [item["value"] if isinstance(item, Mapping) else item for item in items or []]


def table_value(
    rows: Sequence[Sequence[str]], *, caption: str = "", heads: str = FIRST_ROW
) -> dict[str, Any]:
    """A table as its block keeps it."""
    return {"caption": caption, "heads": heads, "cells": even([list(row) for row in rows])}
