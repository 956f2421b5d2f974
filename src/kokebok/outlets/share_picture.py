"""The picture that is shown where somebody shares a page: its title, the book's name and the colour of the body."""

from __future__ import annotations

import hashlib
import io
from functools import lru_cache
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

from kokebok.lib.colours import BASE
from kokebok.outlets.formats.glyphs import FONTS, characters_of

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDTH, HEIGHT, EDGE = 1200, 630, 80  # pixels: what those who show it ask for
SIZES = (76, 64, 54, 46, 40)  # of the title, the largest that has room
KEPT = 256  # pictures, of some 20 kB


def mark_of(title: str, book: str, colour: str) -> str:
    """What names the picture: another one for another title, name of the book or colour."""
    return hashlib.sha256(f"{title}\n{book}\n{colour}".encode("utf-8", "replace")).hexdigest()[:12]


@lru_cache(maxsize=KEPT)
def share_picture(title: str, book: str, colour: str) -> bytes:
    """The picture as PNG. It is made when first asked for, and kept as long as there is room."""
    image = Image.new("RGB", (WIDTH, HEIGHT), colour or BASE)
    draw = ImageDraw.Draw(image)
    lines, size = _laid_out(_shown(title))
    top = EDGE
    for line in lines:
        draw.text((EDGE, top), line, font=_font("Inter_700Bold", size), fill="#ffffff")
        top += round(size * 1.25)
    name, under = _shown(book), _font("Inter_500Medium", 34)
    draw.rectangle((EDGE, HEIGHT - EDGE - 70, EDGE + 96, HEIGHT - EDGE - 64), fill="#ffffff")
    [line, *_rest] = [*_lines(name, under, most=1), ""]
    draw.text((EDGE, HEIGHT - EDGE - 44), line, font=under, fill="#ffffff")
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


@lru_cache(maxsize=16)
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    # One sign after the other, left to right: the fonts have no script that runs the other way.
    return ImageFont.truetype(str(FONTS / f"{name}.ttf"), size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=1)
def _signs() -> frozenset[str]:
    """What the font of the title can show."""
    return characters_of(FONTS / "Inter_700Bold.ttf")


def _shown(text: str) -> str:
    """The text on one line, without what the fonts cannot show."""
    known = _signs()
    return " ".join("".join(sign if sign in known else " " for sign in text).split())


def _laid_out(title: str) -> tuple[list[str], int]:
    for size in SIZES:
        lines = _lines(title, _font("Inter_700Bold", size), most=9)
        if len(lines) * size * 1.25 <= HEIGHT - 3 * EDGE:
            return lines, size
    return _lines(title, _font("Inter_700Bold", SIZES[-1]), most=7), SIZES[-1]


def _lines(text: str, font: ImageFont.FreeTypeFont, *, most: int) -> list[str]:
    """The text in lines that have room; what there is no room for ends in a mark of omission."""
    lines: list[str] = []
    for word in _words(text, font):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= WIDTH - 2 * EDGE:
            lines[-1] = longer
        elif len(lines) == most:
            lines[-1] = f"{lines[-1][:-1]}…"
            break
        else:
            lines.append(word)
    return lines


def _words(text: str, font: ImageFont.FreeTypeFont) -> Iterator[str]:
    """The words; one that is wider than the picture is divided."""
    for word in text.split():
        part = ""
        for sign in word:
            if font.getlength(part + sign) > WIDTH - 2 * EDGE:
                yield part
                part = ""
            part += sign
        yield part
