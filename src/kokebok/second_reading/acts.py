"""What the acts of second reading are called in the journal."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: dict[str, str | Promise] = {
    "sample.drawn": _("Drew a sample of decisions for a second reading"),
    "reading.done": _("Read a decision of a sample blind"),
    "reading.learnt": _("Noted what a disagreement taught"),
}

THINGS: dict[str, str | Promise] = {
    "second_reading.sample": _("Sample"),
    "second_reading.reading": _("Second reading"),
}
