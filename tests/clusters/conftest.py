"""What the tests of clusters share: inputs that say nearly the same, compared."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from kokebok.clusters.actions.compare import compare
from kokebok.inputs.models import Input, State
from tests.desk.conftest import DAY, WORDS, as_berit, as_egil
from tests.world import InputFactory, paragraph_saying

if TYPE_CHECKING:
    from kokebok.book.models import Recipe

__all__ = ["as_berit", "as_egil"]

FIRST = "Kommunen bør spørre familiene før den velger løsning."
SECOND = "Kommunen må spørre familiene før den velger en løsning."
THIRD = "Jeg mener kommunen bør spørre familiene før de velger løsning!"
AGAINST = "Kommunen bør ikke spørre familiene før den velger løsning."
OTHER = "Lenken til malen er død."

Say = Callable[..., Any]


@pytest.fixture
def say(recipe: Recipe) -> Say:
    """Makes an input with this text about the first paragraph of the recipe's step, and compares it."""

    def make(text: str, state: State = State.OPEN, **fields: Any) -> Input:
        settled = {} if state in {State.OPEN, State.WAITING} else {"settled_at": DAY}
        refused = {"refusal": "Navngir noen."} if state == State.REFUSED else {}
        place = {"paragraph": paragraph_saying(WORDS)}
        given: Input = InputFactory.create(
            **{"text": text, "state": state, **place, **settled, **refused, **fields}
        )
        compare(given)
        return given

    return make
