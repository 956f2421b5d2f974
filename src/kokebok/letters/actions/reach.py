"""Write to an address again that could not be reached, or let it be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.journal.actions.record import record
from kokebok.later.queueing import after_commit
from kokebok.letters.actions.settle import ANEW
from kokebok.letters.models import Letter, LetterState, Unreachable
from kokebok.letters.return_path import heads_with, new_token
from kokebok.letters.rules import AlreadySettled, settles_outbox
from kokebok.letters.waking import wake

if TYPE_CHECKING:
    from kokebok.people.models import Person


def hold(unreachable: Unreachable) -> None:
    """See to it that nobody else puts this address right meanwhile. Raises AlreadySettled if another was first.

    Call it in the act's transaction, before any dispatch is held: whoever reads a bounce holds them in that order.
    """
    if not Unreachable.objects.select_for_update().filter(pk=unreachable.pk).first():
        raise AlreadySettled(_("Somebody has put this address right already."))


@transaction.atomic
def write_again(unreachable: Unreachable, *, by: Person, corrected: bool = False, others: int = 0) -> int:
    """Let an address be written to again, and send what came back from it or was held back; how many letters.

    Those who may not settle the outbox send nothing of it: what was held back there then waits for an administrator.
    Each gets a new token: what is still said of the old ones says nothing of these. Whether the address was
    `corrected`, and how many `others` are sent, goes into the journal. Raises AlreadySettled if another was first.
    """
    if not Unreachable.objects.filter(pk=unreachable.pk).delete()[0]:
        raise AlreadySettled(_("Somebody has put this address right already."))
    letters = _send_outbox_again(unreachable.address) if settles_outbox(by) else 0
    Letter.objects.filter(to__iexact=unreachable.address, erased_at=None).held_back().update(answer="")
    record("address.put_right", by=by, about=unreachable, corrected=corrected, letters=letters + others)
    after_commit(wake)
    return letters


def _send_outbox_again(address: str) -> int:
    to = Letter.objects.filter(to__iexact=address, erased_at=None)
    letters = (
        to.held_back() | to.filter(state=LetterState.SENT, returned_at__isnull=False)
    ).select_for_update()
    now = timezone.now()
    for letter in letters:
        token = new_token()
        heads = {**letter.headers, **heads_with(token)}
        Letter.objects.filter(pk=letter.pk, state=letter.state).update(
            token=token, headers=heads, state=LetterState.WAITING, sent_at=None, returned_at=None,
            due_at=now, wanted_at=now, **ANEW,
        )  # fmt: skip
    return len(letters)


@transaction.atomic
def let_be(unreachable: Unreachable, *, by: Person) -> None:
    """Leave an address as it is: nothing is sent to it, and nobody is asked about it. Raises AlreadySettled."""
    standing = Unreachable.objects.filter(pk=unreachable.pk, settled_at=None)
    if not standing.update(is_lasting=True, settled_at=timezone.now()):
        raise AlreadySettled(_("Somebody has put this address right already."))
    record("address.let_be", by=by, about=unreachable)
