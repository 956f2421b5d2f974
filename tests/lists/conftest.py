"""Lists to keep, and what the tests of them read."""

from __future__ import annotations

import pytest
from django.test import Client

from kokebok.lists.models import List
from kokebok.people.models import Person


@pytest.fixture
def audiences(db: None) -> List:
    """The list of whom a page is for, as an empty installation has it."""
    return List.objects.get(key="malgrupper")


@pytest.fixture
def desk(client: Client, berit: Person) -> Client:
    """An editor at the desk."""
    client.force_login(berit)
    return client
