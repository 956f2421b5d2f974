"""A cookbook on another subject: the same code, other lists, and no word of the starter's subject anywhere."""

from __future__ import annotations

import html
import re
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from lxml.html import document_fromstring

from kokebok.book.models import Cookbook, Example, Paragraph, Recipe
from kokebok.features.models import Feature, SwitchedOn
from kokebok.people.models import RoleName
from kokebok.starter.loading import load_starter
from tests.another import FOLDER
from tests.world import make_person

pytestmark = pytest.mark.django_db
OF_THE_STARTER = re.compile(
    r"sosial\w*\sentrepren|social\sentrepren|kommun|municipal|fylke|county|samarbeidsform|form\sof\scollaboration|"
    r"pilot|anskaffels|procurement|rammeavtale|innovasjonspartn|state\sbody|statl?e?g\w*\sv[ei]rk?[sk]",
    re.IGNORECASE,
)
NOT_WALKED = ("/static/", "/files/", "/konto/logout/", "/admin/", "/api/")
PEN = ("/admin/", "/admin/snippets/", "/admin/snippets/people/body/add/")


@pytest.fixture
def other() -> Cookbook:
    """The cookbook of participatory budgets, of those who have no use of a register of municipalities."""
    SwitchedOn.objects.filter(feature=Feature.REGISTER).delete()
    return load_starter(FOLDER)


def read(path: str, language: str = "") -> str:
    client = Client()
    if language:
        client.cookies["kokebok_language"] = language
    answer = client.get(path)
    assert answer.status_code == 200, path
    return " ".join(BeautifulSoup(answer.content.decode(), "lxml").get_text(" ").split())


def everywhere(client: Client, *starts: str) -> dict[str, str]:
    """Every page that links lead to from the starts, by its address, as one reads it."""
    found: dict[str, str] = {}
    waiting = list(starts)
    while waiting:
        address = waiting.pop()
        if address in found or (address.startswith(NOT_WALKED) and address not in starts):
            continue
        answer = client.get(address, follow=True)
        is_page = answer.headers.get("Content-Type", "").startswith("text/") and not answer.streaming
        found[address] = html.unescape(answer.content.decode()) if is_page else ""
        links = document_fromstring(answer.content).xpath("//a/@href") if is_page else []
        waiting += [_path(address, link) for link in links]
        waiting = [one for one in waiting if one]
    return found


def _path(where: str, link: str) -> str:
    parts = urlsplit(urljoin(f"http://testserver{where}", link))
    own = parts.netloc in {"testserver", "localhost", "localhost:8000"}
    return parts.path + (f"?{parts.query}" if parts.query else "") if own else ""


def test_its_pages_are_read_with_its_own_words_in_each_language(other: Cookbook) -> None:
    recipe = read("/oppskrifter/hold-en-avstemning/")
    for words in (
        "Passer for Bydelsråd, Skole",
        "Pott: Et beløp som er satt av.",
        "Annet: En krittavle.",
        "Om vinteren",
    ):
        assert words in recipe
    assert "Passar for Bydelsråd" in read("/fakta/kva-er-deltakande-budsjett/")
    example = read("/eksempler/lights-on-the-hill/")
    for words in (
        "Suits District council",
        "Way of voting Ballot box at the library",
        "After the vote The winner is built",
    ):
        assert words in example
    assert "Type Stemmeseddel" in read("/verktoy/stemmeseddel-til-utskrift/")
    assert "Residents' association" in read("/aktorer/fjordby-velforening/", "en")
    assert "Skule" in read("/begynn/", "nn")


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("role", [None, RoleName.EDITOR, RoleName.ADMINISTRATOR])
def test_no_word_of_the_starters_subject_is_on_any_page(
    other: Cookbook, role: RoleName | None, language: str
) -> None:
    client = Client()
    client.cookies["kokebok_language"] = language
    starts = ["/", "/begynn/", "/aktorer/", "/sok/?q=potten"]
    if role:
        client.force_login(make_person("noen@example.no", "Noen", role))
        pages = [*Recipe.objects.all(), *Example.objects.all()]
        pen = [*PEN, *(f"/admin/pages/{page.pk}/edit/" for page in pages)]
        starts += ["/redaksjon/", *pen]
    paragraph = Paragraph.objects.standing().first()
    assert paragraph is not None
    found = everywhere(client, *starts, f"/innspill/gi/{paragraph.anchor}/")
    wrong = {
        address: [one.group() for one in OF_THE_STARTER.finditer(text)]
        for address, text in found.items()
        if OF_THE_STARTER.search(text)
    }
    assert wrong == {}
    assert len(found) > (60 if role else 30)


def test_an_edition_of_it_is_printed_with_its_own_words(
    other: Cookbook, django_capture_on_commit_callbacks: Any, tmp_path: Path
) -> None:
    editor = Client()
    editor.force_login(make_person("berit@example.no", "Berit", RoleName.EDITOR))
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(
            "/redaksjon/utgaver/ny/",
            {"number": "1", "title": "Byen bestemmer selv", "date": "2026-11-23", "foreword": "Stem!"},
        )
    pdf = tmp_path / "1.pdf"
    pdf.write_bytes(b"".join(Client().get("/utgave/1/fil/pdf/").streaming_content))  # type: ignore[attr-defined]
    printed = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    folded = " ".join(printed.split())
    for words in ("Stemmeseddel", "Ballot box at the library", "Passar for", "Om vinteren"):
        assert words in folded
    assert OF_THE_STARTER.findall(folded) == []
