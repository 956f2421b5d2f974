"""The pseudonym of a network is told by nothing that is kept: its salt is random, and goes with its day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.utils import timezone

from kokebok.calls.actions import reminders
from kokebok.calls.models import Call, Wish
from kokebok.following.actions.change import purge
from kokebok.following.models import Follow
from kokebok.following.scopes import WHOLE_BOOK
from kokebok.inputs.actions.forget_networks import forget_networks
from kokebok.inputs.day_salt import salt_of_the_day
from kokebok.inputs.models import DaySalt, Input
from kokebok.inputs.sender import network_of
from tests.calls.conftest import call, draft_call  # noqa: F401 (fixtures)
from tests.following.readers import make_follower
from tests.inputs.conftest import Give
from tests.inputs.test_sender import request
from tests.world import InputFactory

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
    forget_networks()
    assert first.encode() not in bytes_of_the_database()


def bytes_of_the_database() -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return Path(str(connection.settings_dict["NAME"])).read_bytes()


def test_the_network_of_an_input_is_kept_for_the_hour_its_share_is_of(client: Client, give: Give) -> None:
    give()
    given = Input.objects.get()
    assert (len(given.network), forget_networks()) == (40, 0)
    assert forget_networks(at=given.received_at + timedelta(hours=1)) == 1
    assert Input.objects.get().network == ""


@pytest.mark.django_db
def test_so_is_that_of_those_who_follow_and_of_those_who_wait_for_a_call(
    call: Call,  # noqa: F811
) -> None:
    follow = make_follower("ada@example.no", WHOLE_BOOK).follows.get()
    reminders.ask(call, email="ola@example.no", language="nb", network="sti")
    now = timezone.now()
    for asked_at, kept in ((now, "sti"), (now - timedelta(hours=1), "")):
        Follow.objects.filter(pk=follow.pk).update(network="sti", asked_at=asked_at)
        Wish.objects.update(network="sti", asked_at=asked_at)
        purge()
        reminders.forget()
        assert (Follow.objects.get().network, Wish.objects.get().network) == (kept, kept)


@pytest.mark.django_db
def test_an_update_empties_what_the_version_before_had_kept(
    call: Call,  # noqa: F811
) -> None:
    InputFactory.create(network="av datoen og nøkkelen")
    reminders.ask(call, email="ola@example.no", language="nb", network="sti")
    Follow.objects.filter(pk=make_follower("ada@example.no", WHOLE_BOOK).follows.get().pk).update(
        network="sti"
    )
    for app, name in (
        ("inputs", "0010_networks_are_forgotten"),
        ("following", "0005_networks_are_forgotten"),
        ("calls", "0005_networks_are_forgotten"),
    ):
        import_module(f"kokebok.{app}.migrations.{name}").forget(apps, None)
    kept = [model.objects.get().network for model in (Input, Follow, Wish)]
    assert kept == ["", "", ""]
