"""What the acts of the register are called in the journal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

ACTS: dict[str, str | Promise] = {
    "register.taken_in": gettext_lazy("Brought the register up to date"),
}


def _taken_in(what: Mapping[str, Any]) -> str:
    return _("%(new)s new, %(changed)s changed, %(ended)s ended") % what


DETAILS: dict[str, Callable[[Mapping[str, Any]], str]] = {"register.taken_in": _taken_in}
THINGS: dict[str, str | Promise] = {}
