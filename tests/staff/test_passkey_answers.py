"""What a browser says a passkey has answered is refused in words when it is no such thing."""

from __future__ import annotations

import base64
import json
import time
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client


def coded(said: bytes) -> str:
    """As browsers write bytes."""
    return base64.urlsafe_b64encode(said).decode().rstrip("=")


def answer(**said: Any) -> str:
    """What looks like an answer."""
    of_key = {
        "clientDataJSON": coded(b'{"type":"webauthn.get","challenge":"AA","origin":"x"}'),
        "authenticatorData": coded(b"\x00" * 37),
        "signature": coded(b"x"),
        "userHandle": coded(b"1"),
        **said,
    }
    return json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": of_key})


WRONG = {
    "nothing": "",
    "5,000 digits": "9" * 5000,
    "a number": "1",
    "a list": "[]",
    "nothing in it": "{}",
    "no answer in it": '{"response": null}',
    "ever deeper": "[" * 50_000,
    "no character": '{"a": "\\u0000"}',
    "half a character": answer(userHandle="\ud800"),
    "a person nobody knows": answer(),
    "a person beyond the database": answer(userHandle=coded(b"9" * 25)),
    "a person of 5,000 digits": answer(userHandle=coded(b"9" * 5000)),
    "a person with no character": answer(userHandle=coded(b"1\x00")),
    "no person": answer(userHandle=None),
    "no client": answer(clientDataJSON=coded(b"[]")),
    "a client that cannot be read": answer(clientDataJSON=coded(b"{" * 5000)),
    "too few bytes": answer(authenticatorData=coded(b"\x00")),
    "bytes of something else": answer(authenticatorData=coded(b"\xff" * 200)),
}


@pytest.mark.parametrize("said", WRONG.values(), ids=WRONG)
def test_what_is_no_answer_of_a_passkey_is_refused_in_words(db: None, said: str) -> None:
    client = Client()
    client.get("/konto/login/passnokkel/", headers={"X-Requested-With": "XMLHttpRequest"})
    came = client.post("/konto/login/passnokkel/", {"credential": said})
    assert (came.status_code, came.headers["Location"]) == (302, "/konto/login/")
    assert len(list(get_messages(came.wsgi_request))) == 1


@pytest.mark.parametrize("said", WRONG.values(), ids=WRONG)
def test_a_new_passkey_that_is_none_is_refused_in_words(berit: Any, said: str) -> None:
    client = Client()
    client.force_login(berit, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "code", "at": time.time()}]
    session.save()
    client.get("/konto/sikkerhet/passnokler/ny/")
    came = client.post("/konto/sikkerhet/passnokler/ny/", {"credential": said, "name": "Min"})
    assert (came.status_code, came.context["form"].is_valid()) == (200, False)
