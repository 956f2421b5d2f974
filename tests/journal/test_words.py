"""Every act in the journal can be read in words."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

from django.apps import apps

from kokebok.desk.journal.queries import lines
from kokebok.inputs.models import State
from kokebok.journal.models import Entry
from kokebok.journal.words import all_things, all_words
from kokebok.outlets.models import CopyState

SOURCE = Path(__file__).parent.parent.parent / "src" / "kokebok"


def test_every_act_that_is_recorded_has_words() -> None:
    code = "\n".join(file.read_text(encoding="utf-8") for file in SOURCE.rglob("*.py"))
    recorded = set(re.findall(r'record\(\s*"([a-z_.]+)"', code))
    recorded |= {f"input.{state}" for state in State if state != State.WAITING}
    recorded |= {f"copy.{state}" for state in CopyState}
    assert len(recorded) > 20
    assert recorded - set(all_words()) == set()


def test_no_line_shows_a_name_of_the_code() -> None:
    kinds = [one._meta.label_lower for one in apps.get_models()]
    said = [
        Entry(at=datetime.now(UTC), act=act, about=f"{kind}:7", what={})
        for act in all_words()
        for kind in (*kinds, "no.longer")
    ]
    shown = {(line.what, line.thing) for line in lines(said)}
    assert [pair for pair in shown if re.search(r"[a-z]\.[a-z]", " ".join(pair))] == []
    assert set(all_things()) - set(kinds) == set()


def test_what_a_page_is_made_of_and_the_reason_for_publishing_it_anyway_are_said() -> None:
    made = Entry(
        at=datetime.now(UTC),
        act="making.published",
        about="calls.making:1",
        what={"given": 4, "page": 41, "anyway": "De har ikke svart på to måneder.", "not_agreed": 1},
    )
    asked = [
        Entry(at=made.at, act="making.asked", about=kind) for kind in ("calls.consent:3", "book.tool:41")
    ]
    assert [(line.thing, line.detail) for line in lines([made, *asked])] == [
        ("Side laget av et innspill 1", "De har ikke svart på to måneder."),
        ("Samtykke til en tekst 3", ""),
        ("Verktøy 41", ""),
    ]
