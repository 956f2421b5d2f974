"""Words with placeholders, as in "Hei, {navn}"."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping

PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")
WITH_SPACE_BEFORE = re.compile(r"(?P<before>,?[ \t]*)\{(?P<name>[^{}\n]*)\}")


def placeholders(text: str) -> list[str]:
    """The names between braces, in lower case and without space at the ends, in the order they come."""
    return [_name(found) for found in PLACEHOLDER.findall(text)]


def unknown_in(text: str, known: Container[str]) -> list[str]:
    """What stands between braces and is not known, each once, as it was written."""
    found = dict.fromkeys(PLACEHOLDER.findall(text))
    return [one for one in found if _name(one) not in known]


def has_loose_brace(text: str) -> bool:
    """Whether a brace stands without its other half: then a placeholder was most likely meant."""
    rest = PLACEHOLDER.sub("", text)
    return "{" in rest or "}" in rest


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with each known placeholder replaced by its value; what is not known stays as it is.

    A value that is empty takes the space before it away, with its comma: "Hei, {navn}!" becomes "Hei!".
    """

    def value(found: re.Match[str]) -> str:
        name = _name(found["name"])
        if name not in values:
            return found[0]
        return f"{found['before']}{values[name]}" if values[name] else ""

    return WITH_SPACE_BEFORE.sub(value, text)


def _name(written: str) -> str:
    return written.strip().lower()
