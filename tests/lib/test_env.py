"""Settings from the environment."""

from __future__ import annotations

import pytest

from kokebok.lib.env import Env, WrongSetting, at_least


@pytest.mark.parametrize("raw", ["0", "-3", "many", "1.5"])
def test_a_number_that_is_too_small_or_none_is_refused_with_its_name(raw: str) -> None:
    with pytest.raises(WrongSetting, match="X_PACE cannot be"):
        Env("X_", {"X_PACE": raw}).read("PACE", at_least(1), default=600, about="")


def test_the_least_itself_is_taken() -> None:
    assert Env("X_", {"X_PACE": "1"}).read("PACE", at_least(1), default=600, about="") == 1
