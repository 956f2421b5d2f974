"""Who may do what with a call, when a phase takes answers, and what an answer may become."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokebok.book.models import PageKind
from kokebok.calls.models import Gathers, Question
from kokebok.inputs.models import LONGEST_TEXT, UNSETTLED, Kind
from kokebok.moderation.rules import require_reasons
from kokebok.people.models import RoleName
from kokebok.people.rules import Refused, Table, allowed_by

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kokebok.calls.models import Call, CallAnswer, Phase
    from kokebok.inputs.models import Input

ADMINISTRATOR, EDITOR, MODERATOR = RoleName.ADMINISTRATOR, RoleName.EDITOR, RoleName.MODERATOR
MAY: Table = {
    "call.read": (ADMINISTRATOR, EDITOR, MODERATOR),
    "call.prepare": (ADMINISTRATOR, EDITOR),
    "call.take_in": (ADMINISTRATOR, EDITOR),
}
may = allowed_by(MAY)

LONG_ENOUGH = timedelta(weeks=6)
DAYS_BEFORE = (7, 1)  # when those who asked are reminded
KIND_OF_INPUT = {
    Gathers.EXAMPLE: Kind.EXAMPLE,
    Gathers.TOOL: Kind.TOOL,
    Gathers.DEFINITION: Kind.COMMENT,
    Gathers.OUTLINE: Kind.COMMENT,
}
FILLS = {
    Gathers.EXAMPLE: {
        "title": gettext_lazy("The title"),
        "lead": gettext_lazy("The lead"),
        "parties": gettext_lazy("The parties, one on each line"),
        "places": gettext_lazy("The places, with commas"),
        "period": gettext_lazy("The period"),
        "need": gettext_lazy("The need"),
        "happened": gettext_lazy("What happened"),
        "users": gettext_lazy("The users' part"),
        "money": gettext_lazy("Money"),
        "result": gettext_lazy("The result"),
        "barriers": gettext_lazy("Barriers"),
        "differently": gettext_lazy("What they would do differently"),
        "contact_role": gettext_lazy("Contact (role)"),
    },
    Gathers.TOOL: {
        "title": gettext_lazy("The title"),
        "lead": gettext_lazy("The lead"),
        "use_when": gettext_lazy("Use it when"),
        "participants": gettext_lazy("Participants"),
        "time": gettext_lazy("Time"),
        "materials": gettext_lazy("Materials"),
        "steps": gettext_lazy("How to use it, one step on each line"),
        "body": gettext_lazy("The tool itself"),
        "origin": gettext_lazy("Origin"),
        "as_is": gettext_lazy("Whether it can be used as it is"),
        "used_by": gettext_lazy("Who can use it"),
        "tried_by": gettext_lazy("Tried by"),
    },
    Gathers.DEFINITION: {},
    Gathers.OUTLINE: {},
}


BECOMES = {PageKind.EXAMPLE: "happened", PageKind.TOOL: "body"}
"""What an input can become a page of, and the field that a text without questions goes into."""
_PAGE_KIND_OF = {Gathers.EXAMPLE: PageKind.EXAMPLE, Gathers.TOOL: PageKind.TOOL}


def page_kind_of(given: Input, answer: CallAnswer | None) -> PageKind | None:
    """The kind of page that an input asks to become: by the call it answers, or as the tip it is; None for neither."""
    if answer is not None:
        return _PAGE_KIND_OF.get(Gathers(answer.call.gathers))
    return PageKind(given.kind) if given.kind in BECOMES else None


class PhaseStanding(StrEnum):
    """Where a phase is at a moment."""

    AHEAD = "ahead"
    OPEN = "open"
    LATE = "late"
    OVER = "over"


class PhaseClosed(Refused):
    """The phase takes no answers now."""


def standing_of(phase: Phase, call: Call, at: datetime) -> PhaseStanding:
    """Where a phase is, by the clock alone: it closes by itself, at the moment it says and not a second later."""
    if at < phase.opens_at:
        return PhaseStanding.AHEAD
    if at < phase.closes_at:
        return PhaseStanding.OPEN
    return PhaseStanding.LATE if call.takes_late else PhaseStanding.OVER


def require_taking(phase: Phase, call: Call, at: datetime) -> bool:
    """Whether an answer now is late. Raises PhaseClosed when none is taken."""
    standing = standing_of(phase, call, at)
    if not call.is_public or standing == PhaseStanding.OVER:
        raise PhaseClosed(_("The call is closed, and takes no more answers."))
    if standing == PhaseStanding.AHEAD:
        raise PhaseClosed(_("The call has not opened yet."))
    return standing == PhaseStanding.LATE


def may_go_on(given: Input) -> bool:
    """Whether its sender may still fill in more."""
    return given.state in UNSETTLED


def is_short(phase: Phase) -> bool:
    """Whether there is less time than people who must ask others before they answer need."""
    return bool(phase.closes_at - phase.opens_at < LONG_ENOUGH)


def require_ready(call: Call) -> None:
    """Raise Refused where a call cannot be published: without a phase, without a question, or without rules to read."""
    phases = list(call.phases.prefetch_related("questions"))
    if not phases:
        raise Refused(_("Say when the call opens and closes: add a phase."))
    if not all(phase.questions.all() for phase in phases):
        raise Refused(_("Each phase needs at least one question."))
    if call.gathers == Gathers.OUTLINE and call.about_id is None:
        raise Refused(_("Choose the page with the outline that people are to comment on."))
    require_reasons()


def require_room_for(questions: Iterable[Question]) -> None:
    """Raise Refused where the answers together may become longer than an input can be."""
    room = sum(question.most + len(question.text) + 4 for question in questions)
    if room > LONGEST_TEXT:
        raise Refused(
            _(
                "Together the answers may be %(room)s characters, and an input has room for %(limit)s. "
                "Lower the limits, or ask less: few write that much on a phone."
            )
            % {"room": room, "limit": LONGEST_TEXT}
        )
