"""What the tests of staff share: an administrator, a fellow, and counters at nought."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from kokebok.people.models import Person, RoleName
from tests.world import make_person


@pytest.fixture(autouse=True)
def _nobody_has_tried(request: pytest.FixtureRequest) -> Iterator[None]:
    """A cookbook, and counters at nought: allauth counts in the cache, besides what we count in the database."""
    if "committed" not in request.fixturenames:
        request.getfixturevalue("book")
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def ada(db: None) -> Person:
    """An administrator."""
    return make_person("ada@example.no", "Ada Administrator", RoleName.ADMINISTRATOR)


@pytest.fixture
def dina(db: None) -> Person:
    """Another administrator."""
    return make_person("dina@example.no", "Dina Administrator", RoleName.ADMINISTRATOR)
