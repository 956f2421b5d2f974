"""The manuscript as the tree that book.typ lays out: plain lists, dictionaries, text and numbers."""

from __future__ import annotations

import io
from base64 import b64encode
from dataclasses import asdict
from functools import partial
from itertools import takewhile
from typing import Any

import segno

from kokebok.lib.colours import in_files
from kokebok.lib.list_tree import PointList, lists_of
from kokebok.lib.text import PageText, Passage, Picture, Section, Source
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
    lines_of_colophon,
    place,
    titled,
)
from kokebok.outlets.formats.columns import shares_of
from kokebok.outlets.formats.extent import PAGE, company, how_many_follow, is_short
from kokebok.outlets.formats.inline import Run, runs_of, runs_of_text, safe_href
from kokebok.outlets.labels import Labels, date_in_words
from kokebok.outlets.manuscript import ChangeNote, Chapter, Manuscript, Part, ValueNote

Tree = dict[str, Any]
DOTS_A_MM = 150 / 25.4
"""A picture is printed so large that it has so many dots, or as wide as the text."""
HIGHEST = 165  # mm
LOGO_WIDEST, LOGO_HIGHEST = 52, 20  # mm
COLOURS = {
    "night": "12303a",
    "teal": "0c6672",
    "mint": "e7f2f1",
    "deep": "1d4651",
    "bright": "2d8791",
}


def tree_of(manuscript: Manuscript) -> Tree:
    """The whole book; every text is plain, inline emphasis is a list of runs."""
    labels = manuscript.labels
    setter = _Setter(manuscript)
    return {
        **_language(manuscript.language),
        "labels": asdict(labels),
        "number": manuscript.number,
        "title": manuscript.title,
        "colours": _colours(manuscript.colour),
        "logo": setter.logo(manuscript.logo) if manuscript.logo else {},
        "genre_word": manuscript.genre_word,
        "beside_title": [
            manuscript.beside_title(manuscript.genre_word),
            manuscript.beside_title(manuscript.stage),
        ],
        "publisher": manuscript.publisher,
        "date": date_in_words(manuscript.date, labels),
        "year": manuscript.date.year,
        "month": manuscript.date.month,
        "day": manuscript.date.day,
        "foreword": [setter.runs(runs_of(html, manuscript.base_url)) for html in manuscript.foreword],
        "cite": labels.cite.format(title=manuscript.title, number=manuscript.number),
        "parts": [setter.part(number, part) for number, part in enumerate(manuscript.parts, start=1)],
        "values": [_value(value, labels) for value in manuscript.values],
        "changes_lead": labels.changes_since.format(number=manuscript.previous)
        if manuscript.previous
        else "",
        "changes": [setter.change(change) for change in manuscript.changes],
        "credits": list(manuscript.credits),
        "colophon": [list(line) for line in lines_of_colophon(manuscript)],
        "qr": _qr(manuscript.base_url, manuscript.title, manuscript, labels),
    }


def _colours(colour: str) -> Tree:
    """The main colours by the names the typescript has for them, in shades of the body's own."""
    own = in_files(colour)
    return {name: f"#{own.get(ours, ours)}" for name, ours in COLOURS.items()}


def _language(language: str) -> Tree:
    tag = language_tag(language).split("-")
    return {"lang": tag[0].lower(), "region": tag[1] if len(tag) > 1 else ""}


def _qr(url: str, title: str, manuscript: Manuscript, labels: Labels) -> Tree:
    dark = _colours(manuscript.colour)["night"]
    drawn = io.BytesIO()
    segno.make(url, error="m", micro=False).save(drawn, kind="svg", border=0, xmldecl=False, dark=dark)
    shown = url.removeprefix("https://").removeprefix("http://").rstrip("/")
    return {
        "svg": drawn.getvalue().decode(),
        "alt": labels.qr_alt.format(title=title, url=url),
        "href": safe_href(url),
        "shown": shown,
    }


def _value(value: ValueNote, labels: Labels) -> Tree:
    return {
        "name": value.name,
        "amount": value.amount,
        "valid_from": date_in_words(value.valid_from, labels),
        "source": value.source,
        "href": safe_href(value.url),
        "review_by": date_in_words(value.review_by, labels),
    }


def _source(source: Source, labels: Labels) -> Tree:
    href = safe_href(source.url)
    checked = labels.retrieved.format(date=date_in_words(source.checked, labels)) if source.checked else ""
    return {
        "title": source.title or href,
        "href": href,
        "shown": href.removeprefix("https://").removeprefix("http://").rstrip("/"),
        "details": [detail for detail in (source.year, checked) if detail],
    }


def _pairs(facts: tuple[tuple[str, str], ...]) -> list[list[str]]:
    return [[label, value] for label, value in facts if value]


def _labelled(facts: tuple[tuple[str, str], ...], page: PageText) -> list[list[str]]:
    """Labels with their values, and the language of the label where it is lent from another."""
    lent = {
        label: _language(page.language_of(label))["lang"]
        for label, _value in facts
        if page.language_of(label)
    }
    return [[label, value, *([lent[label]] if label in lent else [])] for label, value in facts if value]


def _keep_the_last_with_the_end(sections: list[Tree]) -> None:
    """Have the last lines of a chapter follow its sources to the next page, so that these never have one alone."""
    if not sections:
        return
    last = sections[-1]
    while last["parts"]:
        last = last["parts"][-1]
    for group in last["groups"][-1:]:
        group["keeps"] = True
    texts = takewhile(lambda group: group["kind"] == "text", reversed(last["groups"]))
    said = [passage for group in texts for passage in group["passages"]]
    for passage in said[: company([_letters(passage) for passage in said])]:
        passage["keeps"] = True


def _letters(passage: Tree) -> int:
    return sum(len(run["text"]) for run in passage["runs"])


class _Setter:
    """Turns the parts of a manuscript into trees, each anchor once."""

    def __init__(self, manuscript: Manuscript) -> None:
        self.manuscript = manuscript
        self.places = Places(manuscript)
        self.given: set[str] = set()

    def runs(self, runs: tuple[Run, ...]) -> list[Tree]:
        return [self._run(run) for run in runs]

    def _run(self, run: Run) -> Tree:
        styles = [name for name in ("bold", "italic", "code", "sub", "sup") if getattr(run, name)]
        _, target = self.places.within(run.href) if run.href else ("", "")
        return {"text": run.text, "styles": styles, "href": "" if target else run.href, "to": target}

    def part(self, number: int, part: Part) -> Tree:
        level = 2 if part.title else 1
        return {
            "number": number,
            "title": part.title,
            "chapters": [self.chapter(chapter, level) for chapter in part.chapters],
        }

    def chapter(self, chapter: Chapter, level: int) -> Tree:
        page, labels = chapter.page, chapter.labels
        endnotes = (
            (labels.responsible, page.responsible),
            (labels.review_by, date_in_words(page.review_by, labels)),
        )
        section = partial(self.section, chapter, level=level + 1)
        sections = [section(part) for part in page.sections]
        _keep_the_last_with_the_end(sections)
        return {
            **_language(page.language),
            "id": chapter_id(chapter),
            "number": chapter.number,
            "level": level,
            "kicker": kicker(chapter),
            "title": page.title,
            "lead": page.lead,
            "facts": _labelled(page.facts, page),
            "sections": sections,
            "labels": {
                "sources": labels.sources,
                "qr_caption": labels.qr_caption,
            },
            "sources": [_source(source, labels) for source in page.sources],
            "sources_following": how_many_follow(page.sources),
            "endnotes": _pairs(endnotes),
            "qr": _qr(chapter.living_url, page.title, self.manuscript, labels),
        }

    def section(self, chapter: Chapter, section: Section, *, level: int, count: int = 0) -> Tree:
        labels, inner = chapter.labels, below(section, level)
        surroundings = around(section, level)
        label, title = titled(section, labels, count)
        steps = 0
        parts = []
        for part in section.parts:
            steps += part.shape == "step"
            parts.append(self.section(chapter, part, level=inner, count=steps))
        return {
            "shape": section.shape,
            "title": title,
            "lent": chapter.page.language_of(title),
            "level": level,
            "count": count,
            "short": is_short(section),
            "label": label,
            "facts": _labelled(facts_of(section), chapter.page),
            "myth": [labels.myth, labels.fact],
            "groups": [
                self.group(chapter, kind, members, surroundings)
                for kind, members in grouped(section.passages)
            ],
            "parts": parts,
        }

    def group(self, chapter: Chapter, kind: str, members: tuple[Passage, ...], surroundings: Around) -> Tree:
        if kind == "list":
            lists = [self.points(chapter, points) for points in lists_of(members)]
            return {"kind": kind, "keeps": False, "lists": lists}
        return {
            "kind": kind,
            "keeps": False,
            "passages": [self.passage(chapter, member, surroundings) for member in members],
        }

    def points(self, chapter: Chapter, points: PointList) -> Tree:
        """A list with the lists within it; what is no list under a point is a passage."""
        return {
            "kind": points.kind,
            "points": [
                {
                    "passage": self.passage(chapter, point.passage, Around()) if point.passage else None,
                    "inside": [
                        self.points(chapter, part)
                        if isinstance(part, PointList)
                        else self.passage(chapter, part, Around())
                        for part in point.inside
                    ],
                }
                for point in points.points
            ],
        }

    def passage(self, chapter: Chapter, passage: Passage, surroundings: Around) -> Tree:
        anchor = "" if passage.anchor in self.given else passage.anchor
        self.given.add(anchor)
        html = runs_of(passage.html, self.manuscript.base_url) or runs_of_text(passage.text)
        return {
            "id": anchor,
            "place": place(chapter, passage),
            "href": self.manuscript.permalink(passage.anchor) if passage.anchor else "",
            "runs": self.runs(html),
            "keeps": passage.text.rstrip().endswith(":"),
            "short": len(passage.text) <= PAGE,
            "level": surroundings.levels.get(passage.path, 0),
            "hint": surroundings.hints.get(passage.text, "") if passage.kind == "field" else "",
            "rows": [list(row) for row in passage.rows],
            "heads": passage.heads,
            "widths": shares_of(passage.rows),
            "picture": self.picture(passage.picture) if passage.picture else {},
        }

    def picture(self, picture: Picture) -> Tree:
        """The picture within a drawing, which is text, and so can cross to the typesetter as the rest does."""
        size = picture.largest
        sort, content = size.name.rpartition(".")[2], self.manuscript.pictures[size.name]
        inner = f"data:image/{sort};base64,{b64encode(content).decode()}"
        box = f'width="{size.width}" height="{size.height}"'
        width = min(size.width / DOTS_A_MM, HIGHEST * size.width / size.height)
        return {
            "svg": f'<svg xmlns="http://www.w3.org/2000/svg" {box}><image {box} href="{inner}"/></svg>',
            "alt": picture.alt,
            "caption": picture.caption,
            "origin": picture.origin,
            "width": round(width, 2),
        }

    def logo(self, logo: Picture) -> Tree:
        """The logo, within the room it has on the cover."""
        size = logo.largest
        width = min(size.width / DOTS_A_MM, LOGO_WIDEST, LOGO_HIGHEST * size.width / size.height)
        return {**self.picture(logo), "width": round(width, 2)}

    def change(self, change: ChangeNote) -> Tree:
        known = change.anchor in self.places.anchors
        return {
            "page": change.page_title,
            "place": change.place,
            "to": change.anchor if known else "",
            "before": change.before,
            "after": change.after,
            "reason": change.reason,
            "credits": list(change.credits),
        }
