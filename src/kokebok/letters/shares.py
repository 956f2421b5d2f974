"""How much may be asked of us within a time: by a network, with an address, of one who is asked. The one place for it.

Each asking is a row of its own, so that a limit holds also when what was asked for is answered, cancelled or erased. It
says what kind of asking it was and by a pseudonym whose, and goes when no limit counts it any more.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from kokebok.letters.models import Asking
from kokebok.people.rules import Refused

AN_HOUR = timedelta(hours=1)
A_DAY = timedelta(days=1)
AS_MANY_AS_A_HALL = 10  # times what a network otherwise has: all in a room may share one


class TooMany(Refused):
    """More has been asked of us than may be for now."""


def require_share(what: str, who: str, *, times: int = 1) -> None:
    """Count one more asking within the hour by a network or a browser, "" for unknown; raise TooMany for one too many.

    Each counts, whatever becomes of what was asked for. Call it inside the act's transaction.
    """
    if who and not take_share(what, who, most=times * settings.INPUTS_AN_HOUR, within=AN_HOUR):
        raise TooMany(
            _("There have been many requests from your network in a short time. Wait a while and try again.")
        )


def has_share(key: str, most: int, taken: int) -> bool:
    """Whether as much more may be taken within the hour. It is counted in the cache, and before any act begins."""
    cache.add(key, 0, timeout=int(AN_HOUR.total_seconds()))
    try:
        return bool(cache.incr(key, taken) <= most)
    except ValueError:
        return True  # it ran out between the two


@transaction.atomic(savepoint=False)
def take_share(what: str, who: str, *, most: int, within: timedelta) -> bool:
    """Count one more asking of this kind by or of `who`; False, and not counted, where they have had all they may.

    Of two at once the second sees the first. When the act it belongs to is undone, the asking is too.
    """
    mine = {"what": what, "who": _pseudonym(what, who)}
    _one_at_a_time(what, mine["who"])
    now = timezone.now()
    if Asking.objects.filter(**mine, until__gt=now).count() >= most:
        return False
    Asking.objects.create(**mine, until=now + within)
    return True


def taken_by(what: str, many: set[str]) -> dict[str, int]:
    """How much each of these has had; one query."""
    by_pseudonym = {_pseudonym(what, who): who for who in many}
    rows = Asking.objects.filter(what=what, who__in=by_pseudonym, until__gt=timezone.now())
    taken = dict.fromkeys(many, 0)
    for pseudonym in rows.values_list("who", flat=True):
        taken[by_pseudonym[pseudonym]] += 1
    return taken


def note_taken(what: str, many: list[str], *, within: timedelta) -> None:
    """Count one more asking for each of these, however many they have had; in one query."""
    until = timezone.now() + within
    Asking.objects.bulk_create(
        [Asking(what=what, who=_pseudonym(what, who), until=until) for who in many], batch_size=500
    )


def forget_askings(*, at: datetime | None = None) -> int:
    """Erase the askings that no limit counts any more; how many. May run any number of times."""
    number, _each = Asking.objects.filter(until__lte=at or timezone.now()).delete()
    return number


def _pseudonym(what: str, who: str) -> str:
    return salted_hmac(f"letters.asking.{what}", who.lower(), algorithm="sha256").hexdigest()[:40]


def _one_at_a_time(what: str, who: str) -> None:
    """Hold back others who ask in the same name until this is kept. SQLite has one writer at a time anyway."""
    if connection.vendor == "postgresql":
        lock = int.from_bytes(sha256(f"{what}:{who}".encode()).digest()[:8], signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock])
