"""A phone is one participant, by whichever door it comes: the pages and the live part know it by the same cookie."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.core.signing import get_cookie_signer
from django.test import Client

from kokebok.inputs.sender import COOKIE, SALT
from kokebok.rounds.actions.lead import go_to
from kokebok.rounds.models import Participant, Prompt, PromptKind, Round, Visibility, Vote
from tests.rounds.live import make_round, on_a_server


@pytest.fixture
def scale(committed: None) -> Prompt:
    """The prompt of now: a scale."""
    round_, _prompt, vera = make_round(seconds_between=0)
    made = Prompt.objects.create(
        round=round_, kind=PromptKind.SCALE, order=2, title="Hvor enig?", visibility=Visibility.DIRECT
    )
    go_to(Round.objects.get(pk=round_.pk), made, by=vera)
    return Prompt.objects.select_related("round").get(pk=made.pk)


def by_the_page(browser: Client, scale: Prompt, step: int) -> int:
    """Vote on the page without scripts."""
    form = {"prompt": scale.pk, "scale": step}
    return browser.post(f"/r/{scale.round.code}/svar/", form).status_code


def by_script(browser: Client, scale: Prompt, step: int) -> int:
    """Vote as the page's script does, in the same browser, which keeps the cookie it is given."""
    headers: dict[str, Any] = {"cookie": browser.cookies.output(attrs=[], header="", sep=";").strip()}
    message = {"ticket": str(uuid.uuid4()), "prompt": scale.pk, "votes": {"": step}}
    answer = on_a_server(lambda server: server.send(scale.round.code, message, **headers))
    browser.cookies.load(answer.headers.get("set-cookie", ""))
    return int(answer.status)


def what_stands() -> tuple[int, list[int]]:
    """How many take part, and their votes."""
    return Participant.objects.count(), list(Vote.objects.values_list("value", flat=True))


DOORS = (by_the_page, by_script)


@pytest.mark.parametrize("first", DOORS)
@pytest.mark.parametrize("second", DOORS)
def test_a_browser_that_votes_by_two_doors_is_one_participant_with_one_vote(
    scale: Prompt, first: Any, second: Any
) -> None:
    browser = Client()
    assert [first(browser, scale, 1), second(browser, scale, 3)] == [200, 200]
    assert what_stands() == (1, [3])


@pytest.mark.parametrize("door", DOORS)
def test_a_browser_that_was_given_its_cookie_by_an_earlier_version_is_still_the_same(
    scale: Prompt, door: Any
) -> None:
    browser = Client()
    for step in (1, 2):
        browser.cookies[COOKIE] = get_cookie_signer(salt=COOKIE + SALT).sign("ada")
        assert door(browser, scale, step) == 200
    assert what_stands() == (1, [2])


@pytest.mark.parametrize("door", DOORS)
def test_a_cookie_that_is_not_ours_makes_nobody_somebody_else(scale: Prompt, door: Any) -> None:
    for step in (1, 2):
        browser = Client()
        browser.cookies[COOKIE] = "ada:1abc:x"
        assert door(browser, scale, step) == 200
    assert what_stands()[0] == 2
