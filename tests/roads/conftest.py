"""The demo's data, for those who walk all of it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from tests.databases import own_copy
from tests.roads.world import more_to_see

if TYPE_CHECKING:
    from pytest_django.plugin import DjangoDbBlocker


@pytest.fixture(scope="module")
def demo(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """The demo's data, with something in each state that it lacks, in a database of the module's own.

    It is committed, and each request of a walk is a transaction that is undone: what thousands of them write in one
    long transaction PostgreSQL cannot clean up after, and each is slower than the one before.
    """
    nothing = {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}
    with django_db_blocker.unblock(), own_copy(tmp_path_factory.mktemp("demo")):
        with transaction.atomic(), override_settings(TASKS={"default": nothing, "later": nothing}):
            call_command("load_starter", demo=True)
            more_to_see()
        yield


@pytest.fixture
def in_silence() -> Iterator[None]:
    """Log nothing: a line for each refused page would take more time than the pages."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def undone_in_silence(in_silence: None) -> Iterator[None]:
    """Undo what a walk writes, and log nothing."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
