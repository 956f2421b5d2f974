"""To fetch a page changes nothing: as a visitor and as those who may most, by GET, HEAD and prefetch."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kokebok.people.models import Person, RoleName
from tests.roads.hostile import Attack
from tests.roads.test_hostile_values import secrets

WRITES = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)', re.IGNORECASE)
MAY_BE_WRITTEN = {
    "django_session": "what a browser is told once, and where it is in signing in",
    "staff_signedin": "when a browser was last used, for its owner",
    "inputs_words": "the index of words, made when somebody searches",
}
"""The tables that a fetched page may write in, none of which a sender or a reader depends on, with why."""
MAY_WRITE = {
    "mfa_login_webauthn": "a challenge for a passkey, counted so that nobody asks for too many",
    "people:pen": "signs nobody in, and may turn a message over",
    "staff:provider_back": "an answer of the provider, which comes as an address",
    "desk:queue": "the index of words",
    "rounds:joined": "the phone is given its cookie and its row: joining is opening the link of the hall",
}
"""The addresses that write in other tables when they are fetched, with why."""
PREFETCH = {"HTTP_SEC_PURPOSE": "prefetch", "HTTP_PURPOSE": "prefetch"}


@pytest.fixture(autouse=True)
def _told_nothing() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    logging.disable(logging.NOTSET)


def written(client: Client, method: str, address: str, headers: dict[str, str]) -> set[str]:
    """The tables that are written in while this is fetched."""
    with (
        transaction.atomic(),
        CaptureQueriesContext(
            connection,
        ) as asked,
    ):
        answer = getattr(client, method)(address, **headers)
        if answer.streaming:
            b"".join(answer.streaming_content)
        transaction.set_rollback(True)
    found = (WRITES.match(query["sql"]) for query in asked.captured_queries)
    return {match[1].lower() for match in found if match}


@pytest.mark.parametrize("role", [None, RoleName.EDITOR, RoleName.ADMINISTRATOR])
def test_no_address_writes_when_it_is_fetched(demo: None, role: RoleName | None) -> None:
    client = Client(raise_request_exception=False)
    if role is not None:
        person = Person.objects.filter(roles__name=role).order_by("pk").first()
        if person is None:
            pytest.skip("nobody in the demo has it")
        client.force_login(person)
    around = Attack(client, secrets=secrets() if role is None else ())
    around.look_around()
    wrong = set()
    for known in around.tried():
        if not known.is_whole or known.name in MAY_WRITE:
            continue
        address = known.address(known.real)
        for method, headers in (("head", {}), ("get", PREFETCH), ("get", {})):
            tables = written(client, method, address, headers) - MAY_BE_WRITTEN.keys()
            wrong |= {(known.name, table) for table in tables}
    assert sorted(wrong) == []
