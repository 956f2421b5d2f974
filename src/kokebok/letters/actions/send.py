"""The sender: takes the letters that are due in hand, one at a time, and writes down what became of each.

What a letter is in hand for is told by `tries`, so that a worker who was thought dead, and comes back, changes nothing
that another has taken over. Just before the text leaves, that is written down: a worker who dies before it has sent
nothing, and of one who dies after it nobody knows.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from time import monotonic, sleep
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_noop

from kokebok.letters.actions.bounced import note_refused
from kokebok.letters.actions.post import erase_unwanted, erased
from kokebok.letters.delivering import (
    AddressRefused,
    DeliveryDeferred,
    NobodyKnows,
    NoLongerOurs,
    NotTaken,
    NotUs,
)
from kokebok.letters.mailing import MailServer, mail_server
from kokebok.letters.models import CAME_BACK_BEFORE, Letter, LetterState
from kokebok.letters.return_path import sent_as
from kokebok.letters.rules import LEASE, LONGEST_WAIT, PATIENCE, PAUSE, SHORT_PAUSE, SHORTEST_WAIT
from kokebok.people.closing import closing

if TYPE_CHECKING:
    from datetime import timedelta

SECONDS_AT_A_TIME = 40
CODE = re.compile(r"[245]\d\d( [245]\.\d{1,3}\.\d{1,3})?\b")
AT_ONCE = 20  # looked up together: what becomes due meanwhile, and is secret, does not wait for more

logger = logging.getLogger(__name__)


def send_due_letters() -> int:
    """Send the letters that are due, for at most some forty seconds; gives back how many left.

    May run any number of times, and at the same time as itself. When the mail server takes none, they rest a minute.
    """
    settle_lost()
    sent = 0
    with mail_server() as server:
        try:
            for key in _due_until(monotonic() + SECONDS_AT_A_TIME):
                sent += _send(key, server)
        except NotUs as answer:
            _let_all_rest(str(answer))
    return sent


def _due_until(ends: float) -> Iterator[int]:
    """The letters that are due, until there are none, the process is on its way down, or the time is up."""
    while batch := list(Letter.objects.due(timezone.now()).values_list("pk", flat=True)[:AT_ONCE]):
        for key in batch:
            if closing.is_set() or monotonic() > ends:
                return
            yield key


@transaction.atomic
def settle_lost(*, at: datetime | None = None) -> None:
    """Let go of what a worker that died had in hand: its text has not left, or nobody knows whether it has."""
    at = at or timezone.now()
    lost = Letter.objects.lost(at)
    keys = list(lost.values_list("pk", flat=True))
    unsent = lost.filter(handed_at=None)
    unsent.update(state=LetterState.WAITING, lease_until=None, due_at=timezone.now())
    said = gettext_noop("The server stopped while the e-mail was being handed over.")
    lost.update(state=LetterState.UNKNOWN, lease_until=None, answer=said)
    erase_unwanted(Letter.objects.filter(pk__in=keys))


def _send(key: int, server: MailServer) -> bool:
    """Whether this letter left. Raises NotUs when the mail server takes none."""
    now = timezone.now()
    late = Letter.objects.due(now).filter(pk=key, not_after__lt=now)
    if late.update(state=LetterState.LAID_ASIDE, **erased()):
        return False
    held = Letter.objects.due(now).filter(pk=key).to_nobody()
    if held.update(state=LetterState.FAILED, answer=CAME_BACK_BEFORE):
        return False
    server.be_there()
    letter = _take_in_hand(key)
    if letter is None:
        return False
    begun = monotonic()
    try:
        server.take(_email(letter), before_text=partial(_about_to_leave, letter))
    except NoLongerOurs:
        server.hang_up()
        return False
    except NotTaken as answer:
        _not_taken(letter, answer)
    except DeliveryDeferred as answer:
        _try_later(letter, str(answer))
    except NobodyKnows as answer:
        _came_to(letter, LetterState.UNKNOWN, answer=str(answer))
        if answer.is_silent:
            raise NotUs(str(answer)) from answer
    except NotUs as answer:
        behind = timezone.now() + 2 * PAUSE  # if it was about this letter after all, the others go first
        _came_to(letter, LetterState.WAITING, answer=str(answer), handed_at=None, due_at=behind)
        raise
    else:
        _came_to(letter, LetterState.SENT, sent_at=timezone.now(), **_no_longer_needed(letter))
        sleep(max(0.0, 60 / settings.LETTERS_A_MINUTE - (monotonic() - begun)))
        return True
    return False


def _take_in_hand(key: int) -> Letter | None:
    """The letter, now ours alone for a while; None if another was quicker."""
    now = timezone.now()
    mine = Letter.objects.due(now).filter(pk=key)
    if not mine.update(
        state=LetterState.SENDING, lease_until=now + LEASE, tries=F("tries") + 1, handed_at=None
    ):
        return None
    return Letter.objects.get(pk=key)


def _about_to_leave(letter: Letter) -> None:
    """Write down that the text leaves now. Raises NoLongerOurs if another has taken the letter over, or back."""
    now = timezone.now()
    mine = Letter.objects.filter(pk=letter.pk, state=LetterState.SENDING, tries=letter.tries, handed_at=None)
    mine = mine.filter(is_unwanted=False)
    if not mine.update(handed_at=now, lease_until=now + LEASE):
        raise NoLongerOurs


@transaction.atomic
def _came_to(letter: Letter, state: LetterState, /, **fields: object) -> None:
    """Write down the fate of a letter, also of one that was given up as unknown in the meantime."""
    mine = Letter.objects.filter(pk=letter.pk, tries=letter.tries)
    mine.filter(state__in=(LetterState.SENDING, LetterState.UNKNOWN)).update(
        state=state, lease_until=None, **fields
    )
    erase_unwanted(mine)
    if state != LetterState.SENT:
        logger.warning("Letter %s: %s, %s", letter, state, _for_the_log(str(fields["answer"])))


@transaction.atomic
def _not_taken(letter: Letter, answer: NotTaken) -> None:
    """The mail server will not take it; where there is no such address, nothing more is sent to that."""
    if isinstance(answer, AddressRefused) and not letter.is_secret:
        note_refused(letter.to, str(answer))
    _came_to(letter, LetterState.FAILED, answer=str(answer))


def _for_the_log(answer: str) -> str:
    """The code of a mail server's answer: its words may name the reader's address."""
    code = CODE.match(answer)
    return code[0] if code else "no answer"


def _try_later(letter: Letter, answer: str) -> None:
    """The mail server asks us to come back with this letter: soon, then ever more seldom, and for some days."""
    now = timezone.now()
    waited: timedelta = now - (letter.turned_away_at or now)
    if waited > PATIENCE:
        _came_to(letter, LetterState.FAILED, answer=answer)
        return
    due_at = now + min(max(waited, SHORTEST_WAIT), LONGEST_WAIT)
    turned_away_at = Coalesce(F("turned_away_at"), Value(now))
    _came_to(
        letter,
        LetterState.WAITING,
        answer=answer,
        handed_at=None,
        due_at=due_at,
        turned_away_at=turned_away_at,
    )


def _let_all_rest(answer: str) -> None:
    """The mail server takes nothing from us: it is no letter's fault, and none is given up for it."""
    logger.warning("The mail server takes no letters: %s", answer)
    now = timezone.now()
    due = Letter.objects.due(now).order_by()
    due.filter(is_secret=True).update(due_at=now + SHORT_PAUSE, answer=answer)
    due.filter(is_secret=False).update(due_at=now + PAUSE, answer=answer)


def _no_longer_needed(letter: Letter) -> dict[str, object]:
    return erased() if letter.is_secret else {"answer": ""}


def _email(letter: Letter) -> EmailMultiAlternatives:
    whose = sent_as(letter.token)
    email = EmailMultiAlternatives(
        from_email=whose["from_email"],
        subject=letter.subject,
        body=letter.text,
        to=[letter.to],
        reply_to=[letter.reply_to] if letter.reply_to else None,
        headers={**letter.headers, **whose["headers"]},
    )
    if letter.html:
        email.attach_alternative(letter.html, "text/html")
    return email
