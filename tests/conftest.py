"""What all tests share: a small book, a cast of people, and databases that can be emptied between tests."""

from __future__ import annotations

import gc
import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings as examples

from tests.both_databases import is_for_both
from tests.environment import SCRATCH
from tests.slow import by_cost

# A slow machine is no fault of the code, and a test that fails must fail again.
examples.register_profile("kokebok", deadline=None, derandomize=True)
examples.load_profile("kokebok")

if TYPE_CHECKING:
    from pytest_django.plugin import DjangoDbBlocker

    from kokebok.book.models import Cookbook, Recipe
    from kokebok.people.models import Person
    from tests.kept_rows import Kept


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what is for both databases, before `-m` chooses, and leave out what only the other database does.

    Where several processes share the tests, the slow ones come first, and none is left with one of them at the end.
    """
    from django.db import connection

    for item in filter(is_for_both, items):
        item.add_marker("both_databases")
    other = "postgresql_only" if connection.vendor == "sqlite" else "sqlite_only"
    left_out = {item for item in items if item.get_closest_marker(other)}
    config.hook.pytest_deselected(items=list(left_out))
    items[:] = [item for item in items if item not in left_out]
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: by_cost(item.path))


def pytest_configure() -> None:
    """Find the lists whose order is left to chance, in all that the tests ask for."""
    from tests.unordered import refuse_unordered

    refuse_unordered()


def pytest_collection_finish() -> None:
    """Have Python look for garbage among what the tests make, and not each time in all that is imported too."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """One database a process: on SQLite a copy of a file migrated once, on PostgreSQL made by Django."""
    from django.conf import settings
    from django.db import connection

    from tests import databases

    if connection.vendor != "sqlite":
        request.getfixturevalue("_postgresql")
        yield
        return
    settings.DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"
    with django_db_blocker.unblock():
        own = SCRATCH / "test.sqlite3"
        shutil.copy(databases.migrated_file(), own)
        databases.point_at(str(own))
    yield
    with django_db_blocker.unblock():
        connection.close()


@pytest.fixture(scope="session")
def _postgresql(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    from tests import databases

    worker = getattr(request.config, "workerinput", {}).get("workerid", "alone")
    own = f"test_kokebok_{databases.HERE}_{worker}"
    with django_db_blocker.unblock():
        databases.make_server_copy(own, databases.migrated_server_database())
        databases.point_at(own)
    yield
    with django_db_blocker.unblock():
        databases.drop_server_database(own)


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path: Path) -> Iterator[None]:
    """A database of the test's own, where commits are real: for threads, and for two at once."""
    from tests import databases

    with django_db_blocker.unblock(), databases.own_copy(tmp_path):
        yield


@pytest.fixture(autouse=True)
def _calm(request: pytest.FixtureRequest, settings: Any, tmp_path: Path) -> Iterator[None]:
    """Later work is done at once, letters are kept in memory (to look is to have them sent), files
    go to the test's own folder.

    Wagtail's indexes, nearly half of what it costs to publish a page, are left alone but in tests marked `indexed`.
    """
    from tests.letter_box import put_up
    from tests.queues import done_at_once

    if request.node.get_closest_marker("indexed") is None:
        nothing = {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}
        settings.TASKS = {**settings.TASKS, "default": nothing}
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.LETTERS_A_MINUTE = 1_000_000
    settings.COPIES = tmp_path / "copies"
    settings.ATTACHMENTS = tmp_path / "attachments"
    settings.ARRIVALS = tmp_path / "arrivals"
    settings.FREE_MB = 0
    settings.MEDIA_ROOT = tmp_path / "files"
    done_at_once(True)
    box = put_up()
    box.is_watched = True
    yield
    box.is_watched = False
    done_at_once(False)


@pytest.fixture(scope="session")
def answers() -> dict[str, str]:
    """What the process for text analysis has answered in this run, by what it was asked."""
    return {}


@pytest.fixture
def asked_once(monkeypatch: pytest.MonkeyPatch, answers: dict[str, str]) -> None:
    """The process for text analysis is asked the same only once in a run: each time it starts, it loads its model."""
    from kokebok.lib import worker

    ask = worker._ask

    def once(task: Mapping[str, Any]) -> Any:
        asked = json.dumps(task, sort_keys=True)
        if asked not in answers:
            answers[asked] = json.dumps(ask(task))
        return json.loads(answers[asked])

    monkeypatch.setattr(worker, "_ask", once)


@pytest.fixture(scope="session")
def kept() -> list[Kept]:
    """What making a book, and then a recipe in it, does to the tables: filled in by the first who makes them."""
    return []


@pytest.fixture
def book(request: pytest.FixtureRequest, db: None, kept: list[Kept]) -> Cookbook:
    """A published cookbook with empty shelves."""
    from kokebok.book.models import Cookbook
    from tests.kept_rows import keep
    from tests.world import make_cookbook, make_recipe

    if request.node.get_closest_marker("indexed"):
        return make_cookbook()
    if not kept:
        kept += keep(make_cookbook, lambda: make_recipe(Cookbook.objects.get()))
    kept[0].put_back()
    return Cookbook.objects.get()


@pytest.fixture
def recipe(request: pytest.FixtureRequest, book: Cookbook, kept: list[Kept]) -> Recipe:
    """A published recipe in it."""
    from kokebok.book.models import PageKind, Recipe, Shelf
    from tests.world import make_recipe

    is_first = not Shelf.objects.child_of(book).get(kind=PageKind.RECIPE).numchild
    if request.node.get_closest_marker("indexed") or not is_first:
        return make_recipe(book)
    kept[1].put_back()
    return Recipe.objects.get()


@pytest.fixture
def berit(db: None) -> Person:
    """An editor."""
    from kokebok.people.models import RoleName
    from tests.world import make_person

    return make_person("berit@example.no", "Berit Redaktør", RoleName.EDITOR)


@pytest.fixture
def egil(db: None) -> Person:
    """Another editor."""
    from kokebok.people.models import RoleName
    from tests.world import make_person

    return make_person("egil@example.no", "Egil Redaktør", RoleName.EDITOR)


@pytest.fixture
def rana(db: None) -> Person:
    """A member of the resource group."""
    from kokebok.people.models import RoleName
    from tests.world import make_person

    return make_person("rana@example.no", "Rana Ressurs", RoleName.RESOURCE)
