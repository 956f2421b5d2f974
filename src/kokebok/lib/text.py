"""The text of a page as readers, editions and formats know it: sections of passages.

One structure serves the living page, the frozen edition and every file format, so that a paragraph
has the same words and the same number wherever it is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

Kind = Literal["heading", "text", "item", "numbered", "quote", "check", "field", "table", "value", "picture"]
Heads = Literal["", "column", "both"]
Place = Literal["", "new", "more"]
Shape = Literal["plain", "steps", "step", "stop", "myth", "checklist", "worksheet", "table", "ingredients"]


@dataclass(frozen=True)
class PictureSize:
    """A picture in one size. `name` is what its bytes are called: the end of their address, and their key in a book."""

    name: str
    width: int
    height: int


@dataclass(frozen=True)
class Picture:
    """What a passage shows, the narrowest size first. An empty `alt` says that the picture is only decoration."""

    sizes: tuple[PictureSize, ...]
    alt: str = ""
    caption: str = ""
    credit: str = ""
    licence: str = ""

    @property
    def largest(self) -> PictureSize:
        """The widest there is."""
        return self.sizes[-1]

    @property
    def origin(self) -> str:
        """Who made the picture, and how it may be used, in one line; "" where neither is said."""
        return " · ".join(said for said in (self.credit, self.licence) if said)


@dataclass(frozen=True)
class Passage:
    """A paragraph: the smallest thing one can speak about.

    `path` says where in the page it stands (field, block id, key within rich text, joined by "/").
    `html` is safe inline HTML (b, i, a, code, sub, sup, br); for a table it is empty and `rows` holds
    plain text cells. `heads` says which cells of it are headings: "" the first row, "column" the first column, "both"
    these two. `anchor` and `number` are empty until the page is published.
    `kind`: "item" is a bullet, "numbered" an ordered item, "check" a box to tick, "field" a question with
    space to write, "value" a named amount or date; "heading" is a heading inside the section. What is said of a
    "picture" (its caption, or what it shows) is the text, and `picture` the rest.
    `in_list` is said of an item where kind and level do not tell: "new" begins a list of its own, right after another
    one; "more" says more under the point of the item before it.
    """

    path: str
    kind: Kind
    html: str
    text: str
    anchor: str = ""
    number: int = 0
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()
    picture: Picture | None = None
    heads: Heads = ""
    in_list: Place = ""

    @property
    def head_row(self) -> tuple[str, ...]:
        """The headings of a table's columns; none where only its rows have headings."""
        return self.rows[0] if self.rows and self.heads != "column" else ()

    @property
    def body_rows(self) -> tuple[tuple[str, ...], ...]:
        """The rows of a table below the headings of its columns."""
        return self.rows if self.heads == "column" else self.rows[1:]

    @property
    def has_head_column(self) -> bool:
        """Whether the first cell of each row of a table says what the row is about."""
        return self.heads in {"column", "both"}


@dataclass(frozen=True)
class Section:
    """A part of a page: an optional title, facts that are labels with short values, passages, parts.

    `key` is the name of the field or block it comes from; `shape` says how it is laid out:
    "steps" has "step" parts (numbered by their order), "step" may have "stop" parts (a legal gate: stop and check),
    "myth" has two passages (the myth, the fact). In a "worksheet" a fact is a question and the help that goes
    with it. `links` says which facts are names of pages: the fact's label, and that page's path in the book.
    """

    key: str
    title: str
    shape: Shape = "plain"
    facts: tuple[tuple[str, str], ...] = ()
    passages: tuple[Passage, ...] = ()
    parts: tuple[Section, ...] = ()
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Source:
    """Where something is taken from. `year` and `checked` (ISO date) may be empty."""

    title: str
    url: str
    year: str
    checked: str


@dataclass(frozen=True)
class PageText:
    """A whole page. `kind` is fact, recipe, example, tool, post or cookbook; `review_by` is an ISO date or "".

    `lent` are headings and labels that the page's language has no words for, each with the language it stands in.
    """

    slug: str
    kind: str
    title: str
    language: str
    lead: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    review_by: str = ""
    responsible: str = ""
    lent: tuple[tuple[str, str], ...] = ()

    def language_of(self, words: str) -> str:
        """The language of a heading or a label, if it is lent from another than the page's; else ""."""
        return dict(self.lent).get(words, "")


def passages_of(page: PageText) -> list[Passage]:
    """The passages of a page in reading order."""
    return [passage for section in page.sections for passage in _within(section)]


def _within(section: Section) -> Iterator[Passage]:
    yield from section.passages
    for part in section.parts:
        yield from _within(part)


def named(page: PageText, anchors: dict[str, str]) -> PageText:
    """The page with each passage's anchor filled in by its path, and numbered 1, 2, 3 … in reading order.

    A path that is not in `anchors` keeps an empty anchor.
    """
    numbers = {passage.path: n for n, passage in enumerate(passages_of(page), start=1)}
    return _changed(
        page, lambda one: replace(one, anchor=anchors.get(one.path, ""), number=numbers[one.path])
    )


def heading_levels(written: Sequence[int], top: int) -> list[int]:
    """The levels of headings in a row, as they stand below others: the highest at `top`, and none skipped."""
    ranks = {level: top + number for number, level in enumerate(sorted(set(written)))}
    found: list[int] = []
    for level in written:
        found.append(min(ranks[level], found[-1] + 1 if found else top))
    return found


def pictures_of(page: PageText) -> list[Picture]:
    """The pictures of a page in reading order."""
    return [passage.picture for passage in passages_of(page) if passage.picture]


def with_pictures(page: PageText, change: Callable[[Picture], Picture]) -> PageText:
    """The page with each of its pictures as `change` gives it."""
    return _changed(page, lambda one: replace(one, picture=change(one.picture)) if one.picture else one)


def _changed(page: PageText, change: Callable[[Passage], Passage]) -> PageText:
    def each(section: Section) -> Section:
        return replace(
            section,
            passages=tuple(change(passage) for passage in section.passages),
            parts=tuple(each(part) for part in section.parts),
        )

    return replace(page, sections=tuple(each(section) for section in page.sections))


NOTHING: tuple[tuple[str, Any], ...] = (("picture", None), ("heads", ""), ("in_list", ""), ("lent", ()))


def as_data(page: PageText) -> dict[str, Any]:
    """Plain lists and dictionaries that JSON can hold; `from_data` gives the same page back.

    A passage without a picture says nothing of one, nor one whose headings or place in a list are as they always were
    of those, nor a page without lent words of them: so a text without these is kept as it always was.
    """
    return asdict(page, dict_factory=_without_nothing)


def _without_nothing(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return {name: value for name, value in pairs if (name, value) not in NOTHING}


def from_data(data: dict[str, Any]) -> PageText:
    """The page that `as_data` was given."""
    return PageText(
        **{
            **data,
            "facts": _pairs(data["facts"]),
            "sections": tuple(_section(section) for section in data["sections"]),
            "sources": tuple(Source(**source) for source in data["sources"]),
            "lent": _pairs(data.get("lent", [])),  # older editions were frozen without
        }
    )


def _section(data: dict[str, Any]) -> Section:
    return Section(
        key=data["key"],
        title=data["title"],
        shape=data["shape"],
        facts=_pairs(data["facts"]),
        passages=tuple(_passage(passage) for passage in data["passages"]),
        parts=tuple(_section(part) for part in data["parts"]),
        links=_pairs(data.get("links", [])),  # older editions were frozen without
    )


def _passage(data: dict[str, Any]) -> Passage:
    rows = tuple(tuple(row) for row in data["rows"])
    return Passage(**{**data, "rows": rows, "picture": _picture(data.get("picture"))})


def _picture(data: dict[str, Any] | None) -> Picture | None:
    if data is None:  # also in what was frozen before there were pictures
        return None
    return Picture(**{**data, "sizes": tuple(PictureSize(**size) for size in data["sizes"])})


def _pairs(rows: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((label, value) for label, value in rows)
