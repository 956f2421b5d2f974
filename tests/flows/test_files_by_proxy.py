"""A kept file really comes through nginx where the settings say so: to those who may have it, and a part of it too."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from wagtail.images import get_image_model

from kokebok.book.actions.allow_page_editor import allow_page_editor
from kokebok.book.models import Cookbook, FactChapter
from kokebok.book.pictures import shown_file, sizes_of
from kokebok.inputs.actions.attach import attach
from kokebok.inputs.files import file_of, keep
from kokebok.people.models import Person
from tests.archive.moving import fill, installation
from tests.files import PDF
from tests.flows.test_kill import free_port, server
from tests.later.test_each_kind import database
from tests.nodes import nginx, signed_in
from tests.pictures import block, stream
from tests.test_docs import text_of

pytestmark = [
    pytest.mark.sqlite_only,
    pytest.mark.usefixtures("committed"),
    pytest.mark.skipif(not shutil.which("nginx"), reason="no nginx here"),
]


@dataclass(frozen=True)
class Kept:
    """The site behind nginx, an editor of it, a file with an input and its address, and a picture on a page."""

    address: str
    editor: httpx.Client
    attached: str
    sha256: str
    picture: str


def location_for(folder: Path) -> str:
    """What the document tells nginx of the files, for this folder."""
    [told] = re.findall(
        r"^location /kept/ \{.*?^\}$", text_of("docs/operations.md"), re.MULTILINE | re.DOTALL
    )
    assert "/mnt/kokebok/" in told
    return told.replace("/mnt/kokebok/", f"{folder}/")


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    with installation(tmp_path / "data") as folder:
        given = fill()
        allow_page_editor(Cookbook.objects.get())
        image = get_image_model().objects.get()
        page = FactChapter.objects.get()
        page.body = stream(*page.body.raw_data, block(image))
        page.save_revision().publish()
        attached = attach(given, keep("svår.pdf", PDF), by=None)
        desk = Client()
        desk.force_login(Person.objects.get())
        more = {
            "KOKEBOK_DATABASE": database(),
            "KOKEBOK_SECRET_KEY": settings.SECRET_KEY,
            "KOKEBOK_FILES": str(folder),
            "KOKEBOK_FILES_BY_PROXY": "/kept/",
            "KOKEBOK_BEHIND_PROXY": "yes",
        }
        connection.close()
        port, of_site = free_port(), free_port()
        with (
            server(folder, of_site, **more),
            nginx(tmp_path / "nginx", [of_site], port, more=location_for(folder)) as address,
        ):
            yield Kept(
                address,
                signed_in(address, desk.cookies["sessionid"].value),
                f"/vedlegg/{attached.pk}/",
                attached.sha256,
                sizes_of(image)[0].name,
            )


def test_a_private_file_comes_to_those_who_may_have_it_and_to_nobody_else(kept: Kept) -> None:
    came = kept.editor.get(kept.attached)
    assert (came.status_code, came.content, came.headers["Content-Type"]) == (200, PDF, "application/pdf")
    assert came.headers["Content-Disposition"] == "attachment; filename*=utf-8''sv%C3%A5r.pdf"
    assert (came.headers["Accept-Ranges"], "X-Accel-Redirect" in came.headers) == ("bytes", False)
    assert "no-store" in came.headers["Cache-Control"]
    within = f"attachments/{kept.sha256[:2]}/{kept.sha256}"
    asked = [kept.attached, f"/kept/{within}", "/kept/"]
    assert [httpx.get(f"{kept.address}{one}").status_code for one in asked] == [404] * 3
    assert kept.editor.get(f"/kept/{within}").status_code == 404


def test_a_part_of_a_file_comes_by_nginx_and_a_file_that_is_gone_is_told(kept: Kept) -> None:
    part = kept.editor.get(kept.attached, headers={"Range": "bytes=5-9"})
    assert (part.status_code, part.content, part.headers["Content-Range"]) == (
        206,
        PDF[5:10],
        f"bytes 5-9/{len(PDF)}",
    )
    file_of(kept.sha256).remove()
    assert kept.editor.get(kept.attached).status_code == 404


def test_a_picture_comes_to_every_reader_and_is_asked_for_again_by_its_mark(kept: Kept) -> None:
    came = httpx.get(f"{kept.address}/bilde/{kept.picture}")
    assert (came.status_code, came.content, came.headers["Content-Type"]) == (
        200,
        shown_file(kept.picture).read(),
        "image/jpeg",
    )
    again = httpx.get(f"{kept.address}/bilde/{kept.picture}", headers={"If-None-Match": came.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
