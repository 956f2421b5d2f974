"""Make the index whole: note what is not noted, note again what is old, and forget what nobody may read."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from django.db import transaction
from django.db.models import Max, Model, QuerySet
from django.utils import timezone

from kokebok.book.models import Page
from kokebok.book.queries import newest_change_of_kept
from kokebok.editions.models import EditionPage
from kokebok.inputs.models import Input
from kokebok.journal.models import Entry
from kokebok.lib.word_forms import typed
from kokebok.lists.models import Entry as Topic
from kokebok.lists.request_cache import cached
from kokebok.people.models import Body
from kokebok.search.actions.note import (
    AT_ONCE,
    leave,
    live_pages,
    note_actor,
    note_frozen,
    note_inputs,
    note_page,
    note_topic,
    words_in,
)
from kokebok.search.documents import book_pages, topics_described
from kokebok.search.index import make_anew
from kokebok.search.models import Frozen, Given, Made, Named, Text, Word

TERMS = 3
"""The number of the way terms are made. Whoever changes `lib.search_terms` or `lib.word_forms` adds one: then all that
is noted is old, and is noted again at the next start, in its place: what is asked for meanwhile is found."""
AROUND = ("list.renamed", "entry.renamed", "entry.deleted", "entry.merged", "headings.named")
"""Acts that change what pages say without a publishing: names of what was chosen on them. Of named values and actors
the page editor keeps a log."""


Noted = TypeVar("Noted", bound=Model)
logger = logging.getLogger(__name__)
_told: set[tuple[str, int]] = set()  # what could not be noted, and was told of in the log


@dataclass
class Done:
    """What was done: how many of each were noted, and how many rows went."""

    pages: int = 0
    actors: int = 0
    topics: int = 0
    inputs: int = 0
    frozen: int = 0
    gone: int = 0

    def __bool__(self) -> bool:
        return any(vars(self).values())


def make_whole(*, anew: bool = False) -> Done:
    """Bring the index in step with all that may be read; `anew` from nothing. Many small transactions, each whole.

    Any number may run it at a time: what is noted twice is noted once.
    """
    with cached():
        return _make_whole(anew=anew)


def _make_whole(*, anew: bool) -> Done:
    made = Made.objects.first() or Made()
    around = around_now()
    is_old = anew or made.terms != TERMS
    everything = is_old or made.around != around
    if anew:
        make_anew()
    done = Done(gone=_forget())
    if is_old:
        _forget_what_is_no_page()
    done.pages, done.actors = _note_texts(everything=everything)
    done.topics = _note_topics(everything=everything)
    done.inputs, done.frozen = _note_inputs(everything=is_old), _note_frozen(everything=is_old)
    if everything or done.gone:
        _forget_words()
    if is_old:
        _type_words_anew()
    if (made.terms, made.around) != (TERMS, around):
        Made.objects.exclude(pk=made.pk).delete()
        made.terms, made.around = TERMS, around
        made.save()
    return done


def around_now() -> str:
    """What pages say that does not stand on them, as one sign: it differs when that has changed, or the day has."""
    acts = Entry.objects.filter(act__in=AROUND).aggregate(newest=Max("pk"))["newest"]
    actors = Body.objects.count()
    return f"{acts or 0} {newest_change_of_kept()} {actors} {timezone.localdate().isoformat()}"


def _forget_what_is_no_page() -> None:
    noted = set(Text.objects.exclude(page=None).values_list("page_id", flat=True))
    noted |= set(Named.objects.values_list("page_id", flat=True))
    leave(noted.difference(book_pages()))  # asked for last: what is published meanwhile is among them


def _forget() -> int:
    unread = list(Text.objects.filter(page__live=False).values_list("page_id", flat=True).distinct())
    leave(unread)
    hidden = Given.objects.exclude(given__in=Input.objects.readable())
    gone, _each = hidden.delete()
    return gone + len(unread)


def _note_texts(*, everything: bool) -> tuple[int, int]:
    noted = set() if everything else set(Text.objects.filter(order=0).values_list("page_id", flat=True))
    pages = [key for key in book_pages() if key not in noted]
    known = set() if everything else set(Text.objects.filter(order=0).values_list("actor_id", flat=True))
    actors = [actor for actor in Body.objects.order_by("pk") if actor.pk not in known]
    return (
        sum(_noted("page", key, partial(_note_page_now, key), partial(leave, [key])) for key in pages),
        sum(_noted("actor", actor.pk, partial(note_actor, actor), _left(actor)) for actor in actors),
    )


def _note_topics(*, everything: bool) -> int:
    known = set() if everything else set(Text.objects.filter(order=0).values_list("topic_id", flat=True))
    topics = [one for one in topics_described() if one.pk not in known]
    return sum(_noted("topic", one.pk, partial(note_topic, one), _left_topic(one)) for one in topics)


def _left_topic(topic: Topic) -> Callable[[], object]:
    return Text.objects.filter(topic=topic).delete


def _note_page_now(key: int) -> None:
    with transaction.atomic():
        list(
            Page.objects.select_for_update(no_key=True).filter(pk=key).values_list("pk")
        )  # who publishes it waits
        for fresh in live_pages([key]):
            note_page(fresh)


def _left(actor: Body) -> Callable[[], object]:
    return Text.objects.filter(actor=actor).delete


def _note_inputs(*, everything: bool) -> int:
    noted = Given.objects.none() if everything else Given.objects.all()
    return _note_all("input", Input.objects.readable().exclude(pk__in=noted.values("pk")), note_inputs, Given)


def _note_frozen(*, everything: bool) -> int:
    noted = Frozen.objects.none() if everything else Frozen.objects.all()
    lacking = EditionPage.objects.exclude(pk__in=noted.values("pk"))
    return _note_all("page of an edition", lacking, note_frozen, Frozen)


def _note_all(
    what: str,
    lacking: QuerySet[Noted],
    note: Callable[[Sequence[Noted]], None],
    noted_as: type[Given | Frozen],
) -> int:
    """Note what is lacking, hundreds at a time and each once; where one of them cannot be noted, the others singly."""
    noted, last = 0, 0
    while rows := list(lacking.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        last = rows[-1].pk
        try:
            note(rows)
            noted += len(rows)
        except Exception:  # noqa: BLE001 (told below, of the one that it is about)
            noted += sum(
                _noted(what, row.pk, partial(note, [row]), noted_as.objects.filter(pk=row.pk).delete)
                for row in rows
            )
    return noted


def _noted(
    what: str, key: int, note: Callable[[], object], forget: Callable[[], object] | None = None
) -> bool:
    """Whether something was noted. What cannot be is not found, stops nothing else, and is told in the log once."""
    try:
        with transaction.atomic():
            note()
    except Exception:
        if (what, key) not in _told:
            _told.add((what, key))
            logger.exception("Could not note %s %s for the search; it is tried again each minute.", what, key)
        if forget is not None:
            forget()
        return False
    _told.discard((what, key))
    return True


def _forget_words() -> None:
    """Forget words that no text has any more. What is learnt meanwhile is not among those looked at."""
    known = set(Word.objects.values_list("word", flat=True))
    for body in Text.objects.filter(order=0).values_list("body", flat=True):
        known -= words_in(body)
    gone = sorted(known)
    for begin in range(0, len(gone), AT_ONCE):
        Word.objects.filter(word__in=gone[begin : begin + AT_ONCE]).delete()


def _type_words_anew() -> None:
    """Have each word as one types it by the rules of now."""
    changed = []
    for word in Word.objects.order_by("pk").iterator(AT_ONCE):
        if word.typed != typed(word.word):
            word.typed = typed(word.word)
            changed.append(word)
    Word.objects.bulk_update(changed, ["typed"], batch_size=AT_ONCE)
