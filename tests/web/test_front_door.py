"""What cannot be kept or answered comes no further than the front door, and what was typed is not lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from kokebok.web.front_door import FrontDoor

ask = RequestFactory()


def seen(request: HttpRequest) -> HttpRequest:
    """The request as the pages behind the door see it."""
    came: list[HttpRequest] = []

    def page(request: HttpRequest) -> HttpResponse:
        came.append(request)
        return HttpResponse()

    FrontDoor(page)(request)
    return came[0]


def test_what_cannot_be_seen_is_taken_out_of_a_form() -> None:
    typed = {"a\x00": ["b\x00\x1b", "hei på deg\t\r\nto"], "soft": "én\x0bto"}
    assert dict(seen(ask.post("/", typed)).POST.lists()) == {
        "a": ["b", "hei på deg\t\r\nto"],
        "soft": ["én\nto"],
    }


def test_a_form_with_files_is_cleaned_and_its_files_are_not() -> None:
    request = seen(ask.post("/", {"text": "a\x00b", "file": SimpleUploadedFile("a.txt", b"a\x00b")}))
    file: Any = request.FILES["file"]
    assert (request.POST["text"], file.read()) == ("ab", b"a\x00b")


def test_a_question_and_a_cookie_are_cleaned() -> None:
    asked = ask.get("/?q=a%00b&q=%ED%A0%80")
    asked.COOKIES["sessionid"] = "a\x00b"
    request = seen(asked)
    assert (request.GET.getlist("q"), request.COOKIES) == (["ab", "\ufffd" * 3], {"sessionid": "ab"})


def test_a_form_is_not_read_before_somebody_asks_for_it() -> None:
    request = seen(ask.post("/", {"text": "a"}))
    assert not request._read_started  # type: ignore[attr-defined]


@pytest.mark.parametrize("said", ["a%00b", "a%0Ab", "%0D%0AA: b", "%7F", "a%C2%80"])
def test_an_address_with_a_control_character_leads_nowhere(db: None, said: str) -> None:
    answers = [Client().get(f"/{where}{said}/") for where in ("", "r/", "kvittering/", "utgave/", "folg/")]
    assert [(answer.status_code, b"<h1>" in answer.content) for answer in answers] == [(404, True)] * 5


@pytest.mark.parametrize("charset", ["utf-16", "utf-7", "iso-8859-1", "cp037"])
@pytest.mark.parametrize("address", ["/konto/login/", "/kvittering/", "/sprak/", "/"])
def test_a_form_in_another_charset_is_told_in_words(db: None, address: str, charset: str) -> None:
    kind = f"application/x-www-form-urlencoded; charset={charset}"
    answer = Client().generic("POST", address, "email=a".encode("utf-16"), kind)
    assert answer.status_code == 400
    assert "UTF-8" in answer.content.decode()


@pytest.mark.parametrize("charset", ["UTF-8", "us-ascii", "no-such", ""])
def test_a_form_in_our_charset_is_read(db: None, charset: str) -> None:
    kind = f"application/x-www-form-urlencoded; charset={charset}"
    assert Client().generic("POST", "/sprak/", b"language=nn", kind).status_code == 303


@pytest.mark.parametrize("address", ["/konto/login/", "/konto/login/code/"])
def test_one_may_sign_in_with_an_address_that_has_nothing_in_it(db: None, address: str) -> None:
    answer = Client().post(address, {"email": "a\x00@x.no"})
    assert answer.status_code == 302


def test_a_session_that_was_never_ours_is_none(db: None) -> None:
    client = Client(HTTP_COOKIE='sessionid="abcdefgh\\000ijkl"; csrftoken="\\000"')
    assert client.get("/konto/login/").status_code == 200


def part(head: bytes, content: bytes = b"x") -> bytes:
    """A form of one field, with this head."""
    return b"--b\r\n" + head + b"\r\n\r\n" + content + b"\r\n--b--\r\n"


@pytest.mark.parametrize(
    "body",
    [
        part(b"Content-Disposition: form-data; name*=no-such''language"),
        part(b"Content-Disposition: form-data; name*=utf-16''language"),
        part(b"Content-Disposition: form-data; name*=utf-8''%ED%A0%80%00"),
        part(b"Content-Disposition: form-data; name*=''''"),
        part(b"Content-Disposition: form-data; name=\"language\"; filename*=no-such''a.txt"),
        part(b'Content-Disposition: form-data; name="language"; filename="a\x00.txt"'),
        part(
            b'Content-Disposition: form-data; name="language"\r\nContent-Transfer-Encoding: base64', b"\xff="
        ),
        part(
            b'Content-Disposition: form-data; name="f"; filename="a"\r\nContent-Transfer-Encoding: base64',
            b"=",
        ),
        part(b'Content-Disposition: form-data; name="\xff\xfe"'),
        part(
            b'Content-Disposition: form-data; name="f"; filename="a"\r\nContent-Type: text/plain; charset=no'
        ),
        b"--b\r\n",
        b"",
    ],
)
@pytest.mark.parametrize(
    "kind", ["multipart/form-data; boundary=b", "multipart/form-data", "multipart/form-data; boundary=\xe6"]
)
def test_a_form_that_is_put_together_wrong_gives_no_server_error(db: None, body: bytes, kind: str) -> None:
    client = Client(raise_request_exception=False)
    answers = [
        client.generic("POST", address, body, kind)
        for address in ("/sprak/", "/konto/login/", "/innspill/gi/")
    ]
    assert [answer.status_code for answer in answers if answer.status_code >= 500] == []
