"""Three people say nearly the same: linked, answered once, and each is told, counted and credited."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate

from kokebok.book.models import Cookbook, Recipe
from kokebok.clusters.actions.compare import catch_up
from kokebok.clusters.models import Cluster
from kokebok.desk.models import Outcome
from kokebok.editions.actions.freeze import freeze
from kokebok.inputs.models import State
from kokebok.people.models import Person
from kokebok.reading.log_figures import figures_of
from kokebok.reading.log_scopes import find_scope, scopes
from tests.flows.test_loop import say
from tests.world import SIGNED, paragraph_saying

DAY = date(2026, 11, 25)
BEFORE = "Spør dem det gjelder."
AFTER = "Spør dem det gjelder, også barna."
SAID = (
    "Her bør det stå at kommunen skal spørre barna også.",
    "Det bør stå her at kommunen skal spørre også barna.",
    "Her burde det stå at kommunen skal spørre barna!",
)
NAMES = ("Anne Alfa", "Bård Beta", "Cecilie Celle")


@pytest.mark.django_db
def test_three_who_say_nearly_the_same_get_one_answer_and_a_credit_each(
    recipe: Recipe, berit: Person, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.SECONDS_TO_WRITE = 0
    done = django_capture_on_commit_callbacks
    editor = Client()
    editor.force_login(berit)
    cookbook = Cookbook.objects.get()
    freeze(cookbook, number="1", title="Veier", foreword="", on=DAY, by=berit, signed=SIGNED)
    anchor = paragraph_saying(BEFORE).anchor
    given = [
        say(Client(), anchor, done, kind="comment", text=text, name=name, may_be_named="on")
        for text, name in zip(SAID, NAMES, strict=True)
    ]
    catch_up()

    opened = editor.get(f"/redaksjon/innspill/{given[0].pk}/")
    panel = next(one for one in opened.context["panels"] if one.template == "clusters/_alike.html")
    assert {row.given.pk for row in panel.shows["same"]} == {given[1].pk, given[2].pk}
    editor.post(
        "/redaksjon/like/koble/",
        {"than": given[0].pk, "input": [given[1].pk, given[2].pk], "act": "link"},
    )
    assert Cluster.objects.get().size == 3
    with done(execute=True):
        editor.post(
            f"/redaksjon/innspill/{given[0].pk}/svar/",
            {
                "outcome": Outcome.TAKEN_IN_CHANGED,
                "new_text": AFTER,
                "weight": "meaning",
                "reply": "Takk! Nå står barna der.",
                "seen": opened.context["now"].pk,
                "reaches": f"{given[1].pk},{given[2].pk}",
            },
        )

    for one, text in zip(given, SAID, strict=True):
        one.refresh_from_db()
        receipt = Client().get(f"/kvittering/{one.code}/").content.decode()
        assert (one.state, one.text, "Nå står barna der." in receipt) == (State.ANSWERED, text, True)
    figures = figures_of(find_scope("", scopes()), today=localdate())
    assert (figures.received, figures.answered) == (3, 3)
    cookbook.refresh_from_db()
    edition = freeze(cookbook, number="2", title="Veier", foreword="", on=DAY, by=berit, signed=SIGNED)
    named = [[credit["name"] for credit in change["inputs"]] for change in edition.changes]
    assert (named, edition.credits) == ([list(NAMES)], list(NAMES))
