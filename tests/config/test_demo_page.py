"""The demo's own page: from nothing to signed in by two clicks, and the letters in plain sight."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import cache
from django.test import override_settings
from django.urls import include, path

from kokebok.config import urls as all_urls
from kokebok.config.demo_views import letters
from kokebok.people.models import Person

if TYPE_CHECKING:
    from django.test import Client

    from kokebok.book.models import Cookbook

urlpatterns = [path("demo/", include("kokebok.config.demo_urls")), *all_urls.urlpatterns]


@pytest.fixture
def _demo(settings: Any, tmp_path: Path, book: Cookbook) -> Any:
    cache.clear()
    settings.EMAIL_BACKEND = "kokebok.config.letters.LettersInFiles"
    settings.EMAIL_FILE_PATH = tmp_path
    with override_settings(ROOT_URLCONF="tests.config.test_demo_page"):
        yield


@pytest.mark.usefixtures("_demo")
def test_two_clicks_sign_one_in(client: Client, berit: Person) -> None:
    first = client.get("/demo/")
    assert [person.name for person in first.context["people"]] == ["Berit Redaktør"]
    asked = client.post("/demo/kode/", {"email": berit.email})
    assert asked["Location"] == "/demo/#letters"
    letter = client.get("/demo/").context["code_letter"]
    assert letter.to == berit.email
    assert client.post("/konto/login/code/confirm/", {"code": letter.code})["Location"] == "/redaksjon/"


@pytest.mark.usefixtures("_demo")
def test_one_who_is_signed_in_can_become_another(client: Client, berit: Person, rana: Person) -> None:
    client.force_login(berit)
    client.post("/demo/kode/", {"email": rana.email})
    letter = client.get("/demo/").context["code_letter"]
    client.post("/konto/login/code/confirm/", {"code": letter.code})
    assert client.session["_auth_user_id"] == str(rana.pk)


@pytest.mark.usefixtures("_demo")
def test_one_can_change_person_as_often_as_one_likes(client: Client, berit: Person) -> None:
    for _time in range(6):
        client.post("/demo/kode/", {"email": berit.email})
    assert len(client.get("/demo/").context["letters"]) == 6


@pytest.mark.usefixtures("_demo")
@pytest.mark.parametrize("method", ["get", "head", "put", "options"])
def test_to_look_where_a_code_is_asked_for_signs_nobody_out(
    client: Client, berit: Person, method: str
) -> None:
    client.force_login(berit)
    answer = getattr(client, method)("/demo/kode/")
    assert (answer.status_code, client.session.get("_auth_user_id")) == (405, str(berit.pk))


@pytest.mark.usefixtures("_demo")
def test_another_browser_is_not_offered_the_code(client: Client, berit: Person) -> None:
    from django.test import Client as Browser

    client.post("/demo/kode/", {"email": berit.email})
    page = Browser().get("/demo/")
    assert (page.context["code_letter"], len(page.context["letters"])) == (None, 1)


def test_letters_come_newest_first_with_their_code(tmp_path: Path) -> None:
    for stamp, subject, body in (
        ("20260101T120000000000-a", "Kode", "Hei\n\n    ABCD-EFGH\n\nHilsen"),
        ("20260102T120000000000-b", "Svar på innspill", "Takk, Åse!"),
        ("ikke-en-dato", "Annet", "Uten dato."),
    ):
        letter = EmailMessage()
        letter["To"], letter["Subject"] = "ola@example.no", subject
        letter.set_content(body)
        (tmp_path / f"{stamp}.eml").write_bytes(letter.as_bytes())
    found = [(one.subject, one.body, one.code, one.at and one.at.day) for one in letters(tmp_path)]
    assert found == [
        ("Annet", "Uten dato.", "", None),
        ("Svar på innspill", "Takk, Åse!", "", 2),
        ("Kode", "Hei\n\n    ABCD-EFGH\n\nHilsen", "ABCD-EFGH", 1),
    ]


def test_only_the_demo_has_the_page(client: Client, book: Cookbook) -> None:
    assert client.get("/demo/").status_code == 404
