"""The pictures of the library as readers are shown them: in some sizes, each with a name that changes with the file.

Drawn when they are first asked for, and kept beside the originals, which only those who write are shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING, Any

from PIL import Image as Pillow
from wagtail.images import get_image_model

from kokebok.lib.picture_sizes import SORTS, drawn, sizes, upright_size
from kokebok.lib.pictures import TURNED, NotAPicture
from kokebok.lib.text import PictureSize
from kokebok.web.stored import StoredFile, stored_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wagtail.images.models import AbstractImage

one_at_a_time = Lock()
NAME = re.compile(
    r"(?P<number>[1-9]\d{0,8})-(?P<hash>[0-9a-f]{16})-(?P<width>[1-9]\d{0,3})\.(?P<sort>jpeg|png)"
)


@dataclass(frozen=True)
class PictureShown:
    """A picture of the library in one of its sizes."""

    image: Any
    size: PictureSize


def sizes_of(image: AbstractImage) -> tuple[PictureSize, ...]:
    """The sizes readers are shown a picture in, with their names, the narrowest first."""
    stem = f"{image.pk}-{image.get_file_hash()[:16]}"
    return tuple(
        PictureSize(f"{stem}-{width}.{_sort(image)}", width, height)
        for width, height in sizes(*_upright(image))
    )


def find_shown(name: str) -> PictureShown | None:
    """What a name stands for; None where there is no such picture, or it has another file by now."""
    said = NAME.fullmatch(name)
    image = get_image_model().objects.filter(pk=said["number"]).first() if said else None
    of_that_name = [size for size in sizes_of(image) if size.name == name] if image else []
    return PictureShown(image, of_that_name[0]) if of_that_name else None


def file_of(shown: PictureShown) -> StoredFile:
    """The file with the picture in this size, drawn if it is not there. Raises NotAPicture.

    The other sizes are drawn with it, since the picture is unpacked only once.
    """
    wanted = shown_file(shown.size.name)
    if not wanted.is_there():
        _draw(shown.image)
    return wanted


def bytes_of(name: str) -> bytes:
    """The picture of this name. Raises NotAPicture, also where there is none."""
    shown = find_shown(name)
    if shown is None:
        raise NotAPicture
    return file_of(shown).read()


def numbers_of(names: Iterable[str]) -> set[int]:
    """The pictures in the library that these names stand for, by their numbers."""
    return {int(said["number"]) for name in names if (said := NAME.fullmatch(name))}


def shown_file(name: str) -> StoredFile:
    """Where what readers are shown by this name lies, or would lie."""
    return StoredFile("files", f"shown/{name}")


def all_shown() -> list[StoredFile]:
    """All that is drawn."""
    return [one.file for one in stored_in("files", "shown") if NAME.fullmatch(one.file.name)]


def _draw(image: AbstractImage) -> None:
    with one_at_a_time:  # a large picture takes a hundred megabytes while it is drawn
        into = [size for size in sizes_of(image) if not shown_file(size.name).is_there()]
        if into:
            _draw_sizes(image, into)


def _draw_sizes(image: AbstractImage, into: list[PictureSize]) -> None:
    try:
        with image.open_file() as file:
            content = file.read()
    except OSError as error:
        raise NotAPicture from error
    made = drawn(content, _sort(image), [(size.width, size.height) for size in into])
    for size, one in zip(into, made, strict=True):
        shown_file(size.name).write(one)


def _sort(image: AbstractImage) -> str:
    return SORTS.get(image.file.name.rpartition(".")[2].lower(), "jpeg")


def _upright(image: AbstractImage) -> tuple[int, int]:
    try:
        turned = _turned(image.file.name, image.get_file_hash())
    except OSError:  # the file cannot be read just now: it is looked at again next time
        turned = 1
    return upright_size(image.width, image.height, turned=turned)


@lru_cache(maxsize=5000)
def _turned(name: str, file_hash: str) -> int:
    """Which side is up, by the head of the file. (The database knows the picture as it lies in the file.)

    Raises OSError where the file cannot be fetched, which is not kept.
    """
    content = StoredFile("files", name).read()
    try:
        with Pillow.open(BytesIO(content)) as picture:
            return int(picture.getexif().get(TURNED, 1))
    except (OSError, ValueError, SyntaxError, TypeError, Pillow.DecompressionBombError):
        return 1
