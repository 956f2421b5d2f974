"""The one door to pictures: which file a reader, or one who writes, is shown by a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import SuspiciousOperation
from django.http import Http404

from kokebok.book.logos import find_logo
from kokebok.book.models import Cookbook, Sender
from kokebok.book.pictures import file_of, find_shown
from kokebok.book.queries import is_picture_published
from kokebok.editions.pictures import find_kept
from kokebok.lib.pictures import NotAPicture
from kokebok.lists.models import Entry
from kokebok.review.draft_reading import is_shown_in_draft
from kokebok.web.present import is_present
from kokebok.web.stored import StoredFile

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from kokebok.people.models import Person

MEDIA_TYPES = {
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
}
"""All that is ever shown, by how the name ends. Nothing else is given out as a picture, whatever is in it."""


@dataclass(frozen=True)
class PictureFile:
    """A file to show, and whether anyone may see it."""

    file: StoredFile
    media_type: str
    is_for_all: bool


def find_picture(person: Person | AnonymousUser, name: str) -> PictureFile:
    """A picture of the living text or of an edition, in one size, without what the camera wrote in it.

    Anyone may see what a published page or an edition shows; those who write see all, and the resource group what
    stands in a draft they are asked to read. Http404 alike for what is absent, for what is hidden, and for what cannot
    be read.
    """
    kept = find_kept(name)
    if kept is not None:
        return _if_there(kept, is_for_all=True)
    shown = find_shown(name)
    if shown is None:
        raise Http404
    is_for_all = is_picture_published(shown.image.pk)
    if not (is_for_all or may_write(person) or _is_in_a_draft(person, name)):
        raise Http404
    try:
        return _if_there(file_of(shown), is_for_all=is_for_all)
    except NotAPicture as error:
        raise Http404 from error


def find_logo_shown(person: Person | AnonymousUser, name: str) -> PictureFile:
    """The logo, who signs, and pictures of topics, for anyone; others for those who work here. Else Http404."""
    kept = find_logo(name)
    is_for_all = (
        Cookbook.objects.filter(logo=name).exists()
        or Sender.objects.filter(portrait=name).exists()
        or Entry.objects.filter(picture=name, retired_at=None).exists()
    )
    if kept is None or not (is_for_all or person.is_authenticated):
        raise Http404
    return _if_there(kept, is_for_all=is_for_all)


def find_in_library(person: Person | AnonymousUser, path: str) -> PictureFile:
    """A file of the page editor's library of pictures, as it came or in the editor's own sizes: for those who write."""
    if not may_write(person):
        raise Http404
    try:
        return _if_there(StoredFile("files", path), is_for_all=False)
    except (SuspiciousOperation, OSError, ValueError) as error:
        raise Http404 from error


def may_write(person: Person | AnonymousUser) -> bool:
    """Whether somebody may use the page editor."""
    return person.is_authenticated and person.has_perm("wagtailadmin.access_admin")


def _if_there(file: StoredFile, *, is_for_all: bool) -> PictureFile:
    media_type = MEDIA_TYPES.get(file.ending)
    if media_type is None or not file.is_there():
        raise Http404
    return PictureFile(file, media_type, is_for_all)


def _is_in_a_draft(person: Person | AnonymousUser, name: str) -> bool:
    """Whether somebody is asked to read a draft that has the picture."""
    return is_present("review") and is_shown_in_draft(person, name)
