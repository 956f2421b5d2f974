"""Freeze an edition."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.book.models import Cookbook
from kokebok.book.queries import shelves, text_of
from kokebok.desk.models import Decision
from kokebok.editions.changes import changes_since, credits_until_now, newest_wordings
from kokebok.editions.models import Edition, EditionPage, EditionWording
from kokebok.inputs.models import Input
from kokebok.inputs.rules import Refused
from kokebok.journal.actions.record import record
from kokebok.lib.text import as_data

if TYPE_CHECKING:
    from kokebok.people.models import Person

NUMBER = re.compile(r"\d{1,4}(\.\d{1,4}){0,2}")


class NumberTaken(Refused):
    """There is an edition with this number already, or the number is not one."""


@dataclass(frozen=True)
class Frozen:
    """A page as it is about to be frozen."""

    order: int
    shelf: str
    path: str
    title: str
    text: dict[str, Any]


@transaction.atomic
def freeze(cookbook: Cookbook, *, number: str, title: str, foreword: str, on: date, by: Person) -> Edition:
    """Freeze the published text as an edition: its pages, what changed since the one before and why, and credits.

    Raises NumberTaken if the number is in use or is not like 1, 1.2 or 1.2.3, and Refused if no page is published.
    """
    require_free_number(number)
    pages = pages_of(cookbook)
    if not pages:
        raise Refused(_("There is no published page to freeze."))
    previous = Edition.objects.filter(cookbook=cookbook).order_by("pk").last()
    standing = newest_wordings()
    content = {
        "number": number,
        "title": title,
        "genre_word": cookbook.genre_word,
        "stage": cookbook.stage,
        "language": cookbook.language,
        "date": on.isoformat(),
        "foreword": foreword,
        "publisher": cookbook.responsible_body,
        "changes": changes_since(previous, standing),
        "credits": credits_until_now(),
        "counts": counts(),
        "pages": [page.__dict__ for page in pages],
    }
    edition = _create(cookbook, content, previous=previous, by=by)
    _keep_pages(edition, pages, standing)
    record("edition.frozen", by=by, about=edition, number=number, content_hash=edition.content_hash)
    return edition


def require_free_number(number: str) -> None:
    """Raise NumberTaken unless the number is well formed and free."""
    if not NUMBER.fullmatch(number):
        raise NumberTaken(_("Write the number as 1, 1.2 or 1.2.3."))
    if Edition.objects.filter(number=number).exists():
        raise NumberTaken(_("Edition %(number)s exists already. Choose another number.") % {"number": number})


def pages_of(cookbook: Cookbook) -> list[Frozen]:
    """The cookbook's own text and every published page, in the order of the shelves."""
    root = cookbook.url_path
    listed: list[tuple[str, Any]] = [("", cookbook)]
    for shelf in shelves(cookbook):
        listed += [(shelf.shelf.title, page) for page in shelf.pages]
    return [
        Frozen(
            order=order,
            shelf=shelf,
            path=page.url_path.removeprefix(root).strip("/"),
            title=page.title,
            text=as_data(text_of(page)),
        )
        for order, (shelf, page) in enumerate(listed)
    ]


def counts() -> dict[str, int]:
    """How many inputs had come, and how many were answered, at this moment."""
    return {"received": Input.objects.count(), "answered": Decision.objects.count()}


def canonical(content: dict[str, Any]) -> bytes:
    """The content as JSON that is the same for the same content: sorted keys, no spaces, UTF-8."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def _create(cookbook: Cookbook, content: dict[str, Any], *, previous: Edition | None, by: Person) -> Edition:
    fields = {name: value for name, value in content.items() if name not in {"pages", "date"}}
    try:
        return Edition.objects.create(
            cookbook=cookbook,
            previous=previous,
            date=date.fromisoformat(content["date"]),
            content_hash=hashlib.sha256(canonical(content)).hexdigest(),
            frozen_at=timezone.now(),
            frozen_by=by,
            **fields,
        )
    except IntegrityError as error:
        raise NumberTaken(_("Edition %(number)s exists already. Choose another number.") % content) from error


def _keep_pages(edition: Edition, pages: list[Frozen], standing: list[Any]) -> None:
    kept = EditionPage.objects.bulk_create(EditionPage(edition=edition, **page.__dict__) for page in pages)
    root = edition.cookbook.url_path
    by_path = {page.path: page for page in kept}
    EditionWording.objects.bulk_create(
        EditionWording(edition=edition, wording=wording, page=by_path[path])
        for wording in standing
        if (path := wording.paragraph.page.url_path.removeprefix(root).strip("/")) in by_path
    )
