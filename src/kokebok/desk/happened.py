"""What an act led to, in words for the editor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from kokebok.inputs.models import State

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from kokebok.desk.models import Decision
    from kokebok.desk.queries import Act
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
    told = _("The sender is told by e-mail.") if decision.given.email_confirmed_at else ""
    if decision.wording is None:
        return format_html("{} {}", said, told)
    link = format_html(
        '<a class="ds-link" href="/a/{}/">{}</a>', decision.wording.paragraph.anchor, _("See the paragraph.")
    )
    return format_html("{} {} {} {}", said, _("The paragraph is changed and published."), link, told)


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
