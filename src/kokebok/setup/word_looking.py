"""Looking at a Word file before it is taken in: its parts, what each would become, and what is not brought along."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokebok.book.drafting import DraftWish, holds_pictures, holds_tables
from kokebok.book.models import Language, PageKind
from kokebok.doors.kept_files import content_of, reading_word
from kokebok.doors.rules import Unreadable
from kokebok.lib.word_cut import LEVELS, WordPart, best_level, cut
from kokebok.lib.word_draft import read_draft

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import Promise

    from kokebok.lib.word_blocks import Dropped, WordDraft
    from kokebok.setup.models import WordDocument

MOST_PARTS = 300
FEWEST_STEPS = 3
LEFT_OUT: Mapping[str, str | Promise] = {
    "comments": gettext_lazy("Comments"),
    "headers": gettext_lazy("Text at the top and the bottom of the sheets"),
    "contents": gettext_lazy("A table of contents: the pages get their own"),
    "boxes": gettext_lazy("Text boxes"),
    "diagrams": gettext_lazy("Diagrams (SmartArt)"),
    "charts": gettext_lazy("Charts"),
    "drawings": gettext_lazy("Drawings"),
    "objects": gettext_lazy("Files and objects that lie in the file"),
    "equations": gettext_lazy("Equations"),
    "pictures": gettext_lazy(
        "Pictures that are damaged, too large, of a sort we do not take, or lie elsewhere"
    ),
    "signs": gettext_lazy("Signs from a font of symbols"),
    "hidden": gettext_lazy("Hidden text"),
    "in_notes": gettext_lazy("Tables and pictures in notes"),
}
MADE_OTHERWISE: Mapping[str, str | Promise] = {
    "changes": gettext_lazy("Tracked changes: they are taken as accepted"),
    "fields": gettext_lazy("Fields to fill in: what is filled in becomes plain text"),
    "links": gettext_lazy(
        "Links within the file, or to where no reader can go: the words stay, without the link"
    ),
    "frames": gettext_lazy("Frames (tables with one cell): they become ordinary text"),
    "joined": gettext_lazy("Cells that are joined: each column has a cell of its own"),
    "nested": gettext_lazy("Tables within tables: they become lines of text"),
}


@dataclass(frozen=True)
class WordImportOptions:
    """How a file is taken in: cut at a level, in a language, each part as a kind ("" to leave it out).

    `steps` are the numbers of the parts whose lists are steps.
    """

    level: int
    language: str
    kinds: Mapping[int, str] = field(default_factory=dict)
    steps: frozenset[int] = frozenset()

    def as_stored(self) -> dict[str, Any]:
        """As the database keeps it."""
        kinds = {str(number): kind for number, kind in self.kinds.items()}
        return {"level": self.level, "language": self.language, "kinds": kinds, "steps": sorted(self.steps)}


def as_chosen(stored: Mapping[str, Any]) -> WordImportOptions | None:
    """What is kept in the database; None where nothing has been chosen."""
    if not stored:
        return None
    kinds = {int(number): str(kind) for number, kind in stored["kinds"].items()}
    return WordImportOptions(int(stored["level"]), str(stored["language"]), kinds, frozenset(stored["steps"]))


@dataclass(frozen=True)
class WordImportLine:
    """A sort of thing that is not brought along, or becomes something else: how many, and the first words of some."""

    name: str | Promise
    number: int
    samples: tuple[str, ...]


@dataclass(frozen=True)
class LookedAt:
    """A file as its parts. `cuts` are the levels one can cut at, with how many parts each would give."""

    name: str
    level: int
    cuts: tuple[tuple[int, int], ...]
    parts: tuple[WordPart, ...]
    left_out: tuple[WordImportLine, ...]
    made_otherwise: tuple[WordImportLine, ...]

    def title_of(self, part: WordPart) -> str:
        """What the page of a part would be called."""
        return part.title or self.name

    def guessed(self, language: str) -> WordImportOptions:
        """What one would choose: fact chapters, and recipes of those that are mostly numbered items."""
        kinds = {part.number: _likely(part) for part in self.parts}
        steps = frozenset(number for number, kind in kinds.items() if kind == PageKind.RECIPE)
        return WordImportOptions(self.level, language, kinds, steps)

    def wishes(self, chosen: WordImportOptions) -> list[DraftWish]:
        """What is chosen, but for the parts that are left out."""
        return [
            DraftWish(part, PageKind(kind), self.title_of(part), part.number in chosen.steps)
            for part in self.parts
            if (kind := chosen.kinds.get(part.number, ""))
        ]


def look_at(document: WordDocument, level: int | None = None) -> LookedAt:
    """A file cut at a level; at the one that was chosen, or is likeliest, where none is given.

    Raises Unreadable, also for a file that is lost.
    """
    draft = opened(content_of(document))
    stored = as_chosen(document.choices)
    level = level or (stored.level if stored else best_level(draft.blocks))
    by_level = {one: cut(draft, one) for one in LEVELS}
    return LookedAt(
        name=draft.title or document.name.rpartition(".")[0],
        level=level,
        cuts=tuple((one, len(parts)) for one, parts in by_level.items()),
        parts=tuple(by_level[level]),
        left_out=_lines(draft.dropped, LEFT_OUT),
        made_otherwise=_lines(draft.dropped, MADE_OTHERWISE),
    )


def opened(content: bytes) -> WordDraft:
    """What is written in a file. Raises Unreadable, with what one can do."""
    with reading_word(too_much=_("There is too much in the file. Part it in two.")):
        draft = read_draft(content)
    if not draft.blocks:
        raise Unreadable(_("There is no text in the file."))
    if len(cut(draft, 1)) > MOST_PARTS:
        raise Unreadable(
            _("There are more than %(most)s headings in the file. Part it in two.") % {"most": MOST_PARTS}
        )
    return draft


def languages() -> list[tuple[str, Any]]:
    """The languages a page can be in."""
    return [(one.value, one.label) for one in Language]


def notices(part: WordPart, kind: str) -> list[str]:
    """What becomes otherwise in this part than it is in the file, if it becomes this kind."""
    said = []
    numbers = part.tally
    if part.is_empty:
        said.append(_("No text stands under the heading."))
    if kind and numbers["tables"] and not holds_tables(PageKind(kind)):
        said.append(_("Tables become rows of text."))
    if kind and numbers["pictures"] and not holds_pictures(PageKind(kind)):
        said.append(_("Pictures lie in the library; where each stood, the text says so."))
    return said


def _likely(part: WordPart) -> str:
    if part.is_empty:
        return ""
    numbers = part.tally
    numbered = sum(getattr(block, "is_numbered", False) for block in part.blocks)
    is_recipe = numbered >= FEWEST_STEPS and numbers["items"] >= numbers["paragraphs"]
    return (PageKind.RECIPE if is_recipe else PageKind.FACT).value


def _lines(dropped: Dropped, names: Mapping[str, str | Promise]) -> tuple[WordImportLine, ...]:
    return tuple(
        WordImportLine(name, dropped.numbers[sort], tuple(dropped.samples.get(sort, ())))
        for sort, name in names.items()
        if dropped.numbers[sort]
    )
