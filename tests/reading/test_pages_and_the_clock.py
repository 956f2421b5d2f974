"""What readers' pages say does not change by the clock alone, but at the moments that freshness knows."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from django.test import Client
from django.utils import timezone

from kokebok.book.models import Cookbook, Recipe
from kokebok.calls.models import Call, Phase
from kokebok.config.freshness import Clock
from kokebok.editions.actions.freeze import freeze
from kokebok.inputs.models import Input
from kokebok.people.models import Person
from tests.world import SIGNED, InputFactory, make_example, make_fact

MORNING = datetime(2026, 3, 10, 7, 0, tzinfo=UTC)
CLOSES = MORNING + timedelta(hours=5)


@pytest.fixture
def addresses(recipe: Recipe, book: Cookbook, berit: Person) -> list[str]:
    """Each kind of page that is kept, of a book with something of everything."""
    make_fact(book)
    make_example(book)
    paragraph = recipe.paragraphs.first()
    assert paragraph is not None
    InputFactory(paragraph=paragraph)
    Cookbook.objects.update(deadline=CLOSES)
    fields = {"purpose": "p", "decides": "d", "criteria": "c", "what_next": "w", "made_by": berit}
    call = Call.objects.create(title="Etterlysning", slug="e", published_at=MORNING, **fields)
    Phase.objects.create(
        call=call, number=1, title="En", opens_at=MORNING - timedelta(days=9), closes_at=CLOSES
    )
    freeze(book, number="0.1", title="Veier", foreword="", on=date(2026, 3, 1), by=berit, signed=SIGNED)
    number = Input.objects.get().pk
    return [
        "/",
        "/oppskrifter/",
        "/oppskrifter/moete/",
        "/begynn/",
        "/innspill/",
        "/innspill/atom/",
        "/innspill/fil/csv/",
        f"/innspill/{number}/",
        f"/a/{paragraph.anchor}/ordlyder/",
        "/aktorer/",
        "/utgave/",
        "/utgave/0.1/",
        "/personvern/",
    ]


def pages_at(moment: datetime, addresses: list[str], monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """The pages that are everybody's, as they are at a moment."""
    monkeypatch.setattr(timezone, "now", lambda: moment)
    answers = {address: Client().get(address) for address in addresses}
    return {
        address: answer.getvalue()
        for address, answer in answers.items()
        if "public" in answer.headers.get("Cache-Control", "")
    }


def test_within_a_day_pages_change_only_at_the_moments_that_freshness_knows(
    addresses: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, told = Clock([CLOSES]), []
    before = [MORNING + timedelta(hours=hour, seconds=-1) for hour in (1, 3, 5)]
    for moment in (*before, CLOSES, CLOSES + timedelta(hours=4)):
        pages = pages_at(moment, addresses, monkeypatch)
        told.append((clock(), pages))
    assert len(told[0][1]) >= 8  # the pages are there
    for (fresh, pages), (fresher, later) in pairwise(told):
        changed = [address for address in pages if pages[address] != later[address]]
        assert not changed or fresh != fresher, changed
    assert told[2] != told[3]  # and the call did close
