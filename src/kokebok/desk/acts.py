"""What the acts of desk are called in the journal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

ACTS: dict[str, str | Promise] = {
    "decision.made": _("Decided on an input"),
    "input.assigned": _("Gave an input to somebody"),
    "input.taken_over": _("Took over an input"),
    "input.handed_back": _("Handed back an input"),
    "input.unused_text_kept": _("A text that came second was kept"),
    "note.written": _("Wrote an internal note"),
    "decision.undone": _("Took back an answer"),
    "decision.told": _("The sender was sent the answer"),
    "draft.begun": _("Began to write an answer"),
    "draft.dropped": _("Threw away the beginning of an answer"),
    "answer.held": _("Held an answer back"),
    "answer.released": _("Published an answer that was held back"),
    "answer.dropped": _("Threw away an answer that was held back"),
    "template.made": _("Made a reply template"),
    "template.changed": _("Changed a reply template"),
    "template.removed": _("Took a reply template out of use"),
    "bulk.begun": _("Began to do the same with many inputs"),
    "bulk.finished": _("Was finished with many inputs"),
    "bulk.undone": _("Took back what was done with many inputs"),
    "inputs.taken_out": _("Took inputs along as a file"),
    "edition.planned": _("Set the date of the next edition"),
    "filter.saved": _("Saved a filter"),
    "filter.removed": _("Removed a saved filter"),
    "keys.set": _("Set the keys of the desk"),
}


def _taken_out(what: Mapping[str, Any]) -> str:
    number = int(what["inputs"])
    words = ngettext("%(number)s input as %(form)s", "%(number)s inputs as %(form)s", number)
    return words % {"number": number, "form": str(what["form"]).upper()}


DETAILS: dict[str, Callable[[Mapping[str, Any]], str]] = {"inputs.taken_out": _taken_out}

THINGS: dict[str, str | Promise] = {
    "desk.note": _("Note"),
    "desk.savedfilter": _("Saved selection"),
    "desk.replytemplate": _("Reply template"),
    "desk.bulkrun": _("Act on several inputs"),
    "desk.decision": _("Decision"),
}
