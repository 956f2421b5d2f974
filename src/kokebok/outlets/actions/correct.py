"""Say something beside an edition, and have its files made anew with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from kokebok.editions.actions import correct
from kokebok.editions.models import Withdrawal
from kokebok.outlets.actions.dispatch import stop_all
from kokebok.outlets.actions.render import render_anew

if TYPE_CHECKING:
    from kokebok.editions.models import Edition, Erratum
    from kokebok.people.models import Person


@transaction.atomic
def add_erratum(edition: Edition, *, anchor: str, text: str, by: Person) -> Erratum:
    """Add an erratum. Raises what `editions.actions.correct` raises, as the others here do."""
    made = correct.add_erratum(edition, anchor=anchor, text=text, by=by)
    render_anew(edition)
    return made


@transaction.atomic
def withdraw(edition: Edition, *, why: str, instead: Edition | None, by: Person) -> Withdrawal:
    """Withdraw an edition, and send it to nobody more; those that were withdrawn and lead to it lead further on."""
    made = correct.withdraw(edition, why=why, instead=instead, by=by)
    stop_all(edition, by=by)
    _render_with_those_before(edition)
    return made


@transaction.atomic
def restore(edition: Edition, *, why: str, by: Person) -> Withdrawal:
    """Let a withdrawn edition hold again."""
    made = correct.restore(edition, why=why, by=by)
    _render_with_those_before(edition)
    return made


def _render_with_those_before(edition: Edition) -> None:
    """Have the files made anew of an edition, and of all that lead readers to it."""
    done, found = set[int](), [edition]
    while found:
        one = found.pop()
        if one.pk in done:
            continue
        done.add(one.pk)
        render_anew(one)
        leading = Withdrawal.objects.filter(instead=one, lifted_on=None).select_related("edition")
        found += [row.edition for row in leading]
