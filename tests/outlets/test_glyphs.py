"""What stands in the place of letters that the printing fonts do not have."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace

from kokebok.outlets.formats import FORMATS, Format
from kokebok.outlets.formats.glyphs import coverage, printable
from tests.outlets.sample import SAMPLE

NOTE = "[{count} tegn]"


def test_letters_that_no_font_has_are_replaced_by_their_number():
    assert printable("Hei 𒀀𒀁𒀂 𒁹𒌍 og 𓀀𓂀!", NOTE) == "Hei [5 tegn] og [2 tegn]!"


NAMES = (
    "محمد", "יעל כהן", "王小明", "陳怡君", "김민수", "すずき さくら", "เกรซ สุข", "ሰላም ተስፋዬ", "தமிழ்ச்செல்வி", "दीपा शर्मा",
)  # fmt: skip


def test_people_are_shown_by_their_names_whatever_letters_these_have():
    assert [printable(name, NOTE) for name in NAMES] == list(NAMES)
    book = replace(SAMPLE, credits=NAMES)
    for form in (Format.PDF, Format.PDF_SCREEN):
        told = subprocess.run(
            ["pdftotext", "-", "-"], input=FORMATS[form](book), capture_output=True, check=True
        )
        said = re.sub(r"[\u202a-\u202e\s]", "", told.stdout.decode())
        assert [name for name in NAMES if re.sub(r"\s", "", name) not in said] == []


def test_norwegian_sami_and_cyrillic_letters_and_emoji_are_printed_as_they_are():
    text = "Ærlig talt: Áile đŋŧž, Київ «№» 🍲 – ½"
    assert printable(text, NOTE) == text


def test_marks_that_nobody_sees_are_left_out():
    assert printable("a\u202eb\u200fc\ufe0fd\u200be", NOTE) == "abcde"


def test_an_endless_word_may_be_divided_and_keeps_its_letters():
    divided = printable("a" * 90, NOTE)
    assert divided.replace("\u00ad", "") == "a" * 90
    assert max(map(len, divided.split("\u00ad"))) == 20


def test_the_fonts_cover_the_alphabets_of_the_country():
    assert set("abcdefghijklmnopqrstuvwxyzæøåäöáčđŋšŧž") <= coverage()
