"""The text of an edition as well-formed HTML, for the single file and for the e-book alike.

Everything is made anew from plain text and runs; no string of the manuscript is printed as markup.
"""

from __future__ import annotations

from collections.abc import Callable

from kokebok.lib.list_tree import Point, PointList, lists_of
from kokebok.lib.text import Heads, Passage, Picture, Section, Source
from kokebok.outlets.formats.arrangement import (
    Around,
    Places,
    around,
    below,
    chapter_id,
    facts_of,
    grouped,
    kicker,
    language_tag,
    lent_tag,
    lines_of_colophon,
    place,
    rows_of_values,
    titled,
)
from kokebok.outlets.formats.inline import Run, as_xhtml, escaped, runs_of, runs_of_text, safe_href
from kokebok.outlets.labels import Labels, date_in_words
from kokebok.outlets.manuscript import ChangeNote, Chapter, Manuscript

FileOf = Callable[[str], str]
SourceOf = Callable[[str], str]


def tag(name: str, inner: str, **attributes: str) -> str:
    """An element; `inner` is HTML, attributes are plain text, and an empty one is left out.

    `cls` is written as class; an underscore in a name as a hyphen.
    """
    names = {key: "class" if key == "cls" else key.replace("_", "-") for key in attributes}
    written = "".join(f' {names[key]}="{escaped(value)}"' for key, value in attributes.items() if value)
    return f"<{name}{written}>{inner}</{name}>"


def definitions(
    pairs: tuple[tuple[str, str], ...], cls: str = "facts", language_of: LanguageOf = lambda _name: ""
) -> str:
    """Labels with values, plain text; nothing when there are none.

    `language_of` tells of labels that are in another language.
    """
    rows = "".join(
        tag("div", tag("dt", escaped(name), lang=lent_tag(language_of(name))) + tag("dd", escaped(value)))
        for name, value in pairs
        if value
    )
    return tag("dl", rows, cls=cls) if rows else ""


def table(rows: tuple[tuple[str, ...], ...], heads: Heads = "") -> str:
    """A table of plain text, its first row, its first column or both as headings."""
    if not rows:
        return ""
    header = "".join(tag("th", escaped(cell), scope="col") for cell in rows[0])
    head, rest = ("", rows) if heads == "column" else (tag("thead", tag("tr", header)), rows[1:])
    body = "".join(tag("tr", _cells(row, has_head=heads != "")) for row in rest)
    return tag("table", head + (tag("tbody", body) if body else ""))


def _cells(row: tuple[str, ...], *, has_head: bool) -> str:
    cells = [tag("td", escaped(cell)) for cell in row]
    return "".join([tag("th", escaped(row[0]), scope="row"), *cells[1:]] if has_head and row else cells)


def logo_in(manuscript: Manuscript, source_of: SourceOf) -> str:
    """The body's logo, if it has one; `source_of` gives the address of a picture by its name."""
    if manuscript.logo is None:
        return ""
    size = manuscript.logo.largest
    source, alt = source_of(size.name), escaped(manuscript.logo.alt)
    return f'<img class="logo" src="{source}" width="{size.width}" height="{size.height}" alt="{alt}"/>'


class Hypertext:
    """Writes the parts of a manuscript. Each anchor becomes an id once, at the first place it stands.

    `file_of` gives the file that holds a chapter, "" when all is one file. With `tickable`, what is to be checked
    off is a real box in a form. `source_of` gives the address of a picture by its name.
    """

    def __init__(
        self, manuscript: Manuscript, file_of: FileOf, source_of: SourceOf, *, tickable: bool
    ) -> None:
        self.manuscript = manuscript
        self.file_of = file_of
        self.source_of = source_of
        self.tickable = tickable
        self.places = Places(manuscript)
        self.given: set[str] = set()

    # -- inline ------------------------------------------------------------------------------------------------

    def inline(self, html: str, text: str = "") -> str:
        """Inline HTML of the manuscript, with addresses within the book turned to their place in it."""
        runs = runs_of(html, self.manuscript.base_url) or runs_of_text(text)
        return as_xhtml(tuple(self._at_home(run) for run in runs))

    def _at_home(self, run: Run) -> Run:
        chapter, target = self.places.within(run.href) if run.href else ("", "")
        if not target:
            return run
        return Run(
            run.text, run.bold, run.italic, run.code, run.sub, run.sup, f"{self.file_of(chapter)}#{target}"
        )

    # -- chapters ----------------------------------------------------------------------------------------------

    def chapter(self, chapter: Chapter, level: int) -> str:
        """A whole chapter; its title is a heading of this level and carries the chapter's id."""
        page, labels = chapter.page, chapter.labels
        small = (
            (labels.responsible, page.responsible),
            (labels.review_by, date_in_words(page.review_by, labels)),
        )
        lent = lent_tag(chapter.lent)
        above = f"{kicker(chapter)} · {chapter.number}".removeprefix(" · ")
        opening = tag("p", escaped(above), cls="kicker", lang=lent)
        opening += self._heading(level, escaped(page.title))
        opening += tag("p", escaped(page.lead), cls="lead") if page.lead else ""
        return tag(
            "article",
            tag("header", opening + definitions(page.facts, language_of=page.language_of))
            + "".join(self.section(chapter, section, level + 1) for section in page.sections)
            + self._sources(page.sources, labels, level + 1, lent)
            + definitions(small, "facts small", lambda _name: chapter.lent)
            + self._read_online(chapter),
            id=chapter_id(chapter),
            cls="chapter",
            lang=language_tag(page.language),
        )

    def _read_online(self, chapter: Chapter) -> str:
        href = safe_href(chapter.living_url)
        return (
            tag(
                "p",
                tag("a", escaped(chapter.labels.read_online), href=href, lang=lent_tag(chapter.lent)),
                cls="online",
            )
            if href
            else ""
        )

    def _heading(self, level: int, inner: str, **attributes: str) -> str:
        return tag(f"h{min(level, 6)}", inner, **attributes)

    def _sources(self, sources: tuple[Source, ...], labels: Labels, level: int, lent: str) -> str:
        if not sources:
            return ""
        rows = "".join(tag("li", self._source(source, labels)) for source in sources)
        heading = self._heading(level, escaped(labels.sources), lang=lent)
        return tag("section", heading + tag("ul", rows), cls="sources")

    def _source(self, source: Source, labels: Labels) -> str:
        href = safe_href(source.url)
        title = escaped(source.title or href)
        checked = (
            labels.retrieved.format(date=date_in_words(source.checked, labels)) if source.checked else ""
        )
        details = ", ".join(detail for detail in (source.year, checked) if detail)
        return (tag("a", title, href=href) if href else title) + (f" ({escaped(details)})" if details else "")

    # -- sections ----------------------------------------------------------------------------------------------

    def section(self, chapter: Chapter, section: Section, level: int, count: int = 0) -> str:
        """A section with all that is in it."""
        if section.shape == "myth":
            inner = self._myth(chapter, section)
        else:
            inner = definitions(facts_of(section), language_of=chapter.page.language_of)
            inner += self._passages(chapter, section, level)
        steps = 0
        for part in section.parts:
            steps += part.shape == "step"
            inner += self.section(chapter, part, below(section, level), steps)
        inner = self._section_title(chapter, section, level, count) + inner
        return tag("section", inner, cls=f"section {section.shape}") if inner else ""

    def _section_title(self, chapter: Chapter, section: Section, level: int, count: int) -> str:
        label, title = titled(section, chapter.labels, count)
        said = tag("span", escaped(label), cls="label", lang=lent_tag(chapter.lent)) + " " if label else ""
        lent = lent_tag(chapter.page.language_of(title))
        words = tag("span", escaped(title), lang=lent) if lent else escaped(title)
        return self._heading(level, said + words) if said or title else ""

    def _myth(self, chapter: Chapter, section: Section) -> str:
        labels = chapter.labels
        names = [("myth-told", labels.myth), *[("myth-answer", labels.fact)] * len(section.passages)]
        return "".join(
            tag(
                "div",
                tag("p", escaped(name), cls="label", lang=lent_tag(chapter.lent))
                + self._block(chapter, passage, Around()),
                cls=cls,
            )
            for (cls, name), passage in zip(names, section.passages, strict=False)
        )

    # -- passages ----------------------------------------------------------------------------------------------

    def _passages(self, chapter: Chapter, section: Section, level: int) -> str:
        surroundings = around(section, level)
        written = []
        for kind, members in grouped(section.passages):
            if kind == "list":
                written += [self._list(chapter, points) for points in lists_of(members)]
            elif kind == "check":
                rows = "".join(self._check(chapter, member) for member in members)
                written.append(tag("ul", rows, cls="checks"))
            else:
                written.append(self._block(chapter, members[0], surroundings))
        return "".join(written)

    def _id(self, passage: Passage) -> str:
        if passage.anchor in self.given:
            return ""
        self.given.add(passage.anchor)
        return passage.anchor

    def _number(self, chapter: Chapter, passage: Passage) -> str:
        shown = escaped(place(chapter, passage))
        if not passage.anchor:
            return tag("span", shown, cls="no")
        said = f"{chapter.labels.paragraph} {place(chapter, passage)}"
        return tag("a", shown, cls="no", href=self.manuscript.permalink(passage.anchor), aria_label=said)

    def _list(self, chapter: Chapter, points: PointList) -> str:
        rows = "".join(self._point(chapter, point) for point in points.points)
        return tag("ol" if points.kind == "numbered" else "ul", rows)

    def _point(self, chapter: Chapter, point: Point) -> str:
        own, anchor = "", ""
        if point.passage:
            own = self._number(chapter, point.passage) + self.inline(point.passage.html, point.passage.text)
            anchor = self._id(point.passage)
        inside = [
            self._list(chapter, part) if isinstance(part, PointList) else self._block(chapter, part, Around())
            for part in point.inside
        ]
        return tag("li", own + "".join(inside), id=anchor, cls="" if point.passage else "silent")

    def _check(self, chapter: Chapter, passage: Passage) -> str:
        words = self.inline(passage.html, passage.text)
        if self.tickable:
            words = tag("label", f'<input type="checkbox"/> {tag("span", words)}')
        else:
            words = tag("span", "", cls="box", aria_hidden="true") + words
        return tag("li", self._number(chapter, passage) + words, id=self._id(passage))

    def _block(self, chapter: Chapter, passage: Passage, surroundings: Around) -> str:
        number = self._number(chapter, passage)
        anchor = self._id(passage)
        if passage.kind == "table":
            scroll = tag(
                "div", table(passage.rows, passage.heads), cls="scroll", tabindex="0" if self.tickable else ""
            )
            return tag("div", number + scroll, id=anchor, cls="passage")
        if passage.picture:
            return tag("figure", number + self._picture(passage.picture), id=anchor, cls="passage")
        words = self.inline(passage.html, passage.text)
        if passage.kind == "heading":
            level = surroundings.levels.get(passage.path, 6)
            return tag("div", number + self._heading(level, words), id=anchor, cls="passage")
        if passage.kind == "quote":
            return tag("blockquote", tag("p", number + words), id=anchor, cls="passage")
        if passage.kind == "field":
            lines = tag("div", "", cls="lines", aria_hidden="true")
            hint = surroundings.hints.get(passage.text, "")
            told = tag("p", escaped(hint), cls="hint") if hint else ""
            return tag("div", number + tag("p", words) + told + lines, id=anchor, cls="passage field")
        cls = "passage value" if passage.kind == "value" else "passage"
        return tag("p", number + words, id=anchor, cls=cls)

    def _picture(self, picture: Picture) -> str:
        size = picture.largest
        source, alt = self.source_of(size.name), escaped(picture.alt)
        shown = f'<img src="{source}" width="{size.width}" height="{size.height}" alt="{alt}"/>'
        origin = tag("span", escaped(picture.origin), cls="origin") if picture.origin else ""
        told = escaped(picture.caption) + (" " if picture.caption and origin else "") + origin
        return shown + (tag("figcaption", told) if told else "")

    # -- what stands at the front and at the back --------------------------------------------------------------

    def foreword(self, level: int) -> str:
        """The foreword, and how a paragraph is cited."""
        made, labels = self.manuscript, self.manuscript.labels
        paragraphs = "".join(tag("p", self.inline(html)) for html in made.foreword)
        cite = labels.cite.format(title=made.title, number=made.number)
        return (
            self._heading(level, escaped(labels.foreword)) + paragraphs + tag("p", escaped(cite), cls="cite")
        )

    def values(self, level: int) -> str:
        """The amounts and dates that were frozen with the edition, as a table."""
        labels = self.manuscript.labels
        scroll = tag(
            "div", table(rows_of_values(self.manuscript)), cls="scroll", tabindex="0" if self.tickable else ""
        )
        return self._heading(level, escaped(labels.values)) + scroll

    def changes(self, level: int) -> str:
        """What has changed since the previous edition, why, and on whose word."""
        made, labels = self.manuscript, self.manuscript.labels
        lead = (
            tag("p", escaped(labels.changes_since.format(number=made.previous)), cls="lead")
            if made.previous
            else ""
        )
        notes = "".join(self._change(change, level + 1) for change in made.changes)
        return self._heading(level, escaped(labels.changes)) + lead + notes

    def _change(self, change: ChangeNote, level: int) -> str:
        labels = self.manuscript.labels
        where = escaped(f"{labels.paragraph} {change.place}") if change.place else ""
        home = self.places.anchors.get(change.anchor, "")
        if where and home:
            where = tag("a", where, href=f"{self.file_of(home)}#{change.anchor}")
        first = labels.before if change.after else labels.removed
        told = (
            (first, change.before),
            (labels.after if change.before else labels.new, change.after),
            (labels.because, change.reason),
            (labels.proposed_by, ", ".join(change.credits)),
        )
        title = escaped(change.page_title) + (f" {tag('small', where)}" if where else "")
        return tag("section", self._heading(level, title) + definitions(told), cls="change")

    def credits(self, level: int) -> str:
        """Those who gave input and agreed to be named."""
        labels = self.manuscript.labels
        names = "".join(tag("li", escaped(name)) for name in self.manuscript.credits)
        lead = tag("p", escaped(labels.credits_lead))
        return self._heading(level, escaped(labels.credits)) + lead + tag("ul", names, cls="names")

    def colophon(self, level: int) -> str:
        """Who made the edition, when, under which licence, and the hash of its content."""
        made, labels = self.manuscript, self.manuscript.labels
        lines = lines_of_colophon(made)
        home = safe_href(made.base_url)
        ask = tag(
            "strong", tag("a", escaped(labels.give_input), href=home) if home else escaped(labels.give_input)
        )
        call = tag("p", f"{ask}<br/>{escaped(labels.give_input_lead)}", cls="online")
        return self._heading(level, escaped(labels.colophon)) + definitions(lines, "facts small") + call
