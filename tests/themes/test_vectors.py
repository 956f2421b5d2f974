"""The vectors that are kept: what several have said is worked out once, and only of inputs that are there.

The language model is not asked here: somebody has always said the same before.
"""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kokebok.inputs.models import Input
from kokebok.themes.actions.vectors import digest_of, keep_some
from kokebok.themes.models import Reads, Vector
from kokebok.themes.texts import texts_of
from tests.world import InputFactory

pytestmark = pytest.mark.django_db


def said_and_read(text: str) -> Input:
    """An input whose vector is kept."""
    given = InputFactory.create(text=text)
    numbers, digest = text.encode(), digest_of(text, Reads.OPENING)
    Vector.objects.create(given=given, reads=Reads.OPENING, digest=digest, numbers=numbers)
    return given


def kept() -> dict[int, bytes]:
    return {key: bytes(numbers) for key, numbers in Vector.objects.values_list("given_id", "numbers")}


def test_what_others_have_said_is_not_worked_out_again_however_many_they_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("kokebok.themes.actions.vectors.WRITTEN_TOGETHER", 2)
    texts = [f"Nummer {number} om tilskudd." for number in range(5)]
    before = [said_and_read(text) for text in texts]
    again = [InputFactory.create(text=text) for text in texts]
    assert keep_some(texts_of(Input.objects.all()), Reads.OPENING) == 0
    assert kept() == {given.pk: given.text.encode() for given in (*before, *again)}


def test_one_that_is_gone_before_its_vector_is_written_gets_none() -> None:
    first = said_and_read("Vi vil ha buss.")
    stays, goes = InputFactory.create(text=first.text), InputFactory.create(text=first.text)
    texts = texts_of(Input.objects.all())
    goes.delete()
    assert keep_some(texts, Reads.OPENING) == 0
    assert kept().keys() == {first.pk, stays.pk}


def test_with_nothing_lacking_it_asks_once() -> None:
    texts = {given.pk: given.text for given in (said_and_read("Vi vil ha buss."), said_and_read("Og tog."))}
    with CaptureQueriesContext(connection) as queries:
        assert keep_some(texts, Reads.OPENING) == 0
    assert len(queries) == 1
