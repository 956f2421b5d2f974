"""What holds for every file format of an edition."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kokebok.lib.text import PageText, Passage, Section
from kokebok.outlets.formats import FORMATS, ROWS, Format, choices, file_name
from kokebok.outlets.manuscript import Manuscript, ManuscriptChapter, ManuscriptPart
from tests.outlets.sample import SAMPLE

EMPTY = Manuscript(
    number="1",
    title="Tom",
    genre_word="",
    stage="",
    date=date(2026, 1, 1),
    language="en",
    publisher="",
    foreword=(),
    parts=(),
    changes=(),
    credits=(),
    values=(),
    colophon=(),
    licence="",
    content_hash="",
    base_url="https://kokebok.example.no/",
)
TWICE = Passage(path="a", kind="text", html="Samme navn to ganger", text="", anchor="abcdefg", number=1)
DOUBLED = replace(
    EMPTY,
    parts=(
        ManuscriptPart(
            "",
            (
                ManuscriptChapter(
                    1,
                    PageText(
                        "a", "fact", "A", "se", "", (), (Section("body", "", passages=(TWICE, TWICE)),), ()
                    ),
                    "https://kokebok.example.no/a/",
                    "",
                ),
            ),
        ),
    ),
)


@pytest.mark.parametrize("form", Format)
def test_the_same_edition_gives_the_same_bytes_twice(form):
    assert FORMATS[form](SAMPLE) == FORMATS[form](SAMPLE)


@pytest.mark.parametrize("form", Format)
def test_an_edition_with_nothing_in_it_still_becomes_a_file(form):
    assert len(FORMATS[form](EMPTY)) > 300


@pytest.mark.parametrize("form", Format)
def test_an_anchor_that_stands_twice_and_a_language_without_labels_fail_no_format(form):
    assert len(FORMATS[form](DOUBLED)) > 300


def test_each_format_has_a_row_and_a_file_name():
    assert set(ROWS) == set(Format) == set(FORMATS)
    assert [form for form, _name in choices()] == list(Format)
    assert [file_name("veier-til-samarbeid", "0.2", form) for form in (Format.PDF, Format.PDF_SCREEN)] == [
        "veier-til-samarbeid-0.2.pdf",
        "veier-til-samarbeid-0.2-skjerm.pdf",
    ]
