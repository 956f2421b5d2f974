"""Two who change in the same moment what readers search."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Event
from time import sleep
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction

from kokebok.book.models import Page
from kokebok.search.actions.make_whole import make_whole
from kokebok.search.actions.note import note_actor
from kokebok.search.faults import faults
from kokebok.search.models import Frozen, Text, Word
from tests.at_once import at_once
from tests.world import BodyFactory, make_cookbook, make_example, publish

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook
    from kokebok.people.models import Body

WORD = "zyxkvord"


@pytest.mark.usefixtures("committed")
def test_two_who_publish_pages_with_the_same_new_actor_and_the_clock_are_all_done() -> None:
    book = make_cookbook()
    actor = BodyFactory.create(name="Nesset", slug="nesset", offers=WORD)
    pages = [make_example(book, title=slug, slug=slug) for slug in ("en", "to")]
    for page in pages:
        page.actors.add(actor)
        page.save_revision()
    Text.objects.filter(actor=actor).delete()
    Frozen.objects.all().delete()

    def going_live(key: int) -> Callable[[], str]:
        def go() -> str:
            publish(Page.objects.get(pk=key).specific.get_latest_revision_as_object())
            return "live"

        return go

    def clock() -> str:
        make_whole()
        return "noted"

    ends = at_once(*(going_live(page.pk) for page in pages), clock, clock)
    assert (ends, faults()) == (["live", "live", "noted", "noted"], [])


@pytest.mark.usefixtures("committed")
def test_who_notes_an_actor_that_another_is_about_to_note_waits_and_both_are_done() -> None:
    make_cookbook()
    actor = BodyFactory.create(name="Nesset", slug="nesset", offers=WORD)
    begun = Event()

    def first() -> str:
        with transaction.atomic():
            note_actor(actor)
            begun.set()
            sleep(1)
        return "noted"

    def second() -> str:
        begun.wait(20)
        note_actor(actor)
        return "noted"

    assert (at_once(first, second), faults()) == (["noted", "noted"], [])


@pytest.mark.usefixtures("committed")
def test_of_two_who_publish_the_same_new_words_and_actors_in_another_order_neither_waits_for_good() -> None:
    book = make_cookbook()
    actors = [BodyFactory.create(name=name, slug=name.lower()) for name in ("Nesset", "Odden")]
    said = [("bryggekanten", 0), ("flytebrygga", 1)]
    pages = [
        [_about(book, f"{who}{at}", words, actors[named]) for at, (words, named) in enumerate(order)]
        for who, order in (("a", said), ("b", said[::-1]))
    ]
    Text.objects.filter(actor__in=actors).delete()
    Word.objects.all().delete()
    both = Barrier(2)

    def publishing(first: int, second: int) -> Callable[[], str]:
        def go() -> str:
            with transaction.atomic():
                publish(Page.objects.get(pk=first).specific.get_latest_revision_as_object())
                with suppress(BrokenBarrierError):  # on SQLite the other waits before it writes anything
                    both.wait(3)
                publish(Page.objects.get(pk=second).specific.get_latest_revision_as_object())
            return "live"

        return go

    ends = at_once(*(publishing(first.pk, second.pk) for first, second in pages))
    make_whole()
    known = Word.objects.filter(word__in=["bryggekant", "flytebrygge"]).values_list("word", flat=True)
    assert (ends, faults(), set(known)) == (["live", "live"], [], {"bryggekant", "flytebrygge"})


def _about(book: Cookbook, slug: str, words: str, actor: Body) -> Any:
    page = make_example(book, title=slug, slug=slug, lead=words)
    page.actors.add(actor)
    page.save_revision()
    return page
