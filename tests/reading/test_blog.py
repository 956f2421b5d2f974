"""The blog: its own feed, posts that wait for their hour, and the conversation on each."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree as ET

from django.utils import timezone

from kokebok.book.actions.publish_due import publish_due
from kokebok.desk.answering.actions.answer import Answer, answer
from kokebok.desk.models import Outcome
from kokebok.inputs.models import Input
from tests.world import InputFactory, make_post, paragraph_saying, publish

ATOM = {"a": "http://www.w3.org/2005/Atom"}
HOSTILE = "</title> «Å» \"q\" 'a' {b} & ]]> \u202eשלום " + "langtord" * 30


def entries(client: Any, address: str) -> list[dict[str, str]]:
    """What the entries of a feed say."""
    feed = ET.fromstring(client.get(address).content)
    names = {"title": "a:title", "author": "a:author/a:name", "words": "a:summary", "id": "a:id"}
    return [
        {name: one.findtext(path, "", ATOM) for name, path in names.items()}
        for one in feed.findall("a:entry", ATOM)
    ]


def test_the_blog_has_a_feed_of_its_own_with_all_the_words_of_each_post(client: Any, recipe, book) -> None:
    make_post(
        book,
        title=HOSTILE[:250],
        author="Kari <Nordmann>",
        body='<p>Les <a href="/utgave/">utgaven</a> og <b>svar</b>.</p>',
    )
    make_post(book, title="Nyere", slug="nyere", date=date(2026, 2, 1))
    shelf = client.get("/blogg/").content.decode()
    [address] = set(re.findall(r'type="application/atom\+xml"[^>]*href="([^"]+blog[^"]*)"', shelf))
    newer, hostile = entries(client, address)
    assert (newer["title"], hostile["author"]) == ("Nyere", "Kari <Nordmann>")
    assert hostile["title"] == HOSTILE[:250].replace("\u202e", "")
    assert '<a href="http://localhost:8000/utgave/">utgaven</a> og <b>svar</b>' in hostile["words"]
    assert len({newer["id"], hostile["id"]}) == 2


def test_a_post_that_waits_for_its_hour_is_nowhere_before_it_and_everywhere_after(client: Any, book) -> None:
    post = make_post(book, title="Vent litt")
    post.unpublish()
    post.title, post.go_live_at = "Nå er det tid", timezone.now() + timedelta(hours=1)
    publish(post)
    places = ["/blogg/", "/folg/atom/blogg/", "/sitemap.xml", "/"]
    assert [place for place in places if "i-gang" in client.get(place).content.decode()] == []
    revision, past = post.revisions.exclude(approved_go_live_at=None).get(), timezone.now()
    revision.content["go_live_at"], revision.approved_go_live_at = past.isoformat(), past
    revision.save()
    publish_due(at=timezone.now())
    assert [place for place in places if "i-gang" in client.get(place).content.decode()] == places
    assert paragraph_saying("Vi er i gang").gone_at is None


def test_what_is_said_about_a_post_is_read_and_followed_by_day(client: Any, book, berit) -> None:
    post = make_post(book)
    page = client.get("/blogg/i-gang/").content.decode()
    [there] = re.findall(r'href="(/innspill/samtale/\d+/)"', page)
    assert "Ingen har sagt noe ennå." in client.get(there).content.decode()
    paragraph = paragraph_saying("Vi er i gang.")
    now = timezone.now()
    second = InputFactory.create(paragraph=paragraph, text="Så fint!", received_at=now)
    InputFactory.create(page=post, paragraph=None, text="Hva nå?", received_at=now - timedelta(days=3))
    hidden = InputFactory.create(paragraph=paragraph, text="Skjult.", state="waiting")
    assert isinstance(hidden, Input)
    answer(second, Answer(Outcome.NOT_TAKEN, reason="Takk, det står der."), by=berit)
    said = client.get(there).content.decode()
    assert 0 < said.index("Hva nå?") < said.index("Så fint!") < said.index("Takk, det står der.")
    [feed] = set(re.findall(r'href="(/innspill/samtale/\d+/atom/)"', said))
    told = entries(client, feed)
    assert ["Så fint!" in told[0]["words"], "Hva nå?" in told[1]["words"], len(told)] == [True, True, 2]
    assert "Skjult" not in said + client.get(feed).content.decode()
