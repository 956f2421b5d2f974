"""What the acts of lists are called in the journal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokebok.lists.models import Which

ACTS: dict[str, str | Promise] = {
    "list.filled": gettext_lazy("Filled the cookbook's lists"),
    "list.renamed": gettext_lazy("Changed what a list is called"),
    "headings.named": gettext_lazy("Said what our headings are called in Northern Sámi"),
    "entry.added": gettext_lazy("Added an entry to a list"),
    "entry.renamed": gettext_lazy("Changed what an entry of a list is called"),
    "entry.described": gettext_lazy("Said what an entry of a list is"),
    "entry.merged": gettext_lazy("Merged an entry of a list into another"),
    "entry.moved": gettext_lazy("Moved an entry in its list"),
    "entry.retired": gettext_lazy("Retired an entry of a list"),
    "entry.restored": gettext_lazy("Took an entry of a list into use again"),
    "entry.deleted": gettext_lazy("Deleted an entry of a list"),
}


def _which(what: Mapping[str, Any]) -> str:
    return str(Which(what["list"]).label)


def _entry(what: Mapping[str, Any]) -> str:
    return _("%(list)s: %(name)s") % {"list": _which(what), "name": what["name"]}


def _renamed(what: Mapping[str, Any]) -> str:
    return _("%(list)s: “%(was)s” is now “%(name)s”") % {
        "list": _which(what),
        "was": what["was"]["nb"],
        "name": what["names"]["nb"],
    }


def _merged(what: Mapping[str, Any]) -> str:
    return _("%(list)s: “%(name)s” is now a part of “%(into)s”") % {
        "list": _which(what),
        "name": what["name"],
        "into": what["into"],
    }


DETAILS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "list.renamed": _renamed,
    "entry.added": _entry,
    "entry.renamed": _renamed,
    "entry.described": _entry,
    "entry.merged": _merged,
    "entry.moved": _entry,
    "entry.retired": _entry,
    "entry.restored": _entry,
    "entry.deleted": _entry,
}

THINGS: dict[str, str | Promise] = {
    "lists.list": gettext_lazy("List"),
    "lists.entry": gettext_lazy("Entry of a list"),
}
