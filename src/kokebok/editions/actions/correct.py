"""Say beside an edition that it is wrong somewhere, or not to be used any more. The edition itself never changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.editions.models import Edition, Erratum, Withdrawal
from kokebok.editions.rules import ChangedMeanwhile, require_use_instead
from kokebok.editions.said_beside import hold_edition, standing_withdrawal
from kokebok.journal.actions.record import record

if TYPE_CHECKING:
    from kokebok.people.models import Person


@transaction.atomic
def add_erratum(edition: Edition, *, anchor: str, text: str, by: Person) -> Erratum:
    """Add what is wrong at a paragraph of an edition, or with `anchor` "" in the edition as a whole.

    It is never changed or deleted: what is wrong in it, the next one says. Raises ChangedMeanwhile if the same words
    stand there already.
    """
    hold_edition(edition)
    words = text.strip()
    own = Erratum.objects.filter(edition=edition)
    if own.filter(anchor=anchor, text=words).exists():
        raise ChangedMeanwhile(_("The same erratum is there already."))
    made = Erratum.objects.create(
        edition=edition,
        number=own.count() + 1,
        anchor=anchor,
        text=words,
        day=timezone.localdate(),
        by=by,
        at=timezone.now(),
    )
    record("edition.erratum", by=by, about=edition, number=made.number, anchor=anchor, text=words)
    return made


@transaction.atomic
def withdraw(edition: Edition, *, why: str, instead: Edition | None, by: Person) -> Withdrawal:
    """Withdraw an edition: it stays, and says why it is not to be used and what is instead (None: the living text).

    Raises ChangedMeanwhile if it is withdrawn already, Refused where `instead` is none to be used.
    """
    hold_edition(edition, *([instead] if instead else []))
    if standing_withdrawal(edition):
        raise ChangedMeanwhile(_("The edition is withdrawn already. Read what it says now."))
    if instead is not None:
        require_use_instead(edition, instead, is_withdrawn=standing_withdrawal(instead) is not None)
    made = Withdrawal.objects.create(
        edition=edition,
        why=why.strip(),
        instead=instead,
        day=timezone.localdate(),
        by=by,
        at=timezone.now(),
    )
    to = instead.number if instead else ""
    record("edition.withdrawn", by=by, about=edition, why=made.why, instead=to)
    return made


@transaction.atomic
def restore(edition: Edition, *, why: str, by: Person) -> Withdrawal:
    """Let a withdrawn edition hold again, and say why; that it was withdrawn stays. Raises ChangedMeanwhile."""
    hold_edition(edition)
    found = standing_withdrawal(edition)
    if found is None:
        raise ChangedMeanwhile(_("The edition is not withdrawn any more."))
    found.lifted_on, found.lifted_why, found.lifted_by = timezone.localdate(), why.strip(), by
    found.save(update_fields=["lifted_on", "lifted_why", "lifted_by"])
    record("edition.restored", by=by, about=edition, why=found.lifted_why)
    return found
