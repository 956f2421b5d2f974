"""What a long page costs: as many questions to the database with two hundred paragraphs as with two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kokebok.book.actions.allow_page_editor import allow_page_editor
from kokebok.book.models import Cookbook, FactChapter, Paragraph, Wording
from kokebok.people.models import Person
from tests.pen import open_form, press_publish, press_save
from tests.world import make_fact

FEW, MANY = 2, 200
IN_PORTIONS = 12  # more questions: SQLite takes a hundred rows or so at a time


@pytest.fixture
def writer(client: Client, book: Cookbook, berit: Person) -> Client:
    allow_page_editor(book)
    client.force_login(berit)
    return client


def words(count: int, said: str = "Dette sier noe om") -> list[tuple[str, str]]:
    """The keys and the words of so many paragraphs."""
    return [(f"k{number:04}", f"{said} det som er nummer {number} av {count}.") for number in range(count)]


def asked(act: Callable[[], Any]) -> int:
    """How many times the database is asked."""
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)


def publishes(writer: Client, chapter: FactChapter, told: list[tuple[str, str]]) -> int:
    loaded = open_form(writer, chapter)
    return asked(lambda: press_publish(writer, chapter, loaded, *told))


def test_a_long_page_is_published_for_the_price_of_a_short_one(writer: Client, book: Cookbook) -> None:
    price = {}
    for count in (FEW, MANY):
        chapter = make_fact(book, "<p>Noe annet.</p>", slug=f"side-{count}")
        price[count] = {
            "new": publishes(writer, chapter, words(count)),
            "as it was": publishes(writer, chapter, words(count)),
            "changed": publishes(writer, chapter, words(count, "Dette forteller om")),
            "gone": publishes(writer, chapter, [("annet", "Helt andre ord, og bare disse.")]),
        }
        wordings = Wording.objects.filter(paragraph__page_id=chapter.pk, text__contains="som er nummer")
        assert sorted(Counter(wordings.values_list("number", flat=True)).items()) == [(1, count), (2, count)]
        assert not Paragraph.objects.filter(text__contains="som er nummer", gone_at=None).exists()
    for what, few in price[FEW].items():
        assert price[MANY][what] <= few + IN_PORTIONS, (what, price)


def test_a_long_page_is_opened_and_saved_for_the_price_of_a_short_one(writer: Client, book: Cookbook) -> None:
    price = {}
    for count in (FEW, MANY):
        chapter = make_fact(book, "<p>Noe annet.</p>", slug=f"side-{count}")
        loaded = open_form(writer, chapter)
        saved = asked(lambda: press_save(writer, chapter, loaded, *words(count)))  # noqa: B023 (at once)
        price[count] = (saved, asked(lambda: open_form(writer, chapter)))  # noqa: B023
    assert price[MANY] == price[FEW]
