"""Paper for a round: slips, a sheet for a table and a poster, each one A4 page that a screen reader can read."""

from __future__ import annotations

import io
import subprocess
from typing import TYPE_CHECKING

import pikepdf
import pytest
from django.test import Client

from kokebok.rounds.models import Prompt, PromptKind, Round
from tests.rounds.conftest import ask, prompt, vera

if TYPE_CHECKING:
    from kokebok.people.models import Person

__all__ = ["prompt", "vera"]
A4 = (595, 842)


@pytest.fixture
def host(vera: Person) -> Client:
    client = Client()
    client.force_login(vera)
    return client


def text_of_pdf(content: bytes) -> str:
    """The words as pdftotext (poppler-utils) reads them."""
    done = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def address(prompt: Prompt, form: str) -> str:
    return f"/redaksjon/runder/{prompt.round_id}/sporsmal/{prompt.pk}/{form}.pdf"


@pytest.mark.parametrize("form", ["lapper", "bordark"])
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_slips_and_sheets_are_one_tagged_a4_page_with_the_prompt_and_the_code_in_the_language_of_the_round(
    prompt: Prompt, host: Client, form: str, language: str
) -> None:
    Round.objects.update(language=language)
    answer = host.get(address(prompt, form))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert len(pdf.pages) == 1
        assert tuple(round(float(side)) for side in list(pdf.pages[0].mediabox)[2:]) == A4
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith(language)
    words = text_of_pdf(answer.content)
    assert ("Hva mangler?" in words, prompt.round.code in words) == (True, True)


def test_a_long_prompt_with_odd_letters_and_commands_in_it_is_still_one_page_of_text(
    prompt: Prompt, host: Client
) -> None:
    Prompt.objects.update(title=("#set page(fill: red) $x$ ঌ " + "Hva mangler i kommunen? " * 20)[:300])
    for form in ("lapper", "bordark"):
        answer = host.get(address(prompt, form))
        with pikepdf.open(io.BytesIO(answer.content)) as pdf:
            assert len(pdf.pages) == 1
        assert "#set page(fill: red) $x$" in text_of_pdf(answer.content)


def test_the_poster_has_the_way_in(prompt: Prompt, host: Client) -> None:
    answer = host.get(f"/redaksjon/runder/{prompt.round_id}/plakat/")
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert len(pdf.pages) == 1
    assert prompt.round.code in text_of_pdf(answer.content)


def test_the_same_paper_is_the_same_bytes(prompt: Prompt, host: Client) -> None:
    assert host.get(address(prompt, "lapper")).content == host.get(address(prompt, "lapper")).content


def test_there_is_no_paper_for_what_is_answered_by_choosing_nor_for_strangers(
    prompt: Prompt, host: Client
) -> None:
    assert host.get(address(ask(prompt, PromptKind.SCALE), "lapper")).status_code == 404
    assert host.get(address(prompt, "plakater")).status_code == 404
    assert Client().get(address(prompt, "lapper")).status_code == 302
