"""Freeze an edition."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from kokebok.book.models import Cookbook
from kokebok.book.models.pages import LICENCE
from kokebok.book.queries import shelves, text_of, values_named_on
from kokebok.editions.changes import changes_since, credits_until_now, wordings_standing_on
from kokebok.editions.content import (
    FrozenPage,
    FrozenValue,
    despite_said,
    hash_of,
    index_said,
    look_said,
    plain,
    sender_said,
)
from kokebok.editions.gaps import despite_now
from kokebok.editions.indexing import index_now
from kokebok.editions.models import (
    Edition,
    EditionDespite,
    EditionIndex,
    EditionLook,
    EditionPage,
    EditionPicture,
    EditionSender,
    EditionWording,
)
from kokebok.editions.pictures import kept_logo, names_in, with_kept_pictures
from kokebok.editions.queries import counts, latest_edition
from kokebok.editions.rules import require_free_number
from kokebok.editions.signing import sender_now
from kokebok.journal.actions.record import record
from kokebok.lib.text import as_data, from_data
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from kokebok.book.models import Wording
    from kokebok.editions.gaps import Signed
    from kokebok.people.models import Person


@transaction.atomic
def freeze(
    cookbook: Cookbook,
    *,
    number: str,
    title: str,
    foreword: str,
    on: date,
    by: Person,
    signed: Signed | None = None,
) -> Edition:
    """Freeze the published text as an edition: its pages, what changed since the one before and why, and credits.

    Raises NumberTaken if the number is in use, not above the newest one's, or not like 1, 1.2 or 1.2.3, and Refused
    if no page is published on a shelf, where text pages are not, or a picture cannot be read; NotExplained if a change
    is not explained or an input not answered, and nobody has signed for that. The pictures are kept as they are now.
    """
    _hold_still(cookbook)
    previous = latest_edition(cookbook)
    require_free_number(number, after=previous)
    listed = _listed(cookbook)
    pages = [_frozen(cookbook, order, shelf, page) for order, (shelf, page) in enumerate(listed)]
    standing = wordings_standing_on([page.pk for _shelf, page in listed])
    with override(cookbook.language):  # of the one who is no longer named
        changes, credited = changes_since(previous, standing, root=cookbook.url_path), credits_until_now()
    despite = EditionDespite(said=despite_now(changes, signed, by))
    sender = EditionSender(said=sender_now(cookbook))
    on_pages = zip(pages, (page for _shelf, page in listed), strict=True)
    index = EditionIndex(said=index_now(on_pages, cookbook.language))
    look = EditionLook(colour=cookbook.colour, logo=kept_logo(cookbook.logo))
    content: dict[str, Any] = {
        "number": number,
        "title": title,
        "genre_word": cookbook.genre_word,
        "stage": cookbook.stage,
        "language": cookbook.language,
        "date": on.isoformat(),
        "foreword": foreword,
        "publisher": cookbook.responsible_body,
        "licence": LICENCE,
        "changes": [asdict(change) for change in changes],
        "credits": credited,
        "counts": counts(),
        "values": [asdict(value) for value in _values([page for _shelf, page in listed])],
        "pages": [asdict(page) for page in pages],
        **look_said(look),
        **sender_said(sender),
        **index_said(index),
        **despite_said(despite),
    }
    edition = _create(cookbook, plain(content), previous=previous, by=by)
    _keep_pages(edition, pages, standing, portrait=sender.said.get("portrait", ""))
    _keep_beside(
        edition, look if look_said(look) else None, *(one for one in (sender, index, despite) if one.said)
    )
    for name in settings.AFTER_FREEZING:
        import_string(name)(edition)
    said = {"content_hash": edition.content_hash, **despite.said}
    record("edition.frozen", by=by, about=edition, number=number, **said)
    return edition


def _hold_still(cookbook: Cookbook) -> None:
    """Let nobody publish between our reading of the pages and our reading of their paragraphs."""
    list(cookbook.get_descendants(inclusive=True).select_for_update().order_by("pk").values_list("pk"))


def _listed(cookbook: Cookbook) -> list[tuple[str, Any]]:
    """The cookbook's own page and every published one, each with the title of its shelf, in reading order.

    Raises Refused where there is none but its own.
    """
    listed: list[tuple[str, Any]] = [("", cookbook)]
    for shelf in shelves(cookbook):
        listed += [(shelf.shelf.title, page) for page in shelf.pages]
    if len(listed) < 2:
        raise Refused(
            _(
                "There is nothing to freeze yet: a recipe, a fact chapter, an example, a tool or a blog post must be"
                " published first. Pages such as “About” stand outside editions."
            )
        )
    return listed


def _frozen(cookbook: Cookbook, order: int, shelf: str, page: Any) -> FrozenPage:
    path = page.url_path.removeprefix(cookbook.url_path).strip("/")
    text = with_kept_pictures(text_of(page))
    return FrozenPage(order=order, shelf=shelf, path=path, title=page.title, text=as_data(text))


def _values(pages: list[Any]) -> list[FrozenValue]:
    """The named values the pages refer to, as they are today, like the text around them."""
    today = timezone.localdate()
    return [
        FrozenValue(
            name=value.label,
            amount=f"{now.amount} {value.unit}".strip() if now else "",
            valid_from=now.valid_from.isoformat() if now else "",
            source=value.source_title,
            url=value.source_url,
            review_by=value.review_by.isoformat(),
        )
        for value in values_named_on(pages)
        for now in [value.at(today)]
    ]


def _create(cookbook: Cookbook, content: dict[str, Any], *, previous: Edition | None, by: Person) -> Edition:
    beside = {"pages", "date", "colour", "logo", "sender", "index", "despite"}
    fields = {name: value for name, value in content.items() if name not in beside}
    try:
        with transaction.atomic():
            return Edition.objects.create(
                cookbook=cookbook,
                previous=previous,
                date=date.fromisoformat(content["date"]),
                content_hash=hash_of(content),
                frozen_at=timezone.now(),
                frozen_by=by,
                **fields,
            )
    except IntegrityError:
        require_free_number(content["number"], after=previous)
        raise


def _keep_pages(edition: Edition, pages: list[FrozenPage], standing: list[Wording], *, portrait: str) -> None:
    EditionPage.objects.bulk_create(EditionPage(edition=edition, **asdict(page)) for page in pages)
    names = {name for page in pages for name in names_in(from_data(page.text))}
    names |= {portrait} - {""}
    EditionPicture.objects.bulk_create(EditionPicture(edition=edition, name=name) for name in sorted(names))
    by_path = {page.path: page for page in edition.pages.all()}
    root = edition.cookbook.url_path
    EditionWording.objects.bulk_create(
        EditionWording(edition=edition, wording=wording, page=by_path[_path(wording, root)])
        for wording in standing
    )


def _keep_beside(
    edition: Edition, *said: EditionDespite | EditionIndex | EditionLook | EditionSender | None
) -> None:
    for one in said:
        if one:
            one.edition = edition
            one.save()


def _path(wording: Wording, root: str) -> str:
    path: str = wording.paragraph.page.url_path
    return path.removeprefix(root).strip("/")
