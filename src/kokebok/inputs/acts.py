"""What the acts of inputs are called in the journal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

ACTS: dict[str, str | Promise] = {
    "input.sent": _("An input came in"),
    "input.edited": _("The sender changed an input"),
    "input.email_confirmed": _("The sender confirmed an e-mail address"),
    "input.contact_allowed": _("The sender lets others ask for contact"),
    "input.contact_refused": _("The sender no longer lets others ask for contact"),
    "input.read": _("Opened an input"),
    "input.open": _("Published an input, or opened it again"),
    "input.answered": _("Answered an input"),
    "input.refused": _("Decided that an input is not published"),
    "input.withdrawn": _("The sender took an input back"),
    "input.placed": _("An input moved with its words"),
    "input.language_set": _("Said what language an input is in"),
    "input.waiting": _("Took an input back from readers, to wait"),
    "input.moved": _("Moved an input"),
    "attachment.added": _("A file came with an input"),
    "attachment.let_out": _("Let a file out to readers"),
    "attachment.taken_back": _("Took a file back from readers"),
    "own.erased": _("Somebody had their name and address erased"),
    "periods.set": _("Set how long it is kept who sent an input"),
    "senders.forgotten": _("Erased who sent inputs that were settled long ago"),
    "input.supported": _("Somebody supported a suggestion"),
}


def _sent(what: Mapping[str, Any]) -> str:
    """Which program gave it; of one that came in by another door the kind is told, as of all else."""
    return gettext("by the program “%(name)s”") % {"name": what["program"]}


DETAILS: dict[str, Callable[[Mapping[str, Any]], str]] = {"input.sent": _sent}

THINGS: dict[str, str | Promise] = {
    "inputs.input": _("Input"),
}
