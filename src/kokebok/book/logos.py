"""The logos of the body: drawn anew, so that nothing but a picture is kept, and named by their bytes."""

from __future__ import annotations

import hashlib
import io
import re
from pathlib import Path

from django.conf import settings
from PIL import Image

from kokebok.lib.picture_sizes import READ, drawn
from kokebok.lib.pictures import NotAPicture
from kokebok.lib.whole_files import write_whole

MOST_DOTS = 25_000_000
WIDEST, HIGHEST = 1000, 500
"""In dots: enough for the title page of a book."""
LONGEST = 8  # times as wide as it is high, or as high as it is wide
NAME = re.compile(r"[0-9a-f]{64}\.png")


class TooLong(Exception):
    """The picture is much wider than it is high, or much higher than it is wide: as a logo it would be a line."""


def keep_logo(content: bytes) -> str:
    """Keep a picture as a logo, and give its name. Raises TooLong, and NotAPicture, also for one of too many dots.

    It is swept after a day where it is not chosen: one may look at it first.
    """
    try:
        with Image.open(io.BytesIO(content), formats=READ) as picture:
            width, height = picture.size
    except (OSError, ValueError, SyntaxError, TypeError, Image.DecompressionBombError) as error:
        raise NotAPicture from error
    if not 0 < width * height <= MOST_DOTS:
        raise NotAPicture
    if max(width, height) > LONGEST * min(width, height):
        raise TooLong
    scale = min(1.0, WIDEST / width, HIGHEST / height)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    logo = drawn(content, "png", [size])[0]
    name = f"{hashlib.sha256(logo).hexdigest()}.png"
    write_whole(logo_file(name), logo)
    return name


def find_logo(name: str) -> Path | None:
    """The file of a logo that is kept; None where there is none of that name."""
    file = logo_file(name) if NAME.fullmatch(name) else None
    return file if file is not None and file.is_file() else None


def kept_logos() -> list[Path]:
    """The files of all logos."""
    return [file for file in logo_file("").glob("*") if NAME.fullmatch(file.name)]


def logo_file(name: str) -> Path:
    """Where the logo of this name lies, or would lie."""
    return Path(settings.MEDIA_ROOT) / "logo" / name
