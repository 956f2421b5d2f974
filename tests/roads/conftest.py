"""The demo's data, for those who walk all of it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from tests.roads.world import more_to_see

if TYPE_CHECKING:
    from pytest_django.plugin import DjangoDbBlocker


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demo's data, with something in each state that it lacks; all of it is rolled back."""
    nothing = {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(TASKS={"default": nothing, "later": nothing}):
            call_command("load_starter", demo=True)
            more_to_see()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def undone_in_silence() -> Iterator[None]:
    """Undo what a walk writes, and log nothing: a line for each refused page would take more time than the pages."""
    logging.disable(logging.CRITICAL)
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    logging.disable(logging.NOTSET)
