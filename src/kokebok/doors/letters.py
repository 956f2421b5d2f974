"""What a letter would become: an input with its place and its files, or something set aside, and why."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from email.utils import parseaddr
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokebok.doors.models import HoldReason
from kokebok.inputs.actions.send import Said
from kokebok.inputs.files import look_into
from kokebok.inputs.models import LONGEST_TEXT, Kind
from kokebok.inputs.rules import UnfitFile
from kokebok.lib.bounces import read_bounce
from kokebok.lib.mail import File, MailSort, ReceivedLetter, read_letter
from kokebok.lib.mail_words import MailPartKind, own_words

if TYPE_CHECKING:
    from datetime import datetime

    from kokebok.doors.targets import Aim, NamedPlaces
    from kokebok.lib.mail_above import Forwarded

TICKETS = uuid.UUID("6d0f1f4e-4d5c-4f0e-9a52-0c6f8f3f6b11")
REASONS = {
    MailSort.AUTOMATIC: HoldReason.AUTOMATIC,
    MailSort.BOUNCE: HoldReason.BOUNCE,
    MailSort.LIST: HoldReason.LIST,
    MailSort.SPAM: HoldReason.SPAM,
    MailSort.EMPTY: HoldReason.EMPTY,
    MailSort.BROKEN: HoldReason.BROKEN,
    MailSort.LARGE: HoldReason.LARGE,
}
_ANSWERED = re.compile(r"^\s*((re|sv|vs|fwd|fw|aw|wg|videresendt?|vidaresendt?)\s*:\s*)+", re.IGNORECASE)


TAKEN_FOR = {
    MailPartKind.ANSWERED: gettext_lazy("the e-mail that was answered"),
    MailPartKind.SIGNATURE: gettext_lazy("the signature"),
    MailPartKind.PROGRAM: gettext_lazy("a line from the mail program"),
}


@dataclass(frozen=True)
class LeftOut:
    """A file or words that do not go with the input: the file's name, why, and the words."""

    name: str
    why: str
    text: str = ""


@dataclass(frozen=True)
class LetterPreview:
    """A letter with what would come of it. `reason` is None when it becomes an input by itself.

    `name` and `address` are of who said it: of a letter that was sent on, of whoever wrote that.
    `files` are those that go with the input, `left_out` what does not. `doubtful` is lines that may be another's.
    """

    letter: ReceivedLetter
    reason: HoldReason | None
    aim: Aim
    name: str
    address: str
    text: str
    doubtful: tuple[str, ...]
    files: tuple[File, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def key(self) -> str:
        """The letter's own key."""
        return self.letter.key

    @property
    def reason_label(self) -> str:
        """Why it is set aside, in words; "" when it is not."""
        return str(self.reason.label) if self.reason else ""

    def said(self) -> Said:
        """What is said, as an input takes it. The same letter always has the same ticket."""
        return Said(
            kind=Kind.COMMENT,
            text=self.text,
            name=self.name,
            email=self.address if _is_address(self.address) else "",
            ticket=uuid.uuid5(TICKETS, self.key),
        )

    def received_at(self) -> datetime | None:
        """When it was written, if it says so and that has been."""
        at = self.letter.at
        return at if at and at <= timezone.now() else None


def look_at(raw: bytes, places: NamedPlaces) -> LetterPreview:
    """What would come of a letter. Keeps nothing, and raises nothing."""
    letter = read_letter(raw)
    files, left_out = _fit(letter)
    unread = bool(left_out)
    own, (name, address) = letter.own, (letter.name, letter.address)
    if letter.sent_on:
        own, (name, address) = own_words(letter.sent_on.text), parseaddr(letter.sent_on.sender)
        left_out += _around(letter.sent_on)
    text, rest = _text_of(letter, own.text, has_files=bool(files))
    if rest:
        files = (rest, *files)
    over = files[settings.ATTACHMENTS_AN_INPUT :]
    left_out += [LeftOut(file.name, _("there is no room for more files with one input")) for file in over]
    left_out += [LeftOut("", str(TAKEN_FOR[part.why]), part.text) for part in own.left_out]
    only_unread = unread and not files and not own.text
    return LetterPreview(
        letter=letter,
        reason=_reason(letter, text, only_unread=only_unread)
        or (HoldReason.BOUNCE if read_bounce(raw) else None),
        aim=places.in_letter(f"{letter.subject}\n{letter.whole}"),
        name=name[:120],
        address=address,
        text=text,
        doubtful=own.doubtful,
        files=files[: settings.ATTACHMENTS_AN_INPUT],
        left_out=tuple(left_out),
    )


def _around(sent_on: Forwarded) -> list[LeftOut]:
    """What stands round a letter that was sent on: the words of who sent it on, and its head."""
    above = [LeftOut("", _("the words of who sent the e-mail on"), sent_on.above)] if sent_on.above else []
    return [*above, LeftOut("", _("who wrote the e-mail, and when"), sent_on.head)]


def _reason(letter: ReceivedLetter, text: str, *, only_unread: bool) -> HoldReason | None:
    ours = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].casefold()
    if letter.address and letter.address.casefold() == ours:
        return HoldReason.OURS
    if letter.sort == MailSort.WORDS and letter.sent_on:
        return HoldReason.SENT_ON
    if letter.sort == MailSort.WORDS and only_unread:
        return HoldReason.FILES
    if letter.sort == MailSort.WORDS and not text:
        return HoldReason.EMPTY
    return REASONS.get(letter.sort)


def _fit(letter: ReceivedLetter) -> tuple[tuple[File, ...], list[LeftOut]]:
    """The files that are taken, and why the others are not."""
    taken, left_out = [], []
    for file in letter.files:
        try:
            look_into(file.name, file.content)
            taken.append(file)
        except UnfitFile as refusal:
            left_out.append(LeftOut(file.name, str(refusal)))
    return tuple(taken), left_out


def _text_of(letter: ReceivedLetter, said: str, *, has_files: bool) -> tuple[str, File | None]:
    """The subject and the words, as one text; and, where they are too long for an input, all of them as a file."""
    subject = _ANSWERED.sub("", letter.subject).strip()
    body = said or (_("See the file.") if has_files else "")
    if not body and not subject:
        return "", None
    shown = "" if body.casefold().startswith(subject.casefold()) else subject
    text = "\n\n".join(part for part in (shown, body) if part)
    if len(text) <= LONGEST_TEXT:
        return text, None
    more = "\n\n" + _("The rest is in the file brev.txt.")
    return text[: LONGEST_TEXT - len(more)].rstrip() + more, File("brev.txt", text.encode())


def _is_address(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True
