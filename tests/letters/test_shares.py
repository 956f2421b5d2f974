"""What may be asked of us within a time is counted by askings, whatever becomes of what was asked for."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from kokebok.letters.actions.post import MOST_ASKED_A_DAY, forget, post_many_to_strangers, post_to_stranger
from kokebok.letters.models import Asking, Letter
from kokebok.letters.shares import A_DAY, AN_HOUR, forget_askings, take_share
from kokebok.people.models import Body
from tests.at_once import at_once


def takes(who: str = "Ada", most: int = 2, what: str = "prøve") -> bool:
    return take_share(what, who, most=most, within=AN_HOUR)


@pytest.mark.django_db
def test_each_has_a_share_of_each_kind() -> None:
    assert [takes(), takes(), takes()] == [True, True, False]
    assert [takes("ada"), takes("bo"), takes(what="annet")] == [False, True, True]


@pytest.mark.django_db
def test_an_asking_says_by_no_name_whose_it_is_and_goes_when_its_time_is_over() -> None:
    takes("ada@example.no")
    assert "ada" not in str(list(Asking.objects.values_list("what", "who")))
    assert (forget_askings(), forget_askings(at=timezone.now() + AN_HOUR)) == (0, 1)
    assert [takes("ada@example.no", most=1), takes("ada@example.no", most=1)] == [True, False]
    Asking.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert takes("ada@example.no", most=1)  # also before the sweep has come


@pytest.mark.django_db
def test_what_is_undone_is_not_counted() -> None:
    with transaction.atomic():
        takes()
        transaction.set_rollback(True)
    assert Asking.objects.count() == 0


@pytest.mark.usefixtures("committed")
def test_of_many_at_once_no_more_get_through_than_may() -> None:
    assert at_once(*[lambda: str(takes())] * 6) == ["False"] * 4 + ["True"] * 2


@pytest.mark.django_db
def test_letters_that_are_erased_count_towards_what_an_address_may_be_sent() -> None:
    about = Body.objects.create(name="Noen AS", slug="noen-as")

    def letter(number: int) -> bool:
        return post_to_stranger(
            key=f"x:{number}", to="Ada@example.no", subject="Hei", text="Hei", about=about
        )

    assert [letter(number) for number in range(MOST_ASKED_A_DAY - 1)] == [True] * 9
    forget(about)
    Letter.objects.all().delete()
    many = [
        {"key": f"m:{number}", "to": "ada@example.no", "subject": "Hei", "text": "Hei"}
        for number in (1, 1, 2)
    ]
    post_many_to_strangers(many)  # type: ignore[arg-type]
    assert (Letter.objects.count(), letter(20)) == (1, False)
    forget_askings(at=timezone.now() + A_DAY)
    assert letter(21)
