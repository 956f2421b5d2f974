"""How the cookbook comes to be, as everybody reads it and as an editor fills it in."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from kokebok.book.models import Cookbook, Sender
from kokebok.desk.models import NextEdition, Outcome
from kokebok.editions.actions.freeze import freeze
from kokebok.journal.models import Entry
from kokebok.outlets.models import Delivery, DeliveryState, Dispatch, DispatchState
from kokebok.people.models import Person, RoleName
from kokebok.process.models import Announced, ProcessPart, Step
from kokebok.process.queries import Moment, in_order, next_of, without_begun
from kokebok.rounds.models import Round, RoundState
from tests.reading.log_cast import one_of_each, settled, taken_in
from tests.world import make_fact, make_person, paragraph_saying

if TYPE_CHECKING:
    from kokebok.book.models import Recipe

DESK = "/redaksjon/prosessen/"
TODAY = date(2026, 3, 10)


@pytest.fixture
def desk(client: Client, book: Cookbook, berit: Person) -> Client:
    """The desk as an editor sees it."""
    client.force_login(berit)
    return client


def read(path: str = "/prosessen/") -> str:
    answer = Client().get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def headings(page: str) -> list[str]:
    return [" ".join(found.split()) for found in re.findall(r"<h2[^>]*>(.*?)</h2>", page)]


def a_round(host: Person, **fields: Any) -> Round:
    return Round.objects.create(title="Konferansen", host=host, **fields)


def test_it_is_in_order_of_the_days_with_what_is_promised_first(
    book: Cookbook, recipe: Recipe, berit: Person
) -> None:
    today = timezone.localdate()
    Sender.objects.create(
        cookbook=book,
        promised="Svar innen fire uker.",
        next_on=today + timedelta(days=5),
        next_what="Gruppa møtes",
    )
    Step.objects.create(part=ProcessPart.DIALOGUE, text="To møter.", on=today - timedelta(days=90))
    Step.objects.create(title="Statsråden åpner", on=today + timedelta(days=30))
    edition = freeze(book, number="1", title="Veier", foreword="", on=today - timedelta(days=2), by=berit)
    NextEdition.objects.create(date=today + timedelta(days=60))
    dispatch = Dispatch.objects.create(
        edition=edition, subject="Ny", letter="Hei", made_by=berit, state=DispatchState.SENDING
    )
    for n, state in enumerate((DeliveryState.SENT, DeliveryState.SENT, DeliveryState.WAITING)):
        Delivery.objects.create(dispatch=dispatch, email=f"{n}@example.no", state=state, message_id=f"<{n}>")
    page = read()
    assert headings(page) == [
        "Løftet",
        "Dialog",
        "Utgave 1",
        "Utgave 1 er sendt ut",
        "Gruppa møtes",
        "Statsråden åpner",
        "Neste utgave",
    ]
    assert "2 av 3 mottakere har fått den" in page
    assert "To møter." in page
    assert ": Gruppa møtes." in page
    assert re.findall(r'data-standing="(\w+)"', page) == ["done"] * 3 + ["now"] + ["ahead"] * 3


def test_a_deadline_said_in_words_is_not_called_one_without_a_date(book: Cookbook) -> None:
    Cookbook.objects.update(deadline=None, deadline_note="")
    Step.objects.create(title="Neste møte")
    told = [read().count("Ingen dato ennå")]
    Cookbook.objects.update(deadline_note="Det som kommer innen 31. januar, rekker vi.")
    page = read()
    assert (told, page.count("Ingen dato ennå"), "31. januar" in page) == ([1], 1, True)


def test_with_nothing_said_it_says_so(book: Cookbook) -> None:
    assert "Ingenting er sagt om prosessen ennå." in read()


def test_what_came_of_the_inputs_is_told_of_those_that_are_answered_and_used(
    book: Cookbook, berit: Person
) -> None:
    make_fact(book)
    paragraph = paragraph_saying("samfunnsmål")
    one_of_each(paragraph, berit)
    assert "5 innspill, 1 besvart, 0 brukt i teksten" in read()
    for outcome in (Outcome.TAKEN_IN, Outcome.TAKEN_IN, Outcome.LATER):
        settled(berit, paragraph=paragraph, outcome=outcome)
    assert "8 innspill, 4 besvart, 0 brukt i teksten" in read()
    taken_in(paragraph, "Nå står det noe annet her.", berit)
    assert "9 innspill, 5 besvart, 1 brukt i teksten" in read()


def test_before_there_is_a_cookbook_there_is_no_process(db: None) -> None:
    assert Client().get("/prosessen/").status_code == 404


def test_the_front_page_and_the_foot_of_all_pages_lead_there(book: Cookbook) -> None:
    assert read("/").count('href="/prosessen/"') == 2


@pytest.mark.parametrize("number", [1, 6])
def test_it_asks_the_database_as_often_however_much_there_is(
    book: Cookbook, recipe: Recipe, berit: Person, django_assert_num_queries: Any, number: int
) -> None:
    for n in range(1, number + 1):
        freeze(book, number=str(n), title="Veier", foreword="", on=TODAY, by=berit)
        Step.objects.create(title=f"Steg {n}", on=TODAY)
        round_ = a_round(berit, code=f"abcd{n}")
        Announced.objects.create(round=round_, by=berit)
    client = Client()
    client.get("/prosessen/")
    with django_assert_num_queries(18):
        client.get("/prosessen/?n=1")


# --- the order, by itself ---


def test_a_step_of_a_part_gives_its_words_to_the_first_of_it_and_its_day_where_none_is_known() -> None:
    first = Moment(ProcessPart.CALL, "Om frafall", on=TODAY, kicker="Etterlysning", is_named=True)
    second = Moment(
        ProcessPart.CALL, "Om arbeid", on=TODAY + timedelta(days=1), kicker="Etterlysning", is_named=True
    )
    promise = Moment(ProcessPart.PROMISE, "Løftet")
    steps = [
        Step(part=ProcessPart.CALL, title="Vi spør", text="Spør oss.", on=date(2020, 1, 1)),
        Step(part=ProcessPart.PROMISE, on=date(2026, 1, 1)),
    ]
    said = [(one.title, one.kicker, one.words, one.on) for one in in_order([second, first, promise], steps)]
    assert said == [
        ("Løftet", "", "", date(2026, 1, 1)),
        ("Om frafall", "Vi spør", "Spør oss.", TODAY),
        ("Om arbeid", "Vi spør", "", TODAY + timedelta(days=1)),
    ]


@pytest.mark.parametrize(
    ("on", "until", "standing"),
    [
        (TODAY - timedelta(days=2), None, "done"),
        (TODAY - timedelta(days=2), TODAY, "now"),
        (TODAY, None, "now"),
        (TODAY + timedelta(days=1), None, "ahead"),
        (None, None, "ahead"),
    ],
)
def test_where_something_stands(on: date | None, until: date | None, standing: str) -> None:
    assert Moment("", "Møte", on=on, until=until).standing(TODAY) == standing


def test_what_is_next_has_a_day_that_is_ahead_or_else_is_what_editors_say_will_come() -> None:
    ahead, undated = Moment("", "Møte", on=TODAY + timedelta(days=1)), Moment("", "Uten dag")
    deadline = Moment(ProcessPart.DEADLINE, "Frist")
    assert next_of([Moment("", "Nå", on=TODAY), undated, ahead], TODAY) == ahead
    assert next_of([Moment("", "Nå", on=TODAY), deadline, undated], TODAY) == undated
    assert next_of([deadline], TODAY) is None
    assert next_of([Moment("", "Nå", on=TODAY)], TODAY) is None


# --- at the desk ---


def test_an_editor_writes_of_a_part_and_adds_a_step_and_removes_it(desk: Client) -> None:
    desk.post(f"{DESK}del/outline/", {"title": "Disposisjonen", "text": "Første skisse.", "on": "2026-01-05"})
    desk.post(f"{DESK}nytt/", {"title": "Statsråden åpner", "on": "2026-02-01", "until": "2026-02-02"})
    assert headings(read()) == ["Disposisjonen", "Statsråden åpner"]
    own = Step.objects.get(part="")
    desk.post(f"{DESK}steg/{own.pk}/", {"title": "Konferansen åpner", "on": "2026-02-01"})
    assert headings(read()) == ["Disposisjonen", "Konferansen åpner"]
    desk.post(f"{DESK}steg/{own.pk}/fjern/")
    assert headings(read()) == ["Disposisjonen"]
    acts = list(Entry.objects.filter(act__startswith="process.").order_by("pk").values_list("act", flat=True))
    assert acts == ["process.step_written"] * 3 + ["process.step_removed"]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"title": ""}, "Dette feltet må fylles ut"),
        ({"title": "Møte", "until": "2026-02-02"}, "Si den første dagen også."),
        ({"title": "Møte", "on": "2026-02-03", "until": "2026-02-02"}, "Den siste dagen er før den første."),
    ],
)
def test_a_step_that_cannot_be_is_told_why(desk: Client, said: dict[str, str], told: str) -> None:
    answer = desk.post(f"{DESK}nytt/", said)
    assert (answer.status_code, told in answer.content.decode()) == (422, True)
    assert not Step.objects.exists()


def test_a_part_that_is_none_and_a_step_that_is_none_are_not_there(desk: Client) -> None:
    part = Step.objects.create(part=ProcessPart.DIALOGUE)
    assert [
        desk.get(f"{DESK}{end}").status_code for end in ("del/annet/", "steg/99/", f"steg/{part.pk}/")
    ] == [404] * 3


def test_only_those_who_write_say_how_it_goes(client: Client, book: Cookbook) -> None:
    client.force_login(make_person("mod@example.no", "Mona", RoleName.MODERATOR))
    assert client.get(DESK).status_code == 403


@pytest.mark.parametrize(
    "fields",
    [
        {"part": ""},
        {"part": ProcessPart.CALL, "on": None, "until": TODAY},
        {"title": "A", "on": TODAY, "until": date(2026, 1, 1)},
    ],
)
def test_the_database_has_no_step_without_a_title_or_with_days_that_cannot_be(
    db: None, fields: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Step.objects.create(**fields)


def test_a_part_has_one_step(db: None) -> None:
    Step.objects.create(part=ProcessPart.CALL)
    with pytest.raises(IntegrityError), transaction.atomic():
        Step.objects.create(part=ProcessPart.CALL)


# --- rounds on the front page ---


def test_a_round_is_told_of_only_when_an_editor_announces_it(desk: Client, berit: Person) -> None:
    starts = timezone.now() + timedelta(days=2)
    round_ = a_round(berit, starts_at=starts, place="Oslo")
    assert "Konferansen" not in read("/")
    assert "Konferansen" not in read()
    assert "en runde som ikke er kunngjort" in desk.get(DESK).content.decode()
    desk.post(f"{DESK}runde/{round_.pk}/", {"act": "announce"})
    desk.post(f"{DESK}runde/{round_.pk}/", {"act": "announce"})
    assert "Innspillsrunde:" in read("/")
    assert "Konferansen" in headings(read())
    assert f"/r/{round_.code}/" not in read("/")
    desk.post(f"{DESK}runde/{round_.pk}/", {"act": "take_down"})
    assert "Konferansen" not in read("/")
    acts = Entry.objects.filter(act__startswith="process.").order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["process.announced", "process.taken_down"]


def test_a_round_that_goes_on_leads_to_the_phones_page_and_afterwards_to_its_report(
    book: Cookbook, berit: Person
) -> None:
    now = timezone.now()
    round_ = a_round(berit, state=RoundState.OPEN, opened_at=now)
    Announced.objects.create(round=round_, by=berit)
    page = read("/")
    assert ("Runden er i gang." in page, f'href="/r/{round_.code}/"' in page) == (True, True)
    Round.objects.update(state=RoundState.CLOSED, closed_at=now, report_public_at=now)
    page = read("/")
    assert ("Runden er over." in page, f'href="/runder/{round_.pk}/"' in page) == (True, True)
    Round.objects.update(closed_at=now - timedelta(days=15))
    assert "Runden er over." not in read("/")


def test_a_round_nobody_may_join_any_more_has_no_way_in(book: Cookbook, berit: Person) -> None:
    round_ = a_round(berit, state=RoundState.OPEN, opened_at=timezone.now(), joining=False)
    Announced.objects.create(round=round_, by=berit)
    assert f"/r/{round_.code}/" not in read("/") + read()


def test_a_round_that_was_to_be_and_never_was_is_not_told_of(book: Cookbook, berit: Person) -> None:
    round_ = a_round(berit, starts_at=timezone.now() - timedelta(days=2))
    Announced.objects.create(round=round_, by=berit)
    assert "Konferansen" not in read("/")


def test_a_round_that_was_to_begin_earlier_today_is_told_of(book: Cookbook, berit: Person) -> None:
    round_ = a_round(berit, starts_at=timezone.localtime().replace(hour=0, minute=0))
    Announced.objects.create(round=round_, by=berit)
    assert "Konferansen" in read("/")


def test_a_post_with_none_of_the_buttons_announces_nothing(desk: Client, berit: Person) -> None:
    round_ = a_round(berit)
    strict = Client(enforce_csrf_checks=True, headers={"sec-fetch-site": "same-origin"})
    strict.force_login(berit)
    token = re.findall(r'csrfmiddlewaretoken" value="([^"]+)"', strict.get(DESK).content.decode())[0]
    at = f"{DESK}runde/{round_.pk}/"
    presses: list[dict[str, str]] = [{}, {"act": "sing"}, {"act": "announce"}]
    answers = [strict.post(at, {"csrfmiddlewaretoken": token, **said}).status_code for said in presses]
    assert (answers, Announced.objects.count()) == ([400, 400, 302], 1)


def test_what_is_announced_of_a_round_that_is_over_can_be_taken_down_and_not_put_up(
    desk: Client, berit: Person
) -> None:
    round_ = a_round(berit)
    at = f"{DESK}runde/{round_.pk}/"
    desk.post(at, {"act": "announce"})
    now = timezone.now()
    Round.objects.update(state=RoundState.CLOSED, opened_at=now, closed_at=now)
    assert 'value="take_down"' in desk.get(DESK).content.decode()
    assert "Runden er over." in desk.post(at, {"act": "announce"}, follow=True).content.decode()
    desk.post(at, {"act": "take_down"})
    assert (Announced.objects.count(), desk.post(at, {"act": "announce"}).status_code) == (0, 404)


def test_what_was_to_come_some_day_is_not_said_again_when_it_has_begun() -> None:
    today = date(2026, 3, 10)
    begun = Moment("reading", "Ressursgruppen leser", on=today, until=date(2026, 3, 20))
    soon, later = Moment("", "Ressursgruppen leser de endrede sidene"), Moment("", "Gruppa møtes")
    assert without_begun([begun, soon, later], today) == [begun, later]
    assert without_begun([soon, later], today) == [soon, later]
