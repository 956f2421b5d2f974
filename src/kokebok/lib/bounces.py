"""Bounces: what a mail server sends back when a letter of ours did not arrive, in its many shapes.

Most follow RFC 3464 and are read as it says. Others say it in words; then the address is one that stands where they
say whom they did not reach, or the one the returned letter was to. Nothing in them is trusted: which letter of ours it
is about is told by a token that only that letter has had (`tokens`), never by an address.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from kokebok.lib.bounce_parts import LONGEST_READ, BounceParts, parts_of
from kokebok.lib.bounce_places import MOST_NAMED, leading, named_in, said_of
from kokebok.lib.bounce_words import (
    AUTOMATIC,
    CODE,
    ENHANCED,
    FAILED,
    NOT_PASSING,
    PASSING,
    PASSING_STATUS,
    PROGRAM_NAMES,
    PROGRAMS,
    REFUSED_BY_RECEIPT,
    STILL_TRYING,
    SUBJECTS,
)
from kokebok.lib.one_line import one_line

LARGEST_BOUNCE = 10_000_000  # bytes
MOST_TOKENS = 200
LONGEST_SAID = 300  # characters
BEGINNING = 400  # characters in which a mail server has come to the address
TOKEN = re.compile(r"(?<![0-9a-zA-Z])[0-9a-f]{32}(?![0-9a-zA-Z])")
ANSWERED = re.compile(r"^(?:in-reply-to|references):.*(?:\r?\n[ \t].*)*", re.IGNORECASE | re.MULTILINE)
FIELD = re.compile(r"^[ \t]*([A-Za-z][A-Za-z-]{2,40}):[ \t]*((?:.*)(?:\n[ \t]+\S.*)*)$", re.MULTILINE)
ANY_ADDRESS = re.compile(r"[^\s;<>\"'(),]{1,64}@[^\s;<>\"'(),]{1,255}")
ACTED = re.compile(r"^(?:action|status|final-recipient):", re.IGNORECASE | re.MULTILINE)
ACTED_BADLY = re.compile(
    r"^action:\s*(?:failed|delayed|failure)|^status:\s*[45]", re.IGNORECASE | re.MULTILINE
)
ARRIVED = ("delivered", "relayed", "expanded")
NOBODY = re.compile(r"(admin|administrator|no-?reply|ndr|notifications?|system)@", re.IGNORECASE)
OF_PEOPLE = ("in-reply-to", "references", "user-agent", "x-mailer", "thread-index")


class BounceFate(Enum):
    """What a mail server says of an address: it still tries; not this time; never."""

    DELAYED = "delayed"
    PASSING = "passing"
    LASTING = "lasting"


@dataclass(frozen=True)
class FailedRecipient:
    """An address a letter did not reach. `status` is as in RFC 3463, or ""; `said` has at most 300 characters."""

    address: str
    fate: BounceFate
    status: str
    said: str


@dataclass(frozen=True)
class Bounce:
    """A letter from a mail server about another that did not arrive.

    `failed` may be empty: some name no address. `tokens` is whatever in it may be the token of a letter of ours.
    """

    failed: tuple[FailedRecipient, ...]
    tokens: frozenset[str]


def read_bounce(raw: bytes) -> Bounce | None:
    """What a bounce says; None for every other letter. Raises nothing."""
    if len(raw) > LARGEST_BOUNCE:
        return None
    try:
        letter = parts_of(raw)
        if not _is_bounce(letter):
            return None
        failed = _by_fields(letter) or _by_words(letter)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError):
        return None
    tokens = TOKEN.findall(_that_tells(letter, raw[:LONGEST_READ].decode("latin-1")))[:MOST_TOKENS]
    return Bounce(tuple(failed[:MOST_NAMED]), frozenset(tokens))


def _that_tells(letter: BounceParts, text: str) -> str:
    """What of the letter may name ours. Which letter it answers does not, where nothing but its words says what it is.

    Somebody called Postmaster may write an answer of their own, about something that "ble ikke tatt med".
    """
    is_of_machine = letter.status or letter.header("return-path") == "<>"
    return (text if is_of_machine else ANSWERED.sub("", text)) + letter.returned


def _is_bounce(letter: BounceParts) -> bool:
    report = str(letter.message.get_param("report-type", "")).lower()
    if report == "feedback-report" or AUTOMATIC.search(letter.subject):
        return False
    if report == "disposition-notification":
        return bool(REFUSED_BY_RECEIPT.search(letter.note))
    if letter.status and ACTED.search(letter.status):
        return bool(ACTED_BADLY.search(letter.status))
    if letter.header("x-failed-recipients"):
        return True
    says_so = bool(FAILED.search(letter.note) or PASSING.search(letter.note))
    has_subject = bool(SUBJECTS.search(letter.subject))
    if _is_of_program(letter):
        return says_so or has_subject or bool(leading(letter.note))
    return has_subject and says_so and _is_by_nobody(letter) and bool(leading(letter.note[:BEGINNING]))


def _is_of_program(letter: BounceParts) -> bool:
    """Whether its sender has a name as mail servers have it, or it has none and says that something was returned."""
    name, address = letter.sender
    if not (name or address):
        is_empty = letter.header("return-path").lower().startswith(("<>", "<mailer-daemon"))
        return is_empty or bool(SUBJECTS.search(letter.subject))
    local = (address.rpartition("@")[0] or name).strip('"')
    return bool(PROGRAMS.match(local) or PROGRAM_NAMES.search(name) or PROGRAM_NAMES.search(local))


def _is_by_nobody(letter: BounceParts) -> bool:
    """Whether nothing in its head is as in a letter that a person writes."""
    name, address = letter.sender
    if letter.header("return-path") == "<>" or NOBODY.match(address):
        return True
    return not name and not any(letter.header(one) for one in OF_PEOPLE)


def _by_fields(letter: BounceParts) -> list[FailedRecipient]:
    """Those named as RFC 3464 says, also where the fields stand among the words."""
    found: dict[str, FailedRecipient] = {}
    for block in re.split(r"\n[ \t]*\n", f"{letter.status}\n\n{letter.note}"):
        fields = {name.lower(): " ".join(value.split()) for name, value in reversed(FIELD.findall(block))}
        address, action = _address_in(fields), fields.get("action", "failed").lower()
        if not address or action.startswith(ARRIVED):
            continue
        told = fields.get("diagnostic-code", "")
        said = told.partition(";")[2].strip() or told
        status = _status(fields.get("status", ""), said)
        fate = BounceFate.DELAYED if action.startswith("delayed") else _fate(status, said)
        one = FailedRecipient(address, fate, status, one_line(said, most=LONGEST_SAID))
        found.setdefault(address.lower(), one)
        if len(found) == MOST_NAMED:
            break
    return list(found.values())


def _address_in(fields: dict[str, str]) -> str:
    for name in ("original-recipient", "final-recipient", "x-actual-recipient"):
        found = ANY_ADDRESS.search(fields.get(name, ""))
        if found:
            return found[0]
    return ""


def _by_words(letter: BounceParts) -> list[FailedRecipient]:
    note = letter.note
    named = ANY_ADDRESS.findall(letter.header("x-failed-recipients")) or named_in(letter)
    is_tried = STILL_TRYING.search(f"{letter.subject}\n{note}")
    failed, of_all = [], _status("", note)
    for address in list(dict.fromkeys(named))[:MOST_NAMED]:
        said = said_of(address, note)
        status = _status("", said) or of_all
        fate = BounceFate.DELAYED if is_tried else _fate(status, said or note)
        failed.append(FailedRecipient(address, fate, status, one_line(said, most=LONGEST_SAID)))
    return failed


def _status(field: str, said: str) -> str:
    """The status: what the mail server at the other end said goes before a field that says nothing more."""
    own, told = ENHANCED.search(field), ENHANCED.search(said)
    if told and (own is None or own[1].endswith(".0.0")):
        return told[1]
    return own[1] if own else ""


def _fate(status: str, said: str) -> BounceFate:
    """Whether another day may be otherwise: a full mailbox is, whatever the first figure of the code."""
    if NOT_PASSING.search(said):
        return BounceFate.LASTING
    code = CODE.search(said)
    is_passing_code = not status and code is not None and code[1].startswith("4")
    is_passing = PASSING.search(said) or PASSING_STATUS.match(status) or is_passing_code
    return BounceFate.PASSING if is_passing else BounceFate.LASTING
