"""A call in two phases, those who answer it, and an editor."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kokebok.book.models import Cookbook
from kokebok.calls.actions.answer import answer_call
from kokebok.calls.actions.prepare import make_call, publish, set_phase, set_question
from kokebok.calls.models import AnswerKind, Call, CallAnswer, Phase, Question
from kokebok.calls.words import as_one_text
from kokebok.inputs.actions.send import Said
from kokebok.inputs.models import Kind
from kokebok.moderation.actions.reasons import begin_with_starter_list
from kokebok.people.models import Person

Answer = Callable[..., CallAnswer]
WHAT = "Vi prøvde et verktøy på to sykehjem."


@pytest.fixture(autouse=True)
def _written_slowly(settings: Any) -> None:
    settings.SECONDS_TO_WRITE = 0


@pytest.fixture
def draft_call(book: Cookbook, berit: Person) -> Call:
    """A call for examples with two phases that are open now and close in sixty days; not public yet."""
    begin_with_starter_list(by=None)
    call = make_call(
        by=berit,
        title="Fortell om samarbeid",
        slug="samarbeid",
        gathers="example",
        purpose="Vi trenger eksempler.",
        decides="Redaksjonen",
        criteria="Andre kan lære av det.",
        what_next="Alle får svar innen jul.",
    )
    now = timezone.now()
    times = {"opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=60)}
    first = set_phase(call, None, by=berit, title="Noen få setninger", **times)
    second = set_phase(call, None, by=berit, title="Hele historien", takes_files=True, **times)
    ask(first, berit, "Hva gjorde dere?", fills="happened", required=True)
    ask(first, berit, "Hvor?", kind=AnswerKind.SHORT, most=100, fills="places")
    ask(second, berit, "Hva het det?", kind=AnswerKind.SHORT, most=100, fills="title")
    ask(second, berit, "Hvilket behov?", fills="need")
    ask(second, berit, "Hva ble resultatet?", fills="result", required=True)
    return call


@pytest.fixture
def call(draft_call: Call, berit: Person) -> Call:
    """The same, public."""
    return publish(draft_call, by=berit)


def ask(phase: Phase, by: Person, text: str, **fields: Any) -> Question:
    """A question of a phase."""
    return set_question(phase, None, by=by, **{"text": text, "most": 500, **fields})


def phase_of(call: Call, number: int = 1) -> Phase:
    """A phase by its number."""
    return call.phases.get(number=number)


def asked(call: Call, number: int = 1) -> list[Question]:
    """The questions of a phase."""
    return list(phase_of(call, number).questions.all())


@pytest.fixture
def answer(call: Call) -> Answer:
    """Answers the first phase."""

    def make(text: str = WHAT, *, at: datetime | None = None, **said: Any) -> CallAnswer:
        questions = asked(call)
        replies = {questions[0].pk: text, questions[1].pk: "Trondheim, Malvik"}
        ready = Said(kind=Kind.EXAMPLE, text=as_one_text(questions, replies), **said)
        return answer_call(phase_of(call), ready, replies, sender="", network="", at=at)

    return make


@pytest.fixture
def as_berit(berit: Person) -> Client:
    """Berit's browser."""
    client = Client()
    client.force_login(berit)
    return client


def hidden(page: str, name: str) -> str:
    """The value of a hidden field on a page."""
    found = re.search(rf'<input type="hidden" name="{name}"(?: value="([^"]*)")?', page)
    assert found, f"no hidden {name}"
    return found.group(1) or ""


def send(client: Client, call: Call, text: str = WHAT, **more: str) -> Any:
    """Fill in the form of the first phase and send it."""
    address = f"/etterlysninger/{call.slug}/"
    slip = more.pop("slip", "") or hidden(client.get(address).content.decode(), "slip")
    first, second = asked(call)
    return client.post(
        address, {f"q{first.pk}": text, f"q{second.pk}": "Malvik", "licence": "on", "slip": slip, **more}
    )
