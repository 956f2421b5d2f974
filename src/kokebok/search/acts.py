"""What the acts of the search are called in the journal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

ACTS: dict[str, str | Promise] = {
    "synonyms.added": gettext_lazy("Said which words mean the same in the search"),
    "synonyms.filled": gettext_lazy("Said which words mean the same in the search"),
    "synonyms.changed": gettext_lazy("Changed which words mean the same in the search"),
    "synonyms.removed": gettext_lazy("No longer lets words mean the same in the search"),
}


def _words(what: Mapping[str, Any]) -> str:
    return str(what["words"])


def _changed(what: Mapping[str, Any]) -> str:
    return _("“%(was)s” is now “%(now)s”") % {"was": what["was"], "now": what["words"]}


DETAILS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "synonyms.added": _words,
    "synonyms.changed": _changed,
    "synonyms.removed": _words,
}

THINGS: dict[str, str | Promise] = {"search.synonyms": gettext_lazy("Synonyms")}
