"""What is newer about each paragraph of a page in an old edition: in a later one, or in the living text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kokebok.book.models import Paragraph
from kokebok.editions.models import EditionWording
from kokebok.editions.said_beside import standing_editions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kokebok.editions.models import Edition, EditionPage


@dataclass(frozen=True)
class NewerText:
    """A paragraph says something else, or is gone, or says the same again as here.

    `number` is the edition it does so in first, of those where it still does in the newest; "" for the living text.
    `path` is the page it stands on there, or stood on where it is gone; None where that edition has no such page.
    """

    what: Literal["changed", "gone", "back"]
    number: str
    path: str | None


@dataclass(frozen=True)
class Standing:
    """The words of a paragraph in one state of the book, and the page it stands on; no words for one that is gone."""

    text: str | None = None
    path: str | None = None


GONE = Standing()


def newer_on(edition: Edition, page: EditionPage) -> dict[str, list[NewerText]]:
    """What is newer about the paragraphs of this page, by anchor. Withdrawn editions count for nothing."""
    rows = EditionWording.objects.filter(edition=edition, page=page)
    own = dict(rows.values_list("wording__paragraph__anchor", "wording__text"))
    later = list(
        standing_editions()
        .filter(cookbook=edition.cookbook_id, pk__gt=edition.pk)
        .order_by("pk")
        .only("number")
    )
    frozen = _frozen(later, list(own))
    living = _living(list(own), edition.cookbook.url_path)
    found: dict[str, list[NewerText]] = {}
    for anchor, words in own.items():
        states = [(one.number, frozen.get((one.pk, anchor), GONE)) for one in later]
        told = _told(words, states, living.get(anchor, GONE), _paths(frozen, later), page.path)
        if told:
            found[anchor] = told
    return found


def _told(
    words: str,
    states: Sequence[tuple[str, Standing]],
    living: Standing,
    paths: Mapping[str, set[str]],
    own_path: str,
) -> list[NewerText]:
    told = []
    newest = states[-1][1].text if states else words
    if states and newest != words:
        number, state = next(
            states[n]
            for n in range(len(states))
            if all(later.text == newest for _number, later in states[n:])
        )
        gone_from = own_path if own_path in paths.get(number, set()) else None
        told.append(
            NewerText("gone", number, gone_from)
            if newest is None
            else NewerText("changed", number, state.path)
        )
    if living.text != newest:
        what: Literal["changed", "gone", "back"] = (
            "gone" if living.text is None else "back" if living.text == words else "changed"
        )
        told.append(NewerText(what, "", living.path))
    return told


def _paths(frozen: Mapping[tuple[int, str], Standing], later: Sequence[Edition]) -> dict[str, set[str]]:
    """The pages that each later edition has any of these paragraphs on, by its number."""
    numbers = {one.pk: one.number for one in later}
    found: dict[str, set[str]] = {}
    for (key, _anchor), state in frozen.items():
        found.setdefault(numbers[key], set()).add(state.path or "")
    return found


def _frozen(later: Sequence[Edition], anchors: Sequence[str]) -> dict[tuple[int, str], Standing]:
    rows = EditionWording.objects.filter(edition__in=later, wording__paragraph__anchor__in=anchors)
    said = rows.values_list("edition_id", "wording__paragraph__anchor", "wording__text", "page__path")
    return {(key, anchor): Standing(text, path) for key, anchor, text, path in said} if later else {}


def _living(anchors: Sequence[str], root: str) -> dict[str, Standing]:
    """Those that stand in the published text; of the others, the page they stood on, while it is there."""
    rows = Paragraph.objects.filter(anchor__in=anchors).values_list(
        "anchor", "text", "gone_at", "page__live", "page__url_path"
    )
    found = {}
    for anchor, text, gone_at, is_live, url in rows:
        path = url.removeprefix(root).strip("/") if is_live else None
        found[anchor] = Standing(text if is_live and gone_at is None else None, path)
    return found
