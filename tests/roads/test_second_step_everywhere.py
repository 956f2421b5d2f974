"""Whoever owes a second step is nobody to each page there is: it answers them as it answers a stranger."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from kokebok.inputs.actions.attach import attach
from kokebok.inputs.files import keep
from kokebok.inputs.models import Attachment, Input, State
from kokebok.people.models import Person, RoleName
from tests.roads.hostile import Attack, patterns
from tests.roads.test_hostile_values import secrets

pytestmark = pytest.mark.usefixtures("undone_in_silence")

SIGNING_IN = re.compile(r"^(konto/|demo/)")
CHANGES = re.compile(r'(name="(?:csrfmiddlewaretoken|slip|ticket)" value=")[^"]*')
SECOND_STEP = "/konto/sikkerhet/?next="


def answered(client: Client, method: str, address: str) -> tuple[int, str, str]:
    """Status, where it leads, and the words, without what is another each time."""
    with transaction.atomic():
        answer = getattr(client, method)(address)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.set_rollback(True)
    to = answer.headers.get("Location", "")
    kind = answer.headers.get("Content-Type", "")
    words = content.decode(errors="replace") if "html" in kind or "json" in kind else str(len(content))
    return answer.status_code, to, CHANGES.sub(r"\1", words)


def test_each_address_answers_whoever_owes_a_second_step_as_it_answers_a_stranger(
    demo: None, settings: Any
) -> None:
    person = Person.objects.filter(roles__name=RoleName.ADMINISTRATOR).order_by("pk")[0]
    admin = Client()
    admin.force_login(person)
    around = Attack(admin, secrets=secrets())
    around.look_around()
    settings.REQUIRE_MFA = frozenset({RoleName.ADMINISTRATOR})
    owing, stranger = Client(), Client()
    owing.force_login(person)
    wrong, led = [], 0
    for known in patterns():
        if SIGNING_IN.match(known.pieces[0]):
            continue
        found = around.known[known.name]
        address = found.address(found.real if found.is_whole else ("1",) * len(found.names))
        for method in ("get", "post"):
            theirs, nobodys = answered(owing, method, address), answered(stranger, method, address)
            if theirs[:2] == (302, theirs[1]) and theirs[1].startswith(SECOND_STEP):
                led += 1
            elif theirs != nobodys:
                wrong.append((method, address, theirs[:2], nobodys[:2]))
    assert (wrong, led > 100) == ([], True)


def test_a_file_with_an_input_that_waits_is_shown_to_nobody_who_owes_a_second_step(
    demo: None, settings: Any
) -> None:
    given = Input.objects.filter(state=State.WAITING)[0]
    attach(given, keep("plan.txt", b"en plan"), by=None)
    file = Attachment.objects.get(given=given)
    client = Client()
    client.force_login(Person.objects.filter(roles__name=RoleName.EDITOR)[0])
    before = client.get(f"/vedlegg/{file.pk}/").status_code
    settings.REQUIRE_MFA = frozenset({RoleName.EDITOR})
    after = client.get(f"/vedlegg/{file.pk}/").status_code
    assert (before, after) == (200, 404)
