"""Whose each line of a letter is: held over letters as the programs write them, line by line."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest

from kokebok.lib.mail_above import forwarded
from kokebok.lib.mail_words import MailPart, MailPartKind, OwnWords, own_words

CORPUS = Path(__file__).with_name("letters_by_line.txt")


def letters() -> dict[str, list[str]]:
    """The letters of the corpus, each as its lines."""
    found: dict[str, list[str]] = {}
    for line in CORPUS.read_text(encoding="utf-8").splitlines()[1:]:
        if line.startswith("=== "):
            name = line.removeprefix("=== ")
            found[name] = []
        else:
            found[name].append(line)
    return found


@pytest.mark.parametrize("name", letters())
def test_each_line_is_kept_or_left_out_as_it_is_somebodys(name):
    lines = letters()[name]
    own = [line for line in lines if not line.startswith("~") and line.strip()]
    read = own_words("\n".join(line.removeprefix("~") for line in lines))
    assert [line for line in read.text.split("\n") if line.strip()] == own


def test_of_all_lines_none_of_the_senders_own_is_left_out_and_of_the_others_at_most_one_in_fifty_stays():
    """Precision is the share of what is left out that was to be left out, recall the share of that which is."""
    left_out = right = others = 0
    for lines in letters().values():
        read = own_words("\n".join(line.removeprefix("~") for line in lines))
        kept = [line for line in read.text.split("\n") if line.strip()]
        of_others = [line[1:] for line in lines if line.startswith("~") and line[1:].strip()]
        said = len([line for line in lines if line.removeprefix("~").strip()])
        left_out += said - len(kept)
        right += len(of_others) - len([line for line in kept if line in of_others])
        others += len(of_others)
    assert (right / left_out, right / others >= 0.98) == (1.0, True)


def test_what_is_left_out_is_given_back_beside_what_is_kept():
    assert own_words(
        "Hei.\n\nmvh\nKåre\n\ntir. 3. nov. 2026 kl. 10:12 skrev K <k@example.no>:\n\n> Gammelt\n>\n> Mer"
    ) == OwnWords(
        "Hei.",
        (
            MailPart(MailPartKind.SIGNATURE, "mvh\nKåre"),
            MailPart(
                MailPartKind.ANSWERED,
                "tir. 3. nov. 2026 kl. 10:12 skrev K <k@example.no>:\n\n> Gammelt\n>\n> Mer",
            ),
        ),
    )


def test_what_looks_like_anothers_in_one_way_only_is_kept_and_named():
    said = "Departementet skrev dette i 2017:\nAlt skal være skriftlig.\n_________\nDet bør endres.\n--\nOg sagt før."
    assert own_words(said) == OwnWords(said, (), ("Departementet skrev dette i 2017:", "_________", "--"))


@pytest.mark.parametrize("whole", ["> bare sitat", "Med vennlig hilsen\nKåre", "--\nKåre"])
def test_where_nothing_would_be_left_all_of_it_is_kept(whole):
    assert own_words(whole).text == whole


def test_a_line_of_a_mail_program_alone_says_nothing():
    assert own_words("\nSendt fra min iPhone\n") == OwnWords(
        "", (MailPart(MailPartKind.PROGRAM, "Sendt fra min iPhone"),)
    )


@pytest.mark.parametrize(
    ("whole", "said_so", "found"),
    [
        (
            "Se denne.\n\n---------- Forwarded message ---------\nFrom: Ida <ida@example.no>\nDate: Mon, 2 Nov 2026\n"
            "Subject: Sak\nTo: <post@example.no>\n\nHusk bussen.",
            False,
            ("Se denne.", "Ida <ida@example.no>", "Husk bussen."),
        ),
        (
            "Start på videresendt melding:\n\nFra: Ida <ida@example.no>\nEmne: Sak\nDato: 2. november 2026\n\n"
            "Husk bussen.",
            False,
            ("", "Ida <ida@example.no>", "Husk bussen."),
        ),
        (
            "Fra: Ida <ida@example.no>\nSendt: mandag 2. november 2026\nTil: Post\nEmne: Sak\n\nHusk bussen.",
            True,
            ("", "Ida <ida@example.no>", "Husk bussen."),
        ),
        ("Fra: Ida <ida@example.no>\nSendt: 2. november 2026\nTil: Post\n\nGammelt.", False, None),
        ("Videresendt melding fra i går: husk bussen.", True, None),
    ],
)
def test_a_letter_that_is_sent_on_is_told_from_one_that_is_answered(whole, said_so, found):
    read = forwarded(whole, said_so=said_so)
    assert (read and (read.above, read.sender, read.text)) == found


@pytest.mark.parametrize(
    "line",
    [
        "mvh",
        "Fra: x",
        "--",
        "> x",
        "a" * 1000,
        "x@" * 500,
        "skrev:",
        "1. jan. 2026 skrev",
        "_" * 900,
        " " * 900,
    ],
)
def test_a_long_letter_is_read_in_time_that_grows_with_its_length(line):
    def spent(lines: int) -> float:
        start = process_time()
        own_words("\n".join([line] * lines))
        return process_time() - start

    spent(100)
    assert spent(8_000) < 40 * max(spent(1_000), 0.005)
