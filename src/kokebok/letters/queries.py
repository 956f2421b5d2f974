"""What pages need of letters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kokebok.letters.models import UNSENT, Letter, LetterQuerySet, LetterState, Unreachable
from kokebok.letters.rules import OVERDUE, reach_nobody

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

MOST_SHOWN = 200  # of each kind
CODE = re.compile(r"^(\d)\d\d\b")


@dataclass(frozen=True)
class OutboxLetter:
    """A letter as it stands on the page: `why` in plain words, and what the mail server itself said."""

    letter: Letter
    subject: str
    why: str
    said: str

    @property
    def host(self) -> str:
        """Where the address is: enough for a letter that nobody has to decide about."""
        return self.letter.to.rpartition("@")[2]


def letters_are_turned_away() -> bool:
    """Whether letters wait since the mail server did not take them when they were tried."""
    return Letter.objects.filter(state=LetterState.WAITING, turned_away_at=None).exclude(answer="").exists()


def is_unreachable(address: str) -> bool:
    """Whether nothing is to be sent to this address, since letters have come back from it."""
    return Unreachable.objects.filter(address=address.lower(), is_lasting=True).exists()


def to_put_right() -> QuerySet[Unreachable]:
    """The addresses that wait for somebody: letters came back from them for good, and nobody has let them be."""
    return Unreachable.objects.filter(is_lasting=True, settled_at=None)


def find_unreachable(number: int) -> Unreachable | None:
    """An address that cannot be reached, by its number; None if it has been put right."""
    return Unreachable.objects.filter(pk=number).first()


def is_in_hand(to: str) -> bool:
    """Whether a letter to this address is just being handed over."""
    return Letter.objects.filter(to=to, state=LetterState.SENDING).exists()


def letters_trouble() -> str | None:
    """How many letters should have left more than a quarter of an hour ago, in a sentence; None if there are none.

    Those the mail server has turned away for their own sake are not counted.
    """
    late = _late()
    number = late.count()
    if not number:
        return None
    since = date_format(localtime(late.earliest("wanted_at", "pk").wanted_at), "DATETIME_FORMAT")
    return ngettext(
        "%(number)s e-mail has not left, and has waited since %(since)s.",
        "%(number)s e-mails have not left, and the oldest has waited since %(since)s.",
        number,
    ) % {"number": number, "since": since}


def late_letters() -> Exists:
    """Whether some letter should have left more than a quarter of an hour ago."""
    return Exists(_late())


def letters_wait() -> str:
    """`letters_trouble`, with what the mail server says; "" if there is none. Not for all: it may name an address."""
    trouble = letters_trouble()
    if trouble is None:
        return ""
    answer = _late().exclude(answer="").values_list("answer", flat=True).first()
    return f"{trouble} {_('The mail server says:')} {_(answer)}" if answer else trouble


def _late() -> LetterQuerySet:
    return Letter.objects.late(timezone.now() - OVERDUE)


def undecided_letters() -> list[OutboxLetter]:
    """The letters a person must decide about: not taken, or nobody knows. Oldest first."""
    return [_shown(letter) for letter in Letter.objects.undecided()[:MOST_SHOWN]]


def waiting_letters() -> list[OutboxLetter]:
    """The letters that should have left by now, oldest first."""
    still = Letter.objects.filter(
        state__in=(LetterState.WAITING, LetterState.SENDING), wanted_at__lte=timezone.now()
    )
    return [_shown(letter) for letter in still.order_by("wanted_at", "pk")[:MOST_SHOWN]]


def how_many_stay() -> int:
    """How many letters a person must decide about, or should have left and have not."""
    return (Letter.objects.undecided() | _late()).count()


def letters_due() -> int:
    """How many letters should have left by now, and have not; not those the mail server asked us to wait with."""
    return Letter.objects.late(timezone.now()).count()


def undecided_count() -> int:
    """How many letters a person must decide about: not taken, or nobody knows."""
    return Letter.objects.undecided().count()


def find_letter(number: int) -> Letter:
    """A letter by its number. Raises Http404."""
    return get_object_or_404(Letter, pk=number)


def letter_of(key: str) -> Letter | None:
    """The letter with this key; None if none was posted."""
    return Letter.objects.filter(key=key).first()


def states_of(keys: Iterable[str]) -> dict[str, str]:
    """How far each of these letters has come; a key for which none was posted is not there."""
    return dict(Letter.objects.filter(key__in=list(keys)).values_list("key", "state"))


def fares(state: str | None) -> str:
    """How a letter fares, in a sentence; "" for one that was never posted. Without a mail server none leaves."""
    if state in (LetterState.WAITING, LetterState.SENDING, LetterState.SENT) and reach_nobody():
        return _("The e-mail reaches nobody: no mail server is set.")
    said = {
        LetterState.WAITING: _("The e-mail is on its way."),
        LetterState.SENDING: _("The e-mail is on its way."),
        LetterState.SENT: _("The e-mail has left."),
        LetterState.FAILED: _("The mail server did not take the e-mail."),
        LetterState.UNKNOWN: _("The e-mail may have left: the connection broke."),
        LetterState.LAID_ASIDE: _("The e-mail is not sent."),
    }
    return said[LetterState(state)] if state else ""


def unsent_keys(begins: str) -> list[str]:
    """The keys with this beginning whose letters have not left."""
    unsent = Letter.objects.filter(state__in=UNSENT, key__startswith=begins)
    return list(unsent.values_list("key", flat=True))


def posted(keys: Iterable[str]) -> set[str]:
    """Those of these keys for which a letter has been posted."""
    wanted = list(keys)
    found: set[str] = set()
    for start in range(0, len(wanted), 500):
        found |= set(Letter.objects.filter(key__in=wanted[start : start + 500]).values_list("key", flat=True))
    return found


def _shown(letter: Letter) -> OutboxLetter:
    subject = _("A code to sign in with") if letter.is_secret else letter.subject
    return OutboxLetter(letter, subject, _why(letter), _(letter.answer) if letter.answer else "")


def _why(letter: Letter) -> str:
    """What the mail server's answer means."""
    code = CODE.match(letter.answer)
    if letter.state == LetterState.UNKNOWN:
        return _(
            "The connection broke while the e-mail was being handed over. It may have come, or not: nobody knows."
        )
    if letter.state == LetterState.FAILED:
        if code and code[1] == "4":
            return _("The mail server asked us to come back for four days, and never took it.")
        return _("The mail server does not take it. Often the address is wrong, or no longer in use.")
    if code:
        return _("The mail server asks us to come back later. We do, and you need do nothing.")
    if letter.answer:
        return _("The mail server does not answer. We try again every minute, and you need do nothing.")
    return _("It is on its way.")
