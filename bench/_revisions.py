"""Revisions of real prose whose truth is known, since every word carries a number of its own through the edits.

The truth owes nothing to the code that is measured: a word's number says where it came from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count
from random import Random

from bench._prose import Prose, Source

Word = tuple[int, str]
STOCK = ("See ", "Read more about ", "Les mer om ")
STOCK_PHRASES = (
    "See {} for more.",
    "See the page on {} for more information.",
    "Read more about {}.",
    "Les mer om {} her.",
)
RARELY, OFTEN = 0.12, 0.4  # share of words changed by a light edit and by a heavy one, at most


@dataclass
class Para:
    """A paragraph as a list of numbered words."""

    page: str
    path: str
    kind: str
    words: list[Word]

    @property
    def text(self) -> str:
        """The paragraph as it is read."""
        return " ".join(word for _, word in self.words)

    def spans(self) -> list[tuple[int, int, int]]:
        """(number, start, end) of each word within `text`."""
        found = []
        at = 0
        for number, word in self.words:
            found.append((number, at, at + len(word)))
            at += len(word) + 1
        return found

    def copy(self) -> Para:
        """The same words with the same numbers."""
        return Para(self.page, self.path, self.kind, list(self.words))


@dataclass
class Revision:
    """Two pages of a cookbook before and after, in reading order, page by page, and what was done to them."""

    name: str
    old: list[Para]
    new: list[Para]
    acts: Counter[str] = field(default_factory=Counter)


class Reviser:
    """Makes one revision from two pages of prose; the same seed makes the same one."""

    def __init__(
        self, one: Source, other: Source, spare: list[Prose], seed: int, headings: Sequence[Prose] = ()
    ) -> None:
        self.rng = Random(f"{seed} {one.name} {other.name}")
        self.numbers = count(1)
        self.paths = count(1)
        self.spare = spare
        self.acts: Counter[str] = Counter()
        self.copied_from: dict[int, int] = {}
        self.headings = headings
        self.pages = {"a": self._page("a", one), "b": self._page("b", other)}
        self.name = f"{one.name} + {other.name}"

    def revise(self) -> Revision:
        """The revision: each page by one of four temperaments, then a move or two between the pages."""
        for page in self.pages.values():
            self._repeat_something(page)
        old = [para.copy() for page in self.pages.values() for para in page]
        for page in self.pages.values():
            temperament = self.rng.choices(
                [self._touched_up, self._reworked, self._pasted_anew, self._rewritten], [4, 3, 2, 1]
            )[0]
            temperament(page)
        for _ in range(self.rng.choice([0, 1, 1, 2])):
            self._move_between_pages()
        new = [para for page in self.pages.values() for para in page]
        self._heir_copies(new)
        return Revision(self.name, old, new, self.acts)

    def _heir_copies(self, new: list[Para]) -> None:
        """A copy whose original was taken away is the original, moved: its words take over the numbers."""
        alive = {number for para in new for number, _ in para.words}
        for para in new:
            para.words = [
                (number if self.copied_from.get(number, number) in alive else self.copied_from[number], word)
                for number, word in para.words
            ]

    def _page(self, page: str, source: Source) -> list[Para]:
        made = [self._para(page, prose) for prose in source.paragraphs]
        for _ in range(2):
            made.insert(
                self.rng.randrange(1, len(made)), Para(page, self._path(), "text", self._stock_phrase())
            )
        return made

    def _para(self, page: str, prose: Prose) -> Para:
        return Para(page, self._path(), prose.kind, [(next(self.numbers), w) for w in prose.text.split()])

    def _path(self) -> str:
        return f"body/{next(self.paths):05}"

    def _repeat_something(self, page: list[Para]) -> None:
        """A short text that stands several times on the page, as "Read more" and "Tips" do."""
        if self.rng.random() < 0.4:
            short = self.rng.choice([p for p in page if p.kind != "text"] or page)
            for _ in range(2):
                again = Para(
                    short.page, self._path(), short.kind, [(next(self.numbers), w) for _, w in short.words]
                )
                page.insert(self.rng.randrange(len(page) + 1), again)

    # Temperaments

    def _touched_up(self, page: list[Para]) -> None:
        self._acts(page, max(2, len(page) // 6))

    def _reworked(self, page: list[Para]) -> None:
        self._acts(page, max(3, len(page) // 2))

    def _pasted_anew(self, page: list[Para]) -> None:
        """Written in another program and pasted back: every place is new, and something was changed."""
        self.acts["page pasted anew"] += 1
        self._acts(page, max(2, len(page) // 4))
        for para in page:
            para.path = self._path()

    def _rewritten(self, page: list[Para]) -> None:
        """Every paragraph gone over at once."""
        self.acts["page rewritten"] += 1
        for para in page:
            self._change_words(para, 0.25)
        self._acts(page, max(2, len(page) // 8))

    def _acts(self, page: list[Para], times: int) -> None:
        acts: dict[Callable[[list[Para]], None], int] = {
            self._edit: 8, self._edit_much: 2, self._misspell: 2, self._move: 3, self._move_block: 3, self._split: 3,
            self._into_list: 1, self._merge: 3, self._delete: 3, self._retype: 2, self._replace: 2, self._insert: 2,
            self._duplicate: 1, self._move_sentence: 1, self._replace_section: 2, self._reword_heading: 1,
            self._point_elsewhere: 1,
        }  # fmt: skip
        for act in self.rng.choices(list(acts), list(acts.values()), k=times):
            if len(page) > 4:
                self.acts[act.__name__.strip("_").replace("_", " ")] += 1
                act(page)

    # Acts

    def _edit(self, page: list[Para]) -> None:
        self._change_words(self.rng.choice(page), RARELY)

    def _edit_much(self, page: list[Para]) -> None:
        self._change_words(self.rng.choice(page), OFTEN)

    def _misspell(self, page: list[Para]) -> None:
        """Inflect or misspell some words: the same words, with other letters."""
        self._misspell_words(self.rng.choice(page))

    def _misspell_words(self, para: Para) -> None:
        for at in self.rng.sample(range(len(para.words)), max(1, len(para.words) // 10)):
            number, word = para.words[at]
            cut = self.rng.randrange(len(word))
            para.words[at] = (
                number,
                self.rng.choice([word[:cut] + word[cut + 1 :] or word, word + "s", word.title()]),
            )

    def _move(self, page: list[Para]) -> None:
        """Cut and pasted elsewhere on the page: it gets a new place."""
        para = page.pop(self.rng.randrange(len(page)))
        para.path = self._path()
        page.insert(self.rng.randrange(len(page) + 1), para)

    def _move_block(self, page: list[Para]) -> None:
        """Moved with the arrows of the editor: it keeps its place's name."""
        para = page.pop(self.rng.randrange(len(page)))
        page.insert(self.rng.randrange(len(page) + 1), para)

    def _split(self, page: list[Para]) -> None:
        self._cut(page, 2, "text")

    def _into_list(self, page: list[Para]) -> None:
        self._cut(page, 4, "item")

    def _cut(self, page: list[Para], parts: int, kind: str) -> None:
        long_ones = [para for para in page if len(para.words) >= 8 * parts]
        if not long_ones:
            return
        para = self.rng.choice(long_ones)
        size = len(para.words) // parts
        cuts = [n * size + self.rng.randrange(-size // 4, size // 4 + 1) for n in range(1, parts)]
        pieces = [para.words[a:b] for a, b in zip([0, *cuts], [*cuts, len(para.words)], strict=True)]
        keeps = self.rng.choice([0, 0, len(pieces) - 1])  # which part the editor leaves the key with
        made = [
            Para(para.page, para.path if n == keeps else self._path(), kind, words)
            for n, words in enumerate(pieces)
        ]
        at = page.index(para)
        page[at : at + 1] = made

    def _merge(self, page: list[Para]) -> None:
        at = self.rng.randrange(len(page) - 1)
        one, other = page[at], page[at + 1]
        path = self.rng.choice([one.path, one.path, other.path])
        page[at : at + 2] = [Para(one.page, path, one.kind, one.words + other.words)]

    def _delete(self, page: list[Para]) -> None:
        page.pop(self.rng.randrange(len(page)))

    def _retype(self, page: list[Para]) -> None:
        """Deleted and typed again, a little otherwise: the place is new."""
        para = self.rng.choice(page)
        para.path = self._path()
        self._change_words(para, RARELY)

    def _replace(self, page: list[Para]) -> None:
        """Something else is written in the same place."""
        at = self.rng.choice([n for n, para in enumerate(page) if para.kind != "heading"] or [0])
        page[at] = Para(page[at].page, page[at].path, page[at].kind, self._new_words())

    def _replace_section(self, page: list[Para]) -> None:
        """A heading and what stands under it are overwritten with another section, each in its old place."""
        headings = [n for n, para in enumerate(page) if para.kind == "heading"]
        if not headings:
            return
        at = self.rng.choice(headings)
        end = next((n for n in headings if n > at), len(page))
        for n in range(at, end):
            words = self._new_heading(page[n]) if n == at else self._new_words()
            page[n] = Para(page[n].page, page[n].path, page[n].kind, words)

    def _reword_heading(self, page: list[Para]) -> None:
        """A heading gets other words, and what stands under it stays: it is the heading of the same section."""
        headings = [para for para in page if para.kind == "heading"]
        if headings:
            para = self.rng.choice(headings)
            numbers = [number for number, _ in para.words]
            words = [word for _, word in self._new_heading(para)]
            kept = numbers + [next(self.numbers) for _ in words[len(numbers) :]]
            para.words = list(zip(kept, words, strict=False))

    def _point_elsewhere(self, page: list[Para]) -> None:
        """A stock phrase is overwritten by the same phrase about something else."""
        pointing = [n for n, para in enumerate(page) if para.text.startswith(STOCK)]
        if pointing:
            at = self.rng.choice(pointing)
            page[at] = Para(page[at].page, page[at].path, page[at].kind, self._stock_phrase())

    def _insert(self, page: list[Para]) -> None:
        made = Para(page[0].page, self._path(), "text", self._new_words())
        page.insert(self.rng.randrange(len(page) + 1), made)

    def _duplicate(self, page: list[Para]) -> None:
        """Copied: the first stays what it was, the copy is new."""
        para = self.rng.choice(page)
        copied = Para(para.page, self._path(), para.kind, [(next(self.numbers), w) for _, w in para.words])
        originals = [self.copied_from.get(number, number) for number, _ in para.words]
        self.copied_from.update(zip((number for number, _ in copied.words), originals, strict=True))
        page.insert(self.rng.randrange(page.index(para) + 1, len(page) + 1), copied)

    def _move_between_pages(self) -> None:
        source, target = self.rng.sample(list(self.pages), 2)
        if len(self.pages[source]) > 4:
            self.acts["move between pages"] += 1
            para = self.pages[source].pop(self.rng.randrange(len(self.pages[source])))
            para.page, para.path = target, self._path()
            self.pages[target].insert(self.rng.randrange(len(self.pages[target]) + 1), para)

    def _move_sentence(self, page: list[Para]) -> None:
        """A run of words goes to the start or the end of another paragraph."""
        roomy = [para for para in page if len(para.words) >= 20]
        if not roomy:
            return
        source = self.rng.choice(roomy)
        target = self.rng.choice([para for para in page if para is not source])
        length = self.rng.randint(6, len(source.words) // 2)
        first = self.rng.randrange(len(source.words) - length + 1)
        moved = source.words[first : first + length]
        del source.words[first : first + length]
        target.words[:] = self.rng.choice([moved + target.words, target.words + moved])

    def _new_heading(self, old: Para) -> list[Word]:
        """A heading that shares no word with an old one but by chance."""
        named = [p.text for p in self.headings if p.text.casefold() != old.text.casefold()]
        text = self.rng.choice(named) if named else " ".join(self.rng.choice(self.spare).text.split()[:4])
        return [(next(self.numbers), word) for word in text.split()]

    def _stock_phrase(self) -> list[Word]:
        """ "See X for more", and the like."""
        about = " ".join(self.rng.choice(self.headings or self.spare).text.split()[:3]).rstrip(".:,")
        phrase = self.rng.choice(STOCK_PHRASES).format(about)
        return [(next(self.numbers), word) for word in phrase.split()]

    def _new_words(self) -> list[Word]:
        return [(next(self.numbers), word) for word in self.rng.choice(self.spare).text.split()]

    def _change_words(self, para: Para, most: float) -> None:
        """Replace, remove and add words, up to this share of them, at least one; of a word or two, letters."""
        if len(para.words) < 3:
            self._misspell_words(para)
            return
        for _ in range(max(1, round(len(para.words) * self.rng.uniform(0.02, most)))):
            at = self.rng.randrange(len(para.words))
            word = self.rng.choice(self._new_words())
            kind = self.rng.choice(["replace", "replace", "add", "remove"])
            if kind == "add":
                para.words.insert(at, word)
            elif kind == "remove" and len(para.words) > 3:
                para.words.pop(at)
            else:
                para.words[at] = word
