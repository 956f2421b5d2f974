"""Backups: whole while people write, looked through, and put back all of it or nothing."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from kokebok.archive.backup.checking import require_whole
from kokebok.archive.backup.layout import NotWhole, Taken, backups_in, sha256_of
from kokebok.archive.backup.restoring import CannotRestore, finish_restore, restore
from kokebok.archive.backup.taking import OtherKey, keep_key, take
from kokebok.archive.whole.kept_files import kept_files
from kokebok.archive.whole.leaving import write_whole
from kokebok.config.tables import TABLES_LOCK, in_turn
from kokebok.inputs.actions.attach import attach
from kokebok.inputs.files import keep
from kokebok.inputs.models import Input
from kokebok.journal.models import Entry
from kokebok.setup.models import BackupNote
from kokebok.setup.queries import backup_told
from tests.archive.moving import fill, installation
from tests.world import InputFactory

pytestmark = pytest.mark.usefixtures("committed")


def everything(to: Path) -> bytes:
    """All that is in the site, as an export has it."""
    write_whole(to)
    Entry.objects.order_by("-pk")[:1].values_list("act")  # the line about it comes after
    return to.read_bytes()


@pytest.fixture
def taken(tmp_path: Path) -> tuple[Path, bytes]:
    """A backup of a site with something of each kind, and all that was in it."""
    with installation(tmp_path / "old"):
        fill()
        done = take(tmp_path / "backups")
        assert done.missing == []
        return done.place, everything(tmp_path / "before.zip")


def test_what_was_backed_up_is_all_there_where_it_is_put_back(
    taken: tuple[Path, bytes], tmp_path: Path
) -> None:
    backup, before = taken
    with installation(tmp_path / "new"):
        done = restore(backup)
        assert (done.files, done.missing) == (require_whole(backup).files, [])
        assert done.files > 5
        assert everything(tmp_path / "after.zip") == before
        with pytest.raises(CannotRestore, match=r"there is something here: .*--over"):
            restore(backup)
        Input.objects.all().update(text="Noe helt annet.")
        keep("ny.txt", b"En ny fil.\n")
        restore(backup, over=True)
        assert everything(tmp_path / "again.zip") == before
        assert [one.name for one in (tmp_path / "new").rglob("*restore*")] == []


@contextmanager
def people_writing(stop: threading.Event) -> Iterator[list[str]]:
    """Somebody sends input after input, each with a file, and takes every third file away again; what was said."""
    said: list[str] = []

    def write() -> None:
        try:
            while not stop.is_set():
                given = InputFactory.create(text=f"Innspill {len(said)}")
                kept = keep("notat.txt", f"Fil {len(said)}.\n".encode())
                file = attach(given, kept, by=None)
                if len(said) % 3 == 0:
                    place = next(Path(settings.ATTACHMENTS).rglob(f"{file.sha256}*"))
                    file.delete()
                    place.unlink()
                said.append(given.text)
        finally:
            connection.close()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield said
    finally:
        stop.set()
        thread.join()


def test_a_backup_is_whole_while_people_write_and_has_all_that_was_said_before_it(tmp_path: Path) -> None:
    with installation(tmp_path / "old"):
        fill()
        with people_writing(threading.Event()) as said:
            while len(said) < 5:
                pass
            before = list(said)
            done = [take(tmp_path / "backups", keep=2) for _time in range(3)]
            assert len(said) > len(before)
        assert [one.name for one in backups_in(tmp_path / "backups")] == [
            one.place.name for one in done[:0:-1]
        ]
        assert done[-1].gave_way == [done[0].place.name]
        assert [one.lost for one in done] == [[], [], []]
    with installation(tmp_path / "new"):
        restored = restore(done[-1].place)
        texts = list(Input.objects.order_by("pk").values_list("text", flat=True))
        assert [text for text in texts if text.startswith("Innspill")][: len(before)] == before
        # A file is named as missing only where it was taken away between the database and it.
        assert len(restored.missing) <= 1


def broken(backup: Path, to: Path, name: str, change: Any) -> Path:
    shutil.copytree(backup, to)
    change(to / name)
    return to


def a_byte_changed(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


@pytest.mark.sqlite_only
def test_a_backup_that_is_not_as_it_was_is_refused_and_nothing_is_changed(
    taken: tuple[Path, bytes], tmp_path: Path
) -> None:
    backup, _before = taken
    database = next(one.name for one in backup.glob("database.*"))
    about = require_whole(backup)
    attached = next(
        one.relative_to(backup).as_posix() for one in (backup / "attachments").rglob("*") if one.is_file()
    )
    changes: dict[str, tuple[str, Any]] = {
        f"{attached} is not as it was: its checksum differs": (attached, a_byte_changed),
        f"{database} is not as it was: its checksum differs": (database, a_byte_changed),
        f"{attached} is not there": (attached, Path.unlink),
        "files/ny.txt has no checksum": ("files/ny.txt", lambda file: file.write_text("x")),
        "there is no backup.json in it: it is no backup, or is not whole": ("backup.json", Path.unlink),
        "it is no backup of a cookbook": ("backup.json", lambda file: file.write_text('{"format": "x"}')),
        "it is in format 9, which this version does not read": (
            "backup.json",
            lambda file: file.write_text('{"format": "kokebok-backup", "version": 9}'),
        ),
    }
    with installation(tmp_path / "new"):
        for number, (why, (name, change)) in enumerate(changes.items()):
            with pytest.raises(NotWhole) as refused:
                restore(broken(backup, tmp_path / f"broken-{number}", name, change))
            assert str(refused.value) == why
        fewer = about.model_copy(update={"rows": {**about.rows, "inputs_input": 7}})
        changed = saying(backup, tmp_path / "fewer", fewer)
        with pytest.raises(NotWhole, match=r"^inputs_input should have 7 rows, and has 1$"):
            restore(changed)
        newer = about.model_copy(update={"migrations": [*about.migrations, "inputs.9999_of_tomorrow"]})
        changed = saying(backup, tmp_path / "newer", newer)
        with pytest.raises(CannotRestore, match=r"newer version of Kokebok \(inputs\.9999_of_tomorrow\)"):
            restore(changed)
        assert (Input.objects.count(), list((tmp_path / "new").rglob("*.restore*"))) == (0, [])


def saying(backup: Path, to: Path, about: Taken) -> Path:
    """A backup that says something else of itself, with the checksum that fits it."""
    shutil.copytree(backup, to)
    (to / "backup.json").write_text(about.model_dump_json())
    return resummed(to, "backup.json")


def resummed(backup: Path, name: str) -> Path:
    """A backup with the checksum of this file as it is now."""
    sums = backup / "sha256sums.txt"
    lines = [line for line in sums.read_text().splitlines() if not line.endswith(f"  {name}")]
    sums.write_text("\n".join([*lines, f"{sha256_of(backup / name)}  {name}", ""]))
    return backup


def test_a_database_whose_pages_are_broken_is_no_backup_though_its_checksum_is_right(
    taken: tuple[Path, bytes], tmp_path: Path
) -> None:
    database = next(taken[0].glob("database.*")).name
    backup = resummed(broken(taken[0], tmp_path / "broken", database, in_the_middle), database)
    with pytest.raises(NotWhole, match=r"^the database is broken|^the database cannot be read|should have"):
        require_whole(backup)


def in_the_middle(file: Path) -> None:
    content = bytearray(file.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 40_000] = bytes(40_000)
    file.write_bytes(content)


class Stopped(BaseException):
    """The machine has stopped."""


Told = tuple[list[str], dict[str, bytes]]


def told() -> Told:
    """What somebody has said, and each file."""
    return list(Input.objects.values_list("text", flat=True)), {
        one.name: one.file.read() for one in kept_files()
    }


def stop_after(steps: int, monkeypatch: Any) -> None:
    """Have the machine stop after so many names have been moved."""
    left = iter(range(steps))

    def stopping(move: Any) -> Any:
        def step(self: Path, *given: Any) -> Any:
            if next(left, None) is None:
                raise Stopped
            return move(self, *given)

        return step

    for name in ("rename", "replace", "rmdir"):
        monkeypatch.setattr(Path, name, stopping(getattr(Path, name)))


@pytest.mark.sqlite_only
def test_wherever_a_restore_is_stopped_the_next_start_finds_what_was_or_what_is_to_be(
    taken: tuple[Path, bytes], tmp_path: Path, monkeypatch: Any
) -> None:
    backup, _everything = taken
    found: list[Told] = []
    with installation(tmp_path / "new"):
        fill()
        Input.objects.all().update(text="Det som var.")
        connection.close()
        shutil.copytree(tmp_path / "new", tmp_path / "kept")
        before = told()
        was_stopped = True
        while was_stopped:
            put_back(tmp_path / "kept", tmp_path / "new")
            with monkeypatch.context() as stopped:
                stop_after(len(found), stopped)
                try:
                    restore(backup, over=True)
                    was_stopped = False
                except Stopped:
                    pass
            finish_restore()
            found.append(told())
    with installation(tmp_path / "whole"):
        restore(backup)
        after = told()
    assert len(found) > 5
    turn = found.count(before)
    assert found == [before] * turn + [after] * (len(found) - turn)
    assert 0 < turn < len(found) - 3


def put_back(kept: Path, folder: Path) -> None:
    """Have a folder as it was when it was kept."""
    connection.close()
    for one in folder.iterdir():
        shutil.rmtree(one) if one.is_dir() else one.unlink()
    shutil.copytree(kept, folder, dirs_exist_ok=True)


@pytest.mark.postgresql_only
def test_a_restore_has_its_turn_until_it_ends_though_it_closes_its_connection(
    taken: tuple[Path, bytes], tmp_path: Path
) -> None:
    with installation(tmp_path / "new"):
        other = connection.copy()
        try:
            with in_turn():
                restore(taken[0])
                assert not has_turn(other)
            assert has_turn(other)
        finally:
            other.close()


def has_turn(one: Any) -> bool:
    """Whether this connection could have the turn at once."""
    with one.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [TABLES_LOCK])
        return bool(cursor.fetchone()[0])


def test_the_secret_key_goes_apart_and_no_other_is_written_over(tmp_path: Path) -> None:
    key = tmp_path / "apart" / "key"
    assert keep_key(key)
    assert (key.read_text(), key.stat().st_mode & 0o777) == (settings.SECRET_KEY, 0o600)
    assert not keep_key(key)
    key.write_text("en annen")
    with pytest.raises(OtherKey, match="has another key than this site"):
        keep_key(key)


def test_what_somebody_who_was_stopped_has_left_is_no_backup_and_is_taken_away_by_the_next(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "backups"
    for name in (".kokebok-half-kokebok-1", ".kokebok-going-kokebok-0", "kokebok-2"):
        (folder / name).mkdir(parents=True)
    with installation(tmp_path / "old"):
        done = take(folder, keep=1)
        assert [one.name for one in backups_in(folder)] == [done.place.name]
    assert sorted(one.name for one in folder.iterdir()) == [".kokebok-lock", "kokebok-2", done.place.name]
    about = json.loads((done.place / "backup.json").read_text())
    assert (about["format"], about["kind"], about["rows"]["inputs_input"]) == (
        "kokebok-backup",
        connection.vendor,
        0,
    )


def test_a_file_that_is_spoilt_after_it_was_copied_makes_no_backup(tmp_path: Path) -> None:
    folder = tmp_path / "backups"

    def spoil(said: str) -> None:
        if said == "Looking through it.":
            a_byte_changed(
                next(one for one in folder.glob(".kokebok-half-*/attachments/*/*") if one.is_file())
            )

    with installation(tmp_path / "old"):
        fill()
        with pytest.raises(NotWhole, match="is not as it was: its checksum differs"):
            take(folder, told=spoil)
    assert [one.name for one in folder.iterdir()] == [".kokebok-lock"]


def test_where_the_disk_of_files_is_away_no_older_backup_gives_way(tmp_path: Path) -> None:
    with installation(tmp_path / "old"):
        fill()
        good = take(tmp_path / "backups", keep=1)
        shutil.rmtree(settings.ATTACHMENTS)
        lacking = take(tmp_path / "backups", keep=1)
        assert (len(good.lost), lacking.gave_way) == (0, [])
        assert (lacking.lost, lacking.known) == (lacking.missing, [])
        assert len(lacking.lost) > 0
        assert [one.name for one in backups_in(tmp_path / "backups")] == [
            lacking.place.name,
            good.place.name,
        ]


def test_whoever_watches_the_server_is_told_of_the_last_backup(settings: Any) -> None:
    assert backup_told() == ["backup: none noted"]
    at = timezone.localtime(timezone.now() - timedelta(days=3))
    noted = BackupNote.objects.create(at=at, is_verified=True)
    said = f"backup: {at:%Y-%m-%d %H:%M}"
    assert backup_told() == [f"{said}, looked through"]
    settings.BACKUP_DAYS = 2
    assert backup_told() == [f"{said}, looked through, too old"]
    noted.is_verified = False
    noted.save()
    assert backup_told() == [f"{said}, not looked through by what noted it, too old"]
