"""The log as a Word document: a lying page with the three columns innspill, vurdering, endring."""

from __future__ import annotations

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from kokebok.outlets.formats.archive import archive
from kokebok.outlets.formats.arrangement import language_tag
from kokebok.outlets.formats.docx import OFFICE, PACKAGE, PARTS
from kokebok.outlets.formats.inline import Run, escaped
from kokebok.outlets.formats.wordprocessing import (
    BREAK,
    DECLARATION,
    NAMESPACES,
    Marks,
    paragraph,
    run,
    table,
)
from kokebok.reading.log_cells import Heading, address, said, sender, where
from kokebok.reading.log_filters import STATUSES
from kokebok.reading.log_queries import LogRow

WIDTHS = [5000, 4785, 4785]  # twentieths of a point: what an A4 page on its side has between the margins
PAGE = (
    '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1134" w:right="1134" '
    'w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
)
OWN_PARTS = ("styles", "settings", "fontTable", "theme")
ON_THE_SAME_PAGE = '<w:pageBreakBefore w:val="0"/>'


def to_docx(heading: Heading, rows: list[LogRow]) -> bytes:
    """A .docx with one table; its header row is repeated on every page."""
    marks = Marks()
    body = _opening(heading, marks) + table(
        [_text(_("Input")), _text(_("Assessment")), _text(_("Change in the text"))],
        [(_input(row, marks), _assessment(row), _change(row, marks)) for row in rows],
        WIDTHS,
        heading.title,
    )
    body += paragraph("Normal", "") + PAGE  # Word wants a paragraph after a table
    document = f"{DECLARATION}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
    language = escaped(language_tag(get_language() or settings.LANGUAGE_CODE))
    files = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _part("package_rels"),
        "docProps/core.xml": _core(heading, language),
        "docProps/app.xml": _part("app"),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _relationships(marks),
        "word/styles.xml": _part("styles").replace("nb-NO", language),
        "word/settings.xml": _part("settings").replace("nb-NO", language),
        "word/fontTable.xml": _part("fontTable"),
        "word/theme.xml": _part("theme"),
    }
    return archive({name: text.encode() for name, text in files.items()})


def _opening(heading: Heading, marks: Marks) -> str:
    count = ngettext("%(total)d input", "%(total)d inputs", heading.total) % {"total": heading.total}
    lines = [heading.scope, heading.about, count]
    words = BREAK.join(run(line) for line in lines if line)
    link = marks.link(heading.address, run(heading.address, style="Hyperlink"))
    return paragraph("Heading1", run(heading.title), more=ON_THE_SAME_PAGE) + paragraph(
        "Normal", words + BREAK + link
    )


def _input(row: LogRow, marks: Marks) -> str:
    number = f"{row.number} · " if row.number else ""
    title = run(number + row.kind_label, emphasis=Run("", bold=True))
    first = marks.link(address(row.url), title) if row.number else title
    facts = [where(row.place), sender(row), date_format(localdate(row.received), "DATE_FORMAT")]
    facts += [] if row.answered else [str(STATUSES[row.state])]
    language = row.said.language if row.said else ""
    return (
        paragraph("TableText", first)
        + _text(" · ".join(fact for fact in facts if fact))
        + _text(said(row), language=language_tag(language) if language else "")
    )


def _assessment(row: LogRow) -> str:
    answer = row.answered
    if answer is None:
        return _text("")
    by = ", ".join(
        part for part in (answer.by, answer.body, date_format(localdate(answer.at), "DATE_FORMAT")) if part
    )
    reason = _text(_("Reason:") + " " + answer.reason) if answer.reason else ""
    reply = _text(answer.reply) if answer.reply else ""
    return _bold(answer.outcome_label) + reply + reason + _text(by)


def _change(row: LogRow, marks: Marks) -> str:
    change = row.changed
    if change is None:
        return _text("")
    language = language_tag(row.place.language) if row.place.language else ""
    parts = _bold(_("Before:")) + _text(change.before, language=language)
    parts += _bold(_("After:")) + _text(change.after, language=language)
    if change.edition:
        parts += _text(_("Printed from edition %(number)s on") % {"number": change.edition})
    if change.wordings_url:
        link = run(_("What shaped this paragraph"), style="Hyperlink")
        parts += paragraph("TableText", marks.link(address(change.wordings_url), link))
    return parts


def _bold(text: str) -> str:
    return paragraph("TableText", run(text, emphasis=Run("", bold=True)))


def _text(text: str, language: str = "") -> str:
    """Plain text, a paragraph for each of its own and a break for each line; one empty paragraph for nothing."""
    whole = text.replace("\r\n", "\n")
    return "".join(
        paragraph("TableText", BREAK.join(run(line, language=language) for line in part.split("\n")))
        for part in whole.split("\n\n")
    )


def _part(name: str) -> str:
    return PARTS.joinpath(f"{name}.xml").read_text(encoding="utf-8")


def _content_types() -> str:
    """The edition's own, without the parts that are not here."""
    lines = _part("content_types").splitlines()
    absent = ("/word/numbering.xml", "/word/header.xml", "/word/footer.xml")
    return "\n".join(line for line in lines if not any(name in line for name in absent))


def _relationships(marks: Marks) -> str:
    own = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{name}" Target="{name}.xml"/>'
        for number, name in enumerate(OWN_PARTS, start=1)
    )
    links = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/hyperlink" Target="{escaped(href)}" TargetMode="External"/>'
        for href, key in marks.targets.items()
    )
    return f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{own}{links}</Relationships>'


def _core(heading: Heading, language: str) -> str:
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escaped(heading.title)}</dc:title><dc:subject>{escaped(heading.scope)}</dc:subject>"
        f"<dc:language>{language}</dc:language></cp:coreProperties>"
    )
