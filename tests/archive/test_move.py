"""All of a database moved to another: the same in both, sessions and queued tasks too; or not begun with."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import DatabaseError, connection, connections, transaction
from django.utils import timezone

from kokebok.archive.whole.across import SOURCE, CannotMove, move, moved_tables, summed
from kokebok.archive.whole.tables import INDEXES
from kokebok.archive.whole.unfinished import UnfinishedMove, begin_move, end_move, require_no_unfinished_move
from kokebok.config.databases import database, read_only
from kokebok.inputs.models import Input
from kokebok.journal.models import Entry
from kokebok.later.models import QueuedTask, Worker
from kokebok.letters.actions.post import post
from kokebok.people.models import Person
from tests.archive.moving import fill, forget_numbers, installation
from tests.archive.test_whole_commands import killed_at
from tests.cli.test_first_time import command
from tests.flows.test_kill import free_port, server
from tests.later.test_each_kind import database as address
from tests.world import InputFactory

pytestmark = pytest.mark.usefixtures("committed")


def fill_with_secrets() -> None:
    """A cookbook, and what an export leaves behind: a session, a second step, a letter with a code; a queued task."""
    fill()
    somebody = Person.objects.get()
    Session.objects.create(
        session_key="a" * 32, session_data="x", expire_date=timezone.now() + timedelta(days=1)
    )
    Authenticator.objects.create(user=somebody, type="totp", data={"secret": "b", "a": None, "æ": [1.5]})
    QueuedTask.objects.create(task="kokebok.a.b", ids={"number": 1}, look_at=timezone.now())
    post(key="code:1", to="kari@example.no", subject="Kode", text="ABCD", is_secret=True)
    InputFactory.create(text="Borte.").delete()  # its number is not to be given anew


@contextmanager
def read_from(where: str) -> Iterator[None]:
    """The database that is moved from."""
    told = connections.configure_settings({"default": {}, SOURCE: read_only(database(where))})
    connections.settings[SOURCE] = told[SOURCE]
    forget_numbers()
    try:
        yield
    finally:
        connections[SOURCE].close()
        del connections[SOURCE]
        del connections.settings[SOURCE]


def sums(alias: str) -> dict[str, Any]:
    return {model._meta.label_lower: summed(model, alias) for model in moved_tables()}


def rows_in(file: Path) -> dict[str, list[Any]]:
    """All rows of all tables of a file but of indexes, as SQLite itself has them."""
    left_out = {name.replace(".", "_") for name in INDEXES}
    with sqlite3.connect(file) as reading:
        names = [one for (one,) in reading.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        kept = [one for one in names if not any(one.startswith(index) for index in left_out)]
        found = {one: reading.execute(f'SELECT * FROM "{one}"').fetchall() for one in kept}
        return {one: sorted((tuple(map(read, row)) for row in rows), key=repr) for one, rows in found.items()}


def read(value: Any) -> Any:
    """A value, and JSON by what it says: the order of keys in it is nothing that is kept."""
    if isinstance(value, str) and value[:1] in {"{", "["}:
        with suppress(ValueError):
            return sorted_keys(json.loads(value))
    return value


def sorted_keys(value: Any) -> Any:
    return json.dumps(value, sort_keys=True)


@pytest.mark.sqlite_only
def test_all_that_is_in_a_database_is_in_the_other_and_the_first_is_as_it_was(tmp_path: Path) -> None:
    with installation(tmp_path / "old"):
        fill_with_secrets()
        source, where = Path(connection.settings_dict["NAME"]), address()
        connection.close()
        before = hashlib.sha256(source.read_bytes()).hexdigest()
        with installation(tmp_path / "new"), read_from(where):
            done = move(make_tables=lambda: None)
            target = Path(connection.settings_dict["NAME"])
            with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
                Entry.objects.update(act="x")
            with pytest.raises(DatabaseError, match=r"readonly|read-only"):
                Input.objects.using(SOURCE).update(text="x")
            with pytest.raises(CannotMove, match=r"^the database to move to is not empty: "):
                move(make_tables=lambda: None)
            require_no_unfinished_move()
            connection.close()
            connections[SOURCE].close()
            old, new = rows_in(source), rows_in(target)
        assert hashlib.sha256(source.read_bytes()).hexdigest() == before
    for rows in (old, new):  # where none was given yet the table has no row, or a row that says so
        rows["sqlite_sequence"] = [row for row in rows["sqlite_sequence"] if row[0] in new and row[1]]
    assert new == old
    assert done.rows > 300
    assert [
        len(new[one]) for one in ("django_session", "mfa_authenticator", "later_queuedtask", "letters_letter")
    ] == [1] * 4
    assert dict(new["sqlite_sequence"])["inputs_input"] == len(new["inputs_input"]) + 1


@pytest.mark.postgresql_only
def test_from_postgresql_to_sqlite_and_back_every_table_is_the_same(tmp_path: Path) -> None:
    file = f"sqlite:///{tmp_path / 'moved.sqlite3'}"
    with installation(tmp_path / "old"):
        fill_with_secrets()
        where, before = address(), sums(connection.alias)
        connection.close()
        there = command("move", file, KOKEBOK_DATA=str(tmp_path / "old"), KOKEBOK_DATABASE=where)
        assert (there.returncode, there.stderr) == (0, "")
    with installation(tmp_path / "back"), read_from(file):
        assert sums(SOURCE) == before
        move(make_tables=lambda: None)
        assert sums(connection.alias) == before
        with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
            Entry.objects.update(act="x")


@pytest.mark.sqlite_only
def test_a_move_that_is_killed_leaves_what_no_server_begins_with_until_it_is_done_again(
    tmp_path: Path,
) -> None:
    target = f"sqlite:///{tmp_path / 'new.sqlite3'}"
    with installation(tmp_path / "old") as folder:
        fill()
        at = {"KOKEBOK_DATA": str(folder), "KOKEBOK_DATABASE": address()}
        connection.close()
        killed_at("Moving the rows.", "move", target, **at)
        refused = command("export", str(tmp_path / "a.zip"), **{**at, "KOKEBOK_DATABASE": target})
        assert (refused.returncode, refused.stderr) == (
            1,
            "kokebok: A move into this database was stopped in the middle. Set KOKEBOK_DATABASE back to where it came "
            "from, and run ./kokebok move again\n",
        )
        again = command("move", target, **at)
        assert (again.returncode, again.stderr) == (0, "")
        assert "are moved, and are the same in both." in again.stdout
        itself = command("move", at["KOKEBOK_DATABASE"], **at)
        assert itself.stderr == (
            "kokebok: It is there already: the database to move to is the one that the settings name\n"
        )


def test_a_move_that_was_stopped_is_told_until_it_is_ended() -> None:
    begin_move()
    begin_move()
    with pytest.raises(UnfinishedMove):
        require_no_unfinished_move()
    end_move()
    require_no_unfinished_move()


@pytest.mark.sqlite_only
def test_a_database_that_a_server_is_at_work_with_is_not_moved(tmp_path: Path) -> None:
    with installation(tmp_path / "old"):
        Worker.objects.create(key="1", machine="maskin", pid=7)
        where = address()
        connection.close()
        with (
            installation(tmp_path / "new"),
            read_from(where),
            pytest.raises(
                CannotMove, match=r"^a server is at work with it \(maskin \(7\)\)\. Stop it, and wait"
            ),
        ):
            move(make_tables=lambda: None)


@pytest.mark.sqlite_only
def test_an_address_with_a_password_is_read_from_standard_input_and_refused_where_all_can_see_it(
    tmp_path: Path,
) -> None:
    with installation(tmp_path / "old") as folder:
        fill()
        at = {"KOKEBOK_DATA": str(folder), "KOKEBOK_DATABASE": address()}
        connection.close()
        seen = command("move", "postgres://kari:hemmelig@127.0.0.1:1/bok", **at)
        assert (seen.returncode, "hemmelig" in seen.stderr, "./kokebok move - <file" in seen.stderr) == (
            1,
            False,
            True,
        )
        away = command("move", "-", said="postgres://kari:hemmelig@127.0.0.1:1/bok\n", **at)
        assert away.stderr.startswith("kokebok: The database does not answer (connection ")
        assert "hemmelig" not in away.stderr
        wrong = command("move", "-", said="mysql://kari:hemmelig@127.0.0.1/bok\n", **at)
        assert wrong.stderr == (
            "kokebok: KOKEBOK_DATABASE cannot be 'mysql://…@127.0.0.1/bok': write sqlite:///file or "
            "postgres://user:word@host/name\n"
        )
        there = command("move", "-", said=f"sqlite:///{tmp_path / 'new.sqlite3'}\n", **at)
        assert (there.returncode, there.stderr) == (0, "")


@pytest.mark.sqlite_only
def test_a_database_that_was_moved_is_served_only_by_who_means_it(tmp_path: Path) -> None:
    with installation(tmp_path / "old") as folder:
        fill()
        at = {"KOKEBOK_DATA": str(folder), "KOKEBOK_DATABASE": address()}
        new = f"sqlite:///{tmp_path / 'new.sqlite3'}"
        connection.close()
        assert command("move", new, **at).returncode == 0
        refused = command("serve", "--port", str(free_port()), **at)
        assert refused.returncode == 1
        assert refused.stderr == (
            f"kokebok: The rows of this database were moved on {timezone.localdate()} to {new}: set KOKEBOK_DATABASE "
            f"to that. To go on with the old one on purpose, take away {folder / 'moved.json'}\n"
        )
        with server(folder, free_port(), **{**at, "KOKEBOK_DATABASE": new}):
            pass
        (folder / "moved.json").unlink()
        with server(folder, free_port(), **at):
            pass
