"""Two who change in the same moment what readers search."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from time import sleep

import pytest
from django.db import transaction

from kokebok.book.models import Page
from kokebok.search.actions.make_whole import make_whole
from kokebok.search.actions.note import note_actor
from kokebok.search.faults import faults
from kokebok.search.models import Frozen, Text
from tests.at_once import at_once
from tests.world import BodyFactory, make_cookbook, make_example, publish

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
