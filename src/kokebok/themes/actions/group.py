"""Put inputs in groups by similarity. In later work; no page waits for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from kokebok.inputs.models import Input
from kokebok.journal.actions.record import record
from kokebok.later.models import WorkQueue
from kokebok.later.queueing import enqueue_after_commit
from kokebok.lib.text_analysis import TextGroups
from kokebok.lib.worker import WorkerFailed, group
from kokebok.themes.actions.leases import acquire_lease, finish
from kokebok.themes.actions.vectors import keep_some, kept_readings
from kokebok.themes.grouping_scopes import inputs_in
from kokebok.themes.models import UNFINISHED, Group, Grouping, GroupingScope, Member, Method, Reads, Work
from kokebok.themes.texts import method_here, texts_of

if TYPE_CHECKING:
    from kokebok.people.models import Person


@transaction.atomic
def ask_for_groups(
    *, by: Person, scope: GroupingScope, door: str = "", page_id: int | None = None, page_title: str = ""
) -> Grouping:
    """Ask for inputs in groups. Asked for again while the first is being made, it gives back that one."""
    same = {"heap": scope, "door": door, "page_id": page_id}
    under_way = Grouping.objects.filter(state__in=UNFINISHED, **same).first()
    if under_way is not None:
        return under_way
    asked = Grouping.objects.create(by=by, page_title=page_title, **same)
    record("theme.grouping_asked", by=by, about=asked, heap=scope, door=door, page=page_title)
    start(asked)
    return asked


@transaction.atomic
def ask_again(grouping: Grouping) -> bool:
    """Try a grouping that failed once more. False if it has not failed, or somebody else has asked."""
    failed = Grouping.objects.filter(pk=grouping.pk, state=Work.FAILED)
    if not failed.update(state=Work.WAITING, error="", changed_at=timezone.now()):
        return False
    grouping.refresh_from_db()
    start(grouping)
    return True


def start(grouping: Grouping) -> None:
    """Put the next turn of a grouping in the queue, after the commit."""
    enqueue_after_commit(group_later, grouping_id=grouping.pk, turn=grouping.turn)


@task(backend="later", queue_name=WorkQueue.HEAVY)
def group_later(*, grouping_id: int, turn: int) -> None:
    """One turn: some of the vectors that are lacking, or, when there are none, the groups."""
    grouping = acquire_lease(Grouping, grouping_id, turn)
    if grouping is None:
        return
    texts = texts_of(inputs_in(GroupingScope(grouping.heap), door=grouping.door, page_id=grouping.page_id))
    method = method_here()
    try:
        if method == Method.MEANING and (keep_some(texts, Reads.OPENING) or keep_some(texts, Reads.WHOLE)):
            start(grouping)
            return
        keys = sorted(texts)
        readings = kept_readings(texts, keys, *Reads) if method == Method.MEANING else []
        found = group([texts[key] for key in keys], readings)
    except WorkerFailed as error:
        finish(grouping, Work.FAILED, error=str(error))
        return
    _write(grouping, dict(enumerate(keys)), found, Method.MEANING if readings else Method.NGRAMS)


@transaction.atomic
def _write(grouping: Grouping, keys: Mapping[int, int], found: TextGroups, method: Method) -> None:
    """Write the groups, unless another turn has taken over."""
    if not finish(grouping, Work.DONE, method=method, counted=len(keys), alone=len(found.alone)):
        return
    rows = [
        Group(grouping=grouping, number=number + 1, words=list(words))
        for number, words in enumerate(found.words)
    ]
    groups = {row.number - 1: row for row in Group.objects.bulk_create(rows)}
    there = {*Input.objects.filter(pk__gte=min(keys.values(), default=0)).values_list("pk", flat=True)}
    members = [
        Member(grouping=grouping, group=groups[number], given_id=keys[at], place=place)
        for number, inside in enumerate(found.members)
        for place, at in enumerate(inside)
    ]
    members += [
        Member(grouping=grouping, given_id=keys[at], place=place) for place, at in enumerate(found.alone)
    ]
    Member.objects.bulk_create([row for row in members if row.given_id in there], batch_size=500)
