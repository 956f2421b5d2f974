"""The reason an editor gives for text they add reaches readers as the reason for text they change does."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kokebok.book.actions.allow_page_editor import allow_page_editor
from kokebok.book.models import FactChapter, Wording
from kokebok.editions.actions.freeze import freeze
from tests.pen import open_form, paragraphs, press_publish
from tests.world import SIGNED, make_fact, paragraph_saying

if TYPE_CHECKING:
    from django.test import Client

    from kokebok.book.models import Cookbook
    from kokebok.people.models import Person

WORDS, ADDED, WHY = "Det første avsnittet.", "Et nytt avsnitt om frister.", "Loven fikk en frist i vår."


def test_the_reason_for_added_text_is_read_beside_it_in_the_feed_and_in_the_next_edition(
    client: Client, book: Cookbook, berit: Person
) -> None:
    allow_page_editor(book)
    chapter = make_fact(book, f"<p>{WORDS}</p>")
    freeze(book, number="1", title="En", foreword="", on=date(2026, 3, 1), by=berit, signed=SIGNED)
    client.force_login(berit)
    add(client, chapter)
    added = paragraph_saying(ADDED)
    wordings = client.get(f"/a/{added.anchor}/ordlyder/")
    feed = client.get("/folg/atom/").content.decode()
    edition = freeze(book, number="2", title="To", foreword="", on=date(2026, 4, 1), by=berit, signed=SIGNED)
    changes = {one["after"]: (one["what"], one["reason"]) for one in edition.changes}
    assert [(one.number, one.reason) for one in wordings.context["wordings"]] == [(1, WHY)]
    assert f"{ADDED}&lt;/p&gt;&lt;p&gt;Begrunnelse: {WHY}" in feed
    assert changes == {ADDED: ("new", WHY)}


def test_what_comes_with_a_new_page_has_no_reason(book: Cookbook) -> None:
    chapter = make_fact(book, f"<p>{WORDS}</p>", change_reason=WHY)
    assert set(Wording.objects.filter(paragraph__page=chapter).values_list("reason", flat=True)) == {""}


def add(client: Client, chapter: FactChapter) -> None:
    """Add a paragraph in the page editor, and say why."""
    [(key, words)] = paragraphs(chapter)
    loaded = open_form(client, chapter)
    press_publish(client, chapter, loaded, (key, words), ("nyttt", ADDED), change_reason=WHY)
