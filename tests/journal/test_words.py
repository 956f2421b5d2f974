"""Every act in the journal can be read in words."""

from __future__ import annotations

import re
from pathlib import Path

from kokebok.inputs.models import State
from kokebok.journal.words import all_words
from kokebok.outlets.models import CopyState

SOURCE = Path(__file__).parent.parent.parent / "src" / "kokebok"


def test_every_act_that_is_recorded_has_words() -> None:
    code = "\n".join(file.read_text(encoding="utf-8") for file in SOURCE.rglob("*.py"))
    recorded = set(re.findall(r'record\(\s*"([a-z_.]+)"', code))
    recorded |= {f"input.{state}" for state in State if state != State.WAITING}
    recorded |= {f"copy.{state}" for state in CopyState}
    assert len(recorded) > 20
    assert recorded - set(all_words()) == set()
