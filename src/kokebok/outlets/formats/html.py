"""The edition as one HTML file that needs nothing else: no network, no script, no font of its own."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from functools import partial
from pathlib import Path

from kokebok.outlets.formats.arrangement import chapter_id, language_tag
from kokebok.outlets.formats.colouring import coloured_css
from kokebok.outlets.formats.hypertext import Hypertext, logo_in, tag
from kokebok.outlets.formats.inline import escaped
from kokebok.outlets.labels import date_in_words
from kokebok.outlets.manuscript import Manuscript, ManuscriptPart

STYLE = Path(__file__).with_name("html.css")
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def render(manuscript: Manuscript) -> bytes:
    """One self-contained HTML file; ids are the paragraphs' anchors."""

    def inside(name: str) -> str:
        """The picture itself as an address."""
        return f"data:image/{name.rpartition('.')[2]};base64,{b64encode(manuscript.pictures[name]).decode()}"

    writer = Hypertext(manuscript, lambda chapter: "", inside, tickable=True)
    writer.top = 2
    page = f"{_head(manuscript)}\n{tag('body', _body(manuscript, writer, logo_in(manuscript, inside)))}"
    return f"<!DOCTYPE html>\n{tag('html', page, lang=language_tag(manuscript.language))}\n".encode()


def _head(manuscript: Manuscript) -> str:
    labels = manuscript.labels
    title = f"{manuscript.title} · {labels.edition} {manuscript.number}"
    return tag(
        "head",
        '<meta charset="utf-8"/>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"/>'
        '<meta name="color-scheme" content="light dark"/>'
        f'<meta name="author" content="{escaped(manuscript.publisher)}"/>'
        f'<meta name="date" content="{manuscript.date.isoformat()}"/>'
        + tag("title", escaped(title))
        + f"<style>\n{coloured_css(STYLE.read_text(encoding='utf-8'), manuscript.colour)}</style>",
    )


def _body(manuscript: Manuscript, writer: Hypertext, logo: str) -> str:
    back = [(name, inner) for name, _, inner in back_matter(manuscript, writer)]
    return _cover(manuscript, logo) + tag(
        "div",
        _contents(manuscript, writer)
        + tag(
            "main",
            _front(manuscript, writer)
            + _parts(writer)
            + "".join(tag("section", inner, id=name, cls="back") for name, inner in back),
        ),
        cls="book",
    )


def _cover(manuscript: Manuscript, logo: str) -> str:
    labels = manuscript.labels
    own = manuscript.beside_title(manuscript.stage)
    stage = tag("span", escaped(own), cls="stage") if own else ""
    edition = escaped(f"{labels.edition} {manuscript.number} · {date_in_words(manuscript.date, labels)}")
    return tag(
        "header",
        logo
        + tag("p", escaped(manuscript.beside_title(manuscript.genre_word)), cls="genre")
        + tag("h1", escaped(manuscript.title))
        + tag("p", f"{stage} {edition}")
        + tag("p", escaped(manuscript.publisher), cls="publisher"),
        cls="cover",
    )


def _contents(manuscript: Manuscript, writer: Hypertext) -> str:
    labels = manuscript.labels
    rows = [_line(piece.id, piece.title) for piece in writer.pieces.beside]
    rows += [_line("foreword", labels.foreword)] if manuscript.has_foreword else []
    rows += [_part_lines(number, part) for number, part in enumerate(manuscript.parts, start=1)]
    rows += [_line(name, title) for name, title, _ in back_titles(manuscript)]
    heading = tag("h2", escaped(labels.contents), id="contents")
    return tag("nav", heading + tag("ul", "".join(rows)), cls="contents", aria_labelledby="contents")


def _line(target: str, title: str) -> str:
    return tag("li", tag("a", escaped(title), href=f"#{target}"))


def _part_lines(number: int, part: ManuscriptPart) -> str:
    chapters = "".join(
        tag(
            "li",
            tag("a", escaped(chapter.page.title), href=f"#{chapter_id(chapter)}"),
            value=str(chapter.number),
        )
        for chapter in part.chapters
    )
    title = tag("a", escaped(part.title), href=f"#part-{number}") if part.title else ""
    return tag("li", title + tag("ol", chapters), cls="part") if chapters else ""


def _front(manuscript: Manuscript, writer: Hypertext) -> str:
    beside = "".join(
        tag("section", writer.beside(piece), id=piece.id, cls="beside") for piece in writer.pieces.beside
    )
    own = tag("section", writer.foreword(), id="foreword", cls="foreword") if manuscript.has_foreword else ""
    return beside + own


def _parts(writer: Hypertext) -> str:
    written = []
    for part in writer.pieces.parts:
        title = tag("h2", escaped(part.title), cls="part-title") if part.title else ""
        writer.top = 3 if part.title else 2
        chapters = "".join(map(writer.chapter, part.chapters))
        written.append(tag("section", title + chapters, id=f"part-{part.number}"))
    writer.top = 2
    return "".join(written)


def back_titles(manuscript: Manuscript) -> list[tuple[str, str, bool]]:
    """Id and title of each section at the back that the manuscript has something for."""
    labels = manuscript.labels
    possible = [
        ("values", labels.values, bool(manuscript.values)),
        ("changes", labels.changes, bool(manuscript.changes)),
        ("credits", labels.credits, bool(manuscript.credits)),
        ("topics", labels.topics, bool(manuscript.topics)),
        ("actors", labels.actors, bool(manuscript.actors)),
        ("colophon", labels.colophon, True),
    ]
    return [each for each in possible if each[2]]


def back_matter(manuscript: Manuscript, writer: Hypertext) -> list[tuple[str, str, str]]:
    """Id, title and HTML of each section at the back."""
    write: dict[str, Callable[[], str]] = {
        "values": writer.values,
        "changes": writer.changes,
        "credits": writer.credits,
        "colophon": writer.colophon,
        **{index.id: partial(writer.index, index) for index in writer.pieces.indexes},
    }
    return [(name, title, write[name]()) for name, title, _ in back_titles(manuscript)]
