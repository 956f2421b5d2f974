"""The log as a Word document: a lying page with the three columns innspill, vurdering, endring."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kokebok.outlets.formats.arrangement import language_tag
from kokebok.outlets.formats.inline import TextRun
from kokebok.outlets.formats.wordprocessing import BREAK, Marks, paragraph, run, table
from kokebok.reading.docx_file import LYING_PAGE, ON_THE_SAME_PAGE, bold, cell_text, packed
from kokebok.reading.log_cells import LogHeading, address, said, sender, where
from kokebok.reading.log_filters import STATUSES
from kokebok.reading.log_queries import LogRow

WIDTHS = [5000, 4785, 4785]  # twentieths of a point: what an A4 page on its side has between the margins


def to_docx(heading: LogHeading, rows: Iterable[LogRow]) -> bytes:
    """A .docx with one table; its header row is repeated on every page."""
    marks = Marks()
    body = _opening(heading, marks) + table(
        [cell_text(_("Input")), cell_text(_("Assessment")), cell_text(_("Change in the text"))],
        [(_input(row, marks), _assessment(row), _change(row, marks)) for row in rows],
        WIDTHS,
        heading.title,
    )
    body += paragraph("Normal", "")  # Word wants a paragraph after a table
    return packed(body, title=heading.title, subject=heading.scope, marks=marks, page=LYING_PAGE)


def _opening(heading: LogHeading, marks: Marks) -> str:
    count = ngettext("%(total)d input", "%(total)d inputs", heading.total) % {"total": heading.total}
    lines = [heading.scope, heading.about, count]
    words = BREAK.join(run(line) for line in lines if line)
    link = marks.link(heading.address, run(heading.address, style="Hyperlink"))
    return paragraph("Heading1", run(heading.title), more=ON_THE_SAME_PAGE) + paragraph(
        "Normal", words + BREAK + link
    )


def _input(row: LogRow, marks: Marks) -> str:
    number = f"{row.number} · " if row.number else ""
    title = run(number + row.kind_label, emphasis=TextRun("", bold=True))
    first = marks.link(address(row.url), title) if row.number else title
    facts = [where(row.place), sender(row), date_format(localdate(row.received), "DATE_FORMAT")]
    facts += [] if row.answered else [str(STATUSES[row.state])]
    language = row.said.language if row.said else ""
    return (
        paragraph("TableText", first)
        + cell_text(" · ".join(fact for fact in facts if fact))
        + cell_text(said(row), language=language_tag(language) if language else "")
    )


def _assessment(row: LogRow) -> str:
    answer = row.answered
    if answer is None:
        return cell_text("")
    by = ", ".join(
        part for part in (answer.by, answer.body, date_format(localdate(answer.at), "DATE_FORMAT")) if part
    )
    reason = cell_text(_("Reason:") + " " + answer.reason) if answer.reason else ""
    reply = cell_text(answer.reply) if answer.reply else ""
    return bold(answer.outcome_label) + reply + reason + cell_text(by)


def _change(row: LogRow, marks: Marks) -> str:
    change = row.changed
    if change is None:
        return cell_text("")
    if change.page:
        title = run(change.page.title, style="Hyperlink" if change.page.url else "")
        linked = marks.link(address(change.page.url), title) if change.page.url else title
        return bold(_("It became a page:")) + paragraph("TableText", linked)
    language = language_tag(row.place.language) if row.place.language else ""
    parts = bold(_("Before:")) + cell_text(change.before, language=language)
    parts += bold(_("After:")) + cell_text(change.after, language=language)
    if change.edition:
        parts += cell_text(_("Printed from edition %(number)s on") % {"number": change.edition})
    if change.wordings_url:
        link = run(_("What shaped this paragraph"), style="Hyperlink")
        parts += paragraph("TableText", marks.link(address(change.wordings_url), link))
    return parts
