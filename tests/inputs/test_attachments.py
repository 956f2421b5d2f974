"""Files that come with inputs: taken, kept, fetched, let out, swept."""

from __future__ import annotations

import os
import re
import threading
import time
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client

from kokebok.inputs.actions.attach import attach, let_out, sweep_files, take_back
from kokebok.inputs.actions.moderate import approve, refuse
from kokebok.inputs.files import ORPHAN_AFTER, file_of, keep, plain_name, read_token
from kokebok.inputs.models import Attachment, Input, State
from kokebok.inputs.rules import TooLate, UnfitFile
from kokebok.journal.queries import acts_on
from tests.files import GPS, PDF, docx, macro_docx, picture
from tests.world import InputFactory

UP = "files_sent"


def upload(name: str = "svar.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/html")


def tokens(page: bytes) -> list[str]:
    return re.findall(rf'name="{UP}" value="([^"]+)"', page.decode())


@pytest.fixture
def attached(paragraph: Any) -> Attachment:
    given = InputFactory.create(paragraph=paragraph)
    return attach(given, keep("svar.pdf", PDF), by=None)


LOST = {"nb": "Filen er tapt", "nn": "Fila er tapt", "en": "The file is lost"}


@pytest.mark.parametrize("language", LOST)
def test_a_file_that_is_lost_is_said_to_be_in_the_place_of_its_link(
    language, client, attached, berit, settings
):
    client.force_login(berit)
    let_out(attached, by=berit)
    file = f"/vedlegg/{attached.pk}/"
    shown = [
        f"/redaksjon/innspill/{attached.given_id}/",
        f"/innspill/{attached.given_id}/",
        f"/kvittering/{attached.given.code}/",
    ]
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    assert [file_link(client, page) for page in shown] == [True] * 3
    file_of(attached.sha256).remove()
    for page in shown:
        assert not file_link(client, page), page
        assert LOST[language] in client.get(page).content.decode(), page
    for address in (file, f"/kvittering/{attached.given.code}{file}"):
        opened = client.get(address)
        assert (opened.status_code, LOST[language] in opened.content.decode()) == (404, True), address


def test_nobody_is_offered_to_let_out_a_file_that_is_lost(client, attached, berit):
    client.force_login(berit)
    desk = f"/redaksjon/innspill/{attached.given_id}/"
    assert f"/redaksjon/vedlegg/{attached.pk}/" in client.get(desk).content.decode()
    file_of(attached.sha256).remove()
    assert f"/redaksjon/vedlegg/{attached.pk}/" not in client.get(desk).content.decode()


def file_link(client: Client, page: str) -> bool:
    """Whether a page has a link to a file."""
    return bool(re.search(r'href="[^"]*/vedlegg/\d+/"', client.get(page).content.decode()))


def test_a_file_sent_with_an_input_is_kept_beside_it(give):
    assert give(**{UP: upload("C:\\mappe\\Vårt svar.pdf")}).status_code == 302
    given, file = Input.objects.get(), Attachment.objects.get()
    assert (file.given, file.name, file.sort, file.size) == (given, "Vårt svar.pdf", "pdf", len(PDF))
    assert file_of(file.sha256).read() == PDF
    assert acts_on(given) == ["input.sent", "attachment.added"]


def test_several_files_come_in_their_order(give):
    give(**{UP: [upload(), upload("notat.txt", b"Hei")]})
    assert [file.name for file in Attachment.objects.all()] == ["svar.pdf", "notat.txt"]


def test_a_form_sent_twice_has_each_file_once(give, client, address):
    from tests.inputs.conftest import slip_on

    slip = slip_on(client, address)
    for _time in range(2):
        give(slip=slip, **{UP: upload()})
    assert (Input.objects.count(), Attachment.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("svar.docx", macro_docx()),
        ("svar.pdf", b"<svg/>"),
        ("tom.txt", b""),
        ("bilde.png", b"\x89PNG\r\n\x1a\n"),
    ],
)
def test_a_file_that_is_not_taken_is_said_by_the_field_and_nothing_is_sent(give, name, content):
    response = give(**{UP: upload(name, content)})
    assert response.status_code == 422
    assert f'href="#id_{UP}"' in response.content.decode()
    assert name in response.content.decode()
    assert not Input.objects.exists()


def test_too_large_and_too_many_are_said(give, settings):
    settings.ATTACHMENT_MB, settings.ATTACHMENTS_AN_INPUT = 1, 1
    large = give(**{UP: upload("stor.txt", b"a" * 1_000_001)})
    many = give(**{UP: [upload(), upload("notat.txt", b"Hei")]})
    assert (large.status_code, many.status_code, Input.objects.count()) == (422, 422, 0)
    assert "stor.txt" in large.content.decode()


def test_the_file_is_not_lost_when_something_else_is_wrong(give, client, address):
    refused = give(licence=None, **{UP: upload()})
    carried = tokens(refused.content)
    assert (refused.status_code, len(carried)) == (422, 1)
    assert give(**{UP: carried}).status_code == 302
    assert Attachment.objects.get().name == "svar.pdf"


def test_the_good_file_is_not_lost_when_another_is_bad(give):
    refused = give(**{UP: [upload(), upload("svar.docx", macro_docx())]})
    assert (refused.status_code, len(tokens(refused.content))) == (422, 1)


def test_the_file_goes_with_the_input_through_the_warning(give, client, address):
    warned = give(text="Ring 99 88 77 66.", **{UP: upload()})
    carried = tokens(warned.content)
    assert (warned.status_code, len(carried)) == (200, 1)
    give(text="Ring 99 88 77 66.", acknowledged="yes", **{UP: carried})
    assert Attachment.objects.get().name == "svar.pdf"


def test_a_file_whose_tick_is_taken_away_is_not_sent(give):
    assert len(tokens(give(licence=None, **{UP: upload()}).content)) == 1
    give()
    assert not Attachment.objects.exists()


def test_a_made_up_token_is_asked_for_again_and_reaches_no_file(give, attached):
    assert read_token(f'["x","pdf",3,"{attached.sha256}"]') is None
    assert give(**{UP: "../../etc/passwd"}).status_code == 422


def test_a_tip_takes_files_too(client, book):
    from tests.inputs.conftest import slip_on

    slip = slip_on(client, "/tips/example/")
    sent = client.post("/tips/example/", {"what": "Noe", "licence": "on", "slip": slip, UP: upload()})
    assert (sent.status_code, Attachment.objects.count()) == (302, 1)


def test_a_request_larger_than_all_files_is_turned_away_unread(client, address, settings):
    settings.ATTACHMENT_MB = settings.ATTACHMENTS_AN_INPUT = 1
    response = client.post(address, {UP: upload("stor.txt", b"a" * 6_100_000)})
    assert (response.status_code, Attachment.objects.count()) == (413, 0)


def test_a_network_may_send_so_many_megabytes_an_hour(give, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE, settings.ATTACHMENT_MB_AN_HOUR = 100_000, 1
    large = upload("stor.txt", b"a" * 700_000)
    assert give(REMOTE_ADDR="10.1.2.3", **{UP: large}).status_code == 302
    assert give(text="To", **{UP: upload("to.txt", b"b" * 700_000)}).status_code == 429
    assert give(text="Tre").status_code == 302


def test_the_place_a_picture_was_taken_is_left_out(paragraph):
    import io

    from PIL import Image

    kept = keep("bilde.jpg", picture(place=True))
    stored = file_of(kept.sha256).read()
    assert dict(Image.open(io.BytesIO(stored)).getexif().get_ifd(GPS)) == {}
    assert (kept.size, kept.sort) == (len(stored), "jpeg")


def test_a_full_disk_refuses_files_in_words(settings):
    settings.FREE_MB = 10**12
    with pytest.raises(UnfitFile):
        keep("svar.pdf", PDF)


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\temp\\svar.pdf", "svar.pdf"),
        ("svar\u202efdp.exe", "svar fdp.exe"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie_ x.pdf"),
        ("", "fil"),
        ("...", "fil"),
        (".pdf", "pdf"),
        ("x" * 400 + ".pdf", "x" * 146 + ".pdf"),
    ],
)
def test_a_name_is_plain(sent, shown):
    assert plain_name(sent) == shown


def test_only_who_may_fetches_a_file(attached, berit, rana):
    desk, group, reader = Client(), Client(), Client()
    desk.force_login(berit)
    group.force_login(rana)
    code, address = attached.given.code, f"/vedlegg/{attached.pk}/"
    other = InputFactory.create(paragraph=attached.given.paragraph)
    assert [client.get(address).status_code for client in (reader, group, desk)] == [404, 404, 200]
    assert reader.get(f"/kvittering/{code}/vedlegg/{attached.pk}/").status_code == 200
    assert reader.get(f"/kvittering/{other.code}/vedlegg/{attached.pk}/").status_code == 404
    assert reader.get(f"/kvittering/finnesikke/vedlegg/{attached.pk}/").status_code == 404
    let_out(attached, by=berit)
    assert reader.get(address).status_code == 200
    refuse(attached.given, by=berit, reason="Navngir noen.")
    assert reader.get(address).status_code == 404


def test_a_file_is_saved_and_never_shown(attached, berit):
    let_out(attached, by=berit)
    response = Client().get(f"/vedlegg/{attached.pk}/")
    assert b"".join(response) == PDF
    assert {name: response.headers[name] for name in ("Content-Type", "Content-Disposition")} == {
        "Content-Type": "application/pdf",
        "Content-Disposition": 'attachment; filename="svar.pdf"',
    }
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert (
        response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
    )
    assert "no-store" in response.headers["Cache-Control"]


def test_a_file_that_is_lost_from_the_disk_is_not_found(attached, berit):
    let_out(attached, by=berit)
    file_of(attached.sha256).remove()
    assert Client().get(f"/vedlegg/{attached.pk}/").status_code == 404


def test_letting_out_is_one_act_of_one_editor(attached, berit, egil):
    let_out(attached, by=berit)
    with pytest.raises(TooLate):
        let_out(attached, by=egil)
    assert Attachment.objects.get().let_out_by == berit
    take_back(attached, by=egil)
    with pytest.raises(TooLate):
        take_back(attached, by=egil)
    assert acts_on(attached.given) == ["attachment.added", "attachment.let_out", "attachment.taken_back"]


def test_the_desk_lets_out_by_a_button_and_others_cannot(attached, berit, rana):
    desk, group = Client(), Client()
    desk.force_login(berit)
    group.force_login(rana)
    opened = desk.get(f"/redaksjon/innspill/{attached.given.pk}/").content.decode()
    address = f"/redaksjon/vedlegg/{attached.pk}/"
    assert (f"/vedlegg/{attached.pk}/" in opened, address in opened) == (True, True)
    assert group.post(address, {"do": "let_out"}).status_code == 403
    back = f"/redaksjon/innspill/{attached.given.pk}/"
    response = desk.post(address, {"do": "let_out", "next": back})
    assert response.headers["Location"] == back
    assert Attachment.objects.get().is_public
    assert (
        desk.post(address, {"do": "take_back", "next": "https://vond.example/"}).headers["Location"]
        == "/redaksjon/"
    )


def test_readers_see_only_what_is_let_out_and_the_sender_sees_all(attached, berit):
    given = attached.given
    address = f"/vedlegg/{attached.pk}/"
    assert address not in Client().get(f"/innspill/{given.pk}/").content.decode()
    assert f"/kvittering/{given.code}{address}" in Client().get(f"/kvittering/{given.code}/").content.decode()
    let_out(attached, by=berit)
    assert address in Client().get(f"/innspill/{given.pk}/").content.decode()


def test_a_waiting_inputs_file_is_public_only_when_the_input_is(paragraph, berit):
    given = InputFactory.create(paragraph=paragraph, state=State.WAITING)
    file = let_out(attach(given, keep("svar.docx", docx()), by=None), by=berit)
    assert Client().get(f"/vedlegg/{file.pk}/").status_code == 404
    approve(given, by=berit)
    assert Client().get(f"/vedlegg/{file.pk}/").status_code == 200


def test_there_is_room_for_so_many_files_and_the_same_file_is_one(attached, settings):
    settings.ATTACHMENTS_AN_INPUT = 1
    assert attach(attached.given, keep("annet navn.pdf", PDF), by=None) == attached
    with pytest.raises(UnfitFile):
        attach(attached.given, keep("notat.txt", b"Hei"), by=None)


def test_two_at_once_do_not_come_above_the_limit(committed, settings):
    from tests.world import make_cookbook

    make_cookbook()
    settings.ATTACHMENTS_AN_INPUT = 1
    given = InputFactory.create()
    outcomes: list[str] = []
    both = threading.Barrier(2)

    def put(name: str) -> None:
        kept = keep(name, name.encode())
        both.wait()
        try:
            attach(given, kept, by=None)
            outcomes.append("put")
        except UnfitFile:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=put, args=(name,)) for name in ("en.txt", "to.txt")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["put", "refused"]
    assert Attachment.objects.count() == 1


def test_a_file_is_gone_two_days_after_the_input_that_never_came(attached):
    orphan = keep("notat.txt", b"Hei")
    fresh = keep("ny.txt", b"Ny")
    then = time.time() - ORPHAN_AFTER - 10
    for kept in (orphan, attached):
        file = file_of(kept.sha256)
        os.utime(file.storage.path(file.within), (then, then))
    assert (sweep_files(), sweep_files()) == (1, 0)
    assert [file_of(one.sha256).is_there() for one in (orphan, attached, fresh)] == [False, True, True]
    with pytest.raises(UnfitFile):
        attach(attached.given, orphan, by=None)


def test_a_file_that_comes_to_be_owned_while_it_is_swept_stays(attached):
    file = file_of(attached.sha256)
    assert file.remove_old(time.time() - 100) is False  # it was freshened after the list was made
    assert file.read() == PDF


@pytest.mark.parametrize(
    "wrong", [{"size": 0}, {"sort": "exe"}, {"sha256": "same"}, {"let_out_at": "2026-01-01T00:00Z"}]
)
def test_the_database_refuses_what_must_never_be(attached, wrong):
    fields = {"given": attached.given, "name": "x", "sort": "pdf", "size": 1, "sha256": "b" * 64, **wrong}
    if fields["sha256"] == "same":
        fields["sha256"] = attached.sha256
    with pytest.raises(IntegrityError), transaction.atomic():
        Attachment.objects.create(**fields)


def test_where_no_sort_of_file_is_taken_the_field_is_not_there(give, client, address, settings):
    settings.ATTACHMENT_SORTS = ["none"]
    assert UP not in client.get(address).content.decode()
    assert give(**{UP: upload()}).status_code == 302
    assert not Attachment.objects.exists()


def test_a_browser_that_sends_the_field_without_a_file_has_chosen_none(give):
    assert give(**{UP: ""}).status_code == 302
    assert (Input.objects.count(), Attachment.objects.count()) == (1, 0)
