"""The page on privacy names every cookie that a browser is given, and nobody is given one by reading."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from kokebok.book.models import Recipe
from kokebok.inputs.models import Input
from kokebok.people.models import Person
from kokebok.rounds.models import Prompt
from tests.inputs.conftest import hidden
from tests.rounds.conftest import prompt, vera  # noqa: F401
from tests.world import paragraph_saying

DAY = 24 * 3600
YEAR = 365 * DAY
TEXT = ["/", "/oppskrifter/", "/oppskrifter/moete/", "/personvern/", "/regler/", "/utgave/", "/aktorer/"]
"""Pages that are read, without a form that is posted to us."""


def given_to(client: Client) -> dict[str, int]:
    """The cookies a browser was given, and for how many seconds; nought for as long as it is open."""
    lasting = {one.key: one["max-age"] or 0 for one in client.cookies.values()}
    return {name: round(seconds / DAY) * DAY for name, seconds in lasting.items()}


def named(language: str = "nb") -> set[str]:
    reader = Client()
    reader.post("/sprak/", {"language": language})
    page = BeautifulSoup(reader.get("/personvern/").content, "lxml")
    return {one.get_text() for one in page.select("main li code")}


@pytest.fixture(autouse=True)
def _written_slowly(settings: Any) -> None:
    settings.SECONDS_TO_WRITE = 0


def test_reading_sets_no_cookie(recipe: Recipe) -> None:
    reader = Client()
    assert {reader.get(one).status_code for one in TEXT} == {200}
    assert given_to(reader) == {}


def test_the_page_on_privacy_names_all_cookies_that_anything_sets(
    recipe: Recipe,
    prompt: Prompt,  # noqa: F811
    berit: Person,
) -> None:
    anchor = paragraph_saying("Ring tre").anchor
    reader = Client()
    reader.post("/sprak/", {"language": "nb"})
    for one in [*TEXT, "/sok/?q=ring", "/innspill/", "/folg/", "/tips/", "/kvittering/", "/r/"]:
        assert reader.get(one).status_code == 200, one
    slip = hidden(reader.get(f"/innspill/gi/{anchor}/").content.decode(), "slip")
    filled = {"kind": "comment", "text": "Ring fire.", "licence": "on", "slip": slip}
    assert reader.post(f"/innspill/gi/{anchor}/", filled).status_code == 302
    code = Input.objects.get().code
    assert reader.post(f"/kvittering/{code}/endre/", {"text": "Ring fem.", "seen": ""}).status_code == 302
    phone = Client()
    phone.post(f"/r/{prompt.round.code}/svar/", {"prompt": prompt.pk, "text": "Si hvem man ringer."})
    editor = Client()
    editor.force_login(berit)
    editor.get("/redaksjon/")
    found = given_to(reader) | given_to(phone)
    assert found == {
        "kokebok_language": YEAR,
        "csrftoken": YEAR - DAY,  # as Django has it: 52 weeks
        "kokebok_sender": YEAR,
        "kokebok_sent": 0,  # two seconds
        "messages": 0,
    }
    assert [named(language) for language in ("nb", "nn", "en")] == [{*found, *given_to(editor)}] * 3
    assert set(given_to(editor)) >= {"sessionid"}
