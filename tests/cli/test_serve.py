"""What `serve` is asked for."""

from __future__ import annotations

import pytest

from kokebok.cli.commands import main


@pytest.mark.parametrize("said", ["0", "-1", "x"])
def test_a_number_of_workers_that_is_none_is_refused_in_plain_words(
    capsys: pytest.CaptureFixture[str], said: str
) -> None:
    with pytest.raises(SystemExit):
        main(["serve", f"--workers={said}"])
    assert f"argument --workers: must be a whole number from 1, not '{said}'" in capsys.readouterr().err
