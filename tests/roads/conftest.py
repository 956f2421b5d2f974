"""The demo's data, for those who walk all of it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings
from wagtail.models import Site

from tests.databases import filled_file, own_copy
from tests.roads.world import more_to_see

if TYPE_CHECKING:
    from pytest_django.plugin import DjangoDbBlocker


@pytest.fixture(scope="module")
def demo(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
    worker_id: str,
) -> Iterator[None]:
    """The demo's data, with something in each state that it lacks, in a database of the module's own.

    It is committed, and each request of a walk is a transaction that is undone: what thousands of them write in one
    long transaction PostgreSQL cannot clean up after, and each is slower than the one before.

    On SQLite it is made once in a run, by whoever comes first. On PostgreSQL one module alone asks for it.
    """
    own = tmp_path_factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent
    folder = tmp_path_factory.mktemp("demo")
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            with own_copy(folder, of=filled_file(shared / "demo.sqlite3", _fill)):
                Site.clear_site_root_paths_cache()
                yield
            return
        with own_copy(folder):
            _fill()
            yield


def _fill() -> None:
    nothing = {"BACKEND": "django_tasks.backends.dummy.DummyBackend", "QUEUES": []}
    with transaction.atomic(), override_settings(TASKS={"default": nothing, "later": nothing}):
        call_command("load_starter", demo=True)
        more_to_see()


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
