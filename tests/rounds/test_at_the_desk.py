"""What came in a round is ordinary input at the desk, with its round beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.test import Client

from kokebok.desk.inbox.filters import InboxFilter, narrowed
from kokebok.inputs.models import Input, Kind, State
from kokebok.rounds.models import Prompt, RoundInput
from tests.rounds.conftest import Send

if TYPE_CHECKING:
    from kokebok.people.models import Person


def test_the_opened_input_tells_the_round_the_prompt_the_table_and_that_it_was_late(
    prompt: Prompt, send: Send, berit: Person
) -> None:
    send(prompt, "Si hvem man ringer.", table="7")
    RoundInput.objects.update(is_late=True)
    desk = Client()
    desk.force_login(berit)
    page = desk.get(f"/redaksjon/innspill/{Input.objects.get().pk}/").content.decode()
    assert f'href="/redaksjon/runder/{prompt.round_id}/"' in page
    assert [words in page for words in ("Hva mangler?", "Ved bord 7", "etter at spørsmålet var over")] == [
        True
    ] * 3


def test_an_input_from_no_round_has_no_such_panel(prompt: Prompt, berit: Person) -> None:
    given = Input.objects.create(kind=Kind.COMMENT, text="Fra siden.", state=State.OPEN)
    desk = Client()
    desk.force_login(berit)
    assert "Sagt i en runde" not in desk.get(f"/redaksjon/innspill/{given.pk}/").content.decode()


def test_the_inbox_is_narrowed_to_a_round(prompt: Prompt, send: Send, berit: Person) -> None:
    send(prompt, "Si hvem man ringer.")
    Input.objects.create(kind=Kind.COMMENT, text="Fra siden.", state=State.OPEN)
    found = narrowed(Input.objects.all(), InboxFilter(round=prompt.round_id), berit)
    assert [given.text for given in found] == ["Si hvem man ringer."]
    desk = Client()
    desk.force_login(berit)
    page = desk.get(f"/redaksjon/innspill/?round={prompt.round_id}").content.decode()
    assert ("Si hvem man ringer." in page, "Fra siden." in page) == (True, False)
    assert "Innspill (1)" in page
