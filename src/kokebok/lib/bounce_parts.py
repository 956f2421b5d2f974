"""The parts of a bounce: the mail server's own words, what it says in fields, and the letter it returns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.header import decode_header, make_header
from email.parser import BytesParser
from email.policy import compat32
from email.utils import parseaddr
from typing import TYPE_CHECKING

from kokebok.lib.mail_html import words_of_html

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

MOST_PARTS = 60
LONGEST_TEXT = (
    40_000  # characters that are read of the words, of the fields, and of the letter that is returned
)
LONGEST_HEADER = 2_000  # characters
LONGEST_READ = 250_000  # bytes from its beginning: what a mail server says goes before the letter it returns
MOST_BORDERS = 400  # lines that could part it: reading it takes time by the square of them
STATUS_PARTS = ("message/delivery-status", "message/global-delivery-status")
RETURNED_PARTS = ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/global-headers")
RETURNED_BELOW = re.compile(
    r"^[ \t>*#=_-]{0,80}(?:"
    r"(?:this is |here is |the following is )?(?:a )?(?:full )?copy of (?:the|your)"
    r"|[ \t-]{0,80}original message"
    r"|(?:the )?(?:original |returned |unsent |undelivered ){1,4}(?:message|mail)(?: text| headers?)?"
    r"(?: follows?| is attached)?[:. -]{0,80}$"
    r"|(?:your|the|message|original) (?:message |header)s? (?:follows?|reads)"
    r"|below this line is|message headers? follow|unsent message (?:below|follows)"
    r"|begin (?:of )?(?:original|returned)|received: (?:from|by|\(qmail))",
    re.IGNORECASE | re.MULTILINE,
)
HEAD_LINES = re.compile(
    r"^(?:return-path|received|message-id|from|to|subject|date|mime-version|x-[\w-]+): ?.*$",
    re.IGNORECASE | re.MULTILINE,
)
LINES_OF_A_HEAD, CLOSE = 4, 600  # so many lines of a head within so many characters are a letter


@dataclass(frozen=True)
class BounceParts:
    """A letter that may be a bounce. `note` is its own words, `status` its fields, `returned` the letter it returns."""

    message: Message
    note: str
    status: str
    returned: str

    def header(self, name: str) -> str:
        """A header on one line; "" where there is none."""
        return " ".join(str(self.message.get(name, ""))[:LONGEST_HEADER].split())

    @property
    def subject(self) -> str:
        """The subject as people read it."""
        try:
            return str(make_header(decode_header(self.header("subject"))))
        except (ValueError, LookupError):
            return self.header("subject")

    @property
    def sender(self) -> tuple[str, str]:
        """The name and the address it is from."""
        return parseaddr(self.header("from"))


def parts_of(raw: bytes) -> BounceParts:
    """The parts of the beginning of a letter, whatever its shape.

    Raises ValueError for one that is parted as no letter is, and what the parser of letters raises for a broken one.
    """
    raw = raw[:LONGEST_READ]
    if raw.count(b"\n--") > MOST_BORDERS:
        raise ValueError("more borders than a letter has")
    message = BytesParser(policy=compat32).parsebytes(raw)
    notes, status, returned = [], [], []
    for part in _leaves(message):
        kind = part.get_content_type()
        if kind in STATUS_PARTS:
            status.append(_text_of_all(part))
        elif kind in RETURNED_PARTS:
            returned.append(_text_of_all(part))
        elif kind.startswith(
            ("text/", "multipart/")
        ):  # a multipart without parts is broken, and is read as it is
            notes.append(_text_of(part))
    note, rest = _cut("\n".join(notes)[:LONGEST_TEXT])
    return BounceParts(
        message, note, "\n\n".join(status)[:LONGEST_TEXT], "\n".join([*returned, rest])[:LONGEST_TEXT]
    )


def _leaves(message: Message) -> Iterator[Message]:
    """The parts of the letter itself: what it returns is one part."""
    waiting, seen = [message], 0
    while waiting and seen < MOST_PARTS:
        part, seen = waiting.pop(0), seen + 1
        if part.get_content_maintype() == "multipart" and isinstance(part.get_payload(), list):
            waiting = [*part.get_payload(), *waiting]
        else:
            yield part


def _text_of(part: Message) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    try:
        text = content.decode(part.get_content_charset() or "utf-8")
    except (UnicodeDecodeError, LookupError):
        text = content.decode("latin-1")
    return (
        words_of_html(text[: 2 * LONGEST_TEXT])
        if part.get_content_subtype() == "html"
        else text.replace("\r\n", "\n")
    )


def _text_of_all(part: Message) -> str:
    """A part and all in it, as text."""
    inner = part.get_payload()
    if isinstance(inner, list):
        return "\n\n".join(one.as_bytes().decode("latin-1") for one in inner)  # type: ignore[union-attr]
    return _text_of(part)


def _cut(text: str) -> tuple[str, str]:
    """The words of the mail server, and the letter it returns below them."""
    found = RETURNED_BELOW.search(text)
    at = found.start() if found and found.start() else len(text)
    heads = [one.start() for one in HEAD_LINES.finditer(text)]
    for first, last in zip(heads, heads[LINES_OF_A_HEAD - 1 :], strict=False):
        if first and last - first < CLOSE:
            at = min(at, first)
            break
    return text[:at], text[at:]
