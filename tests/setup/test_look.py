"""The colour and the logo: refused where they cannot be read, previewed, saved, and then met by readers everywhere."""

from __future__ import annotations

import io
import os
import re
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from kokebok.book.actions.sweep_pictures import sweep_pictures
from kokebok.book.logos import kept_logos
from kokebok.book.models import Cookbook
from kokebok.journal.models import Entry
from kokebok.lists.models import Entry as Topic
from kokebok.lists.models import List, Which
from kokebok.people.models import RoleName
from tests.world import make_person

if TYPE_CHECKING:
    from kokebok.people.models import Person

ADDRESS = "/redaksjon/innstillinger/utseende/"
PLUM = "#7a1f5c"


@pytest.fixture
def desk(client: Client, ada: Person, book: Cookbook) -> Client:
    """The desk of a cookbook that is made, as Ada sees it."""
    client.force_login(ada)
    return client


def a_picture(width: int = 300, height: int = 120, sort: str = "PNG") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), (122, 31, 92)).save(file, sort)
    return file.getvalue()


def put_in(content: bytes, name: str = "logo.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def sheet_on(page: str) -> str:
    found = re.search(r'href="(/farger/[^"]+\.css)"', page)
    return found[1] if found else ""


def test_a_colour_is_met_on_the_readers_page_and_at_the_desk(desk: Client) -> None:
    assert sheet_on(Client().get("/").content.decode()) == ""
    assert desk.post(ADDRESS, {"colour": "7A1F5C"})["Location"] == "/redaksjon/innstillinger/"
    address = sheet_on(Client().get("/").content.decode())
    assert address.startswith("/farger/7a1f5c-")
    assert sheet_on(desk.get("/redaksjon/").content.decode()) == address
    sheet = Client().get(address)
    assert (sheet["Content-Type"], "immutable" in sheet["Cache-Control"]) == ("text/css; charset=utf-8", True)
    assert f"--ds-color-accent-base-default: {PLUM};" in sheet.content.decode()
    assert Entry.objects.get(act="settings.changed").what == {"fields": ["colour"]}


def test_a_colour_that_cannot_be_read_is_refused_and_the_nearest_that_can_is_a_press_away(
    desk: Client, book: Cookbook
) -> None:
    refused = desk.post(ADDRESS, {"colour": "#ffcc00"})
    page = refused.content.decode()
    assert (refused.status_code, 'value="#ffcc00"' in page) == (422, True)
    offered = re.search(r'name="instead" value="(#[0-9a-f]{6})"', page)
    assert offered is not None
    previewed = desk.post(ADDRESS, {"colour": "#ffcc00", "instead": offered[1]}).content.decode()
    assert f'value="{offered[1]}"' in previewed
    assert Cookbook.objects.get(pk=book.pk).colour == ""
    desk.post(ADDRESS, {"colour": offered[1]})
    assert Cookbook.objects.get(pk=book.pk).colour == offered[1]


def test_what_is_previewed_is_shown_on_the_screen_alone(desk: Client, book: Cookbook) -> None:
    page = desk.post(ADDRESS, {"colour": PLUM, "logo": put_in(a_picture()), "preview": "1"}).content.decode()
    assert sheet_on(page).startswith("/farger/7a1f5c-")
    kept = re.search(r'name="kept" value="([0-9a-f]{64}\.png)"', page)
    assert kept is not None
    assert desk.get(f"/logo/{kept[1]}")["Content-Type"] == "image/png"
    assert Client().get(f"/logo/{kept[1]}").status_code == 404
    now = Cookbook.objects.get(pk=book.pk)
    assert (now.colour, now.logo) == ("", "")
    desk.post(ADDRESS, {"colour": PLUM, "kept": kept[1]})
    assert Cookbook.objects.get(pk=book.pk).logo == kept[1]


def test_a_logo_that_is_looked_at_and_not_chosen_is_swept_after_a_day(desk: Client, book: Cookbook) -> None:
    said = {"colour": PLUM, "preview": "1"}
    desk.post(ADDRESS, {**said, "logo": put_in(a_picture(200, 100))})
    desk.post(ADDRESS, {**said, "logo": put_in(a_picture(210, 100))})
    desk.post(ADDRESS, {"colour": PLUM, "logo": put_in(a_picture(300, 100))})
    sweep_pictures()
    desk.post(ADDRESS, {**said, "logo": put_in(a_picture(220, 100))})
    assert len(kept_logos()) == 4
    chosen = Cookbook.objects.get(pk=book.pk).logo
    today, of_topic, _neither = (one.file for one in kept_logos() if one.file.name != chosen)
    themes, _ = List.objects.get_or_create(key=Which.THEMES)
    names = {"nb": "Helse", "nn": "Helse", "en": "Health"}
    Topic.objects.create(of=themes, key="helse-2", picture=of_topic.name, picture_alt="Et hus.", **names)
    for one in kept_logos():
        if one.file != today:
            os.utime(one.file.storage.path(one.file.within), (0, 0))
    sweep_pictures()
    assert {one.file.name for one in kept_logos()} == {chosen, today.name, of_topic.name}


def test_the_logo_stands_on_every_page_with_the_name_of_the_body_and_can_be_taken_away(
    desk: Client, book: Cookbook
) -> None:
    desk.post(ADDRESS, {"colour": "", "logo": put_in(a_picture(3000, 1500))})
    name = Cookbook.objects.get(pk=book.pk).logo
    front = " ".join(Client().get("/").content.decode().split())
    assert f'src="/logo/{name}" alt="{book.responsible_body or book.title}"' in front
    shown = Client().get(f"/logo/{name}")
    content = b"".join(shown.streaming_content)  # type: ignore[attr-defined]
    assert Image.open(io.BytesIO(content)).size == (1000, 500)
    assert "sandbox" in shown["Content-Security-Policy"]
    desk.post(ADDRESS, {"colour": "", "kept": name, "remove": "on"})
    assert Cookbook.objects.get(pk=book.pk).logo == ""
    assert "/logo/" not in Client().get("/").content.decode()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        (
            "logo.svg",
            b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
            "kan ikke leses som et bilde",
        ),
        ("logo.png", b"\x89PNG half a picture", "kan ikke leses som et bilde"),
        ("logo.png", b"x" * 5_300_000, "for stor"),
        ("logo.png", b"", "tom"),
        ("logo.png", a_picture(1, 9), "for lang og smal til å være en logo"),
        ("logo.png", a_picture(1610, 200), "for lang og smal til å være en logo"),
    ],
)
def test_a_file_that_is_no_logo_is_told_and_the_colour_is_kept_as_typed(
    desk: Client, book: Cookbook, name: str, content: bytes, told: str
) -> None:
    answer = desk.post(ADDRESS, {"colour": PLUM, "logo": put_in(content, name)})
    page = answer.content.decode()
    assert (answer.status_code, f'value="{PLUM}"' in page, told in page) == (422, True, True)
    assert Cookbook.objects.get(pk=book.pk).logo == ""


@pytest.mark.parametrize("name", ["ffcc00-12345678", "x", "0c6672;}", "-", "..%2f"])
def test_no_other_stylesheet_is_made(db: None, name: str) -> None:
    assert Client().get(f"/farger/{name}.css").status_code == 404


def test_an_editor_cannot_change_the_look(client: Client, book: Cookbook) -> None:
    client.force_login(make_person("egil@example.no", "Egil", RoleName.EDITOR))
    assert client.post(ADDRESS, {"colour": PLUM}).status_code in {403, 404}
    assert Cookbook.objects.get(pk=book.pk).colour == ""
