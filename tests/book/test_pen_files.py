"""Pictures in the page editor: what is taken. And documents, of which no more are: how they are given out."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.documents.models import Document
from wagtail.images.models import Image

from kokebok.book.actions.allow_page_editor import allow_page_editor
from tests.book.walk import picture

if TYPE_CHECKING:
    from django.test import Client

    from kokebok.book.models import Cookbook
    from kokebok.people.models import Person

XHR = {"X-Requested-With": "XMLHttpRequest"}
TOO_MANY = "piksler"


@pytest.fixture
def writer(client: Client, book: Cookbook, berit: Person) -> Client:
    """An editor in the page editor."""
    allow_page_editor(book)
    client.force_login(berit)
    return client


def claims_to_be(width: int, height: int) -> bytes:
    """A PNG of so many pixels of nothing, some few hundred bytes for a start: enough for whoever believes its head."""
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\x00" * (width // 8 + 1) * min(height, 2000), 9)
    parts = ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    packed = (
        struct.pack(">I", len(said)) + kind + said + struct.pack(">I", zlib.crc32(kind + said))
        for kind, said in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def upload(writer: Client, name: str, content: bytes) -> Any:
    form = {"title": "Bilde", "file": SimpleUploadedFile(name, content), "tags": "", "collection": "1"}
    return writer.post("/admin/images/add/", form)


@pytest.mark.parametrize(("width", "height"), [(30_000, 30_000), (12_000, 12_000), (5_100, 5_000)])
def test_a_picture_that_would_fill_the_memory_is_refused_in_words(
    writer: Client, width: int, height: int
) -> None:
    bomb = claims_to_be(width, height)
    answer = upload(writer, "stort.png", bomb)
    assert (answer.status_code, TOO_MANY in answer.content.decode()) == (200, True)
    dropped = {"title": "x", "files[]": SimpleUploadedFile("stort.png", bomb), "collection": "1"}
    many = writer.post("/admin/images/multiple/add/", dropped, headers=XHR)
    assert (many.status_code, many.json()["success"], TOO_MANY in many.json()["error_message"]) == (
        200,
        False,
        True,
    )
    assert Image.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("side.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        ("side.png", b"<html><script>alert(1)</script></html>"),
        ("side.html", picture()),
        ("halvt.png", picture()[:40]),
        ("kuttet.png", picture(400, 300)[:-60]),
        ("tomt.png", b""),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_picture_is_refused_in_words(writer: Client, name: str, content: bytes) -> None:
    answer = upload(writer, name, content)
    assert (answer.status_code, bool(answer.context["form"].errors["file"])) == (200, True)
    assert Image.objects.count() == 0


def test_a_picture_of_common_size_is_taken(writer: Client) -> None:
    answer = upload(writer, "lite.png", picture(4000, 3000))
    assert (answer.status_code, Image.objects.get().width) == (302, 4000)


def test_the_library_of_documents_is_closed_and_not_in_the_menu(writer: Client) -> None:
    addresses = ("", "add/", "multiple/add/", "chooser/")
    assert {writer.get(f"/admin/documents/{one}").status_code for one in addresses} == {404}
    assert "/admin/documents/" not in writer.get("/admin/").content.decode()


@pytest.mark.parametrize("name", ["d.pdf", "d.txt", "d.html", "d.svg"])
def test_a_document_is_only_ever_saved_also_one_that_came_before_the_rule(
    client: Client, db: None, name: str
) -> None:
    kept = Document.objects.create(title="D", file=ContentFile(b"<script>alert(1)</script>", name))
    answer = client.get(kept.url)
    said = {name: answer.headers[name] for name in ("Content-Security-Policy", "X-Content-Type-Options")}
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert said == {"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff"}
