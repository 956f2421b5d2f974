"""The mark of a browser that has just sent something."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from kokebok.web.just_sent import JUST_SENT
from tests.inputs.conftest import slip_on
from tests.world import make_fact, paragraph_saying

TEXT = "En bedrift med et samfunnsmål."


@pytest.fixture
def address(book: Any, settings: Any) -> str:
    """Where one gives input on the one paragraph there is."""
    settings.SECONDS_TO_WRITE = 0
    make_fact(book, f"<p>{TEXT}</p>")
    return f"/innspill/gi/{paragraph_saying(TEXT).anchor}/"


def sent(client: Client, address: str, **more: Any) -> Any:
    said = {"kind": "comment", "text": "Dette er nyttig.", "slip": slip_on(client, address), "licence": "on"}
    return client.post(address, said, **more)


def test_whoever_is_sent_on_after_sending_something_carries_the_mark_for_two_seconds_and_no_script_sees_it(
    client: Client, address: str
) -> None:
    answer = sent(client, address)
    mark = answer.cookies[JUST_SENT]
    said = {name: value for name, value in mark.items() if value}
    assert (answer.status_code, mark.value) == (302, "1")
    assert said == {
        "max-age": 2,
        "path": "/",
        "httponly": True,
        "samesite": "Lax",
        "expires": said["expires"],
    }


def test_where_all_is_encrypted_the_mark_goes_no_other_way(
    client: Client, address: str, settings: Any
) -> None:
    settings.SESSION_COOKIE_SECURE = True
    assert sent(client, address).cookies[JUST_SENT]["secure"] is True


def test_whoever_reads_or_is_asked_again_has_no_mark(client: Client, address: str) -> None:
    refused = client.post(address, {"kind": "comment", "text": "", "slip": slip_on(client, address)})
    led_on = client.get("/fakta/hva")
    assert [(one.status_code, JUST_SENT in one.cookies) for one in (client.get("/"), led_on, refused)] == [
        (200, False),
        (301, False),
        (422, False),
    ]
