"""Pictures for the tests: files, pictures in the library, and blocks with a picture in them."""

from __future__ import annotations

import io
import json
import uuid
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image as Pillow
from wagtail.images.models import Image

from tests.files import GPS, LATITUDE, LATITUDE_REF, TURNED

PLACE = b"59/1"


def photo(sort: str = "jpeg", *, width: int = 1800, height: int = 1200, turned: int = 1) -> bytes:
    """A picture that tells where it was taken: red in its upper half, blue in its lower."""
    drawn = Pillow.new("RGB", (width, height), (200, 30, 30))
    drawn.paste((20, 40, 160), (0, height // 2, width, height))
    words = drawn.getexif()
    words[TURNED] = turned
    words.get_ifd(GPS)[LATITUDE_REF] = "N"
    words.get_ifd(GPS)[LATITUDE] = (59.0, 54.0, 30.0)
    file = io.BytesIO()
    drawn.save(file, sort.upper(), exif=words.tobytes(), comment=b"Oslo")
    return file.getvalue()


def in_library(
    title: str = "Broen", content: bytes | None = None, name: str = "broen.jpg", **fields: Any
) -> Any:
    """A picture in the page editor's library."""
    return Image.objects.create(title=title, file=ContentFile(content or photo(), name), **fields)


def said(image: Any, **more: Any) -> dict[str, Any]:
    """What a text says of a picture, as the page editor stores it."""
    blank = {"alt": "En bro over elva.", "decorative": False, "caption": "", "credit": "", "licence": ""}
    return {"picture": image.pk, **blank, **more}


def block(image: Any, kind: str = "picture", **more: Any) -> dict[str, Any]:
    """A block with a picture."""
    return {"type": kind, "id": str(uuid.uuid4()), "value": said(image, **more)}


def stream(*blocks: dict[str, Any]) -> str:
    """Blocks as a stream is stored."""
    return json.dumps(blocks)
