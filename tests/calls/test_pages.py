"""The pages of calls: what anyone meets, what a sender meets on the receipt, what an editor meets at the desk."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from kokebok.calls.actions.prepare import change_call, set_phase, take_down
from kokebok.calls.models import Call, CallAnswer, Draft, Phase, Question
from kokebok.inputs.actions.moderate import approve
from kokebok.inputs.models import Attachment, Input
from kokebok.moderation.actions.redact import redact
from kokebok.moderation.models import Reason
from kokebok.moderation.rules import Grounds
from kokebok.people.models import Person, RoleName
from tests.calls.conftest import WHAT, Answer, asked, hidden, phase_of, send
from tests.desk.conftest import queries_of
from tests.world import make_example, make_person

HERE = "/etterlysninger/samarbeid/"


def over(call: Call, by: Person) -> None:
    """Let every phase close a second ago."""
    for phase in call.phases.all():
        set_phase(call, phase, by=by, closes_at=timezone.now() - timedelta(seconds=1))


def test_anyone_answers_the_first_phase_without_an_account_and_gets_a_receipt(
    call: Call, client: Client
) -> None:
    response = send(client, call)
    mine = CallAnswer.objects.get()
    assert response.headers["Location"] == f"/kvittering/{mine.given.code}/"
    assert mine.given.text == f"Hva gjorde dere?\n{WHAT}\n\nHvor?\nMalvik"
    receipt = client.get(response.headers["Location"]).content.decode()
    assert f"/kvittering/{mine.given.code}/etterlysning/2/" in receipt
    assert f"/kvittering/{mine.given.code}/endre/" not in receipt


def test_the_form_sent_twice_is_one_answer(call: Call, client: Client) -> None:
    slip = hidden(client.get(HERE).content.decode(), "slip")
    assert [send(client, call, slip=slip).status_code for _n in range(2)] == [302, 302]
    assert CallAnswer.objects.count() == 1


def test_the_form_used_again_with_other_words_is_told_of_and_can_be_sent_as_an_answer_of_its_own(
    call: Call, client: Client
) -> None:
    slip = hidden(client.get(HERE).content.decode(), "slip")
    send(client, call, slip=slip)
    told = send(client, call, slip=slip, text="Noe helt annet.")
    page = told.content.decode()
    assert (told.status_code, CallAnswer.objects.count()) == (409, 1)
    assert ("Dette skjemaet er allerede sendt" in page, "Noe helt annet." in page) == (True, True)
    assert send(client, call, slip=hidden(page, "slip"), text="Noe helt annet.").status_code == 302
    assert [answer.given.text.split("\n")[1] for answer in CallAnswer.objects.all()] == [
        WHAT,
        "Noe helt annet.",
    ]


def test_what_is_missing_is_said_and_what_was_typed_is_still_there(call: Call, client: Client) -> None:
    response = send(client, call, text="")
    assert response.status_code == 422
    assert "Malvik" in response.content.decode()


def test_a_phone_number_is_asked_about_before_it_is_sent(call: Call, client: Client) -> None:
    response = send(client, call, text="Ring 99 88 77 66.")
    assert (response.status_code, CallAnswer.objects.count()) == (200, 0)
    assert send(client, call, text="Ring 99 88 77 66.", acknowledged="yes").status_code == 302


def test_a_form_that_comes_after_closing_shows_what_was_typed_on_a_kind_page(
    call: Call, client: Client, berit: Person
) -> None:
    slip = hidden(client.get(HERE).content.decode(), "slip")
    over(call, berit)
    response = send(client, call, slip=slip)
    page = response.content.decode()
    assert (response.status_code, WHAT in page, "/tips/" in page) == (409, True, True)
    assert "<textarea" not in client.get(HERE).content.decode()
    change_call(call, by=berit, takes_late=True)
    assert send(client, call).status_code == 302
    assert CallAnswer.objects.get().is_late is True


def test_the_page_says_how_many_have_answered_and_when_it_closes(
    call: Call, client: Client, answer: Answer
) -> None:
    answer()
    response = client.get(HERE)
    first = response.context["shown"].first
    assert (response.context["shown"].received, bool(first.left)) == (1, True)
    assert first.closes in response.content.decode()
    assert client.get("/etterlysninger/").context["open"][0].received == 1


def test_a_call_that_is_not_public_is_as_one_that_is_not(draft_call: Call, client: Client) -> None:
    addresses = ["", "frist.ics", "innfelt/", "plakat.pdf", "minn-meg/"]
    assert [client.get(HERE + one).status_code for one in addresses] == [404] * 5
    assert client.get("/etterlysninger/").context["open"] == []


def test_the_start_page_has_the_open_calls_and_only_those(call: Call, client: Client, berit: Person) -> None:
    assert [one.call.pk for one in client.get("/").context["calls"]] == [call.pk]
    over(call, berit)
    assert client.get("/").context["calls"] == []


def test_files_come_with_a_phase_that_takes_them_and_not_with_another(
    call: Call, client: Client, answer: Answer
) -> None:
    assert 'name="files_sent"' not in client.get(HERE).content.decode()
    mine = answer()
    address = f"/kvittering/{mine.given.code}/etterlysning/2/"
    assert 'name="files_sent"' in client.get(address).content.decode()
    file = SimpleUploadedFile("notat.txt", b"Et notat.")
    client.post(address, {f"q{asked(call, 2)[2].pk}": "Færre ventet.", "files_sent": file})
    assert Attachment.objects.get().given_id == mine.given_id


def test_a_private_number_in_what_is_handed_in_anew_is_warned_about_as_a_change(
    call: Call, client: Client, answer: Answer
) -> None:
    address = f"/kvittering/{answer().given.code}/etterlysning/1/"
    first, second = asked(call)
    said = {f"q{first.pk}": "Ring 99 88 77 66.", f"q{second.pk}": "Malvik"}
    page = client.post(address, said).content.decode()
    assert ("Endringen din er ikke sendt ennå." in page, "Innspillet ditt er ikke" in page) == (True, False)


def test_the_second_phase_is_kept_with_a_button_and_handed_in_with_another(
    call: Call, client: Client, answer: Answer
) -> None:
    mine = answer()
    need, result = asked(call, 2)[1:]
    address = f"/kvittering/{mine.given.code}/etterlysning/2/"
    seen = hidden(client.get(address).content.decode(), f"seen_q{need.pk}")
    kept = client.post(address, {f"q{need.pk}": "Pårørende ventet.", f"seen_q{need.pk}": seen, "save": "yes"})
    assert (kept.status_code, Draft.objects.get().text) == (302, "Pårørende ventet.")
    assert "Pårørende ventet." in client.get(address).content.decode()
    assert "Pårørende" not in Client().get(HERE).content.decode()
    missing = client.post(address, {f"q{need.pk}": "Pårørende ventet, lenge."})
    assert (missing.status_code, Draft.objects.get().text) == (422, "Pårørende ventet, lenge.")
    client.post(address, {f"q{need.pk}": "Pårørende ventet.", f"q{result.pk}": "Færre ventet."})
    assert Input.objects.get().text.endswith("Færre ventet.")
    assert Draft.objects.count() == 0


def test_an_answer_that_is_too_long_is_kept_and_not_handed_in(
    call: Call, client: Client, answer: Answer
) -> None:
    mine, result = answer(), asked(call, 2)[2]
    address = f"/kvittering/{mine.given.code}/etterlysning/2/"
    assert client.post(address, {f"q{result.pk}": "x" * 501}).status_code == 422
    assert len(Draft.objects.get().text) == 501


def test_the_script_is_told_what_it_needs_to_go_on(call: Call, client: Client, answer: Answer) -> None:
    mine, need = answer(), asked(call, 2)[1]
    save = f"/kvittering/{mine.given.code}/etterlysning/2/lagre/"
    told = client.post(save, {f"q{need.pk}": "Ett."}).json()
    assert told["seen"][f"q{need.pk}"].startswith("1:")
    other = client.post(save, {f"q{need.pk}": "To."}).json()
    assert other["others"] == {f"q{need.pk}": ["Ett."]}
    assert client.post("/kvittering/bbbbbbbbbbbbbbbb/etterlysning/2/lagre/", {}).status_code == 404
    assert client.get(save).status_code == 405


@pytest.mark.indexed
def test_what_the_book_has_already_is_mentioned_while_one_writes(call: Call, client: Client) -> None:
    from kokebok.book.models import Cookbook

    make_example(
        Cookbook.objects.get(),
        title="Sykehjem prøvde verktøy",
        need="<p>Sykehjem manglet verktøy til besøk.</p>",
    )
    like = "Vi prøvde også et verktøy for besøk på et sykehjem i kommunen."
    assert "/eksempler/trondheim/" in client.post(f"{HERE}lignende/", {"text": like}).content.decode()
    assert client.post(f"{HERE}lignende/", {"text": "Noe helt annet."}).content.decode().strip() == ""
    first = asked(call)[0]
    page = client.post(HERE, {f"q{first.pk}": like, "similar": "yes"}).content.decode()
    assert ("/eksempler/trondheim/" in page, like in page, CallAnswer.objects.count()) == (True, True, 0)


def test_the_calendar_has_each_deadline_by_its_clock_with_alarms(
    call: Call, client: Client, berit: Person
) -> None:
    closes = datetime(2027, 7, 1, 10, tzinfo=UTC)
    set_phase(call, phase_of(call), by=berit, closes_at=closes)
    file = client.get(f"{HERE}frist.ics")
    calendar: Any = Calendar.from_ical(file.content)
    events: list[Any] = calendar.walk("VEVENT")
    start = events[0]["dtstart"]
    assert (start.params["TZID"], start.dt.hour, start.dt.astimezone(UTC)) == ("Europe/Oslo", 12, closes)
    assert [alarm["trigger"].dt.days for alarm in events[0].walk("VALARM")] == [-7, -1]
    assert [zone["tzid"] for zone in calendar.walk("VTIMEZONE")] == ["Europe/Oslo"]
    assert len(events) == 2


def test_no_site_may_frame_a_call_before_it_is_named_and_then_only_that_one(
    call: Call, client: Client, berit: Person
) -> None:
    assert client.get(f"{HERE}innfelt/").status_code == 302
    assert "frame-ancestors 'self'" in client.get(HERE).headers["Content-Security-Policy"]
    change_call(call, by=berit, frames=["https://www.malvik.example"])
    framed = client.get(f"{HERE}innfelt/")
    assert "frame-ancestors 'self' https://www.malvik.example" in framed.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed.headers
    assert ("<form" in framed.content.decode(), "Set-Cookie" in framed.headers) == (False, False)
    assert "frame-ancestors 'self'" in client.get(HERE).headers["Content-Security-Policy"]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_poster_is_one_tagged_sheet(call: Call, client: Client, language: str) -> None:
    pdf = client.get(f"{HERE}plakat.pdf?sprak={language}")
    with pikepdf.open(io.BytesIO(pdf.content)) as sheet:
        said = (len(sheet.pages), str(sheet.Root.Lang)[:2], str(sheet.docinfo["/Title"]))
        tagged = bool(sheet.Root.MarkInfo.Marked)
    assert (pdf.headers["Content-Type"], said, tagged) == (
        "application/pdf", (1, language, "Fortell om samarbeid"), True,
    )  # fmt: skip


# --- at the desk ---


def test_an_editor_makes_a_call_phase_by_phase_and_publishes_it(draft_call: Call, as_berit: Client) -> None:
    made = as_berit.post(
        "/redaksjon/etterlysninger/ny/",
        {
            "title": "Verktøy", "slug": "verktoy", "gathers": "tool", "language": "nn", "purpose": "a",
            "decides": "b", "criteria": "c", "what_next": "d", "frames": "https://a.example\n",
        },
    )  # fmt: skip
    call = Call.objects.get(slug="verktoy")
    at = f"/redaksjon/etterlysninger/{call.pk}/"
    assert (made.headers["Location"], call.frames) == (at, ["https://a.example"])
    times = {"opens": "2026-12-01T12:00", "closes": "2026-12-20T12:00", "zone": "Europe/Oslo"}
    warned = as_berit.post(f"{at}fase/ny/", {"title": "Én", **times}, follow=True)
    assert "seks uker" in warned.content.decode() or "six weeks" in warned.content.decode()
    question = {"text": "Hva?", "kind": "choice", "most": "200", "lines": "Mal\nSjekkliste", "fills": "title"}
    assert as_berit.post(f"{at}fase/1/sporsmal/ny/", question).status_code == 302
    assert Question.objects.get(text="Hva?").choices == ["Mal", "Sjekkliste"]
    as_berit.post(f"{at}publiser/")  # without a button nothing is guessed
    assert not Call.objects.get(slug="verktoy").is_public
    as_berit.post(f"{at}publiser/", {"act": "publish"})
    call.refresh_from_db()
    assert call.is_public is True
    as_berit.post(f"{at}publiser/", {"act": "down"})
    call.refresh_from_db()
    assert call.is_public is False


@pytest.mark.parametrize("frame", ["http://a.example", "https://", "https://a.example; script-src *", "*"])
def test_only_the_address_of_a_site_can_be_named(draft_call: Call, as_berit: Client, frame: str) -> None:
    at = f"/redaksjon/etterlysninger/{draft_call.pk}/endre/"
    data = {"title": "A", "slug": "a", "gathers": "example", "language": "nb", "purpose": "a", "decides": "b"}
    response = as_berit.post(at, {**data, "criteria": "c", "what_next": "d", "frames": frame})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["frames"])


def test_two_calls_cannot_have_the_same_address(draft_call: Call, as_berit: Client) -> None:
    data = {"title": "A", "gathers": "example", "language": "nb", "purpose": "a", "decides": "b"}
    response = as_berit.post(
        "/redaksjon/etterlysninger/ny/", {**data, "slug": "samarbeid", "criteria": "c", "what_next": "d"}
    )
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["slug"])


@pytest.mark.parametrize(
    ("role", "status"),
    [(RoleName.MODERATOR, [200, 200, 403, 403]), (RoleName.RESOURCE, [403] * 4), (RoleName.HOST, [403] * 4)],
)
def test_who_may_read_and_who_may_prepare(
    call: Call, client: Client, answer: Answer, role: RoleName, status: list[int]
) -> None:
    given = answer().given
    client.force_login(make_person("x@example.no", "X", role))
    at = f"/redaksjon/etterlysninger/{call.pk}/"
    pages = [at, f"{at}svar.csv", f"{at}endre/", f"/redaksjon/innspill/{given.pk}/til-boka/"]
    assert [client.get(page).status_code for page in pages] == status
    assert client.post(f"{at}publiser/", {"act": "down"}).status_code == 403
    call.refresh_from_db()
    assert call.is_public is True


def test_the_answers_are_narrowed_and_fetched_as_a_file(call: Call, as_berit: Client, answer: Answer) -> None:
    answer()
    other = answer("=HYPERLINK(1)", name="Ola")
    CallAnswer.objects.filter(pk=other.pk).update(is_late=True)
    at = f"/redaksjon/etterlysninger/{call.pk}/svar"
    assert [len(as_berit.get(f"{at}/{query}").context["rows"]) for query in ("", "?late=yes", "?words=Ola")] == [
        2, 1, 1
    ]  # fmt: skip
    assert len(as_berit.get(f"{at}/?state=answered").context["rows"]) == 0
    file = as_berit.get(f"{at}.csv?late=yes").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(file), delimiter=";"))
    assert (len(rows), rows[1][0], rows[1][7:9]) == (
        2,
        str(other.given_id),
        ["'=HYPERLINK(1)", "Trondheim, Malvik"],
    )


def test_a_part_that_is_removed_is_removed_from_the_table_and_the_file(
    call: Call, as_berit: Client, answer: Answer, berit: Person
) -> None:
    approve(answer("Kari Nordmann ringte.").given, by=berit)
    redact(Input.objects.get(), words=["Kari Nordmann"], grounds=Grounds(Reason.objects.first()), by=berit)
    at = f"/redaksjon/etterlysninger/{call.pk}/svar"
    assert [b"Kari" in as_berit.get(at + end).content for end in ("/", ".csv")] == [False, False]


def test_lists_take_as_many_queries_for_thirty_as_for_one(
    call: Call, as_berit: Client, answer: Answer, client: Client
) -> None:
    answer()
    pages = [
        (as_berit, f"/redaksjon/etterlysninger/{call.pk}/svar/"),
        (as_berit, "/redaksjon/etterlysninger/"),
        (client, "/etterlysninger/"),
    ]
    for_one = [queries_of(browser, page) for browser, page in pages]
    for number in range(29):
        answer(f"Vi prøvde {number}.")
        copy = Call.objects.create(
            title=f"Nr {number}", slug=f"nr-{number}", purpose="a", decides="b", criteria="c", what_next="d",
            made_by=call.made_by, published_at=timezone.now(),
        )  # fmt: skip
        first = phase_of(call)
        Phase.objects.create(
            call=copy, number=1, title="Én", opens_at=first.opens_at, closes_at=first.closes_at
        )
    assert [queries_of(browser, page) for browser, page in pages] == for_one


def test_the_opened_input_says_what_it_answers(call: Call, as_berit: Client, answer: Answer) -> None:
    given = answer().given
    page = as_berit.get(f"/redaksjon/innspill/{given.pk}/").content.decode()
    assert ("Fortell om samarbeid" in page, f"/redaksjon/innspill/{given.pk}/til-boka/" in page) == (
        True,
        True,
    )


def test_the_log_can_be_about_one_call(call: Call, client: Client, answer: Answer, berit: Person) -> None:
    approve(answer().given, by=berit)
    log = client.get("/innspill/?omfang=etterlysning-samarbeid")
    assert WHAT in log.content.decode()
    take_down(call, by=berit)
    assert client.get("/innspill/?omfang=etterlysning-samarbeid").status_code == 200
    assert client.get("/innspill/?omfang=etterlysning-annet").status_code == 404


def test_who_made_it_is_told_of_the_deadline(call: Call, berit: Person) -> None:
    from kokebok.calls.telling import deadlines

    found: list[Any] = deadlines(timezone.now() + timedelta(days=90))
    assert [(one.kind, one.people) for one in found] == [("call.closes", (berit,))] * 2
    assert deadlines(timezone.now() + timedelta(days=3)) == []
