"""Pages, drafts and actors get another entry of a list instead of one that has become a part of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from operator import itemgetter
from typing import Any

from wagtail.fields import StreamField
from wagtail.models import Revision

from kokebok.book.chosen import IN_STREAMS, THEMES
from kokebok.book.publishing import hold_page
from kokebok.book.uses import CHAPTERS
from kokebok.lists.models import Which
from kokebok.lists.words import Swap
from kokebok.people.models import Body


def swap_in_book(swap: Swap) -> int:
    """Swap an entry on all pages, as published and as written last, and on all actors; on how many.

    Named in MERGE_ENTRIES, and recorded by who merges.
    """
    pages = sorted(_candidates(swap), key=itemgetter(0))
    return sum(_on_page(model, pk, swap) for pk, model in pages) + _on_actors(swap)


def _candidates(swap: Swap) -> Iterator[tuple[int, Any]]:
    """The pages that have the entry, and their models; a query for each model, and one for what waits for its hour."""
    ahead = {one.object_id: one for one in Revision.page_revisions.filter(approved_go_live_at__isnull=False)}
    for model in CHAPTERS:
        for page in model.objects.select_related("latest_revision", "live_revision").iterator(chunk_size=100):
            revisions = {page.latest_revision, page.live_revision, ahead.get(str(page.pk))} - {None}
            if _changed(page, swap) or any(_revised(one, model, swap) for one in revisions):
                yield page.pk, model


def _on_page(model: Any, pk: int, swap: Swap) -> bool:
    hold_page(pk)
    page = model.objects.get(pk=pk)
    if columns := _changed(page, swap):
        model.objects.filter(pk=pk).update(**columns)
    for revision in _revisions(page):
        if fields := _revised(revision, model, swap):
            Revision.objects.filter(pk=revision.pk).update(content={**revision.content, **fields})
    return True


def _revisions(page: Any) -> list[Revision]:
    """What is written last, what is published, and what waits for its hour."""
    keys = {
        page.latest_revision_id,
        page.live_revision_id,
        page.scheduled_revision and page.scheduled_revision.pk,
    }
    return list(Revision.objects.filter(pk__in=keys - {None}).order_by("pk"))


def _changed(page: Any, swap: Swap) -> dict[str, Any]:
    """The columns of a page that are another after the swap."""
    found = {}
    for field in _may_have(type(page), swap):
        if isinstance(field, StreamField):
            stood = list(getattr(page, field.name).raw_data)
            now = _blocks(field.name, stood, swap)
            if now != stood:
                found[field.name] = field.to_python(json.dumps(now))
        elif (now := _value(field, getattr(page, field.name), page.language, swap)) is not None:
            found[field.name] = now
    return found


def _revised(revision: Revision, model: Any, swap: Swap) -> dict[str, Any]:
    """The same of a draft, as a revision keeps it."""
    content, found = revision.content, {}
    for field in _may_have(model, swap):
        value = content.get(field.name)
        if isinstance(field, StreamField):
            stood = json.loads(value or "[]")
            now = _blocks(field.name, stood, swap)
            if now != stood:
                found[field.name] = json.dumps(now)
        elif (now := _value(field, value, content.get("language", ""), swap)) is not None:
            found[field.name] = now
    return found


def _may_have(model: Any, swap: Swap) -> list[Any]:
    """The fields of a page that hold entries of this list. No other is read: to read one may ask for a row."""
    return [field for field in model._meta.get_fields() if _list_of(field) == swap.which]


def _list_of(field: Any) -> str:
    if field.name in IN_STREAMS and isinstance(field, StreamField):
        return str(IN_STREAMS[field.name][1])
    return str(Which.THEMES if field.name == THEMES else getattr(field, "among", ""))


def _value(field: Any, value: Any, language: str, swap: Swap) -> Any:
    """What a field holds after the swap; None where that is what it holds now."""
    if not value:
        return None
    if field.name == THEMES:
        now: Any = swap.words(value, language)
    else:
        now = swap.keys(value) if isinstance(value, list) else swap.keys([value])[0]
    return None if now == value else now


def _blocks(name: str, blocks: list[dict[str, Any]], swap: Swap) -> list[dict[str, Any]]:
    within, _which = IN_STREAMS[name]
    return [
        {**block, "value": {**block["value"], within: swap.into.key}}
        if block["value"].get(within) == swap.gone.key
        else block
        for block in blocks
    ]


def _on_actors(swap: Swap) -> int:
    if swap.which == Which.ACTORS:
        return Body.objects.filter(kind=swap.gone.key).update(kind=swap.into.key)
    if swap.which != Which.THEMES:
        return 0
    number = 0
    for body in Body.objects.select_for_update().order_by("pk"):
        if (now := swap.words(body.themes)) != body.themes:
            number += Body.objects.filter(pk=body.pk).update(themes=now)
    return number
