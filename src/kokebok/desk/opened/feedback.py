"""What an act led to, in words for the editor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from kokebok.desk.answering.actions.undo import TextUndone
from kokebok.inputs.models import State

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from kokebok.desk.answering.actions.undo import Undone
    from kokebok.desk.inbox.queries import Act
    from kokebok.desk.models import Decision
    from kokebok.inputs.models import Input
    from kokebok.inputs.rules import TooLate


@dataclass(frozen=True)
class Late:
    """Why an act could not be done. `who_and_when` is "" where it is the paragraph that has changed."""

    why: str
    who_and_when: str


def answered(decision: Decision) -> SafeString:
    """What answering led to, with a link to the paragraph if it changed."""
    said = _("Input %(number)s is answered: %(outcome)s.") % {
        "number": decision.given_id,
        "outcome": decision.get_outcome_display().lower(),
    }
    told = _told(decision)
    if decision.wording is None:
        return format_html("{} {}", said, told)
    link = format_html(
        '<a class="ds-link" href="{}">{}</a>',
        reverse("reading:permalink", args=[decision.wording.paragraph.anchor]),
        _("See the paragraph."),
    )
    return format_html("{} {} {} {}", said, _("The paragraph is changed and published."), link, told)


def _told(decision: Decision) -> SafeString:
    """When the sender is told, and the way to take the answer back before that."""
    rest = decision.rest
    is_told = bool(decision.given.email_confirmed_at)
    if rest.until <= timezone.now():
        return format_html("{}", _("The sender is told by e-mail.") if is_told else "")
    at = {"at": time_format(localtime(rest.until), "TIME_FORMAT")}
    told = (
        _("The sender is told by e-mail at %(at)s.") if is_told else _("It can be taken back until %(at)s.")
    )
    undo = reverse("desk:undo", args=[decision.given_id])
    return format_html('{} <a class="ds-link" data-key="undo" href="{}">{}</a>', told % at, undo, _("Undo"))


def undone(taken_back: Undone) -> str:
    """What taking an answer back led to."""
    said = _(
        "The answer to input %(number)s is taken back, and no e-mail has left. What was written is kept here."
    )
    text = {
        TextUndone.UNTOUCHED: "",
        TextUndone.BACK: _("The paragraph has its former words again."),
        TextUndone.CHANGED_SINCE: _(
            "The paragraph keeps its new words, since somebody has changed it, or the page, meanwhile. Look at it."
        ),
        TextUndone.SHARED: _("The paragraph keeps its new words, since other answers rest on them."),
        TextUndone.PAGE_BACK: _("This is a draft again, and readers can no longer open it: %(pages)s.")
        % {"pages": ", ".join(_("“%(title)s”") % {"title": page.title} for page in taken_back.pages)},
    }[taken_back.text]
    return f"{said % {'number': taken_back.given.pk}} {text}".strip()


def held_back(given: Input) -> str:
    """That an answer is kept, and not given."""
    return _("The answer to input %(number)s is ready and held back. Nobody outside the desk sees it.") % {
        "number": given.pk
    }


def published(given: Input) -> str:
    """That readers can see an input now."""
    return _("Input %(number)s is published. Now it waits for an answer.") % {"number": given.pk}


def refused(given: Input) -> str:
    """That readers cannot see an input."""
    if given.email_confirmed_at:
        return _("Input %(number)s is not published. The sender is told why by e-mail.") % {
            "number": given.pk
        }
    return _("Input %(number)s is not published. The sender finds the reason on their receipt.") % {
        "number": given.pk
    }


def late(given: Input, refusal: TooLate, act: Act | None) -> Late:
    """Why somebody was too late, and if another was first: who, when and what."""
    if act is None:
        return Late(why=str(refusal), who_and_when="")
    said = {
        State.ANSWERED: _("%(who)s answered input %(number)s %(when)s, and decided: %(outcome)s."),
        State.REFUSED: _("%(who)s decided %(when)s that input %(number)s is not published."),
        State.WITHDRAWN: _("The sender took input %(number)s back %(when)s."),
        State.OPEN: _("%(who)s published input %(number)s %(when)s."),
    }[act.state]
    decision = getattr(given, "decision", None)
    words = {
        "who": act.by or _("Somebody"),
        "number": given.pk,
        "when": date_format(localtime(act.at), "DATETIME_FORMAT"),
        "outcome": decision.get_outcome_display().lower() if decision else "",
    }
    return Late(why=str(refusal), who_and_when=said % words)
