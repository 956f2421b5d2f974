"""A form whose buttons do different things, sent without any of them: nothing is done, and that is said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kokebok.calls.models import Call
from kokebok.journal.models import Entry
from kokebok.moderation.models import Reason
from kokebok.people.models import RoleName
from kokebok.rounds.models import Prompt
from tests.calls.conftest import call, draft_call
from tests.rounds.conftest import prompt, vera
from tests.world import make_person

__all__ = ["call", "draft_call", "prompt", "vera"]

DOORS: dict[str, Callable[[Prompt, Call], str]] = {
    "a round": lambda at, _call: reverse("rounds_desk:open_or_close", args=[at.round_id]),
    "a prompt": lambda at, _call: reverse("rounds_desk:arrange_prompt", args=[at.round_id, at.pk]),
    "a report": lambda at, _call: reverse("reading_desk:round_for_everyone", args=[at.round_id]),
    "a call": lambda _at, call: reverse("calls_desk:publish", args=[call.pk]),
    "a reason": lambda _at, _call: reverse(
        "moderation:switch_reason", args=[Reason.objects.earliest("pk").pk]
    ),
}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("posted", [{}, {"act": "", "do": "", "to": ""}, {"act": "x", "do": "x", "to": "x"}])
def test_nothing_is_done_and_that_is_said(
    prompt: Prompt, call: Call, door: str, posted: dict[str, Any]
) -> None:
    desk = Client()
    desk.force_login(make_person("ada@example.no", "Ada", *RoleName))
    lines = Entry.objects.count()
    answer = desk.post(DOORS[door](prompt, call), posted, follow=True)
    assert answer.status_code == 200
    assert "Ingenting er gjort: Trykk på en av knappene på siden." in answer.content.decode()
    assert Entry.objects.count() == lines
