"""A form of the page editor that saves itself in the moment its page is published."""

from __future__ import annotations

from threading import Thread
from time import monotonic, sleep

import pytest
from django.db import connection, transaction
from django.test import Client

from kokebok.book.actions.allow_page_editor import allow_page_editor
from kokebok.book.models import FactChapter
from kokebok.people.models import RoleName
from tests.pen import autosave, paragraphs
from tests.world import make_cookbook, make_fact, make_person

PATIENCE = 30  # seconds for the other to come as far as it can


def wait_until_somebody_waits() -> None:
    """Until another connection to this database waits for what this one holds."""
    ends = monotonic() + PATIENCE
    asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    while monotonic() < ends:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(asked)
            if cursor.fetchone()[0]:
                return
        sleep(0.1)
    raise AssertionError("nobody waits")


@pytest.mark.postgresql_only  # SQLite has one writer at a time: the second begins when the first has ended
@pytest.mark.usefixtures("committed")
def test_a_form_that_saves_itself_as_its_page_is_published_does_not_take_the_page_down() -> None:
    book = make_cookbook()
    allow_page_editor(book)
    chapter = make_fact(book, "<p>Det som skal ut.</p>")
    chapter.unpublish()
    client = Client()
    client.force_login(make_person("berit@example.no", "Berit Redaktør", RoleName.EDITOR))
    words = paragraphs(chapter)

    def save() -> None:
        try:
            autosave(client, chapter, *words)
        finally:
            connection.close()

    saving = Thread(target=save)
    with transaction.atomic():
        FactChapter.objects.get(pk=chapter.pk).get_latest_revision().publish()
        saving.start()
        wait_until_somebody_waits()
    saving.join(PATIENCE)
    assert FactChapter.objects.get(pk=chapter.pk).live
