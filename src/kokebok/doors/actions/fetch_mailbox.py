"""Fetch the letters of a mailbox. A letter is moved only when what came of it is stored: nothing is lost or doubled."""

from __future__ import annotations

import imaplib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError

from kokebok.doors.actions.take_letters import LetterOutcome, take_in_letter
from kokebok.doors.targets import NamedPlaces, all_places
from kokebok.lib.env import Address
from kokebok.lib.mail import LARGEST, TOO_LARGE
from kokebok.people.rules import Refused

TAKEN_IN, SET_ASIDE = "Kokebok-tatt-inn", "Kokebok-satt-til-side"
MOST_AT_ONCE = 500  # letters: the rest are fetched the next time
TIMEOUT = 30  # seconds
BOXES: dict[str, Any] = {"imaps": MailBox, "imap+tls": MailBoxStartTls, "imap": MailBoxUnencrypted}
logger = logging.getLogger(__name__)


@dataclass
class Fetched:
    """What one fetching came to: letters that became inputs, were set aside, were here already, could not be stored.

    `returned` are those that told of a letter of ours that did not arrive.
    """

    taken: int = 0
    aside: int = 0
    already: int = 0
    failed: int = 0
    returned: int = 0


def fetch_mailbox(at: Address | None = None) -> Fetched:
    """Take in the letters of the mailbox of the settings; nothing without one. Raises nothing: what fails is logged.

    Letters that are taken in are moved to the folder TAKEN_IN, others to SET_ASIDE; they can be read there. A letter
    stays in the mailbox until its input is stored. If the connection is lost, the next fetching goes on.
    """
    at = at or settings.IMAP
    fetched = Fetched()
    if at is None:
        return fetched
    try:
        with _opened(at) as box:
            _fetch(box, fetched)
    except (OSError, EOFError, imaplib.IMAP4.error, ImapToolsError) as error:
        logger.warning("the mailbox at %s could not be read to its end: %s", at.host, error)
    return fetched


@contextmanager
def _opened(at: Address) -> Iterator[BaseMailBox]:
    """The mailbox, signed in, in its folder."""
    kind = BOXES[at.scheme]
    box = kind(at.host, timeout=TIMEOUT, **({"port": at.port} if at.port else {}))
    box.login(at.user, at.password, initial_folder=at.path.strip("/") or "INBOX")
    try:
        yield box
    finally:
        try:
            box.logout()
        except (OSError, EOFError, imaplib.IMAP4.error, ImapToolsError):
            logger.info("the mailbox was left without a goodbye")


def _fetch(box: BaseMailBox, fetched: Fetched) -> None:
    numbers = box.uids("UNDELETED")[:MOST_AT_ONCE]
    if not numbers:
        return
    for folder in (TAKEN_IN, SET_ASIDE):
        if not box.folder.exists(folder):
            box.folder.create(folder)
    places = all_places()
    for number in numbers:
        _one(box, number, places, fetched)


def _one(box: BaseMailBox, number: str, places: NamedPlaces, fetched: Fetched) -> None:
    """Take in one letter, then move it. A letter that cannot be stored now stays where it is."""
    raw = _raw(box, number)
    if not raw:
        return
    try:
        outcome = take_in_letter(raw, places=places)
    except Refused as refusal:
        logger.warning("a letter stays in the mailbox: %s", refusal)
        fetched.failed += 1
        return
    except Exception:  # one letter must not keep the others from coming in
        logger.exception("a letter stays in the mailbox")
        fetched.failed += 1
        return
    setattr(fetched, outcome.value, getattr(fetched, outcome.value) + 1)
    box.move(number, SET_ASIDE if outcome == LetterOutcome.ASIDE else TAKEN_IN)


def _raw(box: BaseMailBox, number: str) -> bytes:
    """A letter as it came, without marking it as read; of one that is too large, its head and a note of its size."""
    size = _size(box, number)
    if size > LARGEST:
        head = _part(box, number, "BODY.PEEK[HEADER]")
        return head.rstrip() + TOO_LARGE + b" %d bytes\r\n\r\n" % size
    return _part(box, number, "BODY.PEEK[]")


def _size(box: BaseMailBox, number: str) -> int:
    answer = box.client.uid("fetch", number, "(RFC822.SIZE)")[1]
    said = b" ".join(part if isinstance(part, bytes) else part[0] for part in answer if part)
    found = said.upper().partition(b"RFC822.SIZE ")[2].split(b")")[0].split(b" ")[0]
    return int(found) if found.isdigit() else 0


def _part(box: BaseMailBox, number: str, what: str) -> bytes:
    answer = box.client.uid("fetch", number, f"({what})")[1]
    return next((part[1] for part in answer if isinstance(part, tuple) and len(part) > 1), b"")
