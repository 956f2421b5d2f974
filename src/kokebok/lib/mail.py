"""Letters as they come from anyone: what their sender says, with what other programs put round it taken away.

Nothing in a letter is trusted: how deep it is, how many parts it has, what it calls its signs and its files.
"""

from __future__ import annotations

import email.errors
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from email.utils import parseaddr, parsedate_to_datetime
from enum import Enum

from kokebok.lib.mail_above import Forwarded, forwarded
from kokebok.lib.mail_flowed import unwrapped
from kokebok.lib.mail_html import words_of_html
from kokebok.lib.mail_words import OwnWords, own_words
from kokebok.lib.typed import clean

LARGEST = 40_000_000  # bytes of one letter
TOO_LARGE, HEAD = b"\nX-Kokebok-Too-Large:", 100_000
DEEPEST = 60  # parts in parts in the source; letters in real life have four or five
MOST_PARTS = 200
MOST_HEADERS = 500
MOST_BORDERS = 1_000  # lines that could part it: reading it takes time by the square of them
SMALL_PICTURE = 20_000  # bytes: a mark in a signature, and no photograph


NO_WORDS = OwnWords("")


class MailSort(Enum):
    """What a letter is: somebody's words, or something that a program sent."""

    WORDS = "words"
    AUTOMATIC = "automatic"
    BOUNCE = "bounce"
    LIST = "list"
    SPAM = "spam"
    EMPTY = "empty"
    BROKEN = "broken"
    LARGE = "large"


@dataclass(frozen=True)
class File:
    """A file in a letter, by the name its sender's program gave it."""

    name: str
    content: bytes


@dataclass(frozen=True)
class ReceivedLetter:
    """A letter. `own` is its sender's own words, and what was left out of them; `key` is its own, 64 characters.

    `whole` is all there is in words. `sent_on` is the letter of somebody else that it sends on, if it does.
    `pictures_left_out` counts the small pictures of signatures.
    """

    key: str
    sort: MailSort
    name: str = ""
    address: str = ""
    subject: str = ""
    own: OwnWords = NO_WORDS
    whole: str = ""
    sent_on: Forwarded | None = None
    at: datetime | None = None
    files: tuple[File, ...] = field(default_factory=tuple)
    pictures_left_out: int = 0

    @property
    def text(self) -> str:
        """Its sender's own words."""
        return self.own.text


def read_letter(raw: bytes) -> ReceivedLetter:
    """What a letter says. Raises nothing: one that cannot be read is BROKEN.

    LARGE is one that is too large, or of which only the head was fetched since it is (it then says TOO_LARGE).
    """
    if len(raw) > LARGEST or TOO_LARGE in raw[:HEAD]:
        return _by_head(raw, MailSort.LARGE)
    small = raw.lower()
    deep = small.count(b"content-type: multipart/") + small.count(b"message/rfc822")
    if deep > DEEPEST or raw.count(b"\n--") > MOST_BORDERS:
        return _by_head(raw, MailSort.BROKEN)
    try:
        return _read(raw)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError, email.errors.MessageError):
        return _by_head(raw, MailSort.BROKEN)


def key_of_letter(raw: bytes) -> str:
    """The letter's own key, as in `ReceivedLetter`, without reading more of it than its head."""
    return _by_head(raw, MailSort.BROKEN).key


def _by_head(raw: bytes, sort: MailSort) -> ReceivedLetter:
    """What the lines before the first empty one say, of a letter that is not read further."""
    head = re.split(rb"\r?\n\r?\n", raw[:HEAD], maxsplit=1)[0] + b"\n\n"
    try:
        message = BytesParser(_class=EmailMessage, policy=default).parsebytes(head, headersonly=True)
        name, address = _sender(message)
        return ReceivedLetter(
            _key(message, raw), sort, name, address, _header(message, "subject"), at=_written_at(message)
        )
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError, email.errors.MessageError):
        return ReceivedLetter(hashlib.sha256(raw).hexdigest(), sort)


def _read(raw: bytes) -> ReceivedLetter:
    message = BytesParser(_class=EmailMessage, policy=default).parsebytes(raw)
    if len(message.keys()) > MOST_HEADERS:
        return _by_head(raw, MailSort.BROKEN)
    parts = list(_leaves(message))
    if len(parts) > MOST_PARTS:
        return _by_head(raw, MailSort.BROKEN)
    whole = _words(parts)
    files, pictures = _files(parts)
    own = own_words(whole)
    name, address = _sender(message)
    sort = _sort(message)
    if sort == MailSort.WORDS and not (own.text or files):
        sort = MailSort.EMPTY
    subject = _header(message, "subject")[:300]
    return ReceivedLetter(
        _key(message, raw),
        sort,
        name,
        address,
        subject,
        own,
        whole,
        forwarded(whole, said_so=bool(_SENT_ON_SUBJECT.match(subject))),
        _written_at(message),
        files,
        pictures,
    )


def _leaves(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts that hold something. A letter within the letter is one part: a file."""
    waiting = [message]
    seen = 0
    while waiting and seen <= MOST_PARTS + 1:
        part = waiting.pop(0)
        if part.get_content_maintype() == "multipart" and isinstance(part.get_payload(), list):
            waiting = [*part.iter_parts(), *waiting]  # type: ignore[list-item]
            continue
        seen += 1
        yield part


def _words(parts: list[EmailMessage]) -> str:
    """The words of the letter: its plain text; of a letter without one, what its HTML says."""
    for kind, turn in (("text/plain", str), ("text/html", words_of_html)):
        texts = [
            turn(_text_of(part)) for part in parts if part.get_content_type() == kind and not _is_file(part)
        ]
        found = clean("\n\n".join(text.strip() for text in texts if text.strip()))
        if found.strip():
            return found.strip()
    return ""


def _text_of(part: EmailMessage) -> str:
    """The text of a part, also when what it says of its signs is wrong."""
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return ""
    text = _decoded(raw, part.get_content_charset() or "utf-8")
    if str(part.get_param("format", "")).lower() == "flowed":
        return unwrapped(text, without_space=str(part.get_param("delsp", "")).lower() == "yes")
    return text


def _decoded(raw: bytes, named: str) -> str:
    """Bytes as text. What says it is ISO 8859-1 is read as Windows-1252, as browsers do: programs mix them up.

    The rule, and the names, are those of the Encoding Standard of WHATWG.
    """
    windows = named.lower().replace("_", "-") in ("iso-8859-1", "iso8859-1", "latin-1", "latin1")
    for charset in ("cp1252", "latin-1") if windows else (named, "utf-8", "cp1252"):
        try:
            return raw.decode(charset)
        except (UnicodeDecodeError, LookupError):
            continue
    return raw.decode("cp1252", errors="replace")


def _is_file(part: EmailMessage) -> bool:
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def _files(parts: list[EmailMessage]) -> tuple[tuple[File, ...], int]:
    """The files, and how many small pictures in the text were left out."""
    found, pictures = [], 0
    for part in parts:
        if part.get_content_type() in ("text/plain", "text/html") and not _is_file(part):
            continue
        content = part.get_payload(decode=True)
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload()
            content = inner[0].as_bytes() if isinstance(inner, list) and inner else b""  # type: ignore[union-attr]
        if not isinstance(content, bytes):
            continue
        if _is_mark(part, content):
            pictures += 1
            continue
        found.append(File(_file_name(part), content))
    return tuple(found), pictures


def _is_mark(part: EmailMessage, content: bytes) -> bool:
    """Whether this is a small picture shown in the text, as signatures have."""
    inside = part.get("content-id") is not None and part.get_content_disposition() != "attachment"
    return inside and part.get_content_maintype() == "image" and len(content) <= SMALL_PICTURE


def _file_name(part: EmailMessage) -> str:
    name = part.get_filename()
    if name:
        return clean(str(name))
    ending = "eml" if part.get_content_type() == "message/rfc822" else part.get_content_subtype()
    return f"fil.{ending}"


def _sort(message: EmailMessage) -> MailSort:
    said = {name.lower(): str(value).lower() for name, value in message.items()}
    if message.get_content_type() == "multipart/report" or said.get("return-path", "").strip() == "<>":
        return MailSort.AUTOMATIC if "auto-replied" in said.get("auto-submitted", "") else MailSort.BOUNCE
    if re.match(r"(mailer-daemon|postmaster)@", _sender(message)[1].lower()):
        return MailSort.BOUNCE
    if said.get("auto-submitted", "no").strip() not in ("no", ""):
        return MailSort.AUTOMATIC
    if {"x-autoreply", "x-autorespond", "x-autoresponder"} & said.keys():
        return MailSort.AUTOMATIC
    if said.get("precedence", "") == "auto_reply" or _AUTOMATIC_SUBJECT.match(said.get("subject", "")):
        return MailSort.AUTOMATIC
    if said.get("x-spam-flag", "").strip() == "yes":
        return MailSort.SPAM
    if {"list-id", "list-unsubscribe"} & said.keys() or said.get("precedence", "") in (
        "bulk",
        "junk",
        "list",
    ):
        return MailSort.LIST
    return MailSort.WORDS


_SENT_ON_SUBJECT = re.compile(r"\s*(?:fwd?|vs|vidaresendt?|videresendt?|wg)\s*:", re.IGNORECASE)
_AUTOMATIC_SUBJECT = re.compile(
    r"\s*(automatisk svar|autosvar|automatic reply|auto[- ]?reply|out of office|fraværsmelding|fråværsmelding"
    r"|(er |jeg er |eg er )?(ute av|ikke på|ikkje på) kontoret|abwesenheit)",
    re.IGNORECASE,
)


def _header(message: EmailMessage, name: str) -> str:
    """A header as people read it, on one line; "" for none, or one that cannot be read."""
    try:
        value = message.get(name)
    except (ValueError, LookupError, IndexError, AttributeError, TypeError):
        return ""
    return " ".join(clean(str(value or "")).split())


def _sender(message: EmailMessage) -> tuple[str, str]:
    """The name and the address the letter says it is from; an answer is wanted at Reply-To, if that is one address."""
    name, address = parseaddr(_header(message, "from"))
    wanted = parseaddr(_header(message, "reply-to"))[1]
    address = wanted if "@" in wanted else address
    return " ".join(name.split())[:120], address.strip()[:254] if "@" in address else ""


def _written_at(message: EmailMessage) -> datetime | None:
    """When the letter says it was written; None if it does not, or says what cannot be."""
    try:
        at = parsedate_to_datetime(_header(message, "date"))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    try:
        return at.astimezone(UTC) if 1990 < at.year < 2200 else None
    except (OverflowError, ValueError):
        return None


def _key(message: EmailMessage, raw: bytes) -> str:
    """The letter's own key: of its Message-ID, or of all of it where it has none."""
    own = _header(message, "message-id")
    return hashlib.sha256(f"mail:{own}".encode() if own else raw).hexdigest()


_MBOX_LINE = re.compile(
    rb"(?:\A|(?<=\n\n)|(?<=\r\n\r\n))From [^\r\n]*\r?\n(?=[!-9;-~]{1,80}:[ \t\r\n])"
)  # a line «From …» with a header right below: a sentence that begins so has none


def letters_in(raw: bytes) -> list[bytes]:
    """The letters of a file: of an mbox each of them, else the one the file is."""
    if not raw.strip():
        return []
    starts = [match.start() for match in _MBOX_LINE.finditer(raw)] if raw.startswith(b"From ") else []
    if not starts or starts[0]:
        return [raw]
    parts = [raw[start:end] for start, end in zip(starts, [*starts[1:], len(raw)], strict=True)]
    return [re.sub(rb"(?m)^>(>*From )", rb"\1", part.split(b"\n", 1)[1]) for part in parts]
