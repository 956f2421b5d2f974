"""Taking out of a picture what its sender does not see: where it was taken, when, with what. The picture is untouched.

Nothing is drawn anew: the parts of the file that tell such things are left out, and the rest is copied as it is.
"""

from __future__ import annotations

import io
import struct

from PIL import Image

MOST_DOTS = 120_000_000
TURNED = 0x0112  # the tag that says which side is up
_KEPT_IN_PNG = frozenset(
    [
        b"IHDR",
        b"PLTE",
        b"IDAT",
        b"IEND",
        b"tRNS",
        b"cHRM",
        b"gAMA",
        b"iCCP",
        b"sBIT",
        b"sRGB",
        b"bKGD",
        b"pHYs",
    ]
)


class NotAPicture(Exception):
    """The file is not a whole picture, or a picture too large to be opened."""


def without_traces(content: bytes, sort: str) -> bytes:
    """A PNG or JPEG without what it tells of place, time, person and machine. Raises NotAPicture.

    Which side is up is kept. A picture without such words comes back byte for byte.
    """
    turned = _looked_at(content, sort)
    try:
        return _png(content) if sort == "png" else _jpeg(content, turned)
    except (struct.error, IndexError) as error:
        raise NotAPicture from error


def without_traces_of_any(content: bytes, most_dots: int = MOST_DOTS) -> bytes:
    """A PNG, JPEG or GIF with at most so many dots, without what it tells. Raises NotAPicture for others.

    A GIF has no words of where it was taken, and comes back as it is.
    """
    try:
        with Image.open(io.BytesIO(content), formats=["PNG", "JPEG", "GIF"]) as picture:
            sort, dots = str(picture.format).lower(), picture.width * picture.height
    except (OSError, ValueError, SyntaxError, TypeError, struct.error, Image.DecompressionBombError) as error:
        raise NotAPicture from error
    if dots > most_dots:
        raise NotAPicture
    return content if sort == "gif" else without_traces(content, sort)


def _looked_at(content: bytes, sort: str) -> int:
    """Which side is up, as EXIF counts it (1 for as it is); the picture's head is read, not the picture."""
    try:
        with Image.open(io.BytesIO(content), formats=["PNG" if sort == "png" else "JPEG"]) as picture:
            if picture.width * picture.height > MOST_DOTS:
                raise NotAPicture
            return int(picture.getexif().get(TURNED, 1)) if sort == "jpeg" else 1
    except (OSError, ValueError, SyntaxError, TypeError, struct.error, Image.DecompressionBombError) as error:
        raise NotAPicture from error


def _png(content: bytes) -> bytes:
    kept, at = [content[:8]], 8
    while at < len(content):
        (length,) = struct.unpack(">I", content[at : at + 4])
        kind, end = content[at + 4 : at + 8], at + 12 + length
        if end > len(content):
            raise NotAPicture
        if kind in _KEPT_IN_PNG:
            kept.append(content[at:end])
        if kind == b"IEND":
            return b"".join(kept)
        at = end
    raise NotAPicture


def _jpeg(content: bytes, turned: int) -> bytes:
    """The segments before the picture itself: application data is left out, but for its colours and its shape."""
    kept, at = [content[:2]], 2
    if turned not in (0, 1):
        kept.append(_which_side_up(turned))
    while True:
        while content[at] == 0xFF and content[at + 1] == 0xFF:
            at += 1
        if content[at] != 0xFF:
            raise NotAPicture
        marker = content[at + 1]
        (length,) = struct.unpack(">H", content[at + 2 : at + 4])
        segment = content[at : at + 2 + length]
        if marker == 0xDA:
            # What stands after the picture's end is no picture: some telephones put a film there, with its place.
            end = content.find(b"\xff\xd9", at)
            return b"".join([*kept, content[at : end + 2] if end > 0 else content[at:]])
        if not _tells(marker, segment):
            kept.append(segment)
        at += 2 + length


def _tells(marker: int, segment: bytes) -> bool:
    """Whether a segment tells something beside the picture: all but JFIF, colours (ICC) and Adobe's own mark do."""
    if marker == 0xFE:
        return True
    if not 0xE0 <= marker <= 0xEF:
        return False
    return not segment[4:].startswith((b"JFIF\x00", b"ICC_PROFILE\x00", b"Adobe"))


def _which_side_up(turned: int) -> bytes:
    words = Image.Exif()
    words[TURNED] = turned
    said = words.tobytes()
    if not said.startswith(b"Exif\x00\x00"):
        said = b"Exif\x00\x00" + said
    return b"\xff\xe1" + struct.pack(">H", len(said) + 2) + said
