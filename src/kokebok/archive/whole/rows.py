"""A row of a table as one line of JSON, and back."""

from __future__ import annotations

import base64
import json
from datetime import date, datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import BinaryField, JSONField, Value

from kokebok.archive.whole.tables import BLANKED, name_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import Field, Model

TOO_LARGE_TO_BE_EXACT = 1e15


class BadRow(ValueError):
    """A line that is no row of its table; the words say why."""


def as_line(columns: Sequence[Field[Any, Any]], row: Sequence[Any]) -> bytes:
    """A row as a line: the same bytes whichever database it came from. Moments are in UTC, bytes in base64."""
    said = {column.attname: _plain(value) for column, value in zip(columns, row, strict=True)}
    return f"{json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(',', ':'))}\n".encode()


def from_line(model: type[Model], columns: Sequence[Field[Any, Any]], line: bytes) -> SimpleNamespace:
    """What stands in a line, with a value for each column of the table, ready to be put in. Raises BadRow."""
    try:
        said = json.loads(line)
        if said.keys() != {column.attname for column in columns}:
            raise BadRow("it has other columns than the table")
        values = {column.attname: _value(column, said[column.attname]) for column in columns}
    except (ValueError, AttributeError, TypeError, RecursionError, ValidationError) as error:
        raise BadRow(f"{name_of(model)}: {error}") from error
    kept = {column.attname for column in model._meta.local_concrete_fields} - values.keys()
    return SimpleNamespace(**values, **{name: BLANKED[f"{name_of(model)}.{name}"][0] for name in kept})


def is_json(column: Field[Any, Any]) -> bool:
    """Whether a column holds JSON: a JSONField, or a page's StreamField."""
    return column.get_internal_type() == "JSONField" or isinstance(column, JSONField)


def _plain(value: Any) -> Any:
    """A value as JSON has it. A text of blocks is given as it is stored: what it is made into would get new ids."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if hasattr(value, "raw_data"):
        return [_plain(one) for one in value.raw_data]
    return _word(value)


def _word(value: Any) -> str | float:
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    return str(value)  # a UUID, or the name of a file


def _number(value: float) -> float | int:
    """A number as every database gives it back: PostgreSQL knows no -0.0, and writes large ones without a fraction."""
    if value == 0:
        return 0.0
    return int(value) if abs(value) >= TOO_LARGE_TO_BE_EXACT and value.is_integer() else value


def _value(column: Field[Any, Any], said: Any) -> Any:
    if is_json(column):
        return Value(None, JSONField()) if said is None and not column.null else said
    if said is None:
        return None
    if isinstance(column, BinaryField):
        return base64.b64decode(said, validate=True)
    return column.to_python(said)
