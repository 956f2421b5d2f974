"""What an archive says of itself: how to read it in ten years, and what each column is."""

from __future__ import annotations

import inspect
import json
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import ForeignKey
from django.utils import translation

from kokebok.archive.whole.rows import is_json
from kokebok.archive.whole.tables import BLANKED, LEFT_OUT, ROWS_LEFT_OUT, columns_of, name_of, tables

if TYPE_CHECKING:
    from django.db.models import Field, Model

README = """\
Kokebok: a whole cookbook
=========================

This zip holds all of a cookbook that was made with Kokebok: its texts with all they have been, what people
said, what was decided, its editions, files, lists and settings. It holds personal data: keep it as you keep
the cookbook itself, and no longer than you must.

To put it back: in an empty installation of Kokebok, run  ./kokebok import FILE

To read it without Kokebok:

sha256sums.txt    the SHA-256 checksum of every other file. `sha256sum -c sha256sums.txt` holds them all.
manifest.json     the version of this format, the state of the tables ("migrations"), and for each table how many
                  rows it has and the last number it has given.
tables/NAME.jsonl a table. One line is one row, as a JSON object (RFC 8259, UTF-8), in the order of the primary
                  key. Moments are in UTC (ISO 8601), bytes in base64, and a file is named by where it lies
                  within files/files/.
schema.json       the columns of each table: type, meaning, what they point to, what may be chosen.
FIELDS.md         the same, to be read by people.
files/            files, under the folder they lay in. In attachments/, arrivals/ and copies/ a file is named by
                  the SHA-256 of its bytes; the table that names it has its name and kind.

A page has one row in wagtailcore.page (its place in the tree, title and address), one with the same number in the
table of its kind (book.recipe, book.factchapter ...), and one in wagtailcore.revision for each time it was saved.
A paragraph that one can speak about is in book.paragraph, and all it has ever said in book.wording. An input
(inputs.input) names its paragraph and wording; what was decided of it is in desk.decision. An edition
(editions.edition) has its pages, frozen, in editions.editionpage. Who did what is in journal.entry.

What was left behind, and why, stands last in FIELDS.md.
"""
WORDS_OF_TYPES = {
    "AutoField": "number", "BigAutoField": "number", "IntegerField": "number", "BigIntegerField": "number",
    "PositiveIntegerField": "number", "PositiveBigIntegerField": "number", "PositiveSmallIntegerField": "number",
    "SmallIntegerField": "number", "FloatField": "number", "BooleanField": "true or false", "DateField": "date",
    "DateTimeField": "moment", "UUIDField": "uuid", "BinaryField": "bytes in base64", "FileField": "file",
}  # fmt: skip


def schema() -> dict[str, Any]:
    """The tables that leave, with their columns, in English."""
    with translation.override("en"):
        return {name_of(model): _table(model) for model in tables()}


def schema_json() -> bytes:
    """The tables and their columns, for programs."""
    return f"{json.dumps(schema(), ensure_ascii=False, indent=1)}\n".encode()


def fields_md() -> bytes:
    """The tables and their columns, for people; and what was left behind."""
    lines = ["# The tables and their columns", ""]
    for name, table in schema().items():
        lines += [f"## {name}", "", table["about"], "", "| Column | Holds | Means |", "|---|---|---|"]
        lines += [f"| {key} | {_holds(one)} | {_means(one)} |" for key, one in table["columns"].items()]
        lines.append("")
    lines += ["# Left behind", "", "| What | Why |", "|---|---|"]
    lines += [f"| table {name} | {why} |" for name, why in LEFT_OUT.items()]
    lines += [f"| column {name} | {why} |" for name, (_value, why) in BLANKED.items()]
    lines += [f"| some rows of {name} | {why} |" for name, (_which, why) in ROWS_LEFT_OUT.items()]
    return ("\n".join(lines) + "\n").encode()


def languages() -> list[str]:
    """The languages that the interface is in."""
    return [code for code, _name in settings.LANGUAGES]


def _table(model: type[Model]) -> dict[str, Any]:
    said = inspect.cleandoc(model.__doc__ or "")
    made_by_django = said.startswith(f"{model.__name__}(")
    about = str(model._meta.verbose_name) if made_by_django or not said else said
    columns = {one.attname: _column(one) for one in columns_of(model)}
    return {"about": about.split("\n\n")[0].replace("\n", " "), "columns": columns}


def _column(one: Field[Any, Any]) -> dict[str, Any]:
    target = one.target_field if isinstance(one, ForeignKey) else one
    held = "JSON" if is_json(one) else WORDS_OF_TYPES.get(target.get_internal_type(), "text")
    told: dict[str, Any] = {"holds": held, "means": str(one.verbose_name), "may_be_null": one.null}
    if one.help_text:
        told["help"] = str(one.help_text)
    if isinstance(one, ForeignKey):
        told["points_to"] = name_of(one.related_model)
    if isinstance(one.choices, list):
        told["choices"] = {str(value): str(label) for value, label in one.flatchoices}
    if one.primary_key:
        told["is_the_key"] = True
    return told


def _holds(told: dict[str, Any]) -> str:
    pointing = f", the key of a row of {told['points_to']}" if "points_to" in told else ""
    return f"{told['holds']}{pointing}{' or nothing' if told['may_be_null'] else ''}"


def _means(told: dict[str, Any]) -> str:
    choices = "; ".join(f"`{value}`: {label}" for value, label in told.get("choices", {}).items())
    said = [told["means"], told.get("help", ""), choices]
    return ". ".join(filter(None, said)).replace("|", "\\|").replace("\n", " ")
