"""The journal in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokebok.desk.models import Outcome
from kokebok.people.models import RoleName

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from kokebok.journal.models import Entry

ACTS: dict[str, Any] = {
    "input.sent": gettext_lazy("An input came in"),
    "input.edited": gettext_lazy("The sender changed an input"),
    "input.email_confirmed": gettext_lazy("The sender confirmed an e-mail address"),
    "input.read": gettext_lazy("Opened an input"),
    "input.open": gettext_lazy("Published an input"),
    "input.answered": gettext_lazy("Answered an input"),
    "input.refused": gettext_lazy("Decided that an input is not published"),
    "input.withdrawn": gettext_lazy("The sender took an input back"),
    "decision.made": gettext_lazy("Decided on an input"),
    "paragraph.rewritten": gettext_lazy("Changed a paragraph"),
    "page.split": gettext_lazy("Published a page"),
    "role.given": gettext_lazy("Gave a role"),
    "input.placed": gettext_lazy("An input moved with its words"),
    "input.moved": gettext_lazy("Moved an input"),
    "input.supported": gettext_lazy("Somebody supported a suggestion"),
    "edition.frozen": gettext_lazy("Froze an edition"),
    "copy.waiting": gettext_lazy("A file is to be made again"),
    "copy.making": gettext_lazy("Began to make a file"),
    "copy.ready": gettext_lazy("A file is ready"),
    "copy.failed": gettext_lazy("A file could not be made"),
    "dispatch.prepared": gettext_lazy("Prepared a dispatch"),
    "dispatch.started": gettext_lazy("Started a dispatch"),
    "dispatch.stopped": gettext_lazy("Stopped a dispatch"),
    "dispatch.done": gettext_lazy("A dispatch is done"),
    "delivery.sent_again": gettext_lazy("Sent a letter again"),
    "delivery.confirmed": gettext_lazy("Confirmed that a letter was sent"),
    "follow.confirmed": gettext_lazy("Somebody began to follow"),
    "follow.stopped": gettext_lazy("Somebody stopped following something"),
    "follower.changed": gettext_lazy("A follower changed how often letters come"),
    "follower.stopped": gettext_lazy("Somebody stopped following"),
}


@dataclass(frozen=True)
class Line:
    """A line of the journal. `who` is "" for what the public did, `url` is "" if there is nothing to open."""

    at: datetime
    who: str
    what: str
    detail: str
    url: str


def lines(entries: Iterable[Entry]) -> list[Line]:
    """The entries in words. An act without words of its own is shown by its name."""
    return [
        Line(
            at=entry.at,
            who=entry.by.name if entry.by else "",
            what=str(ACTS.get(entry.act, entry.act)),
            detail=_detail(entry),
            url=_url(entry),
        )
        for entry in entries
    ]


def _detail(entry: Entry) -> str:
    what = entry.what
    if "outcome" in what:
        return str(dict(Outcome.choices).get(what["outcome"], what["outcome"]))
    if "refusal" in what:
        return str(what["refusal"])
    if "role" in what:
        return str(dict(RoleName.choices).get(what["role"], what["role"]))
    if "wording" in what:
        return _("wording %(number)s") % {"number": what["wording"]}
    if "number" in what:
        return str(what["number"])
    return ""


def _url(entry: Entry) -> str:
    kind, _colon, key = entry.about.partition(":")
    number = key if kind == "inputs.input" else str(entry.what.get("given", ""))
    return reverse("desk:opened", args=[int(number)]) if number.isdecimal() else ""
