"""What is copied out of a PDF is what was published: addresses and checksums without a sign more, and whole names."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256

import pikepdf
import pytest

from kokebok.outlets.formats import FORMATS, Format
from kokebok.outlets.formats.cover_letter import CoverLetter, as_pdfs
from kokebok.outlets.formats.sheet import Size
from kokebok.outlets.formats.sheet import render as render_sheet
from kokebok.outlets.manuscript import ManuscriptPart
from tests.outlets.sample import SAMPLE, page, placed, section

CHECKSUM = sha256(b"the content").hexdigest()
ADDRESS = "https://www.eksempelkommunenes-fellesskap.no/sosialt-entreprenorskap/kokeboken/utgave/1.0/"
NAMES = (
    "Eksempel kommune",
    "Nordre Eksempelfylke fylkeskommune",
    "Stiftelsen Eksempelvirksomheten i Trondheim",
)


def text_of(content: bytes) -> str:
    """All that a reader's machine takes out of the file, in lines as they are set."""
    return subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=content, capture_output=True, check=True
    ).stdout.decode()


def copied(address: str, text: str) -> bool:
    """Whether this stands in the text, on one line or on several, with no sign that is not its own."""
    return re.search(r"\n?".join(map(re.escape, address)), text) is not None


def letters_of(content: bytes) -> Iterator[str]:
    """What each font of the file says its signs are, as any program that reads the text is told."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for one in pdf.objects:
            if isinstance(one, pikepdf.Dictionary) and "/ToUnicode" in one:
                yield one.ToUnicode.read_bytes().decode().lower()


@pytest.mark.parametrize("form", [Format.PDF, Format.PDF_SCREEN])
def test_the_address_and_the_checksum_of_an_edition_are_copied_as_they_are(form: Format) -> None:
    linked = f'Se <a href="{ADDRESS}kilde/">kilden</a>, og {ADDRESS}i-teksten/.'
    lines = [f"{'ord ' * count}{linked}" for count in range(12)]
    chapter = placed(1, page("ord", "fact", "Ord", "", section("body", "Ord", *lines)))
    made = FORMATS[form](
        replace(
            SAMPLE,
            base_url=ADDRESS,
            content_hash=CHECKSUM,
            parts=(ManuscriptPart("", (chapter,)),),
            changes=(),
        )
    )
    text = text_of(made)
    assert CHECKSUM in text
    assert len(re.findall(r"\n?".join(map(re.escape, f"{ADDRESS}i-teksten/")), text)) == 12
    assert copied(ADDRESS, text)
    assert "\u200b" not in text
    assert [letters for letters in letters_of(made) if "200b" in letters] == []


def test_a_letter_for_the_case_system_says_its_edition_so_that_it_can_be_copied() -> None:
    letter = CoverLetter(
        language="nb",
        title="Kokeboken er ute",
        body=f"Les den her:\n{ADDRESS}",
        sender="Eksempeldepartementet",
        sender_email="",
        recipient="Eksempel kommune",
        recipient_email="",
        contact="",
        day=date(2026, 3, 1),
        document_type="Følgeskriv",
        numbered="Utgave 1.0",
        edition="1.0",
        address=ADDRESS,
        sha256=CHECKSUM,
    )
    (made,) = as_pdfs([letter])
    text = text_of(made)
    assert CHECKSUM in text
    assert len(re.findall(r"\n?".join(map(re.escape, ADDRESS)), text)) == 2
    assert [sign for sign in "\u200b\u00ad" if sign in text] == []


@pytest.mark.parametrize("size", ["a4", "a3"])
def test_the_address_of_a_sheet_is_copied_as_it_is(size: Size) -> None:
    lines = [f"{'ord ' * count}{ADDRESS}" for count in range(12)]
    tool = placed(1, page("ark", "tool", "Ark", "", section("body", "Ord", *lines)))
    text = text_of(render_sheet(replace(SAMPLE, parts=(ManuscriptPart("", (tool,)),)), size))
    assert len(re.findall(r"\n?".join(map(re.escape, ADDRESS)), text)) == 12
    assert "\u200b" not in text


@pytest.mark.parametrize("form", [Format.PDF, Format.PDF_SCREEN])
def test_names_are_not_divided(form: Format) -> None:
    names = tuple(f"{'x ' * count}{name}" for name in NAMES for count in range(18))
    text = text_of(FORMATS[form](replace(SAMPLE, credits=names, publisher=f"{'x ' * 30}{NAMES[1]}")))
    assert [name for name in (*names, NAMES[1]) if name not in text.replace("\n", " ")] == []
