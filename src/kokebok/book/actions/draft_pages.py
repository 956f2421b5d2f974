"""Make draft pages of the parts of a Word file, with its pictures in the library."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.images import get_image_model

from kokebok.book.actions.new_page import NotReady
from kokebok.book.drafting import DraftWish, drafted, pictures_of
from kokebok.book.laid_out import name_of
from kokebok.book.models import PageKind, Shelf
from kokebok.book.publishing import hold_page
from kokebok.book.slugs import free_slug

if TYPE_CHECKING:
    from wagtail.models import Page

    from kokebok.book.models import Cookbook
    from kokebok.lib.word_blocks import WordPicture
    from kokebok.people.models import Person

LONGEST_PICTURE_NAME = 255
ReadPictures = Callable[[Sequence[str]], Iterable[tuple[str, bytes]]]


@transaction.atomic
def draft_pages(
    wishes: Sequence[DraftWish], *, cookbook: Cookbook, language: str, read: ReadPictures, by: Person
) -> list[Page]:
    """A draft on its shelf for each wish, in order; `read` gives the pictures of the file. Nobody reads them yet.

    The act that calls writes the line in the journal. Raises NotReady where the cookbook lacks a shelf.
    """
    shelves = {kind: _held_shelf(cookbook, kind) for kind in sorted({wish.kind for wish in wishes})}
    pictures = _keep_pictures(pictures_of(wishes), read, by=by)
    made = []
    for wish in wishes:
        with translation.override(language if language in dict(settings.LANGUAGES) else get_language()):
            page = drafted(wish, pictures)
        page.language = language
        page.responsible_body, page.role_mailbox = cookbook.responsible_body, cookbook.role_mailbox
        page.live, page.has_unpublished_changes = False, True
        shelf = shelves[wish.kind]
        page.slug = free_slug(shelf, page.title)
        shelf.add_child(instance=page)
        page.save_revision(user=by, log_action=True, clean=False)  # what is theirs to fill in is lacking
        made.append(page)
    return made


def _held_shelf(cookbook: Cookbook, kind: PageKind) -> Shelf:
    """The shelf for a kind, held until the transaction ends, so that two who put pages on it do so in turn."""
    found = Shelf.objects.live().child_of(cookbook).filter(kind=kind).values_list("pk", flat=True).first()
    if found is None:
        raise NotReady(
            _(
                "The cookbook has no shelf for pages of the kind “%(kind)s”. Make one first, or choose another kind."
            )
            % {"kind": PageKind(kind).label}
        )
    hold_page(found)
    return Shelf.objects.get(pk=found)


def _keep_pictures(pictures: Sequence[WordPicture], read: ReadPictures, *, by: Person) -> dict[str, int]:
    """Put the pictures in the library; their numbers there, by their place in the file."""
    by_part = {picture.part: picture for picture in pictures}
    kept: dict[str, int] = {}
    for part, content in read(list(by_part)):
        picture = by_part[part]
        title = name_of(picture)[:LONGEST_PICTURE_NAME]
        image = get_image_model()(
            title=title,
            description=picture.alt[:LONGEST_PICTURE_NAME],
            file=ContentFile(content, name=part.rpartition("/")[2]),
            file_size=len(content),
            uploaded_by_user=by,
        )
        image.save()
        image.get_file_hash()
        kept[part] = image.pk
    return kept
