"""What the form of the answer does is what its button says; where two are named, the one that does least."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kokebok.desk.models import Decision, HeldAnswer, Outcome
from tests.desk.conftest import Giver, form

if TYPE_CHECKING:
    from django.test import Client

SAID = {"outcome": Outcome.TAKEN_IN, "reply": "Takk for det."}


@pytest.mark.parametrize(
    ("address", "button", "became"),
    [
        ("svar", "", "answered"),
        ("svar", "hold", "held"),
        ("svar", "letter", "neither"),
        ("svar", "fill", "neither"),
        ("hold", "", "held"),
        ("hold", "letter", "neither"),
        ("hold", "fill", "neither"),
        ("brev", "hold", "neither"),
        ("mal", "hold", "neither"),
    ],
)
def test_an_address_never_does_more_than_the_button_says(
    as_berit: Client, give: Giver, address: str, button: str, became: str
) -> None:
    given = give()
    filled = form(given, **SAID) | ({button: "yes"} if button else {})
    shown = as_berit.post(f"/redaksjon/innspill/{given.pk}/{address}/", filled)
    found = {"answered": Decision.objects.count(), "held": HeldAnswer.objects.count()}
    assert found == {"answered": int(became == "answered"), "held": int(became == "held")}
    if became == "neither":
        assert "Takk for det." in shown.content.decode()
