"""What leaves the house, as any format can hold it: the one way out, as `lib/typed.py` is the one way in."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

OVERRIDES = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
UNWRITABLE = re.compile(
    f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff{OVERRIDES}]"
)
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a text begins with that a spreadsheet takes for a formula."""


def writable(text: str) -> str:
    """The text without what XML forbids and without marks that turn the direction of all that follows; NFC."""
    return unicodedata.normalize("NFC", UNWRITABLE.sub("", text))


def written(data: Any) -> Any:
    """The same lists and mappings, with every text in them writable; what is no text is left as it is."""
    if isinstance(data, str):
        return writable(data)
    if isinstance(data, dict):
        return {written(key): written(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [written(one) for one in data]
    return data


def as_json(data: Any, *, indent: int | None = None) -> str:
    """JSON that can be written as UTF-8, and read by every program."""
    return json.dumps(written(data), ensure_ascii=False, indent=indent)


def json_lines(objects: Iterable[Any]) -> Iterator[bytes]:
    """A JSON list, one object on each line, made as it is fetched."""
    before = "[\n"
    for one in objects:
        yield (before + as_json(one)).encode()
        before = ",\n"
    yield b"[]\n" if before == "[\n" else b"\n]\n"


def counted(number: int, one: str) -> str:
    """A number of things in plain English, for a line at the keyboard: "1 file", "2 files"."""
    return f"{number} {one if number == 1 else f'{one}s'}"
