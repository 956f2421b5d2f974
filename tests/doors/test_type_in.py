"""Typing in what came on paper or by telephone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from kokebok.doors.models import Arrival
from kokebok.inputs.form_tokens import GOOD_FOR
from kokebok.inputs.models import Door, Input, Kind, State
from kokebok.inputs.seen import seen_by_sender
from kokebok.journal.queries import acts_on
from tests.doors.conftest import TEXT, words_of
from tests.files import PDF
from tests.inputs.conftest import hidden
from tests.inputs.test_form_tokens import aged
from tests.world import make_person

ADDRESS = "/redaksjon/skriv-inn/"


def typed(client: Client, **fields: Any) -> Any:
    slip = fields.pop("slip", None) or hidden(client.get(ADDRESS).content.decode(), "slip")
    filled = {
        "door": "paper",
        "kind": "comment",
        "text": "Nyttig.",
        "licence": "on",
        "language": "nb",
        "slip": slip,
    }
    return client.post(ADDRESS, {**filled, **fields})


def test_an_editor_types_in_a_note_and_gets_its_code_and_the_next_form_at_the_same_place(
    as_berit, berit, paragraph
):
    page, number = paragraph.page, str(paragraph.order + 1)
    response = typed(
        as_berit, page=page.pk, number=number, text="Bra.", name="Ola", on_behalf_of="Eksempel kommune"
    )
    given: Any = Input.objects.get()
    assert (given.door, given.state, given.paragraph, given.text) == (
        Door.PAPER,
        State.OPEN,
        paragraph,
        "Bra.",
    )
    assert (seen_by_sender(given).signature, given.may_be_named, given.wording.number) == (
        "Ola, Eksempel kommune",
        False,
        1,
    )
    assert (given.arrival.by, given.read_at is not None) == (berit, True)
    assert acts_on(given) == ["input.sent", "input.typed_in"]
    after = words_of(as_berit.get(response.headers["Location"]))
    assert " ".join(given.code[n : n + 4] for n in range(0, 16, 4)) in after
    assert f'<option value="{page.pk}" selected>' in after
    assert f'name="number" value="{number}"' in after
    assert "Bra." not in after.partition('<form class="form type-in"')[2]


def test_a_telephone_call_to_the_whole_cookbook(as_berit, paragraph):
    typed(as_berit, door="phone")
    given: Any = Input.objects.get()
    assert (given.door, given.paragraph, given.page) == (Door.PHONE, None, None)


def test_what_a_host_types_in_waits(hege, paragraph):
    client = Client()
    client.force_login(hege)
    typed(client)
    assert Input.objects.get().state == State.WAITING


@pytest.mark.parametrize("role", ["resource", "log_reader"])
def test_others_cannot_type_in(role, db):
    from kokebok.people.models import RoleName

    client = Client()
    client.force_login(make_person("x@example.no", "X", RoleName(role)))
    assert client.get(ADDRESS).status_code == 403
    assert Client().get(ADDRESS).status_code == 302


def test_the_same_form_sent_twice_is_one_input(as_berit, paragraph):
    slip = hidden(as_berit.get(ADDRESS).content.decode(), "slip")
    first, second = typed(as_berit, slip=slip), typed(as_berit, slip=slip)
    assert first.headers["Location"] == second.headers["Location"]
    assert (Input.objects.count(), Arrival.objects.count()) == (1, 1)
    assert acts_on(Input.objects.get()) == ["input.sent", "input.typed_in"]


def test_two_notes_with_the_same_words_are_two_inputs(as_berit, paragraph):
    for _n in range(2):
        typed(as_berit)
    assert Input.objects.count() == 2


@pytest.mark.parametrize("where", ["/a/{anchor}/", "https://x.no/a/{anchor}/", "{anchor}", "en BEDRIFT med"])
def test_the_place_by_address_code_or_words(as_berit, paragraph, where):
    typed(as_berit, where=where.format(anchor=paragraph.anchor))
    assert Input.objects.get().paragraph == paragraph


def test_words_in_several_places_are_shown_to_choose_among(as_berit, paragraph):
    response = typed(as_berit, where="samfunnsmål", text="Behold dette")
    page = words_of(response)
    assert (response.status_code, page.count('name="choice"')) == (422, 2)
    assert "Behold dette" in page
    typed(as_berit, where="samfunnsmål", choice=paragraph.anchor)
    assert Input.objects.get().paragraph == paragraph


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"where": "finnes ikke"}, "where"),
        ({"number": "99"}, "number"),
        ({"number": "x"}, "number"),
        ({"text": ""}, "text"),
        ({"kind": "suggestion"}, "suggestion"),
        ({"suggestion": "Annet"}, "kind"),
        ({"may_be_named": "on"}, "name"),
        ({"licence": ""}, "licence"),
        ({"received_on": "2999-01-01"}, "received_on"),
        ({"email": "ola"}, "email"),
        ({"files_sent": SimpleUploadedFile("x.exe", b"MZ")}, "files_sent"),
    ],
)
def test_what_is_wrong_is_said_by_its_field_and_nothing_is_stored(as_berit, paragraph, fields, field):
    response = typed(as_berit, page=paragraph.page.pk, **fields)
    assert response.status_code == 422
    assert f'href="#id_{field}"' in response.content.decode()
    assert not Input.objects.exists()


def test_a_suggested_wording_that_changes_nothing_is_refused_and_kept_in_the_form(as_berit, paragraph):
    response = typed(as_berit, kind="suggestion", text="", suggestion=TEXT, where=paragraph.anchor)
    assert (response.status_code, Input.objects.count()) == (422, 0)
    assert TEXT in response.content.decode()
    typed(as_berit, kind="suggestion", text="", suggestion="En virksomhet.", where=paragraph.anchor)
    assert (Input.objects.get().kind, Input.objects.get().suggestion) == (Kind.SUGGESTION, "En virksomhet.")


def test_the_day_a_paper_came_is_kept(as_berit, paragraph):
    day = timezone.localdate() - timedelta(days=9)
    typed(as_berit, received_on=day.isoformat())
    assert timezone.localtime(Input.objects.get().received_at).date() == day


def test_a_paper_comes_today_at_the_latest(as_berit, paragraph):
    today = timezone.localdate()
    answers = [typed(as_berit, received_on=(today + timedelta(days=ahead)).isoformat()) for ahead in (1, 0)]
    assert ([answer.status_code for answer in answers], Input.objects.count()) == ([422, 302], 1)
    assert 'href="#id_received_on"' in answers[0].content.decode()


def test_a_scanned_paper_goes_with_it(as_berit, berit, paragraph):
    typed(as_berit, files_sent=SimpleUploadedFile("brev.pdf", PDF))
    assert [(file.name, file.by) for file in Input.objects.get().attachments.all()] == [("brev.pdf", berit)]


def test_a_private_number_is_asked_about_first(as_berit, paragraph):
    asked = typed(as_berit, text="Ring 99 88 77 66")
    assert (asked.status_code, Input.objects.count()) == (200, 0)
    typed(as_berit, text="Ring 99 88 77 66", acknowledged="yes")
    assert Input.objects.count() == 1


def test_an_address_is_asked_to_confirm_itself(as_berit, paragraph, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        typed(as_berit, email="ola@example.no")
    assert [letter.to for letter in mail.outbox] == [["ola@example.no"]]


def test_the_receipt_of_what_another_typed_in_is_not_shown(as_berit, egil, paragraph):
    typed(as_berit)
    other = Client()
    other.force_login(egil)
    assert (
        Input.objects.get().code
        not in other.get(f"{ADDRESS}?etter={Input.objects.get().pk}").content.decode()
    )
    assert other.get(f"{ADDRESS}?etter=x9").status_code == 200


def test_the_desk_shows_who_typed_it_in(as_berit, paragraph):
    typed(as_berit)
    assert "Berit Redaktør" in words_of(as_berit.get(f"/redaksjon/innspill/{Input.objects.get().pk}/"))


def test_the_form_takes_the_same_number_of_queries_for_a_book_of_many_paragraphs(as_berit, paragraph):
    from tests.desk.conftest import queries_of
    from tests.world import make_fact

    few = queries_of(as_berit, ADDRESS)
    book = paragraph.page.get_parent().get_parent().specific
    for n in range(10):
        make_fact(book, "<p>Ord</p>" * 10, slug=f"kap-{n}")
    assert queries_of(as_berit, ADDRESS) == few


def test_a_form_used_again_with_other_words_is_told_of_and_keeps_what_was_typed(
    as_berit: Client, paragraph: Any
) -> None:
    slip = hidden(as_berit.get(ADDRESS).content.decode(), "slip")
    typed(as_berit, slip=slip, text="Det første.", name="Ola")
    told = [
        typed(as_berit, slip=slip, text="Det andre.", name="Ola"),
        typed(as_berit, slip=slip, text="Det første.", name="Kari"),
        typed(as_berit, slip=slip, text="Det første.", name="Ola", page=str(paragraph.page.pk)),
    ]
    assert ([answer.status_code for answer in told], Input.objects.count()) == ([409] * 3, 1)
    page = told[0].content.decode()
    assert "Dette skjemaet er allerede sendt" in words_of(told[0])
    assert "Det andre." in page
    typed(as_berit, slip=hidden(page, "slip"), text="Det andre.", name="Ola")
    assert sorted(Input.objects.values_list("text", flat=True)) == ["Det andre.", "Det første."]


def test_a_form_that_was_open_for_more_than_a_day_is_shown_again(as_berit: Client, paragraph: Any) -> None:
    slip = hidden(as_berit.get(ADDRESS).content.decode(), "slip")
    told = typed(as_berit, slip=aged(slip, GOOD_FOR + 60), text="Skrevet i går.")
    page = told.content.decode()
    assert (told.status_code, "Skrevet i går." in page, Input.objects.count()) == (422, True, 0)
    assert typed(as_berit, slip=hidden(page, "slip"), text="Skrevet i går.").status_code == 302
