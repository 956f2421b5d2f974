"""Questions to the starter with their right answers, told by other means than the search's own.

What is right is said by patterns over what a text says: a text is right for a question if it has all the patterns.
They are written by hand for each question, and know nothing of forms, parts and slips.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

KNOWN = Path(__file__).parent / "_questions.toml"
UNSEEN = Path(__file__).parent / "_questions_unseen.toml"


@dataclass(frozen=True)
class Question:
    """What is asked, what sort of a question it is, and the patterns that a right text has."""

    asked: str
    sort: str
    has: tuple[re.Pattern[str], ...]

    def is_right(self, said: str) -> bool:
        """Whether a text is a right answer."""
        return all(pattern.search(said) for pattern in self.has)


def questions(file: Path = KNOWN) -> list[Question]:
    """All of a file."""
    rows = tomllib.loads(file.read_text(encoding="utf-8"))
    return [
        Question(row[0], sort, tuple(re.compile(one, re.IGNORECASE) for one in row[1:]))
        for sort, of_sort in rows.items()
        for row in of_sort
    ]
