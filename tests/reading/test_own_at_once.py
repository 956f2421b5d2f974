"""Somebody who asks twice in the same moment to have erased who they are."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from kokebok.following.models import Follow, Follower
from kokebok.inputs.models import Input
from kokebok.journal.models import Entry
from kokebok.people.owning import Whose
from kokebok.reading.actions.erase_person import erase_person
from tests.at_once import at_once
from tests.world import InputFactory, make_cookbook

pytestmark = pytest.mark.usefixtures("committed")


def erased(whose: Whose) -> str:
    return "erased" if erase_person(whose) else "nothing left"


def test_of_two_at_once_one_erases_and_there_is_one_line() -> None:
    book, now = make_cookbook(), timezone.now()
    for number in range(3):
        email = f"anne{number}@a.example"
        given: Any = InputFactory(
            page=book, name="Anne", email=email, email_confirmed_at=now, sender="browser"
        )
        follower = Follower.objects.create(email=email, told_through=now)
        Follow.objects.create(follower=follower, kind="book", confirmed_at=now)
        whose = Whose((given.pk,), email)
        assert at_once(partial(erased, whose), partial(erased, whose)) == ["erased", "nothing left"]
        assert Entry.objects.filter(act="own.erased").count() == number + 1
    assert not Input.objects.exclude(name="", email="", sender="").exists()
