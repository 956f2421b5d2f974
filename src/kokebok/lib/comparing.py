"""Two states of a whole book beside each other: what is new, gone, changed and moved, page by page, in reading order.

A paragraph is known by its anchor, and a page by its place in the book. What is left is looked at by its words: text
that was cut from one page and typed on another has moved. A page whose place is another is still that page, where most
of its paragraphs stand on it. Of all that may be said to have moved it is the fewest paragraphs, then the fewest words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from kokebok.lib.anchors import New, Old, carry
from kokebok.lib.text import PageText, Section

RowKind = Literal["same", "changed", "new", "gone", "left"]

MOST_LEFT = (
    250  # paragraphs on either side that are compared word by word; above it only the very words are the same
)
LEAST_OF_PAGE = 0.5  # of the paragraphs of a page that must stand on another for that to be the same page


@dataclass(frozen=True)
class SaidPlace:
    """A place in a page that says something: a passage, or a title or fact around the passages.

    `name` is the anchor, or what the place is called within its page; `label` says what a fact is about.
    """

    name: str
    kind: str
    text: str
    html: str = ""
    label: str = ""
    level: int = 0
    is_passage: bool = False


@dataclass(frozen=True)
class ReadPage:
    """A page of one state: its place in the book, and all it says in reading order."""

    path: str
    title: str
    language: str
    said: tuple[SaidPlace, ...]


@dataclass(frozen=True)
class ComparedRow:
    """A place in the reading of both states together.

    "left" is where something stood that has moved; `other` is then the page it has moved to, and of what has moved here
    the page it came from. `is_marked`: the words are the same, but a link, the emphasis or the picture is another.
    """

    what: RowKind
    before: SaidPlace | None
    after: SaidPlace | None
    is_moved: bool = False
    is_marked: bool = False
    other: ReadPage | None = None

    @property
    def statement(self) -> SaidPlace:
        """What is said there: now, or where it is gone or has moved away, before."""
        said = self.before if self.what == "left" else self.after or self.before
        assert said is not None
        return said

    @property
    def is_change(self) -> bool:
        """Whether readers are told of it. Where something stood that has moved, they are told where it stands now."""
        return self.what in {"changed", "new", "gone"} or self.is_moved or self.is_marked


@dataclass(frozen=True)
class ComparedPage:
    """A page before and after, either of which may be lacking, and what both say in one reading."""

    before: ReadPage | None
    after: ReadPage | None
    rows: tuple[ComparedRow, ...]

    @property
    def page(self) -> ReadPage:
        """The page as it is now, or else as it was."""
        page = self.after or self.before
        assert page is not None
        return page

    @property
    def changes(self) -> tuple[ComparedRow, ...]:
        """What readers are told of."""
        return tuple(row for row in self.rows if row.is_change)


def read(text: PageText, path: str) -> ReadPage:
    """All that a page says, as it is compared."""
    said = [SaidPlace("title", "title", text.title), SaidPlace("lead", "lead", text.lead)]
    said += _facts("page", text.facts)
    for order, section in enumerate(text.sections):
        said += _in_section(section, str(order), 0)
    said += [
        SaidPlace(
            f"source:{source.url or source.title}",
            "source",
            " ".join(filter(None, (source.title, source.year))),
        )
        for source in text.sources
    ]
    return ReadPage(path, text.title, text.language, tuple(one for one in said if one.text))


def _facts(where: str, facts: Sequence[tuple[str, str]]) -> list[SaidPlace]:
    return [SaidPlace(f"fact:{where}:{label}", "fact", value, label=label) for label, value in facts]


def _in_section(section: Section, order: str, depth: int) -> Iterator[SaidPlace]:
    """A section is known by its first passage; one without any by where it stands."""
    first = next(_anchors(section), order)
    yield SaidPlace(f"section:{depth}:{first}", "section", section.title, level=depth)
    yield from _facts(f"{depth}:{first}", section.facts)
    for passage in section.passages:
        name = passage.anchor or f"path:{passage.path}"
        yield SaidPlace(name, passage.kind, passage.text, passage.html, level=passage.level, is_passage=True)
    for number, part in enumerate(section.parts):
        yield from _in_section(part, f"{order}.{number}", depth + 1)


def _anchors(section: Section) -> Iterator[str]:
    yield from (passage.anchor for passage in section.passages if passage.anchor)
    for part in section.parts:
        yield from _anchors(part)


def compare(before: Sequence[ReadPage], after: Sequence[ReadPage]) -> list[ComparedPage]:
    """The pages of both states in the order of the later one; a page that is gone after the one it stood after."""
    return _Comparison(before, after).pages()


Spot = tuple[int, int]
"""The number of a page, and of a place in it."""


@dataclass
class _Comparison:
    before: Sequence[ReadPage]
    after: Sequence[ReadPage]
    page_to: dict[int, int] = field(default_factory=dict)
    to: dict[Spot, Spot] = field(default_factory=dict)
    back: dict[Spot, Spot] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._pair_pages()
        self._pair_by_name()
        self._pair_by_words()

    # -- which is which ----------------------------------------------------------------------------------------

    def _pair_pages(self) -> None:
        places = {page.path: n for n, page in enumerate(self.after)}
        self.page_to = {b: places[page.path] for b, page in enumerate(self.before) if page.path in places}
        taken = set(self.page_to.values())
        names = {
            one.name: n
            for n, page in enumerate(self.after)
            if n not in taken
            for one in page.said
            if one.is_passage
        }
        for b, page in enumerate(self.before):
            if b in self.page_to:
                continue
            passages = [one.name for one in page.said if one.is_passage]
            kept = Counter(names[name] for name in passages if name in names)
            n, number = kept.most_common(1)[0] if kept else (0, 0)
            if number and number >= LEAST_OF_PAGE * len(passages) and n not in taken:
                self.page_to[b] = n
                taken.add(n)

    def _pair_by_name(self) -> None:
        passages: dict[str, Spot] = {}
        others: dict[tuple[int, str], Spot] = {}
        for n, page in enumerate(self.after):
            for at, one in enumerate(page.said):
                if one.is_passage and not one.name.startswith("path:"):
                    passages.setdefault(one.name, (n, at))
                else:
                    others.setdefault((n, one.name), (n, at))
        for b, page in enumerate(self.before):
            for at, one in enumerate(page.said):
                by_anchor = passages.get(one.name) if one.is_passage else None
                there = by_anchor or others.get((self.page_to.get(b, -1), one.name))
                if there is not None and there not in self.back:
                    self._pair((b, at), there)

    def _pair_by_words(self) -> None:
        """What has no pair by name, by its words: as alike as a text on another page must be to be the same."""
        self._pair_titles()
        olds, news = self._left_over()
        self._pair_same_words(olds, news)
        olds, news = self._left_over()
        if max(len(olds), len(news)) > MOST_LEFT:
            return
        # Each alone on a page of its own: what stands beside it here did not stand beside it in the book.
        carried = carry(
            [
                Old(str(n), f"before {n}", "", self._was(one).text, self._was(one).kind)
                for n, one in enumerate(olds)
            ],
            [New(f"after {n}", "", self._is(one).text, self._is(one).kind) for n, one in enumerate(news)],
        )
        for spot, name in zip(news, carried.names, strict=True):
            if name is not None:
                self._pair(olds[int(name)], spot)

    def _left_over(self) -> tuple[list[Spot], list[Spot]]:
        """The passages without a pair, before and after."""
        olds = [spot for spot in _spots(self.before) if self._was(spot).is_passage and spot not in self.to]
        news = [spot for spot in _spots(self.after) if self._is(spot).is_passage and spot not in self.back]
        return olds, news

    def _pair_titles(self) -> None:
        """A title of a section, or a fact, with the same words on the same page."""
        waiting: defaultdict[tuple[int, str, str, str], list[Spot]] = defaultdict(list)
        for spot in reversed(list(_spots(self.after))):
            one = self._is(spot)
            if not one.is_passage and spot not in self.back:
                waiting[spot[0], one.kind, one.label, one.text].append(spot)
        for spot in _spots(self.before):
            one = self._was(spot)
            there = waiting.get((self.page_to.get(spot[0], -1), one.kind, one.label, one.text))
            if there and not one.is_passage and spot not in self.to:
                self._pair(spot, there.pop())

    def _pair_same_words(self, olds: Sequence[Spot], news: Sequence[Spot]) -> None:
        """The very words in the same kind of paragraph: on the same page if they stand there, or else on another."""
        waiting: defaultdict[tuple[str, str], list[Spot]] = defaultdict(list)
        for spot in news:
            waiting[self._is(spot).kind, self._is(spot).text].append(spot)
        for spot in olds:
            there = waiting.get((self._was(spot).kind, self._was(spot).text))
            if there:
                page = self.page_to.get(spot[0])
                best = next((one for one in there if one[0] == page), there[0])
                there.remove(best)
                self._pair(spot, best)

    def _pair(self, old: Spot, new: Spot) -> None:
        self.to[old], self.back[new] = new, old

    def _was(self, spot: Spot) -> SaidPlace:
        return self.before[spot[0]].said[spot[1]]

    def _is(self, spot: Spot) -> SaidPlace:
        return self.after[spot[0]].said[spot[1]]

    # -- how both read together --------------------------------------------------------------------------------

    def pages(self) -> list[ComparedPage]:
        page_back = {n: b for b, n in self.page_to.items()}
        gone_after: defaultdict[int, list[int]] = defaultdict(list)
        last = -1
        for b in range(len(self.before)):
            last = self.page_to.get(b, last)
            if b not in self.page_to:
                gone_after[last].append(b)
        order: list[tuple[int | None, int | None]] = [(b, None) for b in gone_after[-1]]
        for n in range(len(self.after)):
            order.append((page_back.get(n), n))
            order += [(b, None) for b in gone_after[n]]
        return [self._page(b, n) for b, n in order]

    def _page(self, b: int | None, n: int | None) -> ComparedPage:
        was = None if b is None else self.before[b]
        now = None if n is None else self.after[n]
        return ComparedPage(
            was, now, tuple(self._rows(b, n, len(was.said) if was else 0, len(now.said) if now else 0))
        )

    def _rows(self, b: int | None, n: int | None, olds: int, news: int) -> Iterator[ComparedRow]:
        here = [
            (at, to[1]) for at in range(olds) if b is not None and (to := self.to.get((b, at))) and to[0] == n
        ]
        weights = [len(self.before[b].said[at].text) for at, _to in here] if b is not None else []
        in_place = {here[at] for at in _heaviest_rising([to for _at, to in here], weights)}
        old_at = new_at = 0
        for old_end, new_end in [*sorted(in_place), (olds, news)]:
            yield from (self._away((b or 0, at)) for at in range(old_at, old_end))
            yield from (self._new((n or 0, at)) for at in range(new_at, new_end))
            if old_end < olds and new_end < news:
                assert b is not None
                assert n is not None
                yield _stays(self._was((b, old_end)), self._is((n, new_end)))
            old_at, new_at = old_end + 1, new_end + 1

    def _away(self, spot: Spot) -> ComparedRow:
        there = self.to.get(spot)
        if there is None:
            return ComparedRow("gone", self._was(spot), None)
        return ComparedRow("left", self._was(spot), self._is(there), other=self.after[there[0]])

    def _new(self, spot: Spot) -> ComparedRow:
        there = self.back.get(spot)
        if there is None:
            return ComparedRow("new", None, self._is(spot))
        return replace(_stays(self._was(there), self._is(spot)), is_moved=True, other=self.before[there[0]])


def _stays(before: SaidPlace, after: SaidPlace) -> ComparedRow:
    is_same = before.text == after.text
    return ComparedRow(
        "same" if is_same else "changed", before, after, is_marked=is_same and before.html != after.html
    )


def _spots(pages: Sequence[ReadPage]) -> Iterator[Spot]:
    return ((n, at) for n, page in enumerate(pages) for at in range(len(page.said)))


def _heaviest_rising(numbers: Sequence[int], weights: Sequence[int]) -> list[int]:
    """The positions of a longest run of rising numbers, not necessarily side by side; of several the heaviest."""
    best: list[tuple[int, int, int]] = []  # length, weight, position before (-1 for none), for each position
    tree: dict[
        int, tuple[int, int, int]
    ] = {}  # of a Fenwick tree: the best that ends on a number up to this one
    ranks = {number: rank for rank, number in enumerate(sorted(numbers), start=1)}
    for at, (number, weight) in enumerate(zip(numbers, weights, strict=True)):
        length, heavy, before = _best_below(tree, ranks[number] - 1)
        best.append((length + 1, heavy + weight, before))
        _raise(tree, ranks[number], len(numbers), (length + 1, heavy + weight, at))
    at = _best_below(tree, len(numbers))[2]
    chosen = []
    while at >= 0:
        chosen.append(at)
        at = best[at][2]
    return chosen[::-1]


def _best_below(tree: dict[int, tuple[int, int, int]], rank: int) -> tuple[int, int, int]:
    found = (0, 0, -1)
    while rank:
        found = max(found, tree.get(rank, found))
        rank -= rank & -rank
    return found


def _raise(tree: dict[int, tuple[int, int, int]], rank: int, end: int, to: tuple[int, int, int]) -> None:
    while rank <= end:
        tree[rank] = max(tree.get(rank, to), to)
        rank += rank & -rank
