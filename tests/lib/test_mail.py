"""Reading letters as anyone may write them."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from kokebok.lib.mail import LARGEST, TOO_LARGE, File, MailSort, letters_in, read_letter
from kokebok.lib.mail_html import words_of_html
from tests.doors.conftest import letter, mbox


def test_a_letter_has_its_senders_words_name_address_and_files():
    read = read_letter(letter("Hei.\n\nBra!", files=(("Vårt svar.pdf", b"%PDF"),)))
    assert (read.sort, read.name, read.address) == (MailSort.WORDS, "Kåre Ås", "kare@example.no")
    assert (read.subject, read.text, read.files) == (
        "Om kokeboka",
        "Hei.\n\nBra!",
        (File("Vårt svar.pdf", b"%PDF"),),
    )
    assert read.at == datetime(2026, 2, 3, 9, tzinfo=UTC)


def test_a_letter_in_html_only_is_read_as_lines():
    message = EmailMessage()
    message["From"] = "x@example.no"
    message.set_content(
        "<html><head><title>T</title><style>p{}</style></head><body><p>Hei&nbsp;p&aring; deg</p><ul><li>En<li>To</ul>"
        "<script>alert(1)</script><img src='http://spor.example/x.png'>"
        "<blockquote><p>Gammelt</p><blockquote>Eldre</blockquote></blockquote></body></html>",
        subtype="html",
    )
    assert read_letter(message.as_bytes()).text == "Hei på deg\n\n– En\n– To"


def test_words_too_deep_in_html_are_still_read():
    assert words_of_html("<div>" * 5000 + "Ord" + "</div>" * 5000).strip() == "Ord"


@pytest.mark.parametrize("named", ["utf-8", "iso-8859-1", "no-such-charset", "us-ascii"])
def test_signs_are_read_also_when_the_letter_names_them_wrongly(named):
    raw = f"From: x@example.no\nContent-Type: text/plain; charset={named}\nContent-Transfer-Encoding: 8bit\n\n".encode()
    charset = "iso-8859-1" if named == "iso-8859-1" else "utf-8"
    assert read_letter(raw + "Blåbær på øya".encode(charset)).text == "Blåbær på øya"


@pytest.mark.parametrize(
    ("headers", "sort"),
    [
        ({"Auto_Submitted": "auto-replied"}, MailSort.AUTOMATIC),
        ({"Auto_Submitted": "no"}, MailSort.WORDS),
        ({"X_Autoreply": "yes"}, MailSort.AUTOMATIC),
        ({"subject": "Automatisk svar: Om kokeboka"}, MailSort.AUTOMATIC),
        ({"subject": "Fraværsmelding"}, MailSort.AUTOMATIC),
        ({"subject": "Out of Office"}, MailSort.AUTOMATIC),
        ({"Return_Path": "<>"}, MailSort.BOUNCE),
        ({"From": "MAILER-DAEMON@example.no"}, MailSort.BOUNCE),
        ({"From": "Postmaster <postmaster@example.no>"}, MailSort.BOUNCE),
        ({"List_Unsubscribe": "<mailto:x@example.no>"}, MailSort.LIST),
        ({"Precedence": "bulk"}, MailSort.LIST),
        ({"X_Spam_Flag": "YES"}, MailSort.SPAM),
    ],
)
def test_what_a_program_sent_is_told_apart(headers, sort):
    assert read_letter(letter(**headers)).sort == sort


def test_a_report_of_a_letter_that_did_not_arrive():
    raw = b"From: x@example.no\nContent-Type: multipart/report; boundary=b\n\n--b\n\nNot delivered\n--b--\n"
    assert read_letter(raw).sort == MailSort.BOUNCE


def test_a_letter_without_words_or_files_is_empty():
    assert read_letter(letter(" \n")).sort == MailSort.EMPTY


def test_a_letter_within_a_letter_is_a_file():
    message = EmailMessage()
    message["From"] = "x@example.no"
    message.set_content("Se vedlagt.")
    inner = EmailMessage()
    inner["Subject"] = "Inni"
    inner.set_content("Indre ord")
    message.add_attachment(inner)
    read = read_letter(message.as_bytes())
    assert (read.text, [file.name for file in read.files]) == ("Se vedlagt.", ["fil.eml"])


def test_a_small_picture_in_a_signature_is_left_out_and_a_photograph_is_not():
    message = EmailMessage()
    message["From"] = "x@example.no"
    message.set_content("Hei")
    message.add_related(b"x" * 100, "image", "png", cid="<logo>", filename="logo.png", disposition="inline")
    message.add_attachment(b"y" * 100, maintype="image", subtype="png", filename="foto.png")
    read = read_letter(message.as_bytes())
    assert ([file.name for file in read.files], read.pictures_left_out) == (["foto.png"], 1)


def hostile() -> dict[str, bytes]:
    head = b"From: a@example.no\nSubject: Hei\n"
    deep = b"".join(
        b"--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n" % (n, n + 1) for n in range(10_000)
    )
    return {
        "nested": head + b"Content-Type: multipart/mixed; boundary=b0\n\n" + deep,
        "parts": head + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 10_000,
        "headers": head + b"X-Y: z\n" * 10_000 + b"\nHei",
        "large": head + b"\n" + b"x" * (LARGEST + 1),
    }


@pytest.mark.parametrize(
    ("name", "sort"),
    [
        ("nested", MailSort.BROKEN),
        ("parts", MailSort.BROKEN),
        ("headers", MailSort.BROKEN),
        ("large", MailSort.LARGE),
    ],
)
def test_a_letter_made_to_harm_is_told_from_its_head_in_no_time(name, sort):
    raw = hostile()[name]
    began = time.perf_counter()
    read = read_letter(raw)
    assert (read.sort, read.subject, read.address) == (sort, "Hei", "a@example.no")
    assert time.perf_counter() - began < 5


def test_a_letter_of_which_only_the_head_was_fetched_is_too_large():
    head = letter().partition(b"\n\n")[0]
    assert read_letter(head + TOO_LARGE + b" 1\n\n").sort == MailSort.LARGE
    assert read_letter(head + TOO_LARGE + b" 1\n\n").key == read_letter(letter()).key


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff\xfe",
        b"From: =?x?q?=\nDate: 99 Foo\nMessage-ID: <\n\n\xff",
        b"Content-Type: multipart/mixed\n\nx",
        b'Content-Type: text/plain; charset="\x00"\n\nHei',
        b"Content-Transfer-Encoding: base64\n\n####",
        b"From: <<<>>>,,;;\nSubject: \xe5\xe6\n\nHei",
        b"Date: Tue, 03 Feb 0000 10:00:00 +9999\n\nHei",
        b"Content-Type: message/rfc822\n\n",
    ],
)
def test_whatever_a_letter_is_reading_it_raises_nothing(raw):
    assert read_letter(raw).sort in MailSort


def test_cut_off_anywhere_a_letter_is_still_read():
    whole = letter("Hei på deg", files=(("a.txt", b"x" * 200),))
    for length in range(0, len(whole), 13):
        assert len(read_letter(whole[:length]).key) == 64


def test_two_letters_with_the_same_id_have_the_same_key_and_those_without_go_by_all_they_say():
    one, same = read_letter(letter()), read_letter(letter("Andre ord"))
    assert one.key == same.key
    without = [read_letter(letter(text, number="")).key for text in ("En", "To", "En")]
    assert (without[0] == without[2], without[0] == without[1]) == (True, False)


def test_an_mbox_is_its_letters():
    escaped = letter("Hei\n\n>From oss alle 2026\n\nMer")
    read = [read_letter(raw) for raw in letters_in(mbox(letter(number="1"), escaped, letter(number="3")))]
    assert [one.text for one in read] == [
        "Dette er nyttig.",
        "Hei\n\nFrom oss alle 2026\n\nMer",
        "Dette er nyttig.",
    ]
    assert letters_in(letter()) == [letter()]
    assert letters_in(b" \n") == []
