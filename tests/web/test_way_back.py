"""A form may say where one is sent afterwards, and only to a page of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from tests.staff.acts import sign_in

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook
    from kokebok.people.models import Person


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


WITH_A_LINE_BREAK = "/redaksjon/\r\nA: b"


@pytest.mark.parametrize("said", [WITH_A_LINE_BREAK, "/\x0b\u2028", "/redaksjon/\n//evil.example"])
def test_a_line_break_in_where_one_was_going_is_no_error_when_one_signs_in(berit: Person, said: str) -> None:
    answer: Any = Client().get("/konto/login/", {"next": said})
    client = Client()
    to = sign_in(client, berit.email, going_to=said)
    header = client.get("/konto/login/", {"next": said}).headers["Location"]
    assert (answer.status_code, [bool({"\r", "\n"} & set(where)) for where in (to, header)]) == (
        200,
        [False] * 2,
    )
    assert all(where.startswith("/") and not where.startswith("//") for where in (to, header))


@pytest.mark.parametrize("name", ["next", "return", "tilbake"])
@pytest.mark.parametrize(
    "address",
    ["/konto/sikkerhet/", "/konto/virksomhet/", "/admin/login/", "/admin/", "/redaksjon/", "/sprak/"],
)
def test_a_line_break_in_any_such_question_is_no_error(
    book: Cookbook, berit: Person, name: str, address: str
) -> None:
    client = Client()
    client.force_login(berit)
    answers = [
        client.get(address, {name: WITH_A_LINE_BREAK}),
        client.post(address, {name: WITH_A_LINE_BREAK}),
    ]
    assert all(answer.status_code < 500 for answer in answers)
    assert all("\n" not in answer.headers.get("Location", "") for answer in answers)
