"""The edition as data: JSON, told of by `edition.schema.json` beside this module and by docs/edition-json.md.

It is laid out from the manuscript itself: what other formats set as pieces is here as it was frozen.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from kokebok.lib.text import Passage, Picture, Section
from kokebok.lib.written import as_json
from kokebok.outlets.formats.reader import pieces_of
from kokebok.outlets.manuscript import IndexEntry, Manuscript, ManuscriptChapter

VERSION = 1
"""Raised when a program that reads the file must be changed; what is only added leaves it."""
SCHEMA = Path(__file__).with_name("edition.schema.json")
SCHEMA_ADDRESS = f"utgave/skjema/utgave-{VERSION}.json"


def render(manuscript: Manuscript) -> bytes:
    """One JSON object in UTF-8."""
    return (as_json(data_of(manuscript), indent=2) + "\n").encode()


def data_of(manuscript: Manuscript) -> dict[str, Any]:
    """The whole edition as lists and mappings."""
    made = manuscript
    base = made.base_url.rstrip("/")
    return {
        "$schema": f"{base}/{SCHEMA_ADDRESS}",
        "format": "kokebok-edition",
        "version": VERSION,
        "number": made.number,
        "previous": made.previous,
        "title": made.title,
        "genre_word": made.genre_word,
        "stage": made.stage,
        "date": made.date.isoformat(),
        "language": made.language,
        "publisher": made.publisher,
        "licence": made.licence,
        "content_hash": made.content_hash,
        "url": f"{base}/utgave/{made.number}/",
        "cite": pieces_of(made).cite,
        "forewords": _forewords(made),
        "parts": [
            {"title": part.title, "pages": [_page(chapter, made) for chapter in part.chapters]}
            for part in made.parts
        ],
        "beside": [{**asdict(note), "day": note.day.isoformat()} for note in made.beside],
        "changes": [{**asdict(change), "credits": list(change.credits)} for change in made.changes],
        "credits": list(made.credits),
        "values": [asdict(value) for value in made.values],
        "topics": [_entry(entry) for entry in made.topics],
        "actors": [_entry(entry) for entry in made.actors],
        "colophon": _labelled(made.colophon),
    }


def _forewords(made: Manuscript) -> list[dict[str, Any]]:
    own = [{"language": made.language, "html": list(made.foreword)}] if made.foreword else []
    return [*own, *({"language": one.language, "html": list(one.words)} for one in made.forewords_beside)]


def _page(chapter: ManuscriptChapter, made: Manuscript) -> dict[str, Any]:
    page = chapter.page
    return {
        "number": chapter.number,
        "slug": page.slug,
        "kind": page.kind,
        "title": page.title,
        "language": page.language,
        "lead": page.lead,
        "living_url": chapter.living_url,
        "edition_url": chapter.edition_url,
        "review_by": page.review_by,
        "responsible": page.responsible,
        "facts": _labelled(page.facts),
        "sections": [_section(section, chapter, made) for section in page.sections],
        "sources": [asdict(source) for source in page.sources],
        "lent": [{"words": words, "language": language} for words, language in page.lent],
    }


def _section(section: Section, chapter: ManuscriptChapter, made: Manuscript) -> dict[str, Any]:
    return {
        "key": section.key,
        "title": section.title,
        "shape": section.shape,
        "facts": _labelled(section.facts),
        "links": [{"label": label, "path": path} for label, path in section.links],
        "passages": [_passage(passage, chapter, made) for passage in section.passages],
        "parts": [_section(part, chapter, made) for part in section.parts],
    }


def _passage(passage: Passage, chapter: ManuscriptChapter, made: Manuscript) -> dict[str, Any]:
    said: dict[str, Any] = {
        "anchor": passage.anchor,
        "place": f"{chapter.number}.{passage.number}",
        "url": made.permalink(passage.anchor) if passage.anchor else "",
        "kind": passage.kind,
        "level": passage.level,
        "in_list": passage.in_list,
        "html": passage.html,
        "text": passage.text,
    }
    if passage.rows:
        said |= {"rows": [list(row) for row in passage.rows], "heads": passage.heads}
    if passage.picture:
        said["picture"] = _picture(passage.picture, made)
    return said


def _picture(picture: Picture, made: Manuscript) -> dict[str, Any]:
    base = made.base_url.rstrip("/")
    return {
        "alt": picture.alt,
        "caption": picture.caption,
        "credit": picture.credit,
        "licence": picture.licence,
        "sizes": [
            {"url": f"{base}/bilde/{size.name}", "width": size.width, "height": size.height}
            for size in picture.sizes
        ],
    }


def _entry(entry: IndexEntry) -> dict[str, Any]:
    return {"name": entry.name, "pages": list(entry.chapters), "credited": entry.is_credited}


def _labelled(pairs: tuple[tuple[str, str], ...]) -> list[dict[str, str]]:
    return [{"label": label, "value": value} for label, value in pairs]
