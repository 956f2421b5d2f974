"""Calls, rounds and editions as cards on a post: chosen in the page editor, and true as what they show changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kokebok.archive.gathering import gather
from kokebok.archive.packing import FolderPack
from kokebok.archive.scopes import scope_of
from kokebok.book.actions.allow_page_editor import allow_page_editor
from kokebok.book.models import Cookbook, Paragraph, Post
from kokebok.calls.actions.prepare import take_down
from kokebok.calls.models import Call, Phase
from kokebok.config.freshness import Freshness
from kokebok.editions.actions.correct import withdraw
from kokebok.editions.actions.freeze import freeze
from kokebok.following.actions.send_digests import send_digests
from kokebok.following.scopes import WHOLE_BOOK
from kokebok.moderation.actions.reasons import begin_with_starter_list
from kokebok.people.models import RoleName
from kokebok.rounds.actions.lead import close_round, open_round, publish_report
from kokebok.rounds.models import Prompt, Round
from tests.following.readers import make_follower, tomorrow
from tests.kept_pages import Kept
from tests.pen import post_form, press
from tests.without import without
from tests.world import SIGNED, make_cookbook, make_person, make_post

if TYPE_CHECKING:
    from pathlib import Path

    from kokebok.people.models import Person

POST = "/blogg/i-gang/"


@pytest.fixture
def post(book: Cookbook, berit: Person) -> Post:
    """A post, and Berit let into the page editor."""
    allow_page_editor(book)
    made: Post = make_post(book)
    return made


def choose(writer: Client, post: Post, *keys: str) -> Any:
    """Tick these and no others in the page editor, and press “Publish”."""
    pressed = press(writer, Post.objects.get(pk=post.pk), post_form(post, cards=list(keys)))
    assert pressed.status_code == 302, BeautifulSoup(pressed.content, "lxml").select(".w-field__errors")
    return pressed


def cards(page: bytes | str) -> list[tuple[str, str, str]]:
    """The cards below the text: the link, the kicker with the title, and the state."""
    found = BeautifulSoup(page, "lxml").select(".page-text .card")
    return [
        (
            str(one.a["href"]) if one.a else "",
            " ".join(part.get_text(strip=True) for part in one.select(".kicker, h3")),
            one.select("p:not(.kicker)")[0].get_text(strip=True),
        )
        for one in found
    ]


def offered(writer: Client, post: Post) -> dict[str, str]:
    """What the page editor offers, by its key, with its words; "*" before what is ticked."""
    page = BeautifulSoup(writer.get(reverse("wagtailadmin_pages:edit", args=[post.pk])).content, "lxml")
    return {
        str(box["value"]): ("*" if box.has_attr("checked") else "") + box.parent.get_text(strip=True)
        for box in page.select('input[name="cards"]')
        if box.parent
    }


def make_round(berit: Person, **fields: Any) -> Round:
    """A round that is ready to begin."""
    begin_with_starter_list(by=None)
    made = Round.objects.create(**{"title": "Innspill på torget", "host": berit, **fields})
    Prompt.objects.create(round=made, order=1, title="Hva mangler?")
    return made


def test_what_is_looked_at_in_the_page_editor_has_the_cards_that_readers_then_see(
    client: Client, as_berit: Client, post: Post, call: Call
) -> None:
    hidden = make_round(call.made_by)
    keys = [f"call:{call.pk}", f"round:{hidden.pk}"]
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[post.pk])
    form = post_form(Post.objects.get(pk=post.pk), cards=keys)
    assert as_berit.post(address, form).json()["is_valid"]
    previewed = cards(as_berit.get(f"{address}?mode=").content)
    choose(as_berit, post, *keys)
    assert previewed == cards(client.get(POST).content)
    assert [title for _url, title, _state in previewed] == ["Etterlysning Fortell om samarbeid"]


def test_a_writer_chooses_a_call_and_an_edition_and_readers_see_them_with_their_deadline(
    client: Client, as_berit: Client, post: Post, call: Call
) -> None:
    berit, book = call.made_by, Cookbook.objects.get()
    edition = freeze(
        book, number="1", title="Første", foreword="", on=date(2026, 3, 1), by=berit, signed=SIGNED
    )
    before = [*Paragraph.objects.values_list("anchor", "text")]
    choose(as_berit, post, f"call:{call.pk}", f"edition:{edition.pk}")
    [called, printed] = cards(client.get(POST).content)
    assert called[:2] == ("/etterlysninger/samarbeid/", "Etterlysning Fortell om samarbeid")
    assert (called[2].startswith("Åpen til "), printed) == (
        True,
        ("/utgave/1/", "Utgave Første", "Utgave 1, 1. mars 2026"),
    )
    assert [*Paragraph.objects.values_list("anchor", "text")] == before
    withdraw(edition, why="Feil tall.", instead=None, by=berit)
    Phase.objects.filter(call=call).update(closes_at=timezone.now())
    assert [one[2].split(" ")[0] for one in cards(client.get(POST).content)] == ["Stengte", "Utgave"]
    assert cards(client.get(POST).content)[1][2] == "Utgave 1, 1. mars 2026. Trukket tilbake"


def test_a_round_leads_to_where_one_joins_and_then_to_its_report(
    client: Client, as_berit: Client, post: Post, berit: Person
) -> None:
    round_ = make_round(berit)
    choose(as_berit, post, f"round:{round_.pk}")
    seen = [cards(client.get(POST).content)]
    open_round(round_, by=berit)
    seen.append(cards(client.get(POST).content))
    close_round(Round.objects.get(pk=round_.pk), by=berit)
    seen.append(cards(client.get(POST).content))
    publish_report(Round.objects.get(pk=round_.pk), by=berit)
    seen.append(cards(client.get(POST).content))
    name, join = "Innspillsrunde Innspill på torget", f"/r/{round_.code}/"
    assert seen == [
        [],
        [(join, name, "I gang.")],
        [(join, name, "Avsluttet.")],
        [(f"/runder/{round_.pk}/", name, "Den er over, og rapporten kan leses.")],
    ]
    assert {client.get(one[0][0]).status_code for one in seen if one} == {200}


def test_what_is_taken_down_deleted_or_switched_off_leaves_no_trace_and_the_writer_is_told(
    client: Client, as_berit: Client, post: Post, call: Call, berit: Person
) -> None:
    round_ = make_round(berit)
    open_round(round_, by=berit)
    gone = make_round(berit, title="Borte")
    keys = [f"call:{call.pk}", f"round:{round_.pk}", f"round:{gone.pk}"]
    choose(as_berit, post, *keys)
    take_down(call, by=berit)
    Round.objects.filter(pk=gone.pk).delete()
    with without("rounds"):
        page = client.get(POST).content.decode()
        told = offered(as_berit, post)
        choose(as_berit, post, *keys)  # what is there can be kept
    assert ("Fortell om samarbeid" in page, "torget" in page, "Borte" in page, cards(page)) == (
        False,
        False,
        False,
        [],
    )
    assert told == {
        keys[
            0
        ]: "*Etterlysning: Fortell om samarbeid. Leserne ser ikke noe til den så lenge den ikke er offentlig.",
        keys[1]: f"*{keys[1]}: slettet eller slått av, så leserne ser ikke noe til den.",
        keys[2]: f"*{keys[2]}: slettet eller slått av, så leserne ser ikke noe til den.",
    }
    choose(as_berit, post, keys[1])
    assert Post.objects.get(pk=post.pk).cards == [keys[1]]
    assert [one[1] for one in cards(client.get(POST).content)] == ["Innspillsrunde Innspill på torget"]


@pytest.mark.parametrize("ill", ["call:999", "call:", "call", ":3", "call:-1", "konge:1", "call:" + "9" * 40])
def test_what_nobody_offered_is_refused_with_what_to_do(
    client: Client, as_berit: Client, post: Post, call: Call, ill: str
) -> None:
    answer = press(as_berit, post, post_form(post, title="Skrevet", cards=[ill]))
    shown = BeautifulSoup(answer.content, "lxml")
    said = "Noe du krysset av, finnes ikke lenger. Se gjennom listen en gang til."
    assert (answer.status_code, said in shown.get_text()) == (200, True)
    [title] = shown.select('[name="title"]')
    assert title.get_text(strip=True) or title.get("value") == "Skrevet"
    Post.objects.filter(pk=post.pk).update(cards=[ill])
    assert cards(client.get(POST).content) == []


def test_the_feed_the_e_mail_and_the_archive_have_a_line_with_the_link(
    client: Client, as_berit: Client, post: Post, call: Call, tmp_path: Path
) -> None:
    choose(as_berit, post, f"call:{call.pk}")
    feed = client.get("/folg/atom/blogg/").content.decode()
    link = "http://localhost:8000/etterlysninger/samarbeid/"
    assert f'Etterlysning: &lt;a href="{link}"&gt;Fortell om samarbeid&lt;/a&gt;. Åpen til ' in feed
    make_follower("ada@example.no", WHOLE_BOOK, language="nb")
    send_digests(at=tomorrow())
    [letter] = mail.outbox
    assert "Etterlysning: Fortell om samarbeid. Åpen til " in letter.body
    assert link in letter.body.splitlines()
    gather(scope_of("site", ""), FolderPack(tmp_path))
    [kept] = [file for file in tmp_path.rglob("*.html") if "i-gang" in str(file)]
    [card] = cards(kept.read_text(encoding="utf-8"))
    assert (card[1], (kept.parent / card[0]).is_file()) == ("Etterlysning Fortell om samarbeid", True)


@pytest.fixture
def _connection_is_kept() -> Iterator[None]:
    """Django leaves the test's connection open between requests."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("committed", "_connection_is_kept")
def test_a_kept_page_is_made_anew_when_a_round_that_it_shows_closes() -> None:
    berit = make_person("berit@example.no", "Berit", RoleName.EDITOR)
    round_ = open_round(make_round(berit), by=berit)
    make_post(make_cookbook(), cards=[f"round:{round_.pk}"])
    kept = Kept(Freshness())

    def read() -> str:
        kept.now += 1
        [card] = cards(kept.body(POST))
        return card[2]

    seen = [read(), read()]
    close_round(round_, by=berit)
    assert ([*seen, read(), read()], len(kept.makers.made)) == (
        ["I gang.", "I gang.", "Avsluttet.", "Avsluttet."],
        2,
    )
