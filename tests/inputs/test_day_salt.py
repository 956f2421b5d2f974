"""The pseudonym of a network is told by nothing that is kept: its salt is random, and goes with its day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from kokebok.inputs.day_salt import forget_yesterday, salt_of_the_day
from kokebok.inputs.models import DaySalt
from kokebok.inputs.sender import network_of
from tests.calls.conftest import call, draft_call  # noqa: F401 (fixtures)
from tests.inputs.test_sender import request

MORNING = datetime(2026, 3, 2, 8, tzinfo=UTC)


def on_day(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    monkeypatch.setattr(timezone, "now", lambda: MORNING + timedelta(days=number))


@pytest.mark.django_db
def test_a_day_has_one_salt_and_it_is_gone_when_the_next_has_one(monkeypatch: pytest.MonkeyPatch) -> None:
    salts = []
    for day in (0, 0, 1, 1):
        on_day(monkeypatch, day)
        salts.append(salt_of_the_day())
    assert (salts[0], salts[2]) == (salts[1], salts[3])
    assert salts[0] != salts[2]
    assert list(DaySalt.objects.values_list("day", "salt")) == [(date(2026, 3, 3), salts[2])]


@pytest.mark.django_db
def test_the_salt_is_not_made_from_what_lies_beside_it() -> None:
    today, names = timezone.localdate(), set()
    for _life in range(3):
        names.add(network_of(request(REMOTE_ADDR="192.0.2.7")))
        DaySalt.objects.filter(day=today).delete()
    assert len(names) == 3


@pytest.mark.sqlite_only
def test_nothing_is_left_of_a_salt_in_the_file_of_the_database(
    committed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_day(monkeypatch, 0)
    first = salt_of_the_day()
    assert first.encode() in bytes_of_the_database()
    on_day(monkeypatch, 1)
    forget_yesterday()
    assert first.encode() not in bytes_of_the_database()


def bytes_of_the_database() -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return Path(str(connection.settings_dict["NAME"])).read_bytes()
