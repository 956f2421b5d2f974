"""While the S3 store of files is away: whoever sends is told and keeps what they typed, and nothing is half done."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kokebok.api.actions.keys import make_key
from kokebok.book.actions.allow_page_editor import allow_page_editor
from kokebok.inputs.files import CheckedFile, keep
from kokebok.inputs.models import DaySalt, Input
from kokebok.people.models import Person, RoleName
from tests.api.asking import PROBLEM
from tests.files import PDF
from tests.pictures import photo
from tests.s3 import s3_store
from tests.web.test_kept_in_s3 import keep_in
from tests.world import make_cookbook, make_fact, make_person

WORDS = "Vi ringte tre familier."
HERE: Any = {"HTTP_ORIGIN": "http://testserver", "HTTP_SEC_FETCH_SITE": "same-origin"}
DOOR = "/innspill/gi/"


@pytest.fixture
def kept(db: None, settings: Any) -> CheckedFile:
    """A file that was kept in a store that is gone now."""
    make_fact(make_cookbook())
    settings.SECONDS_TO_WRITE = 0
    with store(settings):
        return keep("svar.pdf", PDF)


@contextmanager
def store(settings: Any) -> Iterator[None]:
    """The store, with all it has ever had: whoever stops it does not empty it."""
    with s3_store() as (setting, _address):
        keep_in(settings, setting)
        yield


def sent(client: Client, **more: Any) -> Any:
    form = client.get(DOOR).content.decode()
    [slip] = re.findall(r'name="slip" value="([^"]*)"', form)
    return client.post(
        DOOR, {"slip": slip, "kind": "comment", "text": WORDS, "licence": "on", **more}, **HERE
    )


def rows() -> dict[str, int]:
    """How many rows each of our tables has, but for the salt of the day."""
    ours = [one for one in apps.get_models() if one.__module__.startswith(("kokebok", "wagtail.images"))]
    return {one._meta.label: one._default_manager.count() for one in ours if one is not DaySalt}


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("nb", "Filer kan ikke nås akkurat nå"),
        ("nn", "Filer kan ikkje nåast akkurat no"),
        ("en", "Files cannot be reached just now"),
    ],
)
def test_a_sender_whose_file_cannot_be_had_keeps_it_all_and_sends_it_again_when_the_store_is_back(
    kept: CheckedFile, client: Client, settings: Any, language: str, title: str
) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    before = rows()
    away = sent(client, files_sent=kept.token())
    page = away.content.decode()
    assert (away.status_code, away.headers["Retry-After"], away.headers["Cache-Control"]) == (
        503,
        "30",
        "private, no-store",
    )
    assert (f"<h1>{title}</h1>" in page, rows()) == (True, before)
    again = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    assert re.findall(r"<textarea[^>]*>\n(.*)</textarea>", page) == [WORDS]
    with store(settings):
        done = client.post(DOOR, {**again, "text": WORDS}, **HERE)
        given = Input.objects.get()
    assert (done.status_code, given.text) == (302, WORDS)
    assert [(one.name, one.sha256) for one in given.attachments.all()] == [("svar.pdf", kept.sha256)]


def test_a_sender_with_a_new_file_is_told_to_send_without_it(kept: CheckedFile, client: Client) -> None:
    client.cookies["django_language"] = "nb"
    answer = sent(client, files_sent=SimpleUploadedFile("ny.pdf", PDF))
    assert (answer.status_code, WORDS in answer.content.decode()) == (422, True)
    assert "Vi kan ikke ta imot filer akkurat nå." in answer.content.decode()


def letters(client: Client) -> Any:
    letter = SimpleUploadedFile("brev.eml", b"From: ola@example.no\r\nSubject: Hei\r\n\r\nHei\r\n")
    return client.post("/redaksjon/andre-veier/", {"file": letter}, **HERE)


def picture(client: Client) -> Any:
    file = SimpleUploadedFile("elva.jpg", photo())
    form = {"title": "Elva", "file": file, "tags": "", "collection": "1"}
    return client.post("/admin/images/add/", form, **HERE)


@pytest.mark.parametrize("send", [letters, picture])
def test_those_who_work_here_are_told_too_and_nothing_is_stored(
    kept: CheckedFile, client: Client, send: Callable[[Client], Any]
) -> None:
    from kokebok.book.models import Cookbook

    allow_page_editor(Cookbook.objects.get())
    client.force_login(make_person("berit@example.no", "Berit", RoleName.EDITOR))
    before = rows()
    answer = send(client)
    assert (answer.status_code, rows()) == (503, before)
    assert (
        "Nothing of what you sent" in answer.content.decode() or "Ingenting av det" in answer.content.decode()
    )


def test_a_program_is_told_in_its_own_form(kept: CheckedFile, client: Client) -> None:
    import uuid

    by = make_person("ada@example.no", "Ada", RoleName.ADMINISTRATOR)
    _key, word = make_key(name="Appen", ticket=uuid.uuid4(), by=by)
    said = {"kind": "comment", "text": WORDS, "licence": True, "files": [kept.token()]}
    answer = client.post(
        reverse("api:inputs"),
        said,
        content_type="application/json",
        headers={"Authorization": f"Bearer {word}"},
    )
    assert (answer.status_code, answer["Content-Type"], answer["Retry-After"]) == (503, PROBLEM, "30")
    assert not Input.objects.exists()


def test_a_store_that_says_nothing_holds_nobody_for_long(
    kept: CheckedFile, client: Client, settings: Any
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        keep_in(settings, f"s3+http://kokebok:hemmelig@127.0.0.1:{silent.getsockname()[1]}/kokebok")
        start = time.monotonic()
        answer = sent(client, files_sent=kept.token())
    assert (answer.status_code, time.monotonic() - start < 60) == (503, True)
    assert not Person.objects.exists()
