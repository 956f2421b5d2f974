"""Schemathesis asks every address what nobody would think of, and holds the answers against the OpenAPI document.

As each of its phases does that can be had in a test: what the document says at its limits (coverage), and what is drawn
at random, of what it allows and of what it does not (fuzzing).
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as examples
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.config import GenerationConfig

from kokebok.api.actions.keys import make_key
from kokebok.config.wsgi import application
from kokebok.inputs.actions.send import Said, send
from kokebok.inputs.models import Kind, State
from kokebok.people.models import RoleName
from tests.api.asking import frozen
from tests.world import make_person, make_post

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook, Recipe
    from kokebok.people.models import Person

EXAMPLES = int(os.environ.get("SCHEMATHESIS_EXAMPLES", "3"))
"""For each address and way of asking, drawn at random. A longer run by hand says more here."""


@pytest.fixture
def filled(book: Cookbook, recipe: Recipe, berit: Person) -> None:
    """Something of most kinds."""
    said = send(Said(Kind.COMMENT, "Bra."), page=recipe, state=State.OPEN)
    send(Said(Kind.COMMENT, "Enig."), page=recipe, state=State.OPEN, reply_to=said)
    make_post(book)
    frozen(book, "0.1", by=berit)


@pytest.fixture
def key(db: None, settings: Any) -> str:
    """A key as a program shows it, which may give as much as it likes."""
    settings.INPUTS_AN_HOUR = 1_000_000
    _key, said = make_key(
        name="Prøven", ticket=uuid.uuid4(), by=make_person("ada@example.no", "Ada", RoleName.ADMINISTRATOR)
    )
    return said


@pytest.fixture
def schema(filled: None) -> Iterator[Any]:
    """What the document says, asked of the very application, which leaves the connection of the test open."""
    load_all_checks()
    known = schemathesis.openapi.from_dict(Client().get(reverse("api:openapi")).json())
    known.app = application
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield known
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


CHECKED = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "positive_data_acceptance",
    "unsupported_method",
    "ignored_auth",
]


def checks(case: Any) -> list[Any]:
    """The checks of single answers. What is given is held to more than the document can say, as the form is."""
    left_out = {"positive_data_acceptance"} if case.method == "POST" else set()
    return [CHECKS.get_one(name) for name in CHECKED if name not in left_out]


def validated(case: Any, key: str) -> None:
    """Ask, with a key where one gives something; raise for an answer that is not as it should be."""
    shown = {"Authorization": f"Bearer {key}"} if case.method == "POST" else {}
    case.call_and_validate(checks=checks(case), headers=shown)


def test_no_question_has_an_answer_that_the_document_does_not_tell_of(schema: Any, key: str) -> None:
    asked = 0
    for found in schema.get_all_operations():
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            asked += ask(found.ok(), mode, key)
    assert asked > 50


def test_no_question_at_the_limits_of_what_the_document_says_has_another_answer(
    schema: Any, key: str
) -> None:
    both, how, asked = list(GenerationMode), GenerationConfig(), 0
    for found in schema.get_all_operations():
        for case in schema.iter_coverage_cases(found.ok(), generation_modes=both, generation_config=how):
            validated(case, key)
            asked += 1
    assert asked > 200


def ask(operation: Any, mode: GenerationMode, key: str) -> int:
    """How many questions of one sort an address was asked; raises for an answer that is not as it should be."""
    asked = []

    @given(case=operation.as_strategy(generation_mode=mode))
    @examples(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def each(case: Any) -> None:
        validated(case, key)
        asked.append(case)

    each()
    return len(asked)
