"""Readers comment on a suggestion and support it."""

from __future__ import annotations

import pytest
from django.test import Client

from kokebok.book.models import Recipe
from kokebok.inputs.actions.move import move
from kokebok.inputs.models import Input, Kind, State
from tests.world import InputFactory, paragraph_saying

pytestmark = pytest.mark.django_db


@pytest.fixture
def suggestion(recipe: Recipe) -> Input:
    """A public suggestion."""
    paragraph = paragraph_saying("Spør dem")
    return InputFactory.create(
        paragraph=paragraph, kind=Kind.SUGGESTION, suggestion="Spør alle det gjelder.", text=""
    )


def test_a_reader_supports_a_suggestion_once_without_an_account(client: Client, suggestion: Input) -> None:
    address = f"/innspill/{suggestion.pk}/stott/"
    assert client.get(address).status_code == 200
    assert suggestion.supports.count() == 0
    for _twice in range(2):
        assert client.post(address).headers["Location"] == f"/innspill/{suggestion.pk}/"
    Client().post(address)
    assert suggestion.supports.count() == 2
    assert client.get(f"/innspill/{suggestion.pk}/").context["supports"] == 2


def test_one_network_does_not_make_many_supports_of_fresh_browsers(
    suggestion: Input, settings: object
) -> None:
    settings.INPUTS_AN_HOUR, settings.BEHIND_PROXY = 3, True  # type: ignore[attr-defined]
    address = f"/innspill/{suggestion.pk}/stott/"

    def press(network: str, browser: Client | None = None) -> int:
        return (browser or Client()).post(address, REMOTE_ADDR=network).status_code

    first = Client()
    told = [press("192.0.2.1", first), *(press(f"192.0.2.{n}") for n in range(2, 8))]
    assert told == [302] * 3 + [429] * 4
    assert press("198.51.100.1") == 302
    assert (press("192.0.2.1", first), suggestion.supports.count()) == (302, 4)  # it is counted already
    page = Client().post(address, REMOTE_ADDR="192.0.2.9").content.decode()
    assert "Det har kommet mange forespørsler fra nettverket ditt" in page


def test_one_browser_supports_no_more_than_its_share_from_many_networks(
    recipe: Recipe, settings: object
) -> None:
    settings.INPUTS_AN_HOUR = 2  # type: ignore[attr-defined]
    paragraph = paragraph_saying("Spør dem")
    browser, told = Client(), []
    for n in range(4):
        given = InputFactory.create(
            paragraph=paragraph, kind=Kind.SUGGESTION, suggestion=f"Spør {n}.", text=""
        )
        told.append(browser.post(f"/innspill/{given.pk}/stott/", REMOTE_ADDR=f"203.0.{n}.1").status_code)
    assert told == [302, 302, 429, 429]


def test_only_public_suggestions_can_be_supported_or_commented_on(client: Client, recipe: Recipe) -> None:
    paragraph = paragraph_saying("Spør dem")
    comment = InputFactory.create(paragraph=paragraph)
    waiting = InputFactory.create(
        paragraph=paragraph, kind=Kind.SUGGESTION, suggestion="Spør.", state=State.WAITING
    )
    for given in (comment, waiting):
        for way in ("stott", "kommenter"):
            assert client.get(f"/innspill/{given.pk}/{way}/").status_code == 404


def test_a_comment_on_a_suggestion_is_an_input_of_its_own_shown_with_it(
    client: Client, suggestion: Input, settings: object
) -> None:
    settings.SECONDS_TO_WRITE = 0  # type: ignore[attr-defined]
    address = f"/innspill/{suggestion.pk}/kommenter/"
    slip = client.get(address).context["form"].initial["slip"]
    client.post(address, {"kind": "comment", "text": "Enig!", "licence": "on", "slip": slip})
    reply = Input.objects.get(text="Enig!")
    assert (reply.reply_to, reply.paragraph, reply.state) == (suggestion, suggestion.paragraph, State.WAITING)
    assert client.get(f"/innspill/{suggestion.pk}/").context["replies"] == []
    Input.objects.filter(pk=reply.pk).update(state=State.OPEN)
    assert [one.text for one in client.get(f"/innspill/{suggestion.pk}/").context["replies"]] == ["Enig!"]


@pytest.mark.parametrize("state", [State.ANSWERED, State.OPEN])
def test_support_and_comments_are_offered_and_taken_while_it_waits_for_its_answer_alone(
    client: Client, suggestion: Input, state: State
) -> None:
    if state == State.ANSWERED:
        move(suggestion, state, by=None)
    own, waits = f"/innspill/{suggestion.pk}/", state == State.OPEN
    offered = client.get(own).content.decode()
    on_page = client.get("/oppskrifter/moete/").content.decode()
    client.post(f"{own}stott/")
    asked = {way: client.get(f"{own}{way}/").status_code for way in ("stott", "kommenter")}
    assert (f"{own}stott/" in offered, f"{own}kommenter/" in offered, f'href="{own}"' in on_page) == (
        waits,
    ) * 3
    assert (suggestion.supports.count(), asked) == (
        (1, {"stott": 200, "kommenter": 200}) if waits else (0, {"stott": 302, "kommenter": 302})
    )
