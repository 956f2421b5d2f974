"""What the acts of moderation are called in the journal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kokebok.moderation.models import ReviewOutcome

ACTS: dict[str, str | Promise] = {
    "input.redacted": _("Removed part of an input"),
    "input.restored": _("Put back what was removed from an input"),
    "review.asked": _("The sender asked for a review"),
    "review.answered": _("Answered a review"),
    "reason.added": _("Added a reason for not publishing"),
    "reason.changed": _("Changed a reason for not publishing"),
    "reason.retired": _("Took a reason for not publishing out of use"),
    "reason.returned": _("Put a reason for not publishing into use again"),
    "reasons.begun": _("Began with the list of reasons that is offered"),
}


def _answer(what: Mapping[str, Any]) -> str:
    return str(dict(ReviewOutcome.choices).get(what["answer"], what["answer"]))


DETAILS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "review.answered": _answer,
    "input.redacted": lambda what: str(what.get("reason", "")),
    "reason.added": lambda what: str(what["code"]),
    "reason.changed": lambda what: str(what["code"]),
    "reason.retired": lambda what: str(what["code"]),
    "reason.returned": lambda what: str(what["code"]),
}

THINGS: dict[str, str | Promise] = {
    "moderation.reason": _("Reason"),
    "moderation.review": _("Review"),
}
