"""Backups of a cookbook whose files are in an S3 store: taken little by little, and put back there or in folders."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from botocore.client import BaseClient
from django.conf import settings as in_use
from django.db import connection

from kokebok.archive.backup.layout import NotWhole, backups_in
from kokebok.archive.backup.restoring import NotFinished, finish_restore, restore
from kokebok.archive.backup.taking import take
from kokebok.archive.whole.kept_files import kept_files
from kokebok.config.files import kept_storages
from kokebok.inputs.actions.attach import attach
from kokebok.inputs.files import file_of, keep
from kokebok.inputs.models import Input
from kokebok.web.stored import PLACES, StoredFile, hidden_in, stored_in
from tests.archive.moving import fill, installation
from tests.archive.test_backup import Told, told
from tests.archive.test_whole_commands import killed_at
from tests.cli.test_first_time import command, environment
from tests.later.test_each_kind import database
from tests.s3 import s3_store
from tests.web.test_kept_in_s3 import keep_in

pytestmark = pytest.mark.usefixtures("committed")
LARGE = 50_000_000  # bytes
MOST_MORE = 20_000_000  # bytes of memory that a large file may take


@pytest.fixture
def store(settings: Any) -> Iterator[str]:
    """A store with nothing in it, where files are kept; the setting that names it."""
    with s3_store() as (setting, _address):
        keep_in(settings, setting)
        yield setting


def told_of(folder: Path, store: str) -> dict[str, str]:
    """What a command must be told to find an installation whose files are in a store."""
    connection.close()
    return {
        "KOKEBOK_DATA": str(folder),
        "KOKEBOK_DATABASE": database(),
        "KOKEBOK_SECRET_KEY": in_use.SECRET_KEY,
        "KOKEBOK_FILES": store,
    }


def empty_the_store() -> None:
    for place in PLACES:
        for one in stored_in(place):
            one.file.remove()


def left_beside() -> list[StoredFile]:
    return [one for place in PLACES for one in hidden_in(place, ".restore-new")]


def test_a_backup_from_a_store_is_put_back_there_by_its_command_and_a_killed_one_is_begun_again(
    store: str, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    with installation(tmp_path / "old") as data:
        fill()
        before = told()
        at = told_of(data, store)
        assert command("backup", str(folder), **at).returncode == 0
        Input.objects.all().update(text="Noe helt annet.")
        lost = attach(Input.objects.get(), keep("ny.txt", b"En ny fil.\n"), by=None)
        file_of(next(iter(before[1]))).storage.put("ab/" + "0" * 64, b"Ingen har denne.")
        next(one.file for one in kept_files() if "/files/" in one.name).remove()
        connection.close()
        refused = command("restore", str(folder), **at)
        assert (refused.returncode, "there is something here: " in refused.stderr) == (1, True)
        killed_at("Copying it here.", "restore", str(folder), "--over", **at)
        assert (Input.objects.get().text, file_of(lost.sha256).is_there()) == ("Noe helt annet.", True)
        killed_at("Putting it in place.", "restore", str(folder), "--over", **at)
        connection.close()
        done = command("restore", str(folder), "--over", **at)
        assert (done.returncode, done.stderr) == (0, "")
        assert (told(), left_beside()) == (before, [])


def test_what_was_taken_from_a_store_is_put_back_in_folders_and_the_other_way(
    store: str, tmp_path: Path, settings: Any
) -> None:
    with installation(tmp_path / "old"):
        fill()
        before = told()
        backup = take(tmp_path / "backups").place
    in_store = settings.STORAGES
    settings.IN_BUCKET, settings.STORAGES = False, {**in_store, **kept_storages(in_bucket=False)}
    with installation(tmp_path / "folders"):
        restore(backup)
        assert told() == before
        again = take(tmp_path / "again").place
    settings.IN_BUCKET, settings.STORAGES = True, in_store
    empty_the_store()
    with installation(tmp_path / "back"):
        restore(again)
        assert (told(), left_beside()) == (before, [])


class StoppedThere(Exception):
    """The machine has stopped; it is raised in a thread of boto3, which passes on no other kind."""


def stop_after(calls: int, monkeypatch: Any) -> None:
    """Have the machine stop after so many changes of the store."""
    left, made = iter(range(calls)), BaseClient._make_api_call

    def call(self: Any, name: str, given: Any) -> Any:
        if name in {"PutObject", "CopyObject", "DeleteObject"} and next(left, None) is None:
            raise StoppedThere
        return made(self, name, given)

    monkeypatch.setattr(BaseClient, "_make_api_call", call)


@pytest.mark.sqlite_only
def test_wherever_it_is_stopped_the_next_start_finds_what_was_or_what_is_to_be(
    store: str, tmp_path: Path, monkeypatch: Any
) -> None:
    with installation(tmp_path / "old"):
        fill()
        after = told()
        backup = take(tmp_path / "backups").place
        empty_the_store()
    with installation(tmp_path / "new"):
        given = fill()
        given.text = "Det som var."
        given.save()
        attach(given, keep("mer.txt", b"Mer.\n"), by=None)
        before, laid = told(), len(after[1])
        # All of it laid beside; one file in its place; all; what is not to be there away; some swept; half of it laid.
        for calls in (laid, laid + 1, 2 * laid, 2 * laid + 1, 2 * laid + 4, laid // 2):
            with monkeypatch.context() as stopped:
                stop_after(calls, stopped)
                with pytest.raises(StoppedThere):
                    restore(backup, over=True)
            was_to_be = finish_restore()
            assert (calls, was_to_be, told()) == (calls, calls >= laid, after if calls >= laid else before)
            restore_what_was(before)
        restore(backup, over=True)
        assert (told(), left_beside()) == (after, [])


def keep_something_else(monkeypatch: Any) -> None:
    """Have the store keep, of what is laid in it, as many bytes, but not those that were sent."""
    made = BaseClient._make_api_call

    def call(self: Any, name: str, given: Any) -> Any:
        if name == "PutObject" and "/.restore-new/" in given["Key"]:
            given = {**given, "Body": b"?" * len(given["Body"].read())}
        return made(self, name, given)

    monkeypatch.setattr(BaseClient, "_make_api_call", call)


@pytest.mark.sqlite_only
def test_a_store_that_has_kept_something_else_than_was_sent_is_found_out_and_nothing_is_changed(
    store: str, tmp_path: Path, monkeypatch: Any
) -> None:
    with installation(tmp_path / "old"):
        fill()
        after = told()
        backup = take(tmp_path / "backups").place
        Input.objects.all().update(text="Noe helt annet.")
        before = told()
        with monkeypatch.context() as worn:
            keep_something_else(worn)
            with pytest.raises(NotWhole, match="was changed while it was copied"):
                restore(backup, over=True)
        assert (finish_restore(), told()) == (False, before)
        restore(backup, over=True)
        assert (told(), left_beside()) == (after, [])


def restore_what_was(before: Told) -> None:
    """Have the store and the words be as they were."""
    words, files = before
    Input.objects.update(text=words[0])
    empty_the_store()
    for name, content in files.items():
        _top, place, within = name.split("/", 2)
        StoredFile(place, within).write(content)


@pytest.mark.sqlite_only
def test_while_the_store_is_away_a_restore_that_counts_waits_and_no_other_store_is_emptied(
    tmp_path: Path, settings: Any, monkeypatch: Any
) -> None:
    with installation(tmp_path / "old") as data:
        with s3_store() as (first, _address):
            keep_in(settings, first)
            fill()
            before = told()
            backup = take(tmp_path / "backups").place
            with monkeypatch.context() as stopped:
                stop_after(len(before[1]), stopped)  # all is laid beside, and nothing of it in its place
                with pytest.raises(StoppedThere):
                    restore(backup, over=True)
        waits = command("restore", str(backup), "--over", **told_of(data, first))
        assert waits.stderr.startswith(
            "kokebok: A backup is put back, but for the last of it (The store of files "
        )
        with s3_store() as (other, _address):
            keep_in(settings, other)
            keep("en.txt", b"En annens.\n")
            there = told()[1]
            with pytest.raises(NotFinished, match="KOKEBOK_FILES"):
                finish_restore()
            assert told()[1] == there


@pytest.mark.sqlite_only
@pytest.mark.skipif(sys.platform != "linux", reason="nobody says how much memory a process has had")
def test_a_large_file_is_not_held_in_memory_while_it_is_copied(store: str, tmp_path: Path) -> None:
    with installation(tmp_path / "old") as data:
        fill()
        at = told_of(data, store)
        small = memory_of("backup", str(tmp_path / "small"), **at)
        large = tmp_path / "large"
        with large.open("wb") as file:
            file.truncate(LARGE)
        StoredFile("copies", "ab/stor").take_in(large)
        grown = memory_of("backup", str(tmp_path / "backups"), **at) - small
    [backup] = backups_in(tmp_path / "backups")
    assert (backup / "copies" / "ab" / "stor").stat().st_size == LARGE
    assert grown < MOST_MORE


def memory_of(*args: str, **at: str) -> int:
    """The most bytes that a command had in memory; it has ended well."""
    asked = (
        "import sys; from kokebok.cli.commands import main; assert main(sys.argv[1:]) == 0; "
        "print(*open('/proc/self/status'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked, *args],
        env=environment(**at),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return int(re.search(r"VmHWM:\s+(\d+) kB", done.stdout)[1]) * 1024  # type: ignore[index]
