"""What stands in the place of letters that the printing fonts do not have."""

from __future__ import annotations

from kokebok.outlets.formats.glyphs import coverage, printable

NOTE = "[{count} tegn]"


def test_letters_that_no_font_has_are_replaced_by_their_number():
    assert printable("Hei مرحبا بالعالم og 你好!", NOTE) == "Hei [12 tegn] og [2 tegn]!"


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
