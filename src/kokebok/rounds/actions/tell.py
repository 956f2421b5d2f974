"""Put an event where all screens of a round find it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import F

from kokebok.rounds.models import Event, PromptKind, Round, Topic
from kokebok.rounds.waking import wake_after_commit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ORDER_LOCK = 0x6B6F6B65  # any number of our own


def in_order() -> None:
    """From here to the end of the transaction nobody else adds events: their numbers rise as they become visible.

    SQLite has one writer at a time anyway; on PostgreSQL it is a lock of the transaction.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ORDER_LOCK])


def tell(round_id: int, topic: Topic, what: Mapping[str, Any]) -> None:
    """Add an event. Call it last in the act's transaction.

    `what` names inputs by their keys and never has their words: events are sent again to screens that come back, and
    what an input says then may have been taken away. A screen fetches what it shows.
    """
    in_order()
    wake_after_commit()
    Event.objects.create(round_id=round_id, topic=topic, what=dict(what))


def tell_phones(prompts: Iterable[int]) -> None:
    """Let the phones fetch their page anew where they choose now among inputs to one of these prompts."""
    choosing = Round.objects.filter(prompt__choose_from__in=set(prompts), prompt__kind=PromptKind.PRIORITISE)
    for round_id in choosing.order_by("pk").values_list("pk", flat=True):
        tell_all_screens(round_id)


def tell_all_screens(round_id: int) -> None:
    """Let every screen fetch the state of the round anew."""
    Round.objects.filter(pk=round_id).update(version=F("version") + 1)
    tell(round_id, Topic.ROUND, {})
