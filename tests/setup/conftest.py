"""What the tests of setup share: an administrator of an installation without a cookbook."""

from __future__ import annotations

import pytest
from django.test import Client

from kokebok.people.models import Person, RoleName
from tests.world import make_person


@pytest.fixture
def ada(db: None) -> Person:
    """An administrator."""
    return make_person("ada@example.no", "Ada Administrator", RoleName.ADMINISTRATOR)


@pytest.fixture
def desk(client: Client, ada: Person) -> Client:
    """The desk, as Ada sees it."""
    client.force_login(ada)
    return client
