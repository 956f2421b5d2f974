"""All of the demo, with something in each state, leaves as one file and comes back to the byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from kokebok.archive.whole.coming import read_whole
from kokebok.archive.whole.leaving import write_whole
from kokebok.archive.whole.tables import every_row, name_of, tables
from tests.archive.moving import forget_numbers, installation


@pytest.mark.sqlite_only
def test_the_demo_leaves_and_comes_back_to_the_byte(demo: None, tmp_path: Path) -> None:
    forget_numbers()
    rows = {name_of(model): every_row(model, connection).count() for model in tables()}
    assert sum(1 for count in rows.values() if count) > 80
    write_whole(tmp_path / "a.zip")
    with installation(tmp_path / "new"):
        read_whole(tmp_path / "a.zip")
        assert {name_of(model): every_row(model, connection).count() for model in tables()} == rows
        write_whole(tmp_path / "b.zip")
    assert (tmp_path / "b.zip").read_bytes() == (tmp_path / "a.zip").read_bytes()
    forget_numbers()
