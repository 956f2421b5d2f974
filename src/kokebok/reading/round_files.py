"""The report of a round as files: a Word document, and tables of the inputs and of the votes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from kokebok.lib.sheets import csv_lines
from kokebok.lib.written import writable
from kokebok.outlets.formats.arrangement import language_tag
from kokebok.outlets.formats.wordprocessing import Marks, column_widths, paragraph, run, table
from kokebok.reading.docx_file import ON_THE_SAME_PAGE, STANDING_PAGE, bold, cell_text, packed
from kokebok.reading.round_words import (
    facts_of,
    group_heads,
    how_firm,
    opinion_cells,
    table_of,
    why_no_groups,
)

if TYPE_CHECKING:
    from kokebok.reading.round_report import Report, ReportedInput, ReportedPrompt


def inputs_csv(report: Report) -> bytes:
    """A line for each input, also those that are not published, without their words."""
    heads = [
        _("Prompt number"), _("Prompt"), _("Number"), _("Received"), _("Door"), _("Which table"), _("Late"),
        _("The wall"), _("Status"), _("Decision"), _("Input"), _("Name"), _("On behalf of"),
    ]  # fmt: skip
    lines = [
        [
            str(one.number), one.prompt.title, str(line.number),
            localtime(line.received).isoformat(timespec="seconds"), line.door, line.table,
            _("Yes") if line.is_late else _("No"), line.standing, line.state, line.outcome, line.text,
            line.name, line.body,
        ]
        for one in report.prompts
        for line in one.lines
    ]  # fmt: skip
    return b"".join(csv_lines([heads, *lines]))


def votes_csv(report: Report) -> bytes:
    """A line for each thing that was voted on, counted; for a group of its own a line more."""
    heads = [
        _("Prompt number"), _("Prompt"), _("Voted on"), _("Among"), _("Chose it"), _("Agree"), _("Disagree"),
        _("Pass"),
    ]  # fmt: skip
    lines = [line for one in report.prompts if one.results for line in _vote_lines(one)]
    return b"".join(csv_lines([heads, *lines]))


def _vote_lines(one: ReportedPrompt) -> list[list[str]]:
    begins = [str(one.number), one.prompt.title]
    rows: list[dict[str, Any]] = one.results["rows"] if one.results else []
    counted = ("count", "agree", "disagree", "pass")
    lines = [
        [*begins, row["label"], _("Everybody"), *(str(row.get(name, "")) for name in counted)] for row in rows
    ]
    is_loose = bool(one.found.opinions and one.found.opinions.is_loose)
    for opinion in one.opinions:
        for letter, share, _typical in opinion.groups:
            among = (_("Group %(letter)s, loose") if is_loose else _("Group %(letter)s")) % {"letter": letter}
            votes = (share.agree, share.disagree, share.passed)
            lines.append([*begins, opinion.text, among, "", *map(str, votes)])
    return lines


def docx(report: Report) -> bytes:
    """The whole report."""
    marks = Marks()
    title = report.round.title
    body = paragraph("Heading1", _run(title), more=ON_THE_SAME_PAGE)
    body += "".join(paragraph("Normal", _run(f"{name}: {value}")) for name, value in facts_of(report))
    body += "".join(_prompt(one) for one in report.prompts)
    subject = _("Report of an input round")
    return packed(body, title=title, subject=subject, marks=marks, page=STANDING_PAGE)


def _prompt(one: ReportedPrompt) -> str:
    body = paragraph("Heading2", _run(f"{one.number}. {one.prompt.title}"))
    kind = [str(one.prompt.get_kind_display())]
    kind += [date_format(localtime(one.asked_at), "DATETIME_FORMAT")] if one.asked_at else []
    body += paragraph("Normal", _run(" · ".join(kind)))
    if one.results:
        heads, rows = table_of(one.results)
        body += _table(heads, rows, one.prompt.title)
    if one.found.opinions:
        body += _opinions(one)
    if one.found.groups and one.found.groups.groups:
        body += _groups(one)
    if one.lines:
        body += _inputs(one)
    return body


def _opinions(one: ReportedPrompt) -> str:
    found = one.found.opinions
    body = paragraph("Heading3", _run(_("Opinion groups and shared ground")))
    if found is None or found.why:
        return body + paragraph("Normal", _run(why_no_groups(found.why if found else "")))
    body += "".join(paragraph("Normal", _run(said)) for said in how_firm(found))
    heads = [_("Statement"), _("Everybody"), *group_heads(one), _("Shared")]
    return body + _table(heads, [opinion_cells(row) for row in one.opinions], one.prompt.title)


def _groups(one: ReportedPrompt) -> str:
    groups = one.found.groups
    assert groups is not None
    rows = [[", ".join(group.words), str(group.size), group.example, group.least] for group in groups.groups]
    rows.append([_("Stand alone"), str(groups.alone), "", ""])
    heads = [_("Words they have in common"), _("Inputs"), _("Most like them all"), _("Least typical")]
    return paragraph("Heading3", _run(_("Inputs in groups"))) + _table(heads, rows, one.prompt.title)


def _inputs(one: ReportedPrompt) -> str:
    body = paragraph("Heading3", _run(_("Inputs")))
    if one.unpublished:
        words = _("Not published, and counted only: %(number)s") % {"number": one.unpublished}
        body += paragraph("Normal", _run(words))
    if not one.published:
        return body
    rows = [(_input(line), cell_text(writable(line.outcome or line.state))) for line in one.published]
    return (
        body
        + table([bold(_("Input")), bold(_("Status"))], rows, [6220, 2000], one.prompt.title)
        + paragraph("Normal", "")
    )


def _input(line: ReportedInput) -> str:
    by = ", ".join(part for part in (line.name, line.body) if part)
    by += (" · " if by else "") + _("At table %(table)s") % {"table": line.table} if line.table else ""
    language = language_tag(line.language) if line.language else ""
    return cell_text(writable(line.text), language=language) + (cell_text(writable(by)) if by else "")


def _table(heads: list[str], rows: list[list[str]], about: str) -> str:
    widths = column_widths((tuple(heads), *(tuple(row) for row in rows)))
    cells = [[cell_text(writable(cell)) for cell in row] for row in rows]
    return table([bold(head) for head in heads], cells, widths, writable(about)) + paragraph("Normal", "")


def _run(text: str) -> str:
    return run(writable(text))


FORMS: dict[str, tuple[str, Callable[[Report], bytes]]] = {
    "docx": ("docx", docx),
    "innspill": ("csv", inputs_csv),
    "stemmer": ("csv", votes_csv),
}
"""What the report can be had as: how the name of the file ends, and what makes it."""
