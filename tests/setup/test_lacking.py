"""What an installation lacks for real use, told at the desk and by `check --deploy`, with what to do."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from kokebok.book.models import Cookbook
from kokebok.journal.models import Entry
from kokebok.lib.env import Address
from kokebok.setup.actions.note_backup import note_backup
from kokebok.setup.lacking import lacking, settings_are_for_real_use
from kokebok.setup.models import BackupNote

FOR_REAL = {
    "DEMO": False,
    "BASE_URL": "https://kokebok.direktoratet.no",
    "SMTP": Address("smtp", "mail.direktoratet.no", 25, "", "", ""),
    "DEFAULT_FROM_EMAIL": "kokebok@direktoratet.no",
}


@pytest.fixture(autouse=True)
def noted(db: None) -> BackupNote:
    """A backup was taken just now."""
    return note_backup(by=None)


@pytest.mark.parametrize(
    ("more", "numbers"),
    [
        ({}, []),
        ({"DEMO": True}, ["W011"]),
        ({"BASE_URL": "http://localhost:8000"}, ["W012"]),
        ({"BASE_URL": "http://kokebok.direktoratet.no"}, ["W013"]),
        ({"SMTP": None}, ["W014"]),
        ({"DEFAULT_FROM_EMAIL": "kokebok@example.no"}, ["W014"]),
        ({"BASE_URL": "http://127.0.0.1", "SMTP": None}, ["W012", "W014"]),
    ],
)
def test_each_lack_is_named_with_what_to_do(more: dict[str, Any], numbers: list[str], settings: Any) -> None:
    for name, value in {**FOR_REAL, **more}.items():
        setattr(settings, name, value)
    assert [one.number for one in lacking()] == numbers
    assert [warning.id for warning in settings_are_for_real_use(None)] == [
        f"kokebok.{one}" for one in numbers
    ]
    assert all(warning.hint for warning in settings_are_for_real_use(None))


def told(settings: Any) -> list[str]:
    for name, value in FOR_REAL.items():
        setattr(settings, name, value)
    return [f"{one.number} {one.what}" for one in lacking()]


def test_a_backup_never_taken_is_told_until_the_command_notes_one(settings: Any) -> None:
    BackupNote.objects.all().delete()
    with override("nb"):
        assert told(settings) == ["W015 Det er ikke tatt noen sikkerhetskopi."]
    call_command("backup_taken")
    assert told(settings) == []
    assert Entry.objects.filter(act="backup.taken", by=None).count() == 2


@pytest.mark.parametrize(("days", "is_told"), [(8, False), (9, True)])
def test_a_backup_that_is_old_is_told_with_its_day(
    settings: Any, noted: BackupNote, days: int, is_told: bool
) -> None:
    BackupNote.objects.update(at=timezone.now() - timedelta(days=days) + timedelta(minutes=1))
    assert bool(told(settings)) == is_told


def test_an_administrator_answers_for_another_way_for_a_year(
    settings: Any, desk: Client, book: Cookbook
) -> None:
    BackupNote.objects.all().delete()
    assert told(settings) != []
    address = "/redaksjon/innstillinger/"
    assert 'action="/redaksjon/innstillinger/sikkerhetskopier/"' in desk.get(address).content.decode()
    assert desk.post(address + "sikkerhetskopier/")["Location"] == address
    assert "/sikkerhetskopier/" not in desk.get(address).content.decode()
    assert told(settings) == []
    BackupNote.objects.update(at=timezone.now() - timedelta(days=367))
    assert len(told(settings)) == 1


def test_an_editor_answers_for_no_backups(client: Client, book: Cookbook, berit: Any) -> None:
    client.force_login(berit)
    assert client.post("/redaksjon/innstillinger/sikkerhetskopier/").status_code in {403, 404}
    assert BackupNote.objects.count() == 1
