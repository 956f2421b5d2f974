"""An edition, and what was said of the text."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from kokebok.inputs.models import State
from kokebok.outlets.actions.bring_out import bring_out
from tests.world import InputFactory, make_fact, make_tool, paragraph_saying

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook, Recipe
    from kokebok.editions.models import Edition
    from kokebok.people.models import Person

DAY = date(2026, 3, 1)
WORDS = "Spør dem det gjelder."


@pytest.fixture
def edition(
    book: Cookbook, recipe: Recipe, berit: Person, django_capture_on_commit_callbacks: Any
) -> Edition:
    """An edition with all its files, of pages that lead to each other; and an input."""
    make_fact(
        book, '<p>Se <a href="/oppskrifter/moete/">oppskriften</a> og <a href="/begynn/">start</a>.</p>'
    )
    make_tool(book)
    with django_capture_on_commit_callbacks(execute=True):
        made = bring_out(book, number="0.1", title="Veier", foreword="Les.", on=DAY, by=berit)
    InputFactory.create(paragraph=paragraph_saying(WORDS), state=State.OPEN, text="Les dette.")
    return made
