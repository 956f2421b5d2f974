"""Which letter an input gets, act for act: what it is about, whom it goes to, and for how long its link is good."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core import signing
from django.utils import timezone

from kokebok.inputs.actions.letters import (
    ask_to_confirm_later,
    asking_to_confirm,
    confirmation_token,
    read_token,
    tell_refused_later,
)
from kokebok.inputs.models import Input, State
from kokebok.later.own_row import NothingLeft
from kokebok.letters.actions.post import forget, post
from kokebok.letters.models import Letter
from tests.world import InputFactory

if TYPE_CHECKING:
    from kokebok.book.models import Paragraph

ADA = "ada@example.no"
DAYS = 24 * 3600


def sent(**fields: Any) -> Input:
    given: Input = InputFactory.create(**fields)
    return given


@pytest.mark.parametrize(("age", "is_good"), [(14 * DAYS - 2, True), (14 * DAYS + 2, False)])
def test_a_link_is_good_for_fourteen_days(
    paragraph: Paragraph, monkeypatch: pytest.MonkeyPatch, age: int, is_good: bool
) -> None:
    given = sent(paragraph=paragraph, email=ADA)
    now = time.time()
    with monkeypatch.context() as then:
        then.setattr(time, "time", lambda: now - age)
        token = confirmation_token(given)
    assert read_token(token) == ((given.code, ADA) if is_good else None)


def test_a_link_that_was_signed_for_something_else_or_holds_something_else_is_none(
    paragraph: Paragraph,
) -> None:
    given = sent(paragraph=paragraph, email=ADA)
    for token in (signing.dumps([given.code, ADA]), signing.dumps([ADA], salt="inputs.confirm"), "", "x:y:z"):
        assert read_token(token) is None
    # A link in a letter that has left is good in the next version too.
    assert read_token(signing.dumps([given.code, ADA], salt="inputs.confirm")) == (given.code, ADA)


def test_the_letters_of_an_input_are_about_it_and_forgotten_with_it(paragraph: Paragraph) -> None:
    mine, other = (sent(paragraph=paragraph, email=ADA) for _ in range(2))
    for given in (mine, other):
        post(**asking_to_confirm(given))
    assert list(Letter.objects.order_by("pk").values_list("key", "about", "to")) == [
        (f"inputs.confirm:{given.pk}", f"inputs.input:{given.pk}", ADA) for given in (mine, other)
    ]
    forget(mine)
    assert list(Letter.objects.order_by("pk").values_list("to", flat=True)) == ["", ADA]


@pytest.mark.parametrize(
    ("email", "is_confirmed", "keys"),
    [(ADA, False, ["inputs.confirm"]), (ADA, True, []), ("", False, [])],
)
def test_what_an_earlier_version_queued_asks_who_has_an_address_that_is_not_confirmed(
    paragraph: Paragraph, email: str, is_confirmed: bool, keys: list[str]
) -> None:
    given = sent(
        paragraph=paragraph, email=email, email_confirmed_at=timezone.now() if is_confirmed else None
    )
    for _twice in range(2):
        ask_to_confirm_later.call(input_id=given.pk)
    assert [key.split(":")[0] for key in Letter.objects.values_list("key", flat=True)] == keys


@pytest.mark.parametrize(
    ("state", "is_confirmed", "letters"),
    [(State.REFUSED, True, 1), (State.REFUSED, False, 0), (State.OPEN, True, 0)],
)
def test_what_an_earlier_version_queued_tells_who_was_refused_and_has_confirmed_once(
    paragraph: Paragraph, state: State, is_confirmed: bool, letters: int
) -> None:
    now = timezone.now()
    given = sent(
        paragraph=paragraph,
        email=ADA,
        state=state,
        settled_at=now - timedelta(hours=1) if state == State.REFUSED else None,
        refusal="Reklame." if state == State.REFUSED else "",
        email_confirmed_at=now if is_confirmed else None,
    )
    for _twice in range(2):
        tell_refused_later.call(input_id=given.pk)
    assert Letter.objects.count() == letters


@pytest.mark.parametrize("task", [ask_to_confirm_later, tell_refused_later])
def test_what_an_earlier_version_queued_about_what_is_gone_is_over(db: None, task: Any) -> None:
    with pytest.raises(NothingLeft):
        task.call(input_id=1)
