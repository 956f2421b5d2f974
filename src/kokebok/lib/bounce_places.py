"""Which addresses a bounce in words is about: those that stand where a mail server says whom it did not reach."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kokebok.lib.bounce_words import CODE, FAILED

if TYPE_CHECKING:
    from kokebok.lib.bounce_parts import BounceParts

ADDRESS = re.compile(
    r"[\w!#$%&*+/=?^{|}~-][\w.!#$%&'*+/=?^`{|}~-]{0,63}@(?:[\w-]{1,63}\.){1,8}[A-Za-z][\w-]{0,62}"
)
LEADING = re.compile(
    rf"^[ \t>*\u2022\xb7-]*(?:\"[^\"\n]*\" )?[\"'<(]*(?:mailto:)?({ADDRESS.pattern})[>\"')]*"
    r"(?=\s{0,40}(?:$|[:;,.(]|on |is |\t| {2}|-))",
    re.MULTILINE,
)
EXPANDED = re.compile(rf"\(expanded from:? <?({ADDRESS.pattern})>?\)")
SPELT_OUT = re.compile(r"\S{0,200}(?:SMTP|RFC-?822)[=;:] ?(?=\S{1,64}@)", re.IGNORECASE)
LABEL = re.compile(
    r"(?:user|recipients?|address|mailbox|account|rcpt to|destinat\w{1,20})\b[^\n@:]{0,40}[:=<]",
    re.IGNORECASE,
)
HELPERS = re.compile(
    r"(postmaster|abuse|support|help ?desk|mailer-daemon|hostmaster|admin|root)@", re.IGNORECASE
)
HELPING = re.compile(
    r"contact|assistance|send (e-?)?mail to|reply to|^ *(from|subject|sent|date|cc)[ \t]*:|for help"
    r"|report(ed)? (to|this)|visit|http",
    re.IGNORECASE,
)
BARE = re.compile(
    r"(?:following (?:recipient|address)[^\n]{0,200}(?:\n[^\n]{0,200})?|delivered to the following):\s{0,80}\n"
    r"((?:[ \t]+[\w.-]+(?=[ \t]*\n| {3,})[^\n]{0,500}(?:\n|$)){1,50})",
    re.IGNORECASE,
)
RETURNED_TO = re.compile(r"^(?:to|cc|x-original-to): *(.*(?:\n[ \t].*)*)", re.IGNORECASE | re.MULTILINE)
RETURNED_FROM = re.compile(
    r"^(?:from|return-path|message-id|reply-to|sender|errors-to): *(.*(?:\n[ \t].*)*)",
    re.IGNORECASE | re.MULTILINE,
)
RECEIVED_FOR = re.compile(r"\bfor (<[^>\s]{1,320}>)")
LONGEST_AT_ADDRESS = 2_000  # characters: what is said of one address, also where hundreds stand below it
MOST_NAMED = 50  # addresses a bounce in words is read for
OWN_HEADERS = ("from", "to", "delivered-to", "x-original-to", "return-path", "reply-to", "message-id")


def named_in(letter: BounceParts) -> list[str]:
    """The addresses a bounce in words names, each as it stands; else those the returned letter was to; else none.

    The surest way of naming somebody goes before the others, and others before those who write and pass it on.
    """
    ours, note = _ours(letter), letter.note
    ways = (
        leading(note),
        _bare(letter),
        _labelled(note),
        _returned_to(letter.returned),
        ADDRESS.findall(note)[:1],
    )
    there = [[one for one in named if not HELPERS.match(one)] for named in ways]
    others = [[one for one in named if one.lower() not in ours] for named in there]
    return next((list(dict.fromkeys(named))[:MOST_NAMED] for named in (*others, *there) if named), [])


def leading(note: str) -> list[str]:
    """The addresses that begin a line, and those they were made of."""
    plain = SPELT_OUT.sub("\n", note)
    found = LEADING.findall(plain)
    return found + EXPANDED.findall(plain) if found else []


def said_of(address: str, note: str) -> str:
    """What stands at an address: its line, and those below it up to the next empty one; "" if it is not there."""
    at = note.find(address)
    if at < 0:
        return ""
    return re.split(r"\n[ \t]*\n", note[at : at + LONGEST_AT_ADDRESS], maxsplit=1)[0]


def _labelled(note: str) -> list[str]:
    """The addresses on lines, or else in sentences, that say what is wrong."""
    lines = [one for one in note.split("\n") if LABEL.search(one) or CODE.search(one) or FAILED.search(one)]
    sentences = [one for one in re.split(r"(?<=[.!?:]) ", " ".join(note.split())) if FAILED.search(one)]
    return _addresses(lines) or _addresses(sentences)


def _addresses(said: list[str]) -> list[str]:
    found = [one for words in said if not HELPING.search(words) for one in ADDRESS.findall(words)]
    return [one.strip("'`.") for one in found]


def _bare(letter: BounceParts) -> list[str]:
    """Names without the domain, as some mail servers write those of their own."""
    domain = letter.sender[1].rpartition("@")[2]
    listed = BARE.search(letter.note)
    if not (listed and domain):
        return []
    return [f"{line.split()[0]}@{domain}" for line in listed[1].strip().split("\n")]


def _returned_to(returned: str) -> list[str]:
    """Whom the letter that is returned was to."""
    told = RETURNED_TO.findall(returned)
    found = [one for line in told for one in ADDRESS.findall(line)]
    return found or [one for line in RECEIVED_FOR.findall(returned)[-1:] for one in ADDRESS.findall(line)]


def _ours(letter: BounceParts) -> set[str]:
    """The addresses of who sent the letter, and of who sends the bounce, in lower case."""
    told = [letter.header(name) for name in OWN_HEADERS]
    told += RETURNED_FROM.findall(letter.returned)
    return {one.lower() for line in told for one in ADDRESS.findall(line)}
