"""The commands backup and restore, as somebody at a keyboard runs them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from kokebok.archive.backup.checking import require_whole
from kokebok.archive.backup.layout import backups_in
from kokebok.inputs.actions.attach import attach
from kokebok.inputs.files import file_of, keep
from kokebok.inputs.models import Input
from kokebok.people.models import RoleName
from kokebok.setup.models import BackupNote
from kokebok.setup.queries import backup_told
from tests.archive.moving import fill, installation
from tests.archive.test_whole_commands import killed_at
from tests.cli.test_first_time import command
from tests.flows.test_kill import free_port, server
from tests.later.test_each_kind import database
from tests.world import make_person

pytestmark = pytest.mark.usefixtures("committed")
IN_PLACE = "Putting it in place."


@contextmanager
def site(folder: Path) -> Iterator[dict[str, str]]:
    """An installation of its own, with what a command must be told to find it."""
    with installation(folder):
        yield {
            "KOKEBOK_DATA": str(folder),
            "KOKEBOK_DATABASE": database(),
            "KOKEBOK_SECRET_KEY": settings.SECRET_KEY,
        }


def test_a_backup_is_taken_noted_and_put_back_by_its_commands_and_a_killed_one_is_begun_again(
    tmp_path: Path,
) -> None:
    folder, key = tmp_path / "backups", tmp_path / "apart" / "key"
    with site(tmp_path / "old") as at:
        fill()
        connection.close()
        killed_at("Looking through it.", "backup", str(folder), **at)
        assert backups_in(folder) == []
        within = command("backup", str(folder), "--secret-key", str(folder / "key"), **at)
        assert (
            within.stderr
            == "kokebok: The secret key is kept apart: name a file outside the folder of backups\n"
        )
        done = command("backup", str(folder), "--keep", "3", "--secret-key", str(key), **at)
        assert (done.returncode, done.stderr) == (0, "")
        [backup] = backups_in(folder)
        assert f"{backup}: " in done.stdout
        assert "It is whole." in done.stdout
        assert [one.is_verified for one in BackupNote.objects.all()] == [True]
        was = Input.objects.get().text
    with site(tmp_path / "new") as at:
        connection.close()
        killed_at(IN_PLACE, "restore", str(folder), **at)
        assert list(Input.objects.values_list("text", flat=True)) in ([], [was])
        connection.close()
        again = command("restore", str(folder), "--secret-key", str(key), "--over", **at)
        assert (again.returncode, again.stderr) == (0, "")
        assert "./kokebok serve shows them." in again.stdout
        assert Input.objects.get().text == was
        connection.close()
        once_more = command("restore", str(backup), **at)
        assert once_more.returncode == 1
        assert once_more.stderr.startswith(f"kokebok: {backup} is not put back: there is something here: ")
        nothing = command("restore", str(tmp_path / "nothing"), **at)
        assert nothing.stderr == (
            f"kokebok: {tmp_path / 'nothing'} cannot be used: there is no backup.json in it: it is no backup, or is "
            "not whole. Nothing is changed\n"
        )


@pytest.mark.sqlite_only
def test_a_backup_leaves_tables_of_before_as_they_are_and_can_be_put_back(tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    with site(tmp_path / "old") as at:
        fill()
        call_command("migrate", "setup", "zero", verbosity=0)
        before = sorted(MigrationRecorder(connection).applied_migrations())
        connection.close()
        done = command("backup", str(folder), **at)
        assert (done.returncode, done.stderr) == (0, "")
        assert "The site could not note it (no such table: setup_backupnote)" in done.stdout
        assert sorted(MigrationRecorder(connection).applied_migrations()) == before
        connection.close()
        assert command("restore", str(folder), "--over", **at).returncode == 0


@pytest.mark.sqlite_only
def test_a_backup_without_its_files_is_kept_and_told_of_and_is_not_called_looked_through(
    tmp_path: Path, client: Client
) -> None:
    with site(tmp_path / "old") as at:
        fill()
        shutil.rmtree(settings.ATTACHMENTS)
        connection.close()
        done = command("backup", str(tmp_path / "backups"), "--keep", "1", **at)
        assert done.returncode == 1
        assert "It is whole" not in done.stdout
        assert "kokebok: 1 file that the database names is not where files lie" in done.stderr
        assert [(one.is_verified, one.missing) for one in BackupNote.objects.all()] == [(False, 1)]
        assert backup_told()[0].endswith(", looked through, 1 file missing")
        client.force_login(make_person("kari@example.no", "Kari", RoleName.ADMINISTRATOR))
        settings_page = client.get("/redaksjon/innstillinger/").content.decode()
        assert "Den ble sett gjennom etterpå: 1 fil mangler." in settings_page
        assert "Ingen har sagt at den ble sett gjennom" not in settings_page


@pytest.mark.sqlite_only
def test_what_somebody_says_is_lost_for_good_is_told_and_a_file_that_is_lost_after_that_is_not_hidden(
    tmp_path: Path, client: Client
) -> None:
    folder = tmp_path / "backups"
    with site(tmp_path / "old") as at:
        given = fill()
        attach(given, keep("annet.txt", b"Noe annet.\n"), by=None)
        first, second = (
            f"inputs.attachment {one.pk}: {one.sha256}" for one in given.attachments.order_by("pk")
        )
        lost, lost_too = (file_of(line.rpartition(" ")[2]) for line in (first, second))
        content = lost.read()
        lost.remove()
        connection.close()
        took = ["backup", str(folder), "--keep", "1"]
        lacking = command(*took, **at)
        [backup] = backups_in(folder)
        told = f"./kokebok backup {folder} --known-missing {backup / 'missing.txt'}\n"
        assert (lacking.returncode, lacking.stderr.endswith(told)) == (1, True)
        assert (backup / "missing.txt").read_text() == f"{first}\n"
        (tmp_path / "read.txt").write_text(
            f"{first}\n{second}\n"
        )  # what is there is not lost, whatever is said
        nights = [command(*took, "--known-missing", str(tmp_path / "read.txt"), **at)]
        nights += [command(*took, **at)]
        assert [(one.returncode, one.stderr) for one in nights] == [(0, "")] * 2
        assert [
            "All that is not lost is in it.\n1 file is lost for good, as somebody has said.\n" in one.stdout
            for one in nights
        ] == [True] * 2
        assert known(folder) == [first]
        assert backup_told()[0].endswith(", looked through, 1 file known to be lost")
        client.force_login(make_person("kari@example.no", "Kari", RoleName.ADMINISTRATOR))
        settings_page = client.get("/redaksjon/innstillinger/").content.decode()
        assert "1 fil er tapt for godt" in settings_page
        assert "og er hel" not in settings_page
        lost_too.remove()
        connection.close()
        assert command(*took, **at).returncode == 1
        assert known(folder) == [first]
        lost_too.write(b"Noe annet.\n")
        lost.write(content)
        assert (command(*took, **at).returncode, known(folder)) == (0, [])
        lost.remove()
        assert command(*took, **at).returncode == 1
        no_list = command(*took, "--known-missing", str(tmp_path / "nothing.txt"), **at)
        assert no_list.stderr.startswith(f"kokebok: {tmp_path / 'nothing.txt'} cannot be read (")


def known(folder: Path) -> list[str]:
    """What the newest backup says is lost for good."""
    return require_whole(backups_in(folder)[0]).known_missing


@pytest.mark.sqlite_only
def test_a_site_that_is_served_is_not_put_back_over(tmp_path: Path) -> None:
    with site(tmp_path / "old") as at:
        fill()
        assert command("backup", str(tmp_path / "backups"), **at).returncode == 0
        connection.close()
        with server(tmp_path / "old", free_port(), **at):
            refused = command("restore", str(tmp_path / "backups"), "--over", **at)
    assert (refused.returncode, refused.stderr) == (
        1, "kokebok: The site is being served. Stop the server first; nothing is changed\n",
    )  # fmt: skip


@pytest.mark.sqlite_only
def test_a_backup_that_cannot_be_written_leaves_none_and_says_why(tmp_path: Path) -> None:
    with site(tmp_path / "old") as at:
        (tmp_path / "backups").write_text("a file")
        refused = command("backup", str(tmp_path / "backups"), **at)
        assert refused.returncode == 1
        assert refused.stderr.startswith("kokebok: The backup could not be written (")
        assert not BackupNote.objects.exists()


@pytest.mark.postgresql_only
def test_without_the_programs_of_postgresql_it_is_said_which_is_lacking(tmp_path: Path) -> None:
    python = tmp_path / "bin"
    python.mkdir()
    assert shutil.which("pg_dump")
    with site(tmp_path / "old") as at:
        refused = command("backup", str(tmp_path / "backups"), **at, PATH=str(python))
    assert refused.stderr == (
        "kokebok: pg_dump is not on this machine. Install PostgreSQL's programs (postgresql-client)\n"
    )
