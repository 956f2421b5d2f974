"""Where files are kept in an S3 store: all that is put in comes out again, by the same doors and to the same people."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from django.test import Client
from django.urls import reverse

from kokebok.archive.actions.make import make_archive, order_archive
from kokebok.archive.whole.coming import read_whole
from kokebok.archive.whole.kept_files import kept_files
from kokebok.archive.whole.leaving import write_whole
from kokebok.book.actions.allow_page_editor import allow_page_editor
from kokebok.book.actions.sweep_pictures import sweep_pictures
from kokebok.book.models import Cookbook, FactChapter
from kokebok.book.pictures import sizes_of
from kokebok.config.files import files_place, kept_storages, s3_options
from kokebok.config.policy import policy
from kokebok.doors.raw import keep_raw, raw_file, read_raw
from kokebok.inputs.actions.attach import attach, sweep_files
from kokebok.inputs.files import ORPHAN_AFTER, file_of, keep, read_token
from kokebok.inputs.models import Attachment
from kokebok.inputs.rules import UnfitFile
from kokebok.lib.env import Address
from kokebok.outlets.actions.bring_out import bring_out
from kokebok.outlets.actions.render import file_of as copy_file
from kokebok.outlets.actions.render import render
from kokebok.outlets.models import Copy
from kokebok.people.models import RoleName
from kokebok.web.stored import PLACES, stored_in
from tests.archive.moving import fill, installation
from tests.files import PDF
from tests.pictures import block, in_library, photo, stream
from tests.s3 import s3_store
from tests.world import InputFactory, make_cookbook, make_fact, make_person, paragraph_saying


@pytest.fixture
def paragraph(db: None) -> Any:
    make_fact(make_cookbook())
    return paragraph_saying("samfunnsmål")


@pytest.fixture(scope="module")
def store() -> Iterator[tuple[str, str]]:
    with s3_store() as found:
        yield found


@pytest.fixture
def in_s3(store: tuple[str, str], settings: Any) -> str:
    """The settings of a cookbook whose files are there; the address of the store."""
    setting, address = store
    keep_in(settings, setting)
    for place in PLACES:
        for one in stored_in(place):
            one.file.remove()
    return address


def keep_in(settings: Any, setting: str) -> None:
    where = files_place(setting)
    assert isinstance(where, Address)
    settings.IN_BUCKET, settings.FILES_S3 = True, s3_options(where, "us-east-1")
    settings.STORAGES = {**settings.STORAGES, **kept_storages(in_bucket=True)}


def names() -> set[str]:
    return {f"{place}/{one.file.within}" for place in PLACES for one in stored_in(place)}


def content_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def a_book_with_files() -> tuple[Any, Any]:
    """An editor, and a picture on a published page."""
    book = make_cookbook()
    make_fact(book)
    allow_page_editor(book)
    berit = make_person("berit@example.no", "Berit Redaktør", RoleName.EDITOR)
    image = in_library()
    page = FactChapter.objects.get()
    page.body = stream(*page.body.raw_data, block(image))
    page.save_revision().publish()
    return berit, image


def test_a_picture_is_shown_in_all_its_sizes_and_the_original_only_to_those_who_write(
    db: None, in_s3: str, tmp_path: Path
) -> None:
    berit, image = a_book_with_files()
    reader, editor = Client(), Client()
    editor.force_login(berit)
    shown = [reader.get(f"/bilde/{size.name}") for size in sizes_of(image)]
    assert [(one.status_code, content_of(one)[:2]) for one in shown] == [(200, b"\xff\xd8")] * len(shown)
    assert (image.file.url, reader.get(image.file.url).status_code) == (f"/files/{image.file.name}", 404)
    assert content_of(editor.get(image.file.url)) == photo()
    assert editor.get("/files/../attachments/x.png").status_code == 404
    assert names() == {
        f"files/{image.file.name}",
        *(f"files/shown/{size.name}" for size in sizes_of(image)),
        *(one for one in names() if one.startswith("files/images/")),
    }
    unused = in_library("Elva", photo(width=900))
    assert content_of(editor.get(f"/bilde/{sizes_of(unused)[0].name}"))[:2] == b"\xff\xd8"
    before = {one for one in names() if one.startswith("files/shown/")}
    gone = {f"files/shown/{size.name}" for size in sizes_of(unused)}
    unused.delete()
    sweep_pictures()
    assert {one for one in names() if one.startswith("files/shown/")} == before - gone
    assert not list((tmp_path / "files").rglob("*.jpeg"))


def test_a_file_with_an_input_and_a_letter_as_it_came_are_kept_and_erased(paragraph: Any, in_s3: str) -> None:
    from tests.world import InputFactory

    attached = attach(InputFactory.create(paragraph=paragraph), keep("svar.pdf", PDF), by=None)
    raw = keep_raw(b"From: ola@example.no\r\n\r\nHei\r\n")
    assert keep_raw(read_raw(raw)) == raw
    editor = Client()
    editor.force_login(make_person("berit@example.no", "Berit", RoleName.EDITOR))
    answer = editor.get(f"/vedlegg/{attached.pk}/")
    assert (content_of(answer), answer["Content-Disposition"]) == (PDF, 'attachment; filename="svar.pdf"')
    assert Client().get(f"/vedlegg/{attached.pk}/").status_code == 404
    raw_file(raw).remove()
    with pytest.raises(FileNotFoundError):
        read_raw(raw)
    assert names() == {f"attachments/{attached.sha256[:2]}/{attached.sha256}"}


def test_a_file_nobody_has_is_swept_and_one_that_comes_to_be_owned_is_not(
    paragraph: Any, in_s3: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.world import InputFactory

    orphan, mine = keep("a.txt", b"Ingen har denne."), keep("b.txt", b"Denne har noen.")
    attach(InputFactory.create(paragraph=paragraph), mine, by=None)
    later = time.time() + ORPHAN_AFTER + 60
    assert file_of(mine.sha256).remove_old(time.time() - 100) is False
    monkeypatch.setattr("kokebok.inputs.actions.attach.time.time", lambda: later)
    assert (sweep_files(), sweep_files()) == (1, 0)
    assert [file_of(one.sha256).is_there() for one in (orphan, mine)] == [False, True]
    assert file_of(orphan.sha256).freshen() is False


def test_a_browser_is_led_to_the_store_where_it_may_be_by_an_address_that_holds_for_a_minute(
    db: None, in_s3: str, settings: Any
) -> None:
    settings.FILES_PUBLIC = in_s3
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": policy([in_s3])}
    berit, image = a_book_with_files()
    edition = bring_out(
        Cookbook.objects.get(), number="0.1", title="Veier", foreword="Les.", on=date(2026, 3, 1), by=berit
    )
    copy = render(Copy.objects.get_or_create(edition=edition, form="docx")[0])
    reader = Client()
    led = reader.get(f"/bilde/{sizes_of(image)[0].name}")
    assert (led.status_code, led["Cache-Control"]) == (302, "private, max-age=30")
    assert "X-Amz-Expires=60" in led["Location"]
    with urlopen(led["Location"], timeout=10) as picture:
        assert (picture.headers["Content-Type"], picture.read(2)) == ("image/jpeg", b"\xff\xd8")
    assert f"img-src 'self' data: {in_s3}" in reader.get("/fakta/hva/")["Content-Security-Policy"]
    book = reader.get("/utgave/0.1/fil/docx/")
    with urlopen(book["Location"], timeout=10) as docx:
        said = docx.headers["Content-Disposition"]
        assert (said, docx.read()) == (
            'attachment; filename="veier-0.1.docx"',
            copy_file(copy.sha256, "docx").read(),
        )
    assert Client().get(image.file.url).status_code == 404


def test_an_address_in_the_store_of_what_not_everybody_may_have_is_kept_by_no_browser(
    paragraph: Any, in_s3: str, settings: Any
) -> None:
    settings.FILES_PUBLIC = in_s3
    attached = attach(InputFactory.create(paragraph=paragraph), keep("svar.pdf", PDF), by=None)
    row = order_archive("site", "", by=(berit := make_person("berit@example.no", "Berit", RoleName.EDITOR)))
    make_archive(row)
    editor = Client()
    editor.force_login(berit)
    for address in (f"/vedlegg/{attached.pk}/", reverse("archive:file", args=[row.pk])):
        led = editor.get(address)
        assert (led.status_code, "no-store" in led["Cache-Control"].split(", ")) == (302, True)
        assert led["Location"].startswith(f"{in_s3}/")
        with urlopen(led["Location"], timeout=10) as file:
            assert file.headers["Cache-Control"] == "no-store"


def test_without_such_an_address_nothing_is_allowed_from_elsewhere(db: None, in_s3: str) -> None:
    make_fact(make_cookbook())
    assert in_s3 not in Client().get("/fakta/hva/")["Content-Security-Policy"]


def test_an_archive_is_made_there_and_fetched_from_there(db: None, in_s3: str) -> None:
    berit, _image = a_book_with_files()
    row = order_archive("site", "", by=berit)
    row.refresh_from_db()
    make_archive(row)
    row.refresh_from_db()
    assert (row.error, row.state) == ("", "ready")
    editor = Client()
    editor.force_login(berit)
    answer = editor.get(reverse("archive:file", args=[row.pk]))
    assert (answer.status_code, content_of(answer)[:2]) == (200, b"PK")


@pytest.mark.indexed
def test_what_leaves_a_store_comes_to_a_folder_and_back_the_same_to_the_byte(
    committed: None, tmp_path: Path, store: tuple[str, str], settings: Any, in_s3: str
) -> None:
    with installation(tmp_path / "old", switched_on=True):
        fill()
        files = {one.name: one.file.read() for one in kept_files()}
        out = write_whole(tmp_path / "a.zip")
    assert (out.missing, out.files, len(files) >= 9) == ([], len(files), True)
    in_store, in_folder = settings.STORAGES, kept_storages(in_bucket=False)
    settings.STORAGES = {**in_store, **in_folder}
    with installation(tmp_path / "new"):
        read_whole(tmp_path / "a.zip")
        assert {one.name: one.file.read() for one in kept_files()} == files
        write_whole(tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    settings.STORAGES = in_store
    for place in PLACES:
        for one in stored_in(place):
            one.file.remove()
    with installation(tmp_path / "third"):
        read_whole(tmp_path / "b.zip")
        assert {one.name: one.file.read() for one in kept_files()} == files


def test_while_the_store_is_away_a_file_is_not_taken_and_it_is_said(db: None, settings: Any) -> None:
    with s3_store() as (setting, _address):
        keep_in(settings, setting)
        keep("a.txt", b"Hei.")
    with pytest.raises(UnfitFile, match="ikke"):
        keep("b.txt", b"Hei igjen.")
    assert not Attachment.objects.exists()


def test_while_the_store_is_away_whoever_asks_for_a_file_is_told_to_come_again(
    paragraph: Any, settings: Any
) -> None:
    given = InputFactory.create(paragraph=paragraph)
    kept = keep("a.pdf", PDF)
    one = attach(given, kept, by=None)
    address = reverse("inputs:own_attachment", args=[given.code, one.pk])
    with s3_store() as (setting, _address):
        keep_in(settings, setting)
    answer = Client().get(address)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert read_token(kept.token()) == kept


@pytest.mark.parametrize(
    "wrong", ["kokebok", "http://host/bucket", "s3://key:word@host", "s3://key:word@host/"]
)
def test_a_place_that_is_none_stops_the_start_with_what_to_write(wrong: str) -> None:
    with pytest.raises(ValueError, match="write"):
        files_place(wrong)


def test_a_folder_and_a_store_are_told_apart() -> None:
    assert files_place("/srv/felles") == Path("/srv/felles")
    where = files_place("s3://a%2Fb:c@host:9000/bok")
    assert isinstance(where, Address)
    options = s3_options(where, "eu-north-1")
    asked = options.pop("client_config")
    assert (asked.s3, asked.signature_version) == ({"addressing_style": "path"}, "s3v4")
    assert options == {
        "access_key": "a/b",
        "secret_key": "c",
        "bucket_name": "bok",
        "endpoint_url": "https://host:9000",
        "region_name": "eu-north-1",
    }


def test_a_proxy_hands_out_the_file_where_the_settings_say_so(paragraph: Any, settings: Any) -> None:
    from tests.world import InputFactory

    settings.FILES_BY_PROXY = "/kept/"
    attached = attach(InputFactory.create(paragraph=paragraph), keep("svår.pdf", PDF), by=None)
    editor = Client()
    editor.force_login(make_person("berit@example.no", "Berit", RoleName.EDITOR))
    address = f"/vedlegg/{attached.pk}/"
    led = editor.get(address)
    within = f"/kept/attachments/{attached.sha256[:2]}/{attached.sha256}"
    assert (led["X-Accel-Redirect"], led.content, led["Content-Type"]) == (within, b"", "application/pdf")
    assert led["Content-Disposition"] == "attachment; filename*=utf-8''sv%C3%A5r.pdf"
    assert Client().get(address).status_code == 404
    file_of(attached.sha256).remove()
    assert editor.get(address).status_code == 404
