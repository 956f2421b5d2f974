"""Learn from what the editors have decided, and propose themes for the rest. In later work; no page waits for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db import IntegrityError, transaction
from django_tasks import task

from kokebok.inputs.models import Input
from kokebok.later.models import WorkQueue
from kokebok.later.queueing import enqueue_after_commit
from kokebok.lib.text_analysis import KnownThemes, ProposedThemes
from kokebok.lib.worker import WorkerFailed, propose
from kokebok.themes.actions.leases import acquire_lease, finish
from kokebok.themes.actions.vectors import keep_some, kept_readings
from kokebok.themes.models import (
    SORTABLE,
    Declined,
    InputTheme,
    Learning,
    Method,
    NoTheme,
    Proposal,
    Reads,
    Theme,
    Work,
)
from kokebok.themes.texts import method_here, texts_of

INPUTS_A_WRITE = 400


def learn_soon() -> None:
    """See that the machine learns anew, within a minute or two: the clock starts what waits. Call it in the act."""
    try:
        with transaction.atomic():
            Learning.objects.get_or_create(state=Work.WAITING)
    except IntegrityError:
        pass  # somebody asked at the same moment


def start(learning: Learning) -> None:
    """Put the next turn of a learning in the queue, after the commit."""
    enqueue_after_commit(learn_later, learning_id=learning.pk, turn=learning.turn)


@task(backend="later", queue_name=WorkQueue.HEAVY)
def learn_later(*, learning_id: int, turn: int) -> None:
    """One turn: some of the vectors that are lacking, or, when there are none, all that remains."""
    learning = acquire_lease(Learning, learning_id, turn)
    if learning is None:
        return
    method = method_here()
    texts = texts_of(Input.objects.filter(state__in=SORTABLE))
    try:
        if method == Method.MEANING and (keep_some(texts, Reads.OPENING) or keep_some(texts, Reads.WHOLE)):
            start(learning)
            return
        _learn(learning, method, texts)
    except WorkerFailed as error:
        finish(learning, Work.FAILED, error=str(error))


def _learn(learning: Learning, method: Method, texts: Mapping[int, str]) -> None:
    keys = sorted(texts)
    readings = kept_readings(texts, keys, *Reads) if method == Method.MEANING else []
    used = Method.MEANING if readings else Method.NGRAMS
    decided, names = decisions(), names_of_themes()
    places = {at: decided[key] for at, key in enumerate(keys) if key in decided}
    found = propose([texts[key] for key in keys], places, names, readings)
    proposed = dict(zip(keys, found, strict=True))
    for start_at in range(0, len(keys), INPUTS_A_WRITE):
        _write(keys[start_at : start_at + INPUTS_A_WRITE], proposed, keys, used)
    finish(
        learning,
        Work.DONE,
        method=used,
        decisions=len(places),
        proposed=Proposal.objects.filter(place=0).count(),
    )


def decisions() -> dict[int, KnownThemes]:
    """What the editors have said of inputs, by the input's key."""
    has: dict[int, set[int]] = defaultdict(set)
    has_not: dict[int, set[int]] = defaultdict(set)
    for key, theme in InputTheme.objects.order_by().values_list("given_id", "theme_id"):
        has[key].add(theme)
    for key, theme in Declined.objects.order_by().values_list("given_id", "theme_id"):
        has_not[key].add(theme)
    none = set(NoTheme.objects.order_by().values_list("given_id", flat=True))
    return {
        key: KnownThemes(frozenset(has[key]), frozenset(has_not[key]), key in has or key in none)
        for key in sorted({*has, *has_not, *none})
    }


def names_of_themes() -> dict[int, str]:
    """The themes that may be proposed, with their words, by their keys."""
    return {theme.pk: f"{theme.name}. {theme.about}" for theme in Theme.objects.in_use()}


@transaction.atomic
def _write(
    some: Sequence[int], proposed: Mapping[int, ProposedThemes], keys: Sequence[int], method: Method
) -> None:
    """Put the new proposals of some inputs in place of the old ones; none for what editors have decided meanwhile."""
    Proposal.objects.filter(given__in=some).delete()
    settled = {*InputTheme.objects.filter(given__in=some).values_list("given_id", flat=True)}
    settled |= {*NoTheme.objects.filter(given__in=some).values_list("given_id", flat=True)}
    refused = {*Declined.objects.filter(given__in=some).values_list("given_id", "theme_id")}
    usable = {*Theme.objects.in_use().values_list("pk", flat=True)}
    Proposal.objects.bulk_create(
        Proposal(
            given_id=key,
            theme_id=choice.theme,
            place=place,
            share=choice.share,
            lead=proposed[key].lead,
            like_id=None if choice.like is None else keys[choice.like],
            method=method,
        )
        for key in some
        if key not in settled
        for place, choice in enumerate(
            one for one in proposed[key].choices if one.theme in usable and (key, one.theme) not in refused
        )
    )
