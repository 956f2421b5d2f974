"""What is kept for everybody is what is committed: for the sender at once, for others soon, on each of two servers."""

from __future__ import annotations

import time
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.conf import settings
from django.core.signing import get_cookie_signer

from kokebok.book.models import Paragraph, Recipe
from kokebok.config.freshness import Freshness
from kokebok.inputs.models import Input, State
from kokebok.inputs.sender import COOKIE, SALT, name_of
from kokebok.journal.actions.record import record
from tests.flows.test_kill import fetch, free_port, server
from tests.flows.test_slow_clients import database_address
from tests.inputs.conftest import hidden
from tests.kept_pages import Kept
from tests.world import InputFactory, make_cookbook, make_recipe

HERE, THERE = "/oppskrifter/moete/", "/oppskrifter/annet/"


@pytest.fixture
def kept(committed: None) -> Kept:
    """Two recipes, each kept and known to be right."""
    book = make_cookbook()
    make_recipe(book)
    make_recipe(book, slug="annet")
    kept = Kept(Freshness())
    for path in (HERE, THERE):
        kept.body(path)
    return kept


def made_anew(kept: Kept) -> list[str]:
    """Which of the two are made anew when each is asked for, a second later."""
    kept.makers.made.clear()
    kept.now += 1
    for path in (HERE, THERE):
        kept.body(path)
    return list(kept.makers.made)


def test_an_input_has_the_page_it_is_about_made_anew_and_no_other(kept: Kept) -> None:
    given: Input = InputFactory.create(paragraph=first_paragraph("moete"))
    record("input.sent", by=None, about=given)
    assert made_anew(kept) == [HERE]
    assert given.text in kept.body(HERE).decode()


def test_what_readers_cannot_see_has_no_page_made_anew(kept: Kept) -> None:
    record("person.signed_in", by=None)
    assert made_anew(kept) == []
    waiting: Input = InputFactory.create(paragraph=first_paragraph("moete"), state=State.WAITING)
    record("input.sent", by=None, about=waiting)
    assert made_anew(kept) == []
    assert kept.makers.held == 4


def first_paragraph(slug: str) -> Paragraph:
    found = Recipe.objects.get(slug=slug).paragraphs.first()
    assert found is not None
    return found


@pytest.mark.both_databases
def test_a_sender_sees_their_input_at_once_and_all_others_soon_on_both_of_two_servers(
    committed: None, tmp_path: Path
) -> None:
    make_recipe(make_cookbook())
    paragraph = first_paragraph("moete")
    key = "k" * 24
    InputFactory(
        paragraph=paragraph, sender=name_of(key)
    )  # the browser is known, so nobody has to let it out
    ports, more = (
        [free_port(), free_port()],
        {
            "KOKEBOK_DATABASE": database_address(),
            "KOKEBOK_SECRET_KEY": settings.SECRET_KEY,  # which the name of a browser is made by
        },
    )
    with ExitStack() as both:
        for n, port in enumerate(ports):
            both.enter_context(server(tmp_path / "data", port, **more, KOKEBOK_LOG_LEVEL="ERROR"))
            for _time in range(2):
                assert "Salen" not in fetch(port, "GET", HERE)[3], n
        address = f"/innspill/gi/{paragraph.anchor}/"
        _status, _to, csrf, form = fetch(ports[0], "GET", address)
        cookies = f"{csrf}; {COOKIE}={get_cookie_signer(salt=COOKIE + SALT).sign(key)}"
        fields = {name: hidden(form, name) for name in ("slip", "csrfmiddlewaretoken")}
        said = {**fields, "kind": "comment", "text": "Salen vil vite mer.", "licence": "on"}
        status, receipt, given, _page = fetch(ports[0], "POST", address, cookies, **said)
        assert (status, "kokebok_sent=1" in given, "/kvittering/" in receipt) == (302, True, True)
        own = ["Salen vil vite mer." in fetch(port, "GET", HERE, "kokebok_sent=1")[3] for port in ports]
        others = [seen_in_the_end(port) for port in ports]
    assert (own, others) == ([True, True], [True, True])


def seen_in_the_end(port: int) -> bool:
    """Whether somebody who has sent nothing comes to see it."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if "Salen vil vite mer." in fetch(port, "GET", HERE)[3]:
            return True
        time.sleep(0.1)
    return False
