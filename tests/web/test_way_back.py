"""A form may say where one is sent afterwards, and only to a page of ours."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client


@pytest.mark.parametrize(
    ("said", "led_to"),
    [
        ("/innspill/?a=b", "/innspill/?a=b"),
        ("/æ☃", "/%C3%A6%E2%98%83"),
        ("/\x00", "/"),
        ("/\r\nA: b", "/"),
        ("/a\tb", "/"),
        ("//evil.example", "/"),
        ("https://evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("reading:log", "/"),
        ("innspill", "/"),
        ("", "/"),
    ],
)
def test_one_is_sent_back_to_a_page_of_ours_and_nowhere_else(db: None, said: str, led_to: str) -> None:
    answer: Any = Client().post("/sprak/", {"language": "nn", "next": said})
    assert (answer.status_code, answer.headers["Location"]) == (303, led_to)
