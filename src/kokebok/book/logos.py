"""The logos, the picture of who signs the foreword, and those of topics: drawn anew, and named by their bytes."""

from __future__ import annotations

import hashlib
import io
import re

from PIL import Image

from kokebok.lib.picture_sizes import READ, drawn, upright_size
from kokebok.lib.pictures import NotAPicture
from kokebok.web.stored import FoundFile, StoredFile, stored_in

MOST_DOTS = 25_000_000
WIDEST, HIGHEST = 1000, 500
"""In dots: enough for the title page of a book."""
TURNED = 0x0112  # the tag of EXIF that says which way up it is
LONGEST = 8  # times as wide as it is high, or as high as it is wide
PORTRAIT, PHOTOGRAPH = 600, 1400  # dots, the longer way
NAME = re.compile(r"[0-9a-f]{64}\.(png|jpeg)")


class TooLong(Exception):
    """The picture is much wider than it is high, or much higher than it is wide: as a logo it would be a line."""


def keep_logo(content: bytes) -> str:
    """Keep a picture as a logo, and give its name. Raises TooLong, and NotAPicture, also for one of too many dots.

    It is swept after a day where it is not chosen: one may look at it first.
    """
    return _kept(content, "png", WIDEST, HIGHEST)


def keep_portrait(content: bytes) -> str:
    """Keep a photograph as the picture of somebody, and give its name. Raises as `keep_logo`, and is swept alike."""
    return _kept(content, "jpeg", PORTRAIT, PORTRAIT)


def keep_photograph(content: bytes) -> str:
    """Keep a photograph to show as wide as a text, and give its name. Raises as `keep_logo`, and is swept alike."""
    return _kept(content, "jpeg", PHOTOGRAPH, PHOTOGRAPH)


def _kept(content: bytes, sort: str, widest: int, highest: int) -> str:
    width, height = _size_of(content)
    if max(width, height) > LONGEST * min(width, height):
        raise TooLong
    scale = min(1.0, widest / width, highest / height)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    picture = drawn(content, sort, [size])[0]
    name = f"{hashlib.sha256(picture).hexdigest()}.{sort}"
    logo_file(name).write(picture)
    return name


def _size_of(content: bytes) -> tuple[int, int]:
    """How large it is when it stands the right way up."""
    try:
        with Image.open(io.BytesIO(content), formats=READ) as picture:
            width, height = upright_size(*picture.size, turned=picture.getexif().get(TURNED, 1))
    except (OSError, ValueError, SyntaxError, TypeError, Image.DecompressionBombError) as error:
        raise NotAPicture from error
    if not 0 < width * height <= MOST_DOTS:
        raise NotAPicture
    return width, height


def find_logo(name: str) -> StoredFile | None:
    """The file of a logo that is kept; None where there is none of that name."""
    file = logo_file(name) if NAME.fullmatch(name) else None
    return file if file is not None and file.is_there() else None


def kept_logos() -> list[FoundFile]:
    """The files of all logos."""
    return [one for one in stored_in("files", "logo") if NAME.fullmatch(one.file.name)]


def logo_file(name: str) -> StoredFile:
    """Where the logo of this name lies, or would lie."""
    return StoredFile("files", f"logo/{name}")
