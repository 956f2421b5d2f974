"""What the acts of calls are called in the journal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: dict[str, str | Promise] = {
    "call.made": _("Made a call"),
    "call.copied": _("Copied a call as the start of another"),
    "call.changed": _("Changed what a call is"),
    "call.published": _("Published a call"),
    "call.taken_down": _("Took a call down"),
    "phase.set": _("Set when a phase of a call opens and closes"),
    "phase.removed": _("Took a phase out of a call"),
    "question.set": _("Wrote a question of a call"),
    "question.removed": _("Took a question out of a call"),
    "callanswer.handed_in": _("Somebody answered a call"),
    "wish.confirmed": _("Somebody confirmed that they want to be reminded of a call"),
    "wish.ended": _("Somebody no longer wants to be reminded of a call"),
    "duereminder.sent": _("Reminded of a call"),
    "opening.sent": _("Told somebody who answered that the next phase is open"),
    "making.begun": _("Made a draft page of an input"),
    "making.asked": _("Asked the parties whether they agree to a text"),
    "making.published": _("Published a page made of an input"),
    "party.added": _("Added somebody who must agree to a text"),
    "party.removed": _("Took away somebody who was to agree to a text"),
    "consent.yes": _("Somebody agreed to a text"),
    "consent.no": _("Somebody wants something changed in a text"),
    "consent.out": _("Somebody does not want to be in a text"),
}


def _anyway(what: Mapping[str, Any]) -> str:
    """Why a page was published before all had agreed; "" where they had."""
    return str(what.get("anyway", ""))


DETAILS: dict[str, Callable[[Mapping[str, Any]], str]] = {"making.published": _anyway}

THINGS: dict[str, str | Promise] = {
    "calls.call": _("Call"),
    "calls.phase": _("Phase of a call"),
    "calls.question": _("Question of a call"),
    "calls.callanswer": _("Answer to a call"),
    "calls.wish": _("Wish to be reminded of a call"),
    "calls.making": _("Page made of an input"),
    "calls.party": _("Somebody who must agree to a text"),
    "calls.consent": _("Consent to a text"),
}
