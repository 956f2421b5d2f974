"""What people type."""

from __future__ import annotations

import time

import pytest

from kokebok.lib.typed import clean, says_something


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b\x07c", "abc"),
        ("linje\r\nlinje\rlinje\u2028linje", "linje\nlinje\nlinje\nlinje"),
        ("tab\tstår", "tab\tstår"),
        ("Konto \u202e4321\u202c", "Konto 4321"),
        ("a\u2067b\u2069", "ab"),
        ("usynlig\u200b\ufeff\U000e0041", "usynlig"),
        ("a\u030angstro\u0308m", "ångström"),
        ("z" + "\u0301" * 40, "ź" + "\u0301" * 3),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("Sámi: čállit 👍", "Sámi: čállit 👍"),
    ],
)
def test_only_what_is_unseen_or_piled_up_is_taken_away(typed, kept):
    assert clean(typed) == kept


def test_cleaning_twice_is_cleaning_once():
    typed = "e\u0301\u0323\u0316\u0301\u0301\u0301\u202e\x00\r\n"
    assert clean(clean(typed)) == clean(typed)


def test_a_megabyte_of_marks_takes_no_longer_than_a_megabyte_of_words():
    started = time.process_time()
    clean("a" + "\u0301\u0316" * 500_000)
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", False),
        (" \n\t", False),
        ("\u200d\u00ad", False),
        ("ja", True),
        ("?", True),
        ("👍", True),
        ("نعم", True),
    ],
)
def test_a_text_says_something_when_there_is_a_sign_in_it(text, says):
    assert says_something(text) is says
