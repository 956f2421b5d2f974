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
from kokebok.letters.rules import AlreadySettled
from kokebok.letters.waking import wake

if TYPE_CHECKING:
    from kokebok.people.models import Person


@transaction.atomic
def write_again(unreachable: Unreachable, *, by: Person) -> int:
    """Let an address be written to again, and send what came back from it or was held back; how many letters.

    Each gets a new token: what is still said of the old ones says nothing of these. Raises AlreadySettled if another
    was first.
    """
    if not Unreachable.objects.filter(pk=unreachable.pk).delete()[0]:
        raise AlreadySettled(_("Somebody has put this address right already."))
    to = Letter.objects.filter(to__iexact=unreachable.address, erased_at=None)
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
    record("address.written_to_again", by=by, about=unreachable, letters=len(letters))
    after_commit(wake)
    return len(letters)


@transaction.atomic
def let_be(unreachable: Unreachable, *, by: Person) -> None:
    """Leave an address as it is: nothing is sent to it, and nobody is asked about it. Raises AlreadySettled."""
    standing = Unreachable.objects.filter(pk=unreachable.pk, settled_at=None)
    if not standing.update(is_lasting=True, settled_at=timezone.now()):
        raise AlreadySettled(_("Somebody has put this address right already."))
    record("address.let_be", by=by, about=unreachable)
