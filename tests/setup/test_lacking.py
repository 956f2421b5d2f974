"""What an installation lacks for real use, told at the desk and by `check --deploy`, with what to do."""

from __future__ import annotations

from typing import Any

import pytest

from kokebok.lib.env import Address
from kokebok.setup.lacking import lacking, settings_are_for_real_use

FOR_REAL = {
    "DEMO": False,
    "BASE_URL": "https://kokebok.direktoratet.no",
    "SMTP": Address("smtp", "mail.direktoratet.no", 25, "", "", ""),
    "DEFAULT_FROM_EMAIL": "kokebok@direktoratet.no",
}


@pytest.mark.parametrize(
    ("more", "numbers"),
    [
        ({}, []),
        ({"DEMO": True}, ["W011"]),
        ({"BASE_URL": "http://localhost:8000"}, ["W012"]),
        ({"BASE_URL": "http://kokebok.direktoratet.no"}, ["W013"]),
        ({"SMTP": None}, ["W014"]),
        ({"DEFAULT_FROM_EMAIL": "kokebok@example.no"}, ["W014"]),
        ({"BASE_URL": "http://127.0.0.1", "SMTP": None}, ["W012", "W014"]),
    ],
)
def test_each_lack_is_named_with_what_to_do(more: dict[str, Any], numbers: list[str], settings: Any) -> None:
    for name, value in {**FOR_REAL, **more}.items():
        setattr(settings, name, value)
    assert [one.number for one in lacking()] == numbers
    assert [warning.id for warning in settings_are_for_real_use(None)] == [
        f"kokebok.{one}" for one in numbers
    ]
    assert all(warning.hint for warning in settings_are_for_real_use(None))
