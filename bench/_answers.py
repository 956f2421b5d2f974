"""What the search answers to the questions, beside what is right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench._questions import KNOWN, Question, questions


@dataclass(frozen=True)
class Row:
    """A question with how many texts were found, and the titles of those missed and of those wrong."""

    question: Question
    found: int
    missed: tuple[str, ...]
    wrong: tuple[str, ...]

    @property
    def precision(self) -> float:
        """The share of what was found that is right; of nothing found where nothing is right, all."""
        return 1 - len(self.wrong) / self.found if self.found else float(not self.missed)

    @property
    def recall(self) -> float:
        """The share of what is right that was found."""
        right = self.found - len(self.wrong) + len(self.missed)
        return 1 - len(self.missed) / right if right else 1.0


@dataclass(frozen=True)
class Measured:
    """All rows. Each question weighs the same."""

    rows: list[Row]

    @property
    def precision(self) -> float:
        return sum(row.precision for row in self.rows) / len(self.rows)

    @property
    def recall(self) -> float:
        return sum(row.recall for row in self.rows) / len(self.rows)


Key = tuple[int | None, int | None]
"""A page, or an actor."""


def measured(file: Path = KNOWN) -> Measured:
    """Ask all questions of a file of the texts and actors of this database.

    Synonyms are left out: what an editor says means the same is found on purpose, and no pattern knows of it.
    """
    from django.db import transaction

    from kokebok.search.models import Synonyms
    from kokebok.search.queries import ask

    with transaction.atomic():
        Synonyms.objects.all().delete()
        found = judged(lambda asked: {(place.page, place.actor) for place in ask(asked).places}, file)
        transaction.set_rollback(True)
    return found


def judged(answer: Callable[[str], set[Key]], file: Path = KNOWN) -> Measured:
    """Hold what something answers to each question against what is right."""
    texts = texts_read()
    return Measured([_row(question, answer(question.asked), texts) for question in questions(file)])


def texts_read() -> dict[Key, tuple[str, str]]:
    """The title and all the words of each page and actor that is read."""
    from kokebok.search.models import Named, Text

    shown = set(Named.objects.filter(page__live=True).values_list("actor_id", flat=True))
    found: dict[Key, list[str]] = {}
    for row in Text.objects.select_related("page").order_by("pk"):
        if (row.page and row.page.live) or row.actor_id in shown:
            found.setdefault((row.page_id, row.actor_id), []).append(row.shown)
    return {key: (said[0], "\n".join(said)) for key, said in found.items()}


def _row(question: Question, found: set[Key], texts: dict[Key, tuple[str, str]]) -> Row:
    right = {key for key, (_title, said) in texts.items() if question.is_right(said)}
    return Row(
        question,
        len(found),
        tuple(sorted(texts[key][0] for key in right - found)),
        tuple(sorted(texts[key][0] for key in found - right)),
    )
