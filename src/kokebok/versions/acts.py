"""What the acts of versions are called in the journal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

ACTS: dict[str, str | Promise] = {
    "version.tied": gettext_lazy("Tied two pages as versions of one text"),
    "version.untied": gettext_lazy("Untied a version of a text"),
    "version.made": gettext_lazy("Made a version of a page in another language"),
    "version.drafted_by_machine": gettext_lazy("Had the machine make a draft in the other written standard"),
    "version.in_step": gettext_lazy("Marked a version as up to date with another"),
    "version.language_changed": gettext_lazy("Published a version in another language than before"),
    "version.draft_approved": gettext_lazy("Approved a machine’s draft"),
}


def _pages(what: Mapping[str, Any]) -> str:
    return _("“%(page)s” and “%(other)s”") % {"page": what["title"], "other": what["other"]}


DETAILS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "version.tied": _pages,
    "version.made": _pages,
    "version.drafted_by_machine": _pages,
    "version.in_step": _pages,
}
