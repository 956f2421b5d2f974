"""Who is shown which picture, and how it is given out."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction
from docx import Document
from PIL import Image as Pillow
from wagtail.images.models import Image

from kokebok.book.actions.allow_page_editor import allow_page_editor
from kokebok.book.models import PictureUse
from kokebok.book.queries import text_of
from kokebok.editions.actions.freeze import freeze
from kokebok.editions.models import EditionPicture
from kokebok.editions.pictures import kept_file
from kokebok.editions.queries import find_edition_page, text_as_frozen
from kokebok.lib.text import pictures_of
from kokebok.outlets.actions.render import render
from kokebok.outlets.composing import manuscript_of
from kokebok.outlets.models import Copy, CopyState
from kokebok.outlets.word_copies import copy_of_pages
from kokebok.people.models import RoleName
from kokebok.people.rules import Refused
from tests.files import GPS
from tests.pictures import block, in_library, photo, stream
from tests.world import make_fact, make_person

if TYPE_CHECKING:
    from django.test import Client

    from kokebok.book.models import Cookbook, FactChapter
    from kokebok.editions.models import Edition
    from kokebok.people.models import Person


@pytest.fixture
def chapter(book: Cookbook) -> FactChapter:
    """A published chapter with one picture."""
    return make_fact(book, body=stream(block(in_library())))


def names(chapter: Any) -> list[str]:
    [picture] = pictures_of(text_of(chapter))
    return [size.name for size in picture.sizes]


def fetched(client: Client, name: str) -> bytes:
    answer: Any = client.get(f"/bilde/{name}")
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def froze(book: Cookbook, by: Person, number: str = "1") -> Edition:
    return freeze(book, number=number, title="En", foreword="", on=date(2026, 3, 1), by=by)


def test_a_picture_on_a_published_page_is_shown_to_anyone_as_a_picture_and_nothing_else(
    client: Client, chapter: FactChapter
) -> None:
    answer = client.get(f"/bilde/{names(chapter)[-1]}")
    said = {
        name: answer.headers[name]
        for name in ("Content-Type", "X-Content-Type-Options", "Content-Security-Policy", "Cache-Control")
    }
    assert said == {
        "Content-Type": "image/jpeg",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
        "Cache-Control": "max-age=31536000, immutable",
    }


def test_each_size_is_as_large_as_the_page_says_and_tells_nothing_of_where_it_was_taken(
    client: Client, chapter: FactChapter
) -> None:
    [picture] = pictures_of(text_of(chapter))
    for size in picture.sizes:
        content = fetched(client, size.name)
        with Pillow.open(io.BytesIO(content)) as drawn:
            assert (drawn.size, dict(drawn.getexif()), drawn.info.get("comment")) == (
                (size.width, size.height),
                {},
                None,
            )
        assert b"Exif" not in content
    assert [size.width for size in picture.sizes] == [480, 960, 1600]


def test_the_original_does_tell_and_is_shown_to_those_who_write_only(
    client: Client, chapter: FactChapter, book: Cookbook, berit: Person
) -> None:
    [use] = PictureUse.objects.all()
    address = use.picture.file.url
    assert client.get(address).status_code == 404
    allow_page_editor(book)
    client.force_login(berit)
    answer: Any = client.get(address)
    with Pillow.open(io.BytesIO(b"".join(answer.streaming_content))) as original:
        assert original.getexif().get_ifd(GPS)
    assert (answer.headers["Content-Type"], answer.headers["Cache-Control"]) == (
        "image/jpeg",
        "private, no-store",
    )


def test_a_picture_taken_lying_down_stands_upright(client: Client, book: Cookbook) -> None:
    chapter = make_fact(book, body=stream(block(in_library(content=photo(turned=6)))))
    [picture] = pictures_of(text_of(chapter))
    assert (picture.largest.width, picture.largest.height) == (1200, 1800)
    with Pillow.open(io.BytesIO(fetched(client, picture.largest.name))) as drawn:
        assert drawn.size == (1200, 1800)


@pytest.mark.parametrize("role", [None, RoleName.HOST, RoleName.MODERATOR])
def test_the_picture_of_a_draft_is_as_absent_as_what_never_was(
    client: Client, chapter: FactChapter, role: RoleName | None
) -> None:
    if role:
        client.force_login(make_person("en@example.no", "En", role))
    [name, *_rest] = names(chapter)
    chapter.unpublish()
    answers = [
        client.get(address)
        for address in (
            f"/bilde/{name}",
            "/bilde/987-0123456789abcdef-480.jpeg",
            "/bilde/tull",
            f"/bilde/{'0' * 64}.png",
        )
    ]
    assert {(answer.status_code, answer.templates[0].name) for answer in answers} == {(404, "404.html")}


def test_those_who_write_see_the_picture_of_a_draft_and_no_machine_between_keeps_it(
    client: Client, book: Cookbook, chapter: FactChapter, berit: Person
) -> None:
    chapter.unpublish()
    allow_page_editor(book)
    client.force_login(berit)
    answer = client.get(f"/bilde/{names(chapter)[0]}")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-store")


@pytest.mark.parametrize(
    "path",
    [
        "../secret-key",
        "original_images/../../secret-key",
        "%2e%2e/secret-key",
        "original_images",
        "kokebok.sqlite3",
        "",
    ],
)
def test_nothing_but_pictures_of_the_library_is_given_out_by_its_path(
    client: Client, book: Cookbook, berit: Person, path: str
) -> None:
    allow_page_editor(book)
    client.force_login(berit)
    (settings.DATA / "secret-key").write_text("hemmelig", encoding="utf-8")
    assert client.get(f"/files/{path}").status_code == 404


def test_a_width_that_is_none_of_the_pictures_own_is_not_drawn(client: Client, chapter: FactChapter) -> None:
    wrong = names(chapter)[-1].replace("-1600.", "-1599.")
    assert client.get(f"/bilde/{wrong}").status_code == 404


def test_a_picture_whose_file_is_gone_is_not_found_and_its_page_is_read_all_the_same(
    client: Client, book: Cookbook
) -> None:
    image = in_library()
    chapter = make_fact(book, body=stream(block(image)))
    image.file.storage.delete(image.file.name)
    assert client.get(f"/bilde/{names(chapter)[0]}").status_code == 404
    assert client.get("/fakta/hva/").status_code == 200


def test_an_edition_keeps_its_pictures_whatever_becomes_of_them_in_the_library(
    client: Client, book: Cookbook, chapter: FactChapter, berit: Person
) -> None:
    living = [fetched(client, name) for name in names(chapter)]
    edition = froze(book, berit)
    [frozen] = pictures_of(text_as_frozen(find_edition_page(edition, "fakta/hva")))
    chapter.body = stream()
    chapter.save_revision().publish()
    assert not PictureUse.objects.exists()
    Image.objects.all().delete()
    assert [fetched(client, size.name) for size in frozen.sizes] == living
    assert manuscript_of(edition).pictures == {frozen.largest.name: living[-1]}
    page = client.get("/utgave/1/fakta/hva/").content.decode()
    assert (f'src="/bilde/{frozen.largest.name}"' in page, f"/bilde/{frozen.sizes[0].name} 480w" in page) == (
        True,
        True,
    )


def test_two_editions_of_one_picture_have_it_once_and_an_edition_is_never_without(
    book: Cookbook, chapter: FactChapter, berit: Person
) -> None:
    froze(book, berit)
    froze(book, berit, "2")
    names = list(EditionPicture.objects.order_by("pk").values_list("name", flat=True))
    assert (len(names), len(set(names))) == (6, 3)
    with pytest.raises(DatabaseError), transaction.atomic():
        EditionPicture.objects.all().delete()


def test_a_picture_goes_out_in_word_with_its_words_to_be_changed_also_those_that_say_what_it_shows(
    book: Cookbook, berit: Person
) -> None:
    chapter = make_fact(
        book, body=stream(block(in_library()), block(in_library("Elva"), caption="Elva om våren."))
    )
    document = Document(io.BytesIO(copy_of_pages([chapter.pk], by=berit).content))
    words = [paragraph.text for paragraph in document.paragraphs]
    assert [line for line in words if "bro" in line or "Elva" in line] == [
        "¶\u00a02\tEn bro over elva.",
        "¶\u00a03\tElva om våren.",
    ]
    assert len(document.inline_shapes) == 2


def test_the_words_of_a_damaged_picture_go_out_in_word_and_the_editor_is_told_before_it_is_frozen(
    book: Cookbook, berit: Person
) -> None:
    image = in_library()
    chapter = make_fact(book, body=stream(block(image)))
    image.file.storage.delete(image.file.name)
    document = Document(io.BytesIO(copy_of_pages([chapter.pk], by=berit).content))
    assert "¶\u00a02\tEn bro over elva." in [paragraph.text for paragraph in document.paragraphs]
    with pytest.raises(Refused, match="Hva er det"):
        froze(book, berit)


def test_a_file_of_an_edition_whose_picture_is_lost_fails_in_words(
    book: Cookbook, chapter: FactChapter, berit: Person
) -> None:
    edition = froze(book, berit)
    [frozen] = pictures_of(text_as_frozen(find_edition_page(edition, "fakta/hva")))
    kept_file(frozen.largest.name).remove()
    copy = render(Copy.objects.create(edition=edition, form="epub"))
    assert (copy.state, frozen.largest.name in copy.error) == (CopyState.FAILED, True)
