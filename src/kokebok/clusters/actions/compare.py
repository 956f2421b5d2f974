"""Find what an input is like. The machine's own work: it changes nothing but its suggestions."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Count, F, Min, ProtectedError, Q
from django.utils import timezone

from kokebok.clusters.models import Mark, Nearby, Nearness, Saying, Sketch
from kokebok.clusters.readings import Read, alike, read
from kokebok.inputs.models import Input, State

if TYPE_CHECKING:
    from django.db.models import QuerySet

MOST_LOOKED_AT = 40  # sayings compared closely with a new one: those that share most words with it
LEAST_SHARED = 0.3  # of the words of the shorter
AT_A_TIME = 100  # inputs fetched together
SECONDS_AT_A_TIME = 20.0  # of comparing, each minute


def compare(given: Input) -> int:
    """See that an input's words, as they are now, have been compared with all others; gives the key of its saying.

    Does nothing when they have. May run at the same time as another, and any number of times.
    """
    as_read = read(given)
    known = Sketch.objects.filter(given=given.pk).select_related("saying").first()
    if known is None or known.saying.digest != as_read.digest or known.edited_at != given.edited_at:
        saying = _sketch(given, as_read)
        if known is not None and known.saying_id != saying.pk:
            _forget(known.saying)
    else:
        saying = known.saying
    if saying.compared_at is None:
        _compare(saying, as_read)
    return saying.pk


@transaction.atomic
def _sketch(given: Input, as_read: Read) -> Saying:
    """Note which saying an input is. In its own transaction: of two at once, the later sees the earlier."""
    saying, is_new = Saying.objects.get_or_create(
        digest=as_read.digest, defaults={"size": len(as_read.marks)}
    )
    if is_new:
        Mark.objects.bulk_create([Mark(saying=saying, word=word) for word in as_read.marks])
    Sketch.objects.update_or_create(given=given, defaults={"saying": saying, "edited_at": given.edited_at})
    return saying


def _forget(saying: Saying) -> None:
    """Let go of a saying that no input is any longer."""
    try:
        with transaction.atomic():
            Saying.objects.filter(pk=saying.pk, sketches=None).delete()
    except (ProtectedError, IntegrityError):
        return  # somebody has just said it again


@transaction.atomic
def _compare(saying: Saying, as_read: Read) -> None:
    found = [_nearby(saying, as_read, *pair) for pair in _candidates(saying, as_read)]
    Nearby.objects.bulk_create([one for one in found if one is not None], ignore_conflicts=True)
    Saying.objects.filter(pk=saying.pk).update(compared_at=timezone.now())


def _candidates(saying: Saying, as_read: Read) -> list[tuple[int, Input]]:
    """The sayings that share most words with one, each with the first input that says it."""
    mine = len(as_read.marks)
    others = Mark.objects.filter(word__in=as_read.marks).exclude(saying=saying)
    rows = (
        others.values("saying").annotate(shared=Count("pk")).values_list("saying", "saying__size", "shared")
    )
    likely = sorted(
        (-2 * shared / (size + mine), key)
        for key, size, shared in rows
        if shared >= LEAST_SHARED * min(size, mine)
    )[:MOST_LOOKED_AT]
    firsts = dict(
        Sketch.objects.filter(saying__in=[key for _share, key in likely])
        .values_list("saying")
        .annotate(first=Min("given"))
    )
    inputs = Input.objects.select_related("wording").in_bulk(list(firsts.values()))
    return [(key, inputs[firsts[key]]) for _share, key in likely if key in firsts]


def _nearby(saying: Saying, as_read: Read, key: int, given: Input) -> Nearby | None:
    found = alike(as_read, read(given))
    if found is None or found.kind == "same":
        return None
    one, other = sorted((saying.pk, key))
    return Nearby(one_id=one, other_id=other, how=Nearness(found.kind), percent=found.percent)


def catch_up(*, seconds: float = SECONDS_AT_A_TIME) -> int:
    """Compare the inputs that have not been, or have been edited since, for so long; how many were."""
    until = time.monotonic() + seconds
    done = 0
    # Fetched whole: SQLite refuses to write beside a half-read answer when somebody else has written meanwhile.
    while batch := list(waiting_to_be_compared()[:AT_A_TIME]):
        for given in batch:
            if time.monotonic() > until:
                return done
            compare(given)
            done += 1
    return done


def look_again() -> int:
    """Compare anew the unsettled inputs whose words or place have changed without an edit; how many were seen."""
    unsettled = Input.objects.unsettled().select_related("wording")
    keys = list(unsettled.values_list("pk", flat=True))
    for start in range(0, len(keys), AT_A_TIME):
        for given in list(unsettled.filter(pk__in=keys[start : start + AT_A_TIME])):
            compare(given)
    return len(keys)


def waiting_to_be_compared() -> QuerySet[Input]:
    """The inputs whose words, as they are now, have not been compared with all others; oldest first."""
    stale = Q(sketch=None) | Q(edited_at__isnull=False, sketch__edited_at=None)
    stale |= Q(edited_at__gt=F("sketch__edited_at")) | Q(sketch__saying__compared_at=None)
    inputs: QuerySet[Input] = Input.objects.exclude(state=State.WITHDRAWN).filter(stale)
    return inputs.select_related("wording").order_by("pk")
