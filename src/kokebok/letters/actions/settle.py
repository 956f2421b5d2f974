"""Decide about a letter that was not taken, or may not have come; and erase what is no longer needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.journal.actions.record import record
from kokebok.later.queueing import after_commit
from kokebok.letters.actions.post import erase_unwanted, erased
from kokebok.letters.models import UNSENT, Letter, LetterState, ReadBounce, Unreachable
from kokebok.letters.rules import BOUNCES_KEPT, KEPT, UNDECIDED, AlreadySettled, OfNoUse
from kokebok.letters.waking import wake

if TYPE_CHECKING:
    from kokebok.people.models import Person


ANEW = {"turned_away_at": None, "handed_at": None, "answer": ""}


@transaction.atomic
def send_again(letter: Letter, *, by: Person) -> None:
    """Have a letter that failed, or may not have come, sent again; or one that waits tried now.

    The mail server's patience begins anew. Raises AlreadySettled if it is no longer as the caller saw it, OfNoUse if
    what it was for is over.
    """
    now = timezone.now()
    wanted_at = letter.wanted_at if letter.state == LetterState.WAITING else now
    if letter.not_after and letter.not_after < now:
        raise OfNoUse(_("What the e-mail was for is over, so it is not sent. Let it lie."))
    _settle(letter, LetterState.WAITING, due_at=now, wanted_at=wanted_at, **ANEW)
    record("letter.sent_again", by=by, about=letter, was=letter.state)
    after_commit(wake)


@transaction.atomic
def lay_aside(letter: Letter, *, by: Person) -> None:
    """Let a letter lie: it is not sent, and its words and address are erased. Raises AlreadySettled."""
    _settle(letter, LetterState.LAID_ASIDE, **erased())
    record("letter.laid_aside", by=by, about=letter, was=letter.state)


def _settle(letter: Letter, state: LetterState, /, **fields: object) -> None:
    seen = Letter.objects.filter(pk=letter.pk, state=letter.state, tries=letter.tries, erased_at=None)
    if letter.state not in UNSENT or not seen.update(state=state, **fields):
        raise AlreadySettled(_("The e-mail is no longer as you saw it. Look at it as it is now."))


def erase_old() -> int:
    """Erase the words and addresses of letters that were sent long ago; what nobody decided about is laid aside.

    Gives back how many. May run any number of times.
    """
    now = timezone.now()
    kept = Letter.objects.filter(erased_at=None)
    sent = kept.filter(state=LetterState.SENT, sent_at__lt=now - KEPT).update(**erased())
    ReadBounce.objects.filter(at__lt=now - BOUNCES_KEPT).delete()
    Unreachable.objects.filter(at__lt=now - BOUNCES_KEPT).delete()
    nobody_decides = (kept.undecided() | kept.held_back()).filter(due_at__lt=now - UNDECIDED)
    useless = kept.filter(state__in=UNSENT, not_after__lt=now) | nobody_decides
    return sent + useless.update(state=LetterState.LAID_ASIDE, **erased())


def erase_sent_to(email: str) -> int:
    """Erase the words and the address of all letters to an address, and that it could not be reached; how many letters.

    What has not left does not leave, but for what somebody sits and waits for. One in hand is erased when it is not.
    """
    theirs = Letter.objects.filter(to__iexact=email, erased_at=None)
    unsent = theirs.filter(state__in=(LetterState.SENDING, *UNSENT), is_secret=False)
    unsent.update(is_unwanted=True)  # and from here on, nobody else moves them
    erased_now = erase_unwanted(theirs) + theirs.filter(state=LetterState.SENT).update(**erased())
    Unreachable.objects.filter(address=email.lower()).delete()
    return erased_now
