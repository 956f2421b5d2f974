"""Pictures as readers are shown them: in a few sizes, drawn anew, so that nothing is left of what the file told beside.

What comes out is a JPEG or a PNG in plain colours of the screen, right side up, which every browser, reader of e-books,
word processor and printer shows alike.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image, ImageCms, ImageOps

from kokebok.lib.pictures import NotAPicture

WIDTHS = (480, 960, 1600)
"""In dots: a telephone, a column of text, and a column on a fine screen or on paper."""
READ = ("JPEG", "PNG", "GIF", "WEBP")
SORTS = {"png": "png", "gif": "png", "jpg": "jpeg", "jpeg": "jpeg", "webp": "jpeg"}
"""The sort a picture is shown as, by how the name of its file ends."""
QUALITY = 84
WHITE = (255, 255, 255)


def sizes(width: int, height: int) -> list[tuple[int, int]]:
    """The sizes a picture is shown in, the narrowest first; it is never made wider than it is."""
    widths = sorted({min(width, most) for most in WIDTHS})
    return [(one, max(1, round(height * one / width))) for one in widths]


def upright_size(width: int, height: int, *, turned: int) -> tuple[int, int]:
    """How large a picture is when it stands the right way up; `turned` is as EXIF counts it."""
    return (height, width) if turned in {5, 6, 7, 8} else (width, height)


def drawn(content: bytes, sort: str, into: Sequence[tuple[int, int]]) -> list[bytes]:
    """The picture in each of the sizes `into`, as "jpeg" or "png". Raises NotAPicture.

    Of what moves, the first picture is taken; what one can see through is white behind in a JPEG.
    """
    try:
        with Image.open(io.BytesIO(content), formats=READ) as file:
            most = max(max(size) for size in into)
            file.draft("RGB", (most, most))  # a large photograph is unpacked no larger than it is needed
            whole = _in_plain_colours(ImageOps.exif_transpose(file), with_ground=sort == "jpeg")
    except (OSError, ValueError, SyntaxError, TypeError, Image.DecompressionBombError) as error:
        raise NotAPicture from error
    whole.info = {}  # Pillow would write a comment and a profile of colours again
    return [_written(whole.resize(size, Image.Resampling.LANCZOS), sort) for size in into]


def _in_plain_colours(picture: Image.Image, *, with_ground: bool) -> Image.Image:
    seen_through = picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info
    if seen_through:
        clear = picture.convert("RGBA")
        if not with_ground:
            return clear
        ground = Image.new("RGB", clear.size, WHITE)
        ground.paste(clear, mask=clear.getchannel("A"))
        return ground
    if picture.mode.startswith("I"):  # 16 bits of grey
        return picture.convert("I").point(lambda grey: grey / 256).convert("L").convert("RGB")
    return _of_the_screen(picture)


def _of_the_screen(picture: Image.Image) -> Image.Image:
    """From the colours the file says it has, where it says so, to those of the screen."""
    said = picture.info.get("icc_profile")
    if said and picture.mode in {"RGB", "CMYK", "L"}:
        try:
            own = ImageCms.ImageCmsProfile(io.BytesIO(said))
            turned = ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
            return turned or picture.convert("RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass
    return picture.convert("RGB")


def _written(picture: Image.Image, sort: str) -> bytes:
    file = io.BytesIO()
    if sort == "jpeg":
        picture.save(file, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    else:
        picture.save(file, "PNG")
    return file.getvalue()
