"""When one of several live inputs that are shown as one leaves: another stands for the rest."""

from __future__ import annotations

from kokebok.inputs.models import readable
from kokebok.rounds.models import RoundInput


def hand_over(row: RoundInput) -> None:
    """Let another stand for those put together with this one, which leaves: the first where it stood that may be read.

    Where none may be read, each stands by itself. Call it before the standing changes, in the act's transaction.
    """
    rest = RoundInput.objects.filter(same_as=row)
    heir = rest.filter(readable("given__"), standing=row.standing).order_by("pk").first()
    if heir is not None:
        RoundInput.objects.filter(pk=heir.pk).update(same_as=None)
    rest.update(same_as=heir)


def part(row: RoundInput) -> None:
    """Let an input that goes where the others do not stand by itself, and another stand for those it stood for."""
    hand_over(row)
    RoundInput.objects.filter(pk=row.pk, same_as__isnull=False).update(same_as=None)
