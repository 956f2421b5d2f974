"""What is wrong with a value, in our words: pydantic has its own in English alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Mapping


def in_words(error: Mapping[str, Any]) -> str:
    """An error of pydantic (`type` and `ctx`) in the language of now."""
    kind, said = str(error["type"]), error.get("ctx") or {}
    if kind == "missing":
        return _("This is lacking.")
    if kind == "extra_forbidden":
        return _("There is no such field here.")
    if kind in {"literal_error", "enum"}:
        return _("It must be one of these: %(known)s.") % {"known": _listed(str(said.get("expected", "")))}
    if kind == "string_too_long":
        return _("There is room for %(limit)s characters.") % {"limit": said["max_length"]}
    for start, words in _kinds().items():
        if kind.startswith(start):
            return words
    return _("It cannot be read as it is.")


def _kinds() -> dict[str, str]:
    """What is asked for where a value is of another kind, by how the name of the error begins."""
    return {
        "string": _("It must be a text of the kind that the documentation tells."),
        "int": _("It must be a whole number."),
        "bool": _("It must be true or false."),
        "date": _("It must be a day or a time, as 2026-12-31."),
        "greater_than": _("The number is too small."),
        "less_than": _("The number is too large."),
        "model": _("It must be an object with fields."),
        "dict": _("It must be an object with fields."),
    }


def _listed(expected: str) -> str:
    """The values that pydantic tells as "'a', 'b' or 'c'", with commas."""
    return expected.replace(" or ", ", ").replace("'", "")
