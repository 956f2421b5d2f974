"""What a network may ask for within an hour is counted in one place, by whatever form, and whatever is erased."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from kokebok.calls.models import Call, Wish
from kokebok.following.models import Follower
from kokebok.people.models import Body
from tests.actors.conftest import reader
from tests.calls.conftest import asked, call, draft_call, hidden  # noqa: F401 (fixtures)
from tests.events.test_events import make_event
from tests.world import make_fact, paragraph_saying

TOO_MANY = "There have been many requests from your network in a short time. Wait a while and try again."
WORDS, EMAIL = "Dette er typet.", "ada@example.no"


@pytest.fixture(autouse=True)
def _written_slowly(settings: Any) -> None:
    settings.SECONDS_TO_WRITE = 0


@pytest.fixture
def forms(call: Call, book: Any) -> dict[str, dict[str, str]]:  # noqa: F811
    """The forms that are open to everybody, filled in."""
    make_fact(book, "<p>Noe å si noe om.</p>")
    Body.objects.create(name="Noen AS", slug="noen-as", contact="post@noen.example")
    said = {"text": WORDS, "licence": "on"}
    who = {"name": "Ada Noen", "email": EMAIL}
    first, second = asked(call)
    return {
        f"/innspill/gi/{paragraph_saying('Noe å si noe om.').anchor}/": {**said, "kind": "comment"},
        "/tips/tool/": {"what": WORDS, "where": "Malvik", "licence": "on"},
        f"/etterlysninger/{call.slug}/": {f"q{first.pk}": WORDS, f"q{second.pk}": "Malvik", "licence": "on"},
        f"/etterlysninger/{call.slug}/minn-meg/": {"email": EMAIL},
        "/folg/": {"email": EMAIL, "what": "book", "how_often": "week"},
        f"/moteplasser/{make_event().pk}/meld-pa/": who,
        "/aktorer/noen-as/kontakt/": {**who, "message": WORDS, "agrees": "on"},
        "/aktorer/noen-as/var/": {**who, "email": "ada@noen.example", "role": "Leder"},
    }


def send(client: Client, at: str, typed: dict[str, str]) -> Any:
    return client.post(at, {**typed, "slip": hidden(client.get(at).content.decode(), "slip")})


def test_every_open_form_says_the_same_and_keeps_what_was_typed(
    forms: dict[str, dict[str, str]], settings: Any
) -> None:
    settings.INPUTS_AN_HOUR = 0
    for at, typed in forms.items():
        told = send(reader(), at, typed)
        page = told.content.decode()
        kept = [word in page for word in typed.values() if word in {WORDS, EMAIL}]
        assert (at, told.status_code, TOO_MANY in page, all(kept)) == (at, 429, True, True)


def test_what_is_erased_has_been_asked_for_all_the_same(
    forms: dict[str, dict[str, str]], settings: Any
) -> None:
    settings.INPUTS_AN_HOUR = 1
    statuses = []
    for at in ("/etterlysninger/samarbeid/minn-meg/", "/folg/"):
        for _time in range(2):
            statuses.append(send(reader(), at, forms[at]).status_code)
            Follower.objects.all().delete()
            Wish.objects.all().delete()
    assert statuses == [200, 429, 302, 429]
