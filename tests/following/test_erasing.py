"""Where an address is erased, the letters to it that wait are erased too; and each way out leaves its line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kokebok.book.models import Cookbook
from kokebok.following.actions.change import purge, stop, stop_one
from kokebok.following.actions.follow import ask_to_confirm
from kokebok.following.models import Follower
from kokebok.following.scopes import WHOLE_BOOK, theme_scope
from kokebok.journal.models import Entry
from kokebok.letters.models import Letter, LetterState
from tests.following.readers import make_follower

HELSE = theme_scope("Helse")


def press_in_the_mail_program(reader: Follower) -> None:
    Client().post(f"/folg/{reader.token}/slutt/", {"List-Unsubscribe": "One-Click"})


def stop_the_last_thing(reader: Follower) -> None:
    Client().post(f"/folg/{reader.token}/", {"stop": reader.follows.get().pk})


def never_confirm(reader: Follower) -> None:
    reader.follows.all().delete()
    Follower.objects.filter(pk=reader.pk).update(made_at=timezone.now() - timedelta(hours=1, seconds=1))
    purge()


WAYS = [press_in_the_mail_program, stop_the_last_thing, never_confirm]


@pytest.mark.parametrize("leave", WAYS)
def test_who_leaves_gets_no_letter_that_waits_and_leaves_no_address(
    book: Cookbook, leave: Callable[[Follower], None]
) -> None:
    reader, other = (make_follower(email, HELSE) for email in ("ada@example.no", "berit@example.no"))
    for one in (reader, other):
        ask_to_confirm(one.follows.get())
    leave(reader)
    assert list(Follower.objects.values_list("email", flat=True)) == ["berit@example.no"]
    assert [(one.to, one.state, one.erased_at is None) for one in Letter.objects.order_by("pk")] == [
        ("", LetterState.LAID_ASIDE, False),
        ("berit@example.no", LetterState.WAITING, True),
    ]


def test_who_stops_one_thing_and_keeps_another_gets_the_letter_that_waits(book: Cookbook) -> None:
    reader = make_follower("ada@example.no", HELSE, WHOLE_BOOK)
    of_helse, of_all = reader.follows.order_by("pk")
    ask_to_confirm(of_all)
    assert stop_one(reader, of_helse.pk) is True
    assert Letter.objects.get().to == "ada@example.no"
    assert list(Entry.objects.filter(act="follow.stopped").values_list("about", "what")) == [
        (f"following.follow:{of_helse.pk}", {"what": str(HELSE)})
    ]
    assert stop_one(reader, of_helse.pk) is False
    assert Entry.objects.filter(act="follow.stopped").count() == 1


def test_who_is_not_there_stops_nothing(book: Cookbook) -> None:
    reader = make_follower("ada@example.no", HELSE)
    assert [stop("nobody's"), stop(reader.token), stop(reader.token)] == [False, True, False]


@pytest.mark.parametrize(("seconds", "stays"), [(-1, True), (1, False)])
def test_an_address_that_follows_nothing_stays_for_an_hour(book: Cookbook, seconds: int, stays: bool) -> None:
    """It may be being made this moment, before what it follows."""
    reader = make_follower("ada@example.no")
    made = timezone.now() - timedelta(hours=1, seconds=seconds)
    Follower.objects.filter(pk=reader.pk).update(made_at=made)
    assert purge() == 0
    assert Follower.objects.exists() is stays
