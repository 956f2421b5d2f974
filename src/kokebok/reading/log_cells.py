"""The rows of the log as plain text under headings, the same for every file: innspill, vurdering, endring."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from kokebok.lib.written import writable
from kokebok.reading.log_filters import STATUSES
from kokebok.reading.log_queries import LoggedPlace, LogRow


@dataclass(frozen=True)
class LogHeading:
    """What stands above a file of the log. `title` is the cookbook's, `about` says which inputs, `address` where."""

    title: str
    scope: str
    about: str
    address: str
    total: int


@dataclass(frozen=True)
class LogColumn:
    """A column of a file: its heading, and its width in characters."""

    heading: str
    width: int


def columns() -> list[LogColumn]:
    """The columns, in the order of `cells`."""
    return [
        LogColumn(_("Number"), 9),
        LogColumn(_("Received"), 12),
        LogColumn(_("Kind"), 20),
        LogColumn(_("Status"), 20),
        LogColumn(_("About"), 32),
        LogColumn(_("From"), 24),
        LogColumn(_("Input"), 60),
        LogColumn(_("Decision"), 20),
        LogColumn(_("Assessment"), 60),
        LogColumn(_("Change in the text"), 60),
        LogColumn(_("Edition"), 10),
        LogColumn(_("Address"), 40),
    ]


def cells(row: LogRow) -> list[str]:
    """A row as text. Days are written 2026-05-17."""
    return [
        str(row.number or ""),
        localdate(row.received).isoformat(),
        row.kind_label,
        str(STATUSES[row.state]),
        where(row.place),
        sender(row),
        said(row),
        row.answered.outcome_label if row.answered else "",
        assessed(row),
        changed(row),
        row.changed.edition if row.changed else "",
        address(row.url),
    ]


def where(place: LoggedPlace) -> str:
    """What an input is about, in words."""
    if not place.title:
        return _("The whole text")
    words = {"page": place.title, "number": place.number}
    named = _("%(page)s, paragraph %(number)d") % words if place.number else place.title
    return writable(", ".join(part for part in (named, place.given_on) if part))


def sender(row: LogRow) -> str:
    """Who sent it, if they agreed to be named."""
    return writable(", ".join(part for part in (row.said.name, row.said.body) if part)) if row.said else ""


def said(row: LogRow) -> str:
    """The words of an input; for one that is not public, that they are not."""
    if row.said is None:
        return _("The text is not public.")
    wanted = _("Suggested wording:") + "\n" + row.said.suggestion if row.said.suggestion else ""
    return _joined(row.said.text, wanted)


def assessed(row: LogRow) -> str:
    """The answer with its reason, who gave it and when; "" while there is none."""
    answer = row.answered
    if answer is None:
        return ""
    reason = _("Reason:") + " " + answer.reason if answer.reason else ""
    by = ", ".join(part for part in (answer.by, answer.body) if part)
    day = date_format(localtime(answer.at), "DATE_FORMAT")
    return _joined(answer.reply, reason, f"{by}, {day}")


def changed(row: LogRow) -> str:
    """The paragraph before and after, or the page it became; "" where the text did not change."""
    if row.changed is None:
        return ""
    if row.changed.page:
        return _joined(_("It became a page:") + "\n" + row.changed.page.title, address(row.changed.page.url))
    return _joined(
        _("Before:") + "\n" + row.changed.before,
        _("After:") + "\n" + row.changed.after,
    )


def address(path: str) -> str:
    """The whole address of a path; "" for none."""
    return settings.BASE_URL + path if path else ""


def _joined(*parts: str) -> str:
    return writable("\n\n".join(part.replace("\r\n", "\n") for part in parts if part))
