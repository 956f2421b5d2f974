"""The report of a round in words: facts, heads and cells, the same on the page and in the files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format, number_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from kokebok.lib.opinions import Opinions
    from kokebok.reading.round_opinions import OpinionRow
    from kokebok.reading.round_report import Report, ReportedPrompt


def facts_of(report: Report) -> list[tuple[str, str]]:
    """What stands above: names and values."""
    round_ = report.round
    where = ", ".join(part for part in (round_.event, round_.place) if part)
    facts = [(_("Where"), where)] if where else []
    if round_.opened_at:
        ends = f"–{date_format(localtime(round_.closed_at), 'TIME_FORMAT')}" if round_.closed_at else ""
        facts.append((_("When"), date_format(localtime(round_.opened_at), "DATETIME_FORMAT") + ends))
    facts += [
        (_("Host"), round_.host.name),
        (_("Participants"), str(report.people)),
        (_("Inputs"), str(report.received)),
        (_("Of these published"), str(report.published)),
        (_("Answered so far"), f"{report.answered} ({report.answered_share} %)"),
    ]
    return facts + [(label, str(number)) for label, number in report.outcomes]


def table_of(results: dict[str, Any]) -> tuple[list[str], list[list[str]]]:
    """The votes of a prompt as heads and rows."""
    if results["kind"] == "stance":
        heads = [_("Statement"), _("Agree"), _("Disagree"), _("Pass")]
        return heads, [
            [row["label"], *(str(row[name]) for name in ("agree", "disagree", "pass"))]
            for row in results["rows"]
        ]
    return [_("Answer"), _("How many")], [[row["label"], str(row["count"])] for row in results["rows"]]


def group_heads(one: ReportedPrompt) -> list[str]:
    """The heads of the columns of opinion groups, with their sizes."""
    groups = one.map.groups if one.map else ()
    return [
        _("Group %(letter)s (%(size)s people)") % {"letter": group.letter, "size": group.size}
        for group in groups
    ]


def how_firm(found: Opinions | None) -> list[str]:
    """How firm the opinion groups are, and how many are in none because they voted like nobody else; in sentences."""
    if found is None or found.why:
        return []
    said = []
    if found.firmness is not None:
        agreement = {"agreement": number_format(found.firmness, 2)}
        firm = _(
            "The groups are firm: found ten times more with one vote in twenty left out, they were the same "
            "(agreement %(agreement)s of 1)."
        )
        loose = _(
            "The groups are loose: found ten times more with one vote in twenty left out, they became others "
            "(agreement %(agreement)s of 1). Take them as a hint, not as a finding."
        )
        said.append((loose if found.is_loose else firm) % agreement)
    if found.aside:
        said.append(
            ngettext(
                "%(number)s person voted like nobody else and is in no group.",
                "%(number)s people voted like nobody else and are in no group.",
                found.aside,
            )
            % {"number": found.aside}
        )
    return said


def opinion_cells(row: OpinionRow) -> list[str]:
    """A statement, with the share who agree among everybody and in each group, and what all groups share."""
    shares = [row.everybody, *(share for _letter, share, _typical in row.groups)]
    agree = [
        _("%(percent)s %% agree (%(agree)s of %(all)s)")
        % {"percent": share.percent, "agree": share.agree, "all": share.all}
        for share in shares
    ]
    shared = {"agree": _("All groups agree"), "disagree": _("All groups disagree"), "": ""}[row.shared]
    return [row.text, *agree, shared]


def why_no_groups(why: str) -> str:
    """Why there are no opinion groups, said plainly."""
    return {
        "few_statements": _("There are no opinion groups: it takes votes on at least three statements."),
        "few_people": _(
            "There are no opinion groups: it takes at least eight people who have voted on most statements."
        ),
        "alike": _("There are no opinion groups: everybody voted the same."),
        "small_groups": _(
            "No opinion groups are shown: one of them would have fewer than three people, who could be recognised."
        ),
    }.get(why, "")
