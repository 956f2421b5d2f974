"""Which button was pressed: one of those there are, or nothing is done."""

from __future__ import annotations

import pytest

from kokebok.inputs.pressed import pressed
from kokebok.people.rules import Refused

ACTS = {"publish": 1, "down": 2}


def test_the_button_says_what_is_done() -> None:
    assert [pressed({"act": name}, "act", ACTS) for name in ACTS] == [1, 2]


@pytest.mark.parametrize("posted", [{}, {"act": ""}, {"act": "unpublish"}, {"do": "publish"}])
def test_a_post_without_a_button_of_ours_is_refused(posted: dict[str, str]) -> None:
    with pytest.raises(Refused):
        pressed(posted, "act", ACTS)
