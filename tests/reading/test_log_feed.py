"""The log as an Atom feed."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from xml.etree import ElementTree as ET

import pytest

from kokebok.inputs.models import Input
from tests.reading.log_cast import CAME, SECRETS, one_of_each, settled
from tests.world import InputFactory, make_fact, paragraph_saying

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def paragraph(book):
    make_fact(book)
    return paragraph_saying("samfunnsmål")


def feed_at(client, query: str = "") -> ET.Element:
    response = client.get(f"/innspill/atom/{query}")
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(response.content)


def texts(element: ET.Element, *names: str) -> list[str]:
    return [element.findtext(f"{ATOM}{name}", "") for name in names]


def test_the_feed_has_what_the_standard_wants_of_a_feed_and_of_each_entry(client, paragraph, berit) -> None:
    one_of_each(paragraph, berit)
    feed = feed_at(client)
    for element in (feed, *feed.iter(f"{ATOM}entry")):
        assert all(texts(element, "id", "title", "updated"))
        assert datetime.fromisoformat(texts(element, "updated")[0]).tzinfo
        assert texts(element, f"author/{ATOM}name")[0]
        assert re.match(r"(https?|tag):", texts(element, "id")[0])
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {
        "alternate": "http://localhost:8000/innspill/",
        "self": "http://localhost:8000/innspill/atom/",
    }


def test_only_public_inputs_are_in_the_feed_and_nothing_of_what_only_the_sender_knows(
    client, paragraph, berit
) -> None:
    given = one_of_each(paragraph, berit)
    content = client.get("/innspill/atom/").content.decode()
    secrets = [
        *(one.code for one in given.values()),
        *(str(SECRETS[name]) for name in ("email", "sender")),
    ]
    assert [
        secret for secret in [*secrets, "Om waiting", "privatperson", "berit@"] if secret in content
    ] == []
    numbers = {entry.findtext(f"{ATOM}id") for entry in feed_at(client).iter(f"{ATOM}entry")}
    assert numbers == {f"tag:localhost,2026-03-02:innspill/{given[name].pk}" for name in ("open", "answered")}


def test_an_entry_comes_first_when_something_happens_to_it_and_keeps_its_id(client, paragraph, berit) -> None:
    old = InputFactory.create(paragraph=paragraph, text="gammelt", received_at=CAME)
    InputFactory.create(paragraph=paragraph, text="nytt", received_at=CAME + timedelta(days=1))
    before = [texts(entry, "id")[0] for entry in feed_at(client).iter(f"{ATOM}entry")]
    Input.objects.filter(pk=old.pk).update(edited_at=CAME + timedelta(days=2))
    after = [texts(entry, "id", "updated") for entry in feed_at(client).iter(f"{ATOM}entry")]
    assert [entry_id for entry_id, _updated in after] == before[::-1]
    assert after[0][1] == "2026-03-04T12:00:00+00:00"


def test_the_feed_follows_the_filter_and_says_so_in_its_own_address(client, paragraph, berit) -> None:
    settled(berit, paragraph=paragraph, text="besvart")
    InputFactory.create(paragraph=paragraph, text="åpent")
    feed = feed_at(client, "?status=answered")
    assert [texts(entry, "summary")[0].count("besvart") for entry in feed.iter(f"{ATOM}entry")] == [1]
    assert feed.findtext(f"{ATOM}id") == "http://localhost:8000/innspill/atom/?status=answered"


def test_markup_and_signs_that_xml_forbids_do_no_harm(client, paragraph) -> None:
    InputFactory.create(paragraph=paragraph, text="<script>alert(1)</script>\x08 & <b>fet</b>")
    summary = next(feed_at(client).iter(f"{ATOM}summary"))
    assert summary.get("type") == "html"
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;fet&lt;/b&gt;" in (summary.text or "")
