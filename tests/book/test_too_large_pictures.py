"""A picture that says it is enormous: refused in words by every road, before anything of it is unpacked."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.images.models import Image

from kokebok.book.logos import keep_logo
from kokebok.lib.picture_sizes import drawn
from kokebok.lib.pictures import NotAPicture, without_traces_of_any
from tests.book.test_pen_files import TOO_MANY, XHR, claims_to_be, upload, writer  # noqa: F401 (a fixture)
from tests.book.walk import picture

if TYPE_CHECKING:
    from django.test import Client

SIDE = 30_000
_SIDES = struct.pack(">HH", SIDE, SIDE)
_TABLE = b"\xff\xdb\x00\x43\x00" + b"\x01" * 64
_SCAN = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\xff\xd9"
_JFIF = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
JPEG = _JFIF + _TABLE + b"\xff\xc0\x00\x0b\x08" + _SIDES + b"\x01\x01\x11\x00" + _SCAN
_SIDES_LAST = struct.pack("<HH", SIDE, SIDE)
_COLOURS = b"\x80\x00\x00\x00\x00\x00\xff\xff\xff"
GIF = b"GIF89a" + _SIDES_LAST + _COLOURS + b",\x00\x00\x00\x00" + _SIDES_LAST + b"\x00\x02\x02D\x01\x00;"
WEBP_SIDE = 16_000
_VP8L = (
    b"VP8L"
    + struct.pack("<I", 6)
    + b"\x2f"
    + struct.pack("<I", (WEBP_SIDE - 1) | (WEBP_SIDE - 1) << 14)
    + b"\x00"
)
WEBP = b"RIFF" + struct.pack("<I", 4 + len(_VP8L)) + b"WEBP" + _VP8L
ENORMOUS = {"png": claims_to_be(SIDE, SIDE), "jpg": JPEG, "gif": GIF, "webp": WEBP}


@pytest.mark.parametrize("sort", ENORMOUS)
def test_by_no_road_into_the_page_editor(writer: Client, sort: str) -> None:  # noqa: F811
    name, bomb = f"stort.{sort}", ENORMOUS[sort]
    upload(writer, "lite.png", picture(40, 30))
    small = Image.objects.get()
    form = {"title": "Bilde", "tags": "", "collection": "1"}

    def file() -> SimpleUploadedFile:
        return SimpleUploadedFile(name, bomb)

    single = writer.post("/admin/images/add/", {**form, "file": file()})
    replaced = writer.post(f"/admin/images/{small.pk}/", {**form, "file": file()})
    chosen = writer.post(
        "/admin/images/chooser/create/",
        {f"image-chooser-upload-{key}": one for key, one in {**form, "file": file()}.items()},
    )
    many = writer.post(
        "/admin/images/multiple/add/", {"title": "x", "files[]": file(), "collection": "1"}, headers=XHR
    )
    assert [one.status_code for one in (single, replaced, chosen, many)] == [200] * 4
    said = [one.content.decode() for one in (single, replaced)]
    assert [TOO_MANY in one or "bilde" in one for one in said] == [True, True]
    assert "error" in chosen.content.decode()
    assert many.json()["success"] is False
    assert [one.width for one in Image.objects.all()] == [40]


@pytest.mark.parametrize("sort", ENORMOUS)
def test_nor_as_a_logo_nor_with_a_word_document_nor_drawn_for_a_reader(
    sort: str, settings: Any, tmp_path: Any
) -> None:
    with pytest.raises(NotAPicture):
        keep_logo(ENORMOUS[sort])
    with pytest.raises(NotAPicture):
        without_traces_of_any(ENORMOUS[sort], settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS)
    with pytest.raises(NotAPicture):
        drawn(ENORMOUS[sort], "png", [(480, 480)])
