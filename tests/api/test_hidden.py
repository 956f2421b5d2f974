"""What readers do not see, programs do not get: replies that wait, calls that are taken down, reports not published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from kokebok.calls.models import Call
from kokebok.inputs.actions.send import Said, send
from kokebok.inputs.models import Kind, State
from kokebok.moderation.actions.reasons import begin_with_starter_list
from kokebok.rounds.models import Round, RoundState
from tests.api.asking import got

if TYPE_CHECKING:
    from django.test import Client

    from kokebok.book.models import Cookbook, Recipe
    from kokebok.people.models import Person


def test_replies_that_wait_are_not_among_those_of_an_input(client: Client, recipe: Recipe) -> None:
    first = send(Said(Kind.COMMENT, "Bra."), page=recipe, state=State.OPEN)
    seen = send(Said(Kind.COMMENT, "Enig."), page=recipe, reply_to=first, state=State.OPEN)
    waits = send(Said(Kind.COMMENT, "Hemmelig."), page=recipe, reply_to=first)
    assert waits.state == State.WAITING
    assert got(client, "input", first.pk)["replies"] == [seen.pk]
    hidden = send(Said(Kind.COMMENT, "Svar."), page=recipe, reply_to=waits, state=State.OPEN)
    assert got(client, "input", hidden.pk)["reply_to"] is None


def test_a_call_that_is_taken_down_or_not_out_is_absent(
    client: Client, book: Cookbook, berit: Person
) -> None:
    now = timezone.now()
    for slug, fields in {
        "ute": {"published_at": now},
        "kladd": {},
        "tatt-ned": {"published_at": now, "taken_down_at": now},
    }.items():
        Call.objects.create(slug=slug, title=slug, made_by=berit, **fields)
    assert [one["key"] for one in got(client, "calls")["items"]] == ["ute"]
    answers = [
        client.get(reverse("api:call", args=[slug])).status_code for slug in ("ute", "kladd", "tatt-ned")
    ]
    assert answers == [200, 404, 404]


def test_a_round_is_told_of_when_its_report_is_public(client: Client, book: Cookbook, berit: Person) -> None:
    begin_with_starter_list(by=None)
    now = timezone.now()
    over = Round.objects.create(
        title="Over", host=berit, state=RoundState.CLOSED, opened_at=now, closed_at=now
    )
    assert got(client, "rounds")["items"] == []
    assert client.get(reverse("api:round", args=[over.pk])).status_code == 404
    Round.objects.filter(pk=over.pk).update(report_public_at=timezone.now())
    assert [one["number"] for one in got(client, "rounds")["items"]] == [over.pk]
    assert client.get(reverse("api:round", args=[over.pk])).status_code == 200
