"""The pictures of editions: kept by the hash of their bytes, so that nothing done in the library changes an edition."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace

from django.utils.translation import gettext as _

from kokebok.book.logos import logo_file
from kokebok.book.pictures import bytes_of
from kokebok.editions.models import EditionPicture
from kokebok.lib.pictures import NotAPicture
from kokebok.lib.text import PageText, Picture, PictureSize, pictures_of, with_pictures
from kokebok.people.rules import Refused
from kokebok.web.stored import StoredFile

NAME = re.compile(r"[0-9a-f]{64}\.(jpeg|png)")


def with_kept_pictures(text: PageText) -> PageText:
    """The text with its pictures kept for an edition, and named by their bytes. Raises Refused where one is damaged."""
    return with_pictures(text, lambda picture: _kept(picture, text.title))


def kept_logo(name: str) -> str:
    """The logo of this name kept for an edition, and its name there; "" where there is none. Raises Refused if lost."""
    return _kept_of_body(name, _("The logo cannot be read any more. Put it in anew in the settings."))


def kept_portrait(name: str) -> str:
    """The picture of who signs kept for an edition, and its name there; "" where there is none. Raises as the logo."""
    return _kept_of_body(
        name,
        _(
            "The picture of who signs the foreword cannot be read any more. Put it in anew in the settings, under “The "
            "sender”."
        ),
    )


def _kept_of_body(name: str, lost: str) -> str:
    if not name:
        return ""
    try:
        content = logo_file(name).read()
    except OSError as error:
        raise Refused(lost) from error
    if not kept_file(name).is_there():
        kept_file(name).write(content)
    return name


def names_in(text: PageText) -> list[str]:
    """The names of all the pictures of a text, in all their sizes."""
    return [size.name for picture in pictures_of(text) for size in picture.sizes]


def find_kept(name: str) -> StoredFile | None:
    """The file of a picture that an edition shows; None where none does."""
    if not NAME.fullmatch(name) or not EditionPicture.objects.filter(name=name).exists():
        return None
    return kept_file(name)


def kept_file(name: str) -> StoredFile:
    """Where the picture of this name lies, or would lie."""
    return StoredFile("copies", name)


def _kept(picture: Picture, where: str) -> Picture:
    try:
        return replace(picture, sizes=tuple(_kept_size(size) for size in picture.sizes))
    except NotAPicture as error:
        raise Refused(
            _(
                "A picture on “%(page)s” cannot be read any more: “%(picture)s”. Choose it anew there, and publish."
            )
            % {"page": where, "picture": picture.alt or picture.caption}
        ) from error


def _kept_size(size: PictureSize) -> PictureSize:
    content = bytes_of(size.name)
    name = f"{hashlib.sha256(content).hexdigest()}.{size.name.rpartition('.')[2]}"
    if not kept_file(name).is_there():
        kept_file(name).write(content)
    return replace(size, name=name)
