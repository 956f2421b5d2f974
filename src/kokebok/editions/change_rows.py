"""A change since an edition as a row: what editions freeze, and what an explanation points to."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kokebok.inputs.seen import seen_by_all

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kokebok.book.models import Paragraph
    from kokebok.editions.models import Explanation
    from kokebok.inputs.models import Input


@dataclass(frozen=True)
class Credit:
    """An input that a change came from. `name` is "" unless its sender agreed to be named."""

    number: int
    kind: str
    name: str


@dataclass(frozen=True)
class EditionChange:
    """A paragraph that is changed, new or gone since the edition before. `path` is the page's place in the book.

    `causes` says why, each a ChangeCause; "" among them stands for what nobody has explained. Of a page that is new or
    gone only the first paragraph says it, for the page.
    """

    page: str
    path: str
    anchor: str
    what: Literal["changed", "new", "gone"]
    before: str
    after: str
    reason: str
    weight: str
    inputs: tuple[Credit, ...]
    causes: tuple[str, ...] = ()

    @property
    def is_explained(self) -> bool:
        """Whether it is said why, here or, for a whole page, in its first paragraph."""
        return "" not in self.causes


@dataclass(frozen=True)
class FoundChange:
    """A change with what an explanation of it points to. `upto` is the newest wording, None for what is gone.

    `whole_page` is "new" or "gone" where all of its page is; then it `tells` for the page if it is the first there.
    """

    change: EditionChange
    paragraph: Paragraph
    upto: int | None
    whole_page: str
    tells: bool
    explained: Explanation | None

    @property
    def mark(self) -> str:
        """What tells whether the change and its explanation are still those that somebody saw."""
        return f"{self.upto or 0}-{self.explained.pk if self.explained else 0}"

    def beside(self, found: Iterable[FoundChange]) -> list[FoundChange]:
        """The other changes of the same page among these that nobody has explained."""
        page = self.paragraph.page_id
        return [
            one
            for one in found
            if one.paragraph.page_id == page and one is not self and not one.change.is_explained
        ]

    def seen_among(self, found: Iterable[FoundChange]) -> str:
        """The mark, and after the "/" that of all else an explanation may be given for at once.

        That is what nobody has explained on the page, and every paragraph of a page that is new or gone.
        """
        found = list(found)
        whole = [one for one in found if self.whole_page and one.paragraph.page_id == self.paragraph.page_id]
        all_of_it = {one.change.anchor: one.mark for one in [*self.beside(found), *whole]}
        said = " ".join(f"{anchor} {mark}" for anchor, mark in sorted(all_of_it.items()))
        return f"{self.mark}/{hashlib.sha256(said.encode()).hexdigest()[:12]}"


def credit(given: Input) -> Credit:
    """How an input is named in public: its number and kind, and who sent it if they agreed to that."""
    return Credit(number=given.pk, kind=given.kind, name=seen_by_all(given).signature)
