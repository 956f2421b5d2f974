"""The feeds."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from lxml import etree

from kokebok.book.models import Weight
from kokebok.desk.answering.actions.answer import Answer, answer
from kokebok.desk.models import Outcome
from kokebok.editions.actions.freeze import freeze
from tests.following.readers import let_a_month_pass, make_input, reword
from tests.world import make_fact, paragraph_saying

pytestmark = pytest.mark.django_db
NAMES = {"a": "http://www.w3.org/2005/Atom"}


def feed_at(client: Any, path: str) -> Any:
    response = client.get(path)
    assert (response.status_code, response.headers["Content-Type"]) == (
        200,
        "application/atom+xml; charset=utf-8",
    )
    return etree.fromstring(response.content)


def titles(feed: Any) -> list[str]:
    return [str(title) for title in feed.xpath("a:entry/a:title/text()", namespaces=NAMES)]


@pytest.fixture
def happened(chapter, book, berit):
    """A change, an answer, a page and an edition, in this order."""
    paragraph = reword("Ring tre", "Ring <fem> & flere.", berit, reason="Flere svarer.")
    given = make_input(paragraph_saying("Inviter"))
    answer(given, Answer(Outcome.NOT_TAKEN, reason="Det står der alt."), by=berit)
    make_fact(book, title="Ny side", slug="ny", lead="Helt ny.", themes=["Skole/SFO"])
    freeze(book, number="1", title="Første", foreword="", on=date(2026, 3, 1), by=berit)
    return paragraph, given


def test_the_feed_of_the_cookbook_has_what_has_happened_newest_first(client, happened):
    assert titles(feed_at(client, "/folg/atom/")) == [
        "New edition: Første, 1",
        "New page: Ny side",
        "Answered: Comment to Hva er det?",
        "Changed: Hva er det?",
        "New page: Hva er det?",
    ]


@pytest.mark.parametrize("path", ["/folg/atom/", "/folg/atom/side/{page}/", "/folg/atom/tema/Helse/"])
def test_a_feed_has_all_that_atom_asks_for(client, happened, chapter, path):
    address = path.format(page=chapter.pk)
    feed = feed_at(client, address)
    for one in [feed, *feed.findall("a:entry", NAMES)]:
        assert [len(one.findall(f"a:{name}", NAMES)) for name in ("id", "title", "updated")] == [1, 1, 1]
        assert datetime.fromisoformat(one.findtext("a:updated", namespaces=NAMES)).tzinfo is not None
    assert feed.xpath("string(a:author/a:name)", namespaces=NAMES) == "Redaksjonen"
    assert (
        feed.xpath("string(a:link[@rel='self']/@href)", namespaces=NAMES) == f"http://localhost:8000{address}"
    )
    ids = feed.xpath("//a:id/text()", namespaces=NAMES)
    assert len(ids) == len(set(ids)) > 1
    times = [
        datetime.fromisoformat(time) for time in feed.xpath("a:entry/a:updated/text()", namespaces=NAMES)
    ]
    assert times == sorted(times, reverse=True)


def test_an_entry_shows_the_change_word_by_word_with_the_reason_and_a_link(client, happened, chapter):
    paragraph, _given = happened
    feed = feed_at(client, f"/folg/atom/side/{chapter.pk}/")
    [entry] = feed.xpath("a:entry[contains(a:id, 'wording/')]", namespaces=NAMES)
    words = entry.findtext("a:summary", namespaces=NAMES)
    assert entry.find("a:summary", NAMES).get("type") == "html"
    assert "<del>tre familier</del>" in words
    assert "&lt;fem&gt; &amp; flere" in words
    assert "Flere svarer." in words
    link = f"http://localhost:8000/a/{paragraph.anchor}/ordlyder/#w-2"
    assert entry.find("a:link", NAMES).get("href") == link


def test_the_feed_of_a_page_has_nothing_of_another(client, happened, chapter, book):
    ids = feed_at(client, f"/folg/atom/side/{chapter.pk}/").xpath("a:entry/a:id/text()", namespaces=NAMES)
    paragraph, given = happened
    assert sorted(one.split(":", 2)[2] for one in ids) == [
        f"answer/{given.pk}/{given.decision.pk}",
        "edition/1",
        f"page/{chapter.pk}",
        f"wording/{paragraph.anchor}/2",
    ]


@pytest.mark.parametrize("theme", ["Skole/SFO", "skole/sfo"])
def test_a_theme_has_a_feed_however_it_is_written(client, happened, theme):
    ids = feed_at(client, f"/folg/atom/tema/{theme}/").xpath("a:entry/a:id/text()", namespaces=NAMES)
    assert [one.split(":", 2)[2].split("/")[0] for one in ids] == ["edition", "page"]


def test_small_corrections_do_not_stand_in_a_feed(client, chapter, berit):
    reword("Inviter", "Inviter alle!", berit, weight=Weight.SMALL)
    assert len(titles(feed_at(client, f"/folg/atom/side/{chapter.pk}/"))) == 1


@pytest.mark.parametrize("path", ["side/999999/", "tema/ukjent/"])
def test_what_is_not_there_has_no_feed(client, chapter, path):
    assert client.get(f"/folg/atom/{path}").status_code == 404


def test_a_feed_is_the_same_for_everyone_and_may_be_kept(client, chapter):
    assert client.get("/folg/atom/").headers["Cache-Control"] == "public, no-cache"


def test_a_feed_takes_the_same_number_of_queries_however_much_has_happened(
    client, chapter, book, berit, django_assert_num_queries
):
    reword("Ring tre", "Ring fem familier.", berit)
    client.get("/folg/atom/")
    with django_assert_num_queries(8):
        client.get("/folg/atom/")
    make_fact(book, "<p>Om skolen.</p>", slug="skole", title="Skole")
    let_a_month_pass()
    reword("Inviter", "Inviter mange.", berit)
    reword("Om skolen", "Om skoler.", berit)
    with django_assert_num_queries(8):
        client.get("/folg/atom/")
