"""Bounces in their many shapes, and the letters that are none."""

from __future__ import annotations

import re
from email.message import EmailMessage
from pathlib import Path

import pytest

from bench.bounces import CASES, NONE, shapes
from kokebok.lib import bounce_places, bounce_words
from kokebok.lib.bounce_parts import LONGEST_HEADER, LONGEST_TEXT, parts_of
from kokebok.lib.bounce_places import LONGEST_AT_ADDRESS, MOST_NAMED, said_of
from kokebok.lib.bounces import BounceFate, FailedRecipient, read_bounce
from kokebok.lib.mail import letters_in
from kokebok.lib.mail_html import words_of_html

TESTS = Path(__file__).parent.parent
TOKEN = "0123456789abcdef0123456789abcdef"
OURS = (
    f"Message-ID: <{TOKEN}@kokebok.example.no>\nFrom: kokebok@example.no\nTo: post@aas.example.no\n"
    "Subject: Utgave 1\n"
)


def test_of_a_hundred_shapes_at_least_99_are_known_and_no_ordinary_letter_is_taken_for_one() -> None:
    read = list(shapes([CASES]))
    bounces = [wanted == got for _name, wanted, got in read if wanted != NONE]
    assert len(bounces) == 115
    assert sum(bounces) / len(bounces) >= 0.99
    assert [name for name, wanted, got in read if wanted == NONE != got] == []


def report(
    words: str, fields: str, *, subject: str = "Undelivered Mail Returned to Sender", ours: str = OURS
) -> bytes:
    """A report as RFC 3464 says, from a mail server."""
    return (
        f"Return-Path: <>\nFrom: MAILER-DAEMON@mx.example.no (Mail Delivery System)\nSubject: {subject}\n"
        f"To: retur+{TOKEN}@example.no\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        f"--b\nContent-Type: text/plain; charset=utf-8\n\n{words}\n"
        f"--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.no\n\n{fields}\n"
        f"--b\nContent-Type: text/rfc822-headers\n\n{ours}\n--b--\n"
    ).encode()


GONE = (
    "Final-Recipient: rfc822; post@aas.example.no\nAction: failed\nStatus: 5.1.1\n"
    "Diagnostic-Code: smtp; 550 5.1.1 <post@aas.example.no>: Recipient address rejected: User unknown\n"
)


def test_a_report_tells_the_address_what_the_server_said_and_the_token() -> None:
    bounce = read_bounce(report("I'm sorry.", GONE))
    assert bounce is not None
    said = "550 5.1.1 <post@aas.example.no>: Recipient address rejected: User unknown"
    assert bounce.failed == (FailedRecipient("post@aas.example.no", BounceFate.LASTING, "5.1.1", said),)
    assert bounce.tokens == {TOKEN}


@pytest.mark.parametrize(
    ("fields", "fate"),
    [
        ("Action: delayed\nStatus: 4.4.1\n", BounceFate.DELAYED),
        ("Action: failed\nStatus: 4.4.7\n", BounceFate.PASSING),
        (
            "Action: failed\nStatus: 5.2.2\nDiagnostic-Code: smtp; 552 5.2.2 mailbox full\n",
            BounceFate.PASSING,
        ),
        (
            "Action: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550 5.1.1 no such user\n",
            BounceFate.LASTING,
        ),
        (
            "Action: failed\nStatus: 5.3.4\nDiagnostic-Code: smtp; 552 message size exceeds limit\n",
            BounceFate.LASTING,
        ),
    ],
)
def test_a_full_mailbox_passes_and_a_wrong_address_does_not(fields: str, fate: BounceFate) -> None:
    bounce = read_bounce(report("", f"Final-Recipient: rfc822; post@aas.example.no\n{fields}"))
    assert bounce is not None
    assert [one.fate for one in bounce.failed] == [fate]


def test_a_report_that_it_arrived_is_no_bounce() -> None:
    for action in ("delivered", "relayed", "expanded"):
        fields = f"Final-Recipient: rfc822; post@aas.example.no\nAction: {action}\nStatus: 2.0.0\n"
        assert (
            read_bounce(report("Your message was delivered.", fields, subject="Successful delivery")) is None
        )


IN_WORDS = {
    "qmail": (
        "Hi. This is the qmail-send program at mx.example.no.\nI'm afraid I wasn't able to deliver your message to the "
        "following addresses.\n\n<post@aas.example.no>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n"
        f"--- Below this line is a copy of the message.\n\n{OURS}\nHei\n"
    ),
    "exim": (
        "This message was created automatically by mail delivery software.\n\nA message that you sent could not be "
        "delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n"
        "  post@aas.example.no\n    host mx.example.no [192.0.2.1]\n    SMTP error from remote mail server after "
        "RCPT TO:<post@aas.example.no>:\n    550 5.1.1 unknown user\n\n"
        f"------ This is a copy of the message ------\n\n{OURS}\n"
    ),
    "norsk": (
        "Kunne ikke leveres til disse mottakerne:\n\npost@aas.example.no (post@aas.example.no)\nFant ikke "
        f"e-postadressen. Sjekk adressen og send på nytt.\n\nOriginal message headers:\n\n{OURS}\n"
    ),
}  # fmt: skip


@pytest.mark.parametrize("shape", IN_WORDS)
def test_what_is_said_in_words_names_the_address_too(shape: str) -> None:
    raw = f"From: MAILER-DAEMON@mx.example.no\nTo: kokebok@example.no\nSubject: failure notice\n\n{IN_WORDS[shape]}"
    bounce = read_bounce(raw.encode())
    assert bounce is not None
    assert [(one.address, one.fate) for one in bounce.failed] == [("post@aas.example.no", BounceFate.LASTING)]
    assert bounce.tokens == {TOKEN}


def written(head: str, words: str) -> bytes:
    """A letter of these lines and words."""
    return f"To: kokebok@example.no\n{head}\n\n{words}\n".encode()


ORDINARY = dict(
    one.split("\n", 1)
    for one in (TESTS / "lib" / "ordinary_letters.txt").read_text(encoding="utf-8").split("\n=== ")[1:]
)


@pytest.mark.parametrize("kind", ORDINARY)
def test_an_ordinary_letter_is_no_bounce(kind: str) -> None:
    assert read_bounce(ORDINARY[kind].encode()) is None


@pytest.mark.parametrize(
    "name", ["Postmaster <postmaster@etat.example.no>", "System Administrator <kari@etat.example.no>"]
)
def test_an_answer_of_somebody_with_the_name_of_a_program_is_about_no_letter_of_ours(name: str) -> None:
    token = "0123456789abcdef0123456789abcdef"
    answer = (
        f"From: {name}\nTo: redaksjon@example.no\nSubject: Re: Takk for innspillet\n"
        f"In-Reply-To: <{token}@kokebok.example.no>\nReferences: <x@example.no>\n <{token}@kokebok.example.no>\n\n"
        "Hei. Forslaget vårt om vei ble ikke tatt med, og det finnes ikke i teksten.\n"
    )
    read = read_bounce(answer.encode())
    assert read is None or read.tokens == frozenset()
    by_machine = read_bounce(f"Return-Path: <>\n{answer}".encode())
    assert by_machine
    assert by_machine.tokens == {token}


def test_a_bounce_that_somebody_sends_on_is_no_bounce() -> None:
    sent_on = EmailMessage()
    sent_on["From"], sent_on["Subject"] = (
        "Kari Ås <kari@aas.example.no>",
        "VS: Undelivered Mail Returned to Sender",
    )
    sent_on.set_content("Se under.")
    sent_on.add_attachment(
        report("I'm sorry.", GONE), maintype="application", subtype="octet-stream", filename="a.eml"
    )
    assert read_bounce(sent_on.as_bytes()) is None


def test_letters_as_people_write_them_are_no_bounces() -> None:
    said = (TESTS / "lib" / "letters_by_line.txt").read_text(encoding="utf-8").split("\n=== ")[1:]
    head = "From: Kari Ås <kari@aas.example.no>\nSubject: Innspill\n\n"
    written_by_hand = [(head + one.partition("\n")[2]).encode() for one in said]
    files = [one for file in (TESTS / "doors" / "cases").iterdir() for one in letters_in(file.read_bytes())]
    assert len(said) + len(files) > 50
    assert [one for one in (*written_by_hand, *files) if read_bounce(one)] == []


MANY = "".join(f"a{n}@b.no user unknown 550 5.1.1\n" for n in range(30_000))
HOSTILE = {
    "addresses": MANY,
    "addresses in fields": "\n".join(
        f"Final-Recipient: rfc822; a{n}@b.no\nAction: failed\n" for n in range(20_000)
    ),
    "sentences": "the following address " * 50_000,
    "exceeded": "exceed" * 170_000,
    "to whom": "destinat" * 125_000,
    "one line": "a@" * 500_000,
    "borders": "--b\n" * 250_000,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_of_a_megabyte_a_bounded_part_is_read(kind: str) -> None:
    words = HOSTILE[kind]
    assert len(words) >= 1_000_000
    head = "From: MAILER-DAEMON@x.no\nSubject: failure notice\n"
    for raw in (
        f"{head}\n{words}",
        f"{head}Content-Type: text/html\n\n<p>{words}",
        report(words, words, ours=words).decode(),
    ):
        try:
            parts = parts_of(raw.encode())
        except ValueError:
            assert read_bounce(raw.encode()) is None
            continue
        assert all(len(one) <= LONGEST_TEXT for one in (parts.note, parts.status, parts.returned))
        assert all(len(parts.header(name)) <= LONGEST_HEADER for name in parts.message)
        bounce = read_bounce(raw.encode())
        assert bounce is not None
        assert len(bounce.failed) <= MOST_NAMED
        assert all(len(said_of(one.address, parts.note)) <= LONGEST_AT_ADDRESS for one in bounce.failed)


REPEATS = {r"\w*", r"\w+", r".*", r".+", r"[^\n]*", r"[^\n]+", r"\S*", r"\S+", r"[^>]*"}


def test_no_pattern_for_words_looks_on_without_end_from_each_place() -> None:
    patterns = [
        value
        for module in (bounce_words, bounce_places)
        for value in vars(module).values()
        if isinstance(value, re.Pattern) and not value.pattern.startswith("^")  # these begin once a line
    ]
    assert len(patterns) > 10
    assert [(one.pattern, repeat) for one in patterns for repeat in REPEATS if repeat in one.pattern] == []


def test_comments_that_do_not_end_are_left_out_in_one_pass() -> None:
    assert words_of_html("<p>Hei<!-- a --> du</p>" + "<!--" * 300_000) == "Hei du"


@pytest.mark.parametrize(
    "raw", [b"", b"\xff\xfe", b"From: MAILER-DAEMON\nContent-Type: multipart/report\n\n", b"Subject: =?x?q?="]
)
def test_what_cannot_be_read_is_none_or_a_bounce_without_addresses(raw: bytes) -> None:
    bounce = read_bounce(raw)
    assert bounce is None or bounce.failed == ()
