"""Events: registering, the waiting list, cancelling, reminding, and what those who hold them see."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from kokebok.events.actions.register import Guest, confirm, forget, register, remind
from kokebok.events.models import Event, EventState, Registration, RegistrationStanding
from kokebok.journal.queries import acts_on
from kokebok.letters.models import Letter
from kokebok.letters.shares import AN_HOUR, AS_MANY_AS_A_HALL, TooMany, forget_askings
from tests.actors.conftest import link_in, newest_letter, press_yes, read_in, reader, text_of
from tests.at_once import at_once
from tests.inputs.conftest import slip_on
from tests.world import make_cookbook

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook


@pytest.fixture(autouse=True)
def _written_slowly(settings: Any) -> None:
    settings.SECONDS_TO_WRITE = 0


@pytest.fixture
def client() -> Client:
    """A reader who has chosen English, in which the words of the tests are."""
    return reader()


def in_days(days: float) -> datetime:
    return timezone.now() + timedelta(days=days)


def make_event(**fields: Any) -> Event:
    """A published event in ten days, with one place."""
    made = {
        "title": "Speed-møte",
        "about": "Møt andre.",
        "starts_at": in_days(10),
        "ends_at": in_days(10.1),
        "place": "Rådhuset",
        "places": 1,
        "state": EventState.PUBLISHED,
    }
    event: Event = Event.objects.create(**{**made, **fields})
    return event


@pytest.fixture
def event(book: Cookbook) -> Event:
    return make_event()


def as_typed(form: Any) -> dict[str, Any]:
    """What a browser sends of the form as it stands: nothing for a choice of many of which none is chosen."""
    values = {field.html_name: field.value() for field in form}
    return {name: "" if value is None else value for name, value in values.items() if value != []}


def ask(client: Client, event: Event, email: str, **fields: str) -> Any:
    at = f"/moteplasser/{event.pk}/meld-pa/"
    return client.post(at, {"name": email[:3], "email": email, "slip": slip_on(client, at), **fields})


def come(client: Client, event: Event, email: str, **fields: str) -> str:
    """Register and confirm; the path of the receipt."""
    ask(client, event, email, **fields)
    link = link_in(newest_letter())
    press_yes(client, link)
    return link


def standings() -> dict[str, str]:
    return dict(Registration.objects.values_list("email", "standing"))


def test_the_whole_way_from_the_page_to_a_place(client, event):
    page = client.get(f"/moteplasser/{event.pk}/")
    assert ("1 place is left." in text_of(page), "Speed-møte" in text_of(client.get("/moteplasser/"))) == (
        True,
        True,
    )
    assert ask(client, event, "ada@a.example").headers["Location"] == "/moteplasser/spurt/"
    link = link_in(newest_letter())
    assert "Yes, I want to come" in text_of(client.get(link))
    assert standings() == {"ada@a.example": "asked"}  # to open the link does nothing
    press_yes(client, link)
    assert (standings(), newest_letter().subject) == (
        {"ada@a.example": "coming"},
        "You have a place: Speed-møte",
    )
    assert "You have a place." in text_of(client.get(link))
    assert acts_on(event) == ["registration.confirmed"]


def test_what_a_stranger_changes_is_not_what_the_owner_says_yes_to(client, event):
    ask(client, event, "ada@a.example")
    link = link_in(newest_letter())
    opened = client.get(link)
    ask(reader(), event, "ada@a.example", name="En fremmed", may_meet="on")
    assert (link_in(newest_letter()), len(mail.outbox)) == (link, 2)
    answer = client.post(link, {"seen": read_in(opened)})
    said = text_of(answer)
    assert (answer.status_code, "En fremmed" in said, "have said the same, see this" in said) == (
        422,
        True,
        True,
    )
    assert (standings(), client.post(link).status_code) == ({"ada@a.example": "asked"}, 422)
    assert client.post(link, {"seen": read_in(answer)}).status_code == 302
    assert standings() == {"ada@a.example": "coming"}


def test_when_it_is_full_one_waits_and_moves_up_by_itself(client, event):
    first = come(client, event, "ada@a.example")
    second = come(client, event, "bo@b.example")
    come(client, event, "cato@c.example")
    assert standings() == {"ada@a.example": "coming", "bo@b.example": "waiting", "cato@c.example": "waiting"}
    asked = [text_of(client.get(f"{own}avlys/")) for own in (first, second)]
    assert ["somebody else gets the place" in said for said in asked] == [True, False]
    assert (f"{first}avlys/" in client.get(first).content.decode(), Registration.objects.count()) == (True, 3)
    assert "All places are taken" in text_of(client.get(f"/moteplasser/{event.pk}/"))
    form = client.get(f"/moteplasser/{event.pk}/meld-pa/").content.decode()
    assert (
        form.count("Be on the waiting list"),
        "Waiting list: Speed-møte" in form.partition("</title>")[0],
    ) == (3, True)
    client.post(f"{first}avlys/")
    assert standings() == {"bo@b.example": "coming", "cato@c.example": "waiting"}
    assert (newest_letter().to, newest_letter().subject) == (["bo@b.example"], "You have a place: Speed-møte")
    assert client.get(first).status_code == 404
    assert not Letter.objects.filter(to="ada@a.example").exists()  # all of whoever cancels is erased


def test_more_places_are_given_to_those_who_wait(client, event, berit):
    for email in ("ada@a.example", "bo@b.example"):
        come(client, event, email)
    desk = reader()
    desk.force_login(berit)
    form = desk.get(f"/redaksjon/moteplasser/{event.pk}/").context["form"]
    typed = as_typed(form)
    typed |= {name: f"{getattr(event, name):%Y-%m-%dT%H:%M}" for name in ("starts_at", "ends_at")}
    desk.post(f"/redaksjon/moteplasser/{event.pk}/", {**typed, "places": "2", "say": "save"})
    assert standings() == {"ada@a.example": "coming", "bo@b.example": "coming"}


@pytest.mark.parametrize("begun", [0.01, 3])
def test_nobody_moves_up_when_it_has_begun(client, event, berit, begun):
    first = come(client, event, "ada@a.example")
    come(client, event, "bo@b.example")
    come(client, event, "cato@c.example")
    desk = reader()
    desk.force_login(berit)
    form = desk.get(f"/redaksjon/moteplasser/{event.pk}/").context["form"]
    typed = as_typed(form)
    moved = {
        "starts_at": f"{in_days(-begun):%Y-%m-%dT%H:%M}",
        "ends_at": f"{in_days(0.2 - begun):%Y-%m-%dT%H:%M}",
    }
    told = len(mail.outbox)
    desk.post(f"/redaksjon/moteplasser/{event.pk}/", {**typed, **moved, "places": "2", "say": "save"})
    client.post(f"{first}avlys/")
    event.refresh_from_db()
    assert (event.places, event.starts_at < timezone.now()) == (2, True)
    assert standings() == {"bo@b.example": "waiting", "cato@c.example": "waiting"}
    assert [one.to for one in mail.outbox[told:] if "You have a place" in one.subject] == []


def test_one_address_registers_once_and_nobody_learns_it(client, event):
    come(client, event, "ada@a.example")
    again = ask(client, event, "ADA@a.example")
    assert (again.headers["Location"], Registration.objects.count()) == ("/moteplasser/spurt/", 1)
    assert {letter.to[0] for letter in mail.outbox} == {"ada@a.example"}


def test_one_cannot_register_when_it_is_closed_cancelled_or_a_draft(client, event):
    at = f"/moteplasser/{event.pk}/meld-pa/"
    for fields, status in (
        ({"closes_at": in_days(-1)}, 302),
        ({"closes_at": None, "state": EventState.CANCELLED}, 302),
        ({"state": EventState.DRAFT}, 404),
    ):
        Event.objects.filter(pk=event.pk).update(**fields)
        assert client.get(at).status_code == status
    assert client.get(f"/moteplasser/{event.pk}/").status_code == 404


def test_a_network_has_its_share(client, event, settings):
    settings.INPUTS_AN_HOUR = 1
    for number in range(9):  # a hall: ten times what a network else has
        assert ask(client, event, f"nummer{number}@a.example").status_code == 302
    client.post(come(client, event, "ada@a.example") + "avlys/")
    assert ask(client, event, "bo@b.example").status_code == 429  # who has cancelled has asked
    forget_askings(at=timezone.now() + timedelta(hours=1))
    assert ask(client, event, "bo@b.example").status_code == 302


def test_the_share_is_of_one_network_and_of_the_last_hour(event, settings):
    settings.INPUTS_AN_HOUR = 1

    def comes(name: str, network: str) -> None:
        guest = Guest(f"{name}@{name}.example", name, on_behalf_of="", may_meet=False, language="nb")
        register(event, guest, network=network)

    for number in range(AS_MANY_AS_A_HALL):
        comes(f"nummer{number}", "a")
    for name, network in (("bo", "b"), ("cato", ""), ("dina", "")):
        comes(name, network)
    with pytest.raises(TooMany):
        comes("eli", "a")
    forget_askings(at=timezone.now() + AN_HOUR)
    comes("eli", "a")
    assert Registration.objects.count() == AS_MANY_AS_A_HALL + 4


def test_those_who_come_are_reminded_once(client, event):
    come(client, event, "ada@a.example")
    come(client, event, "bo@b.example")
    assert remind() == 0
    soon = event.starts_at - timedelta(hours=20)
    assert (remind(at=soon), remind(at=soon)) == (1, 0)
    assert (newest_letter().to, newest_letter().subject) == (["ada@a.example"], "Soon: Speed-møte")


def test_those_who_have_agreed_see_one_another_and_nobody_else_does(client, event):
    Event.objects.filter(pk=event.pk).update(places=None)
    ada = come(client, event, "ada@a.example", may_meet="on", on_behalf_of="Rana kommune")
    bo = come(client, event, "bo@b.example", may_meet="on")
    cato = come(client, event, "cato@c.example")
    seen = [text_of(client.get(link)) for link in (ada, bo, cato)]
    assert ["Others who come and want to talk" in page for page in seen] == [True, True, False]
    assert ("ada, Rana kommune" in seen[1], "cat" in seen[1], "ada@" in seen[1]) == (True, False, False)
    assert "ada" not in text_of(client.get(f"/moteplasser/{event.pk}/"))


def test_the_calendar_file_has_the_event(client, event):
    answer = client.get(f"/moteplasser/{event.pk}/kalender.ics")
    (entry,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert (str(entry["summary"]), str(entry["location"])) == ("Speed-møte", "Rådhuset")
    assert str(entry.decoded("dtstart").astimezone(UTC))[:16] == f"{event.starts_at:%Y-%m-%d %H:%M}"


def test_an_event_that_is_over_is_said_to_be_and_is_not_offered_for_the_calendar(client, event):
    receipt = come(client, event, "ada@a.example")
    pages, said = (f"/moteplasser/{event.pk}/", receipt), ("The event is over.", "Put it in my calendar")
    seen = [[words in text_of(client.get(page)) for words in said] for page in pages]
    assert seen == [[False, True]] * 2
    Event.objects.filter(pk=event.pk).update(starts_at=in_days(-2), ends_at=in_days(-1))
    seen = [[words in text_of(client.get(page)) for words in said] for page in pages]
    assert seen == [[True, False]] * 2
    assert "One can no longer register" not in text_of(client.get(pages[0]))


def test_nothing_is_kept_longer_than_it_must(client, event):
    come(client, event, "ada@a.example")
    ask(client, event, "bo@b.example")
    assert forget(at=in_days(15)) == 1
    assert (forget(at=in_days(41)), Registration.objects.count()) == (1, 0)
    assert set(Letter.objects.values_list("to", flat=True)) == {""}


# --- those who hold events ---


def test_a_host_makes_publishes_and_cancels_one_and_those_who_come_are_told(client, book, berit):
    desk = reader()
    desk.force_login(berit)
    typed = {
        "title": "Frokost",
        "starts_at": "2027-05-05T08:00",
        "ends_at": "2027-05-05T10:00",
        "place": "Rana",
    }
    wrong = desk.post("/redaksjon/moteplasser/ny/", {**typed, "ends_at": "2027-05-05T07:00"})
    assert (wrong.status_code, "must end after it begins" in text_of(wrong)) == (422, True)
    desk.post("/redaksjon/moteplasser/ny/", typed)
    event = Event.objects.get()
    assert client.get(f"/moteplasser/{event.pk}/").status_code == 404
    desk.post(f"/redaksjon/moteplasser/{event.pk}/", {**typed, "title": "Morgenmøte", "say": "publish"})
    event.refresh_from_db()
    assert (event.title, event.state) == ("Morgenmøte", "published")  # what is typed is kept
    come(client, event, "ada@a.example")
    page = text_of(desk.get(f"/redaksjon/moteplasser/{event.pk}/"))
    answer: Any = desk.get(f"/redaksjon/moteplasser/{event.pk}/deltakere.csv")
    file = b"".join(answer.streaming_content).decode()
    assert ("ada@a.example" in page, "ada@a.example" in file) == (True, True)
    asked = text_of(desk.get(f"/redaksjon/moteplasser/{event.pk}/avlys/"))
    assert ("1 person has registered" in asked, newest_letter().subject) == (
        True,
        "You have a place: Morgenmøte",
    )
    desk.post(f"/redaksjon/moteplasser/{event.pk}/avlys/")
    assert newest_letter().subject == "Cancelled: Morgenmøte"
    assert "The event is cancelled." in text_of(client.get(f"/moteplasser/{event.pk}/"))
    second = desk.post(f"/redaksjon/moteplasser/{event.pk}/avlys/", follow=True)
    assert "Somebody has just changed this" in text_of(second)
    assert acts_on(event) == ["event.made", "event.published", "registration.confirmed", "event.cancelled"]


def test_those_who_have_registered_are_told_when_an_event_is_moved_and_only_then(client, event, berit):
    for email in ("ada@a.example", "bo@b.example"):
        come(client, event, email)
    desk = reader()
    desk.force_login(berit)
    at = f"/redaksjon/moteplasser/{event.pk}/"
    assert "get an e-mail when you change the time" in text_of(desk.get(at))
    typed = {"title": "Speed-møte", "place": "Rådhuset", "places": "1", "say": "save"}
    typed |= {"starts_at": "2027-05-05T08:00", "ends_at": "2027-05-05T10:00"}
    told = []
    for said in ({}, {}, {"about": "Nye ord."}, {"online": "https://a.example/"}, {"place": "Biblioteket"}):
        before = len(mail.outbox)
        typed |= said
        desk.post(at, typed)
        told.append(sorted(letter.to[0] for letter in mail.outbox[before:]))
    both = ["ada@a.example", "bo@b.example"]
    assert told == [both, [], [], ["ada@a.example"], both]
    moved = [letter.body for letter in mail.outbox[-2:]]
    assert ["Biblioteket" in body for body in moved] == [True, True]
    online = {letter.to[0]: "https://a.example/" in letter.body for letter in mail.outbox[-2:]}
    assert online == {"ada@a.example": True, "bo@b.example": False}
    waits = {letter.to[0]: "you are on the waiting list for" in letter.body for letter in mail.outbox[-2:]}
    assert waits == {"ada@a.example": False, "bo@b.example": True}
    (entry,) = Calendar.from_ical(client.get(f"/moteplasser/{event.pk}/kalender.ics").content).walk("VEVENT")
    assert (entry["sequence"], "last-modified" in entry) == (4, True)


def test_an_address_on_the_net_that_is_too_long_is_refused_at_the_field(event, berit):
    desk = reader()
    desk.force_login(berit)
    form = desk.get(f"/redaksjon/moteplasser/{event.pk}/").context["form"]
    typed = as_typed(form)
    typed |= {name: f"{getattr(event, name):%Y-%m-%dT%H:%M}" for name in ("starts_at", "ends_at")}
    long = "https://moete.example/" + "x" * 200
    answer = desk.post(f"/redaksjon/moteplasser/{event.pk}/", {**typed, "online": long, "say": "save"})
    assert (answer.status_code, [*answer.context["form"].errors]) == (422, ["online"])


def test_a_draft_is_deleted_when_one_has_been_asked(berit, event):
    desk, draft = reader(), make_event(title="Feil dag", state=EventState.DRAFT)
    desk.force_login(berit)
    to_delete = f"/redaksjon/moteplasser/{draft.pk}/slett/"
    assert to_delete in desk.get(f"/redaksjon/moteplasser/{draft.pk}/").content.decode()
    asked = text_of(desk.get(to_delete))
    assert ("Delete the draft Feil dag?" in asked, "Yes, delete the draft" in asked) == (True, True)
    after = desk.post(to_delete, follow=True)
    assert ("The draft is deleted" in text_of(after), "Feil dag" in text_of(after)) == (True, False)
    assert acts_on(draft) == ["event.deleted"]
    assert desk.get(to_delete).status_code == 404


@pytest.mark.parametrize("state", [EventState.PUBLISHED, EventState.CANCELLED])
def test_what_others_have_seen_is_cancelled_and_never_deleted(berit, state):
    desk, shown = reader(), make_event(state=state, published_at=timezone.now())
    desk.force_login(berit)
    page = f"/redaksjon/moteplasser/{shown.pk}/"
    assert "/slett/" not in desk.get(page).content.decode()
    assert desk.get(f"{page}slett/").headers["Location"] == page
    assert "Somebody has just changed this" in text_of(desk.post(f"{page}slett/", follow=True))
    assert (Event.objects.filter(pk=shown.pk).exists(), acts_on(shown)) == (True, [])


def test_members_of_the_group_do_not_hold_events(rana, event):
    desk = reader()
    desk.force_login(rana)
    assert desk.get("/redaksjon/moteplasser/").status_code == 403


@pytest.mark.parametrize("count", [1, 20])
def test_the_pages_ask_the_same_however_many_come(event, berit, count, django_assert_max_num_queries):
    for number in range(count):
        make_event(title=f"E{number}")
        Registration.objects.create(
            event=event,
            email=f"{number}@a.example",
            name="A",
            standing=RegistrationStanding.WAITING,
            confirmed_at=timezone.now(),
        )
    desk = reader()
    desk.force_login(berit)
    with django_assert_max_num_queries(14):
        assert desk.get(f"/redaksjon/moteplasser/{event.pk}/").status_code == 200
    with django_assert_max_num_queries(8):
        assert reader().get("/moteplasser/").status_code == 200


# --- what the database holds ---


def test_of_two_who_confirm_at_once_one_gets_the_last_place(committed: None) -> None:
    make_cookbook()
    event = make_event()
    for email in ("ada@a.example", "bo@b.example"):
        register(event, Guest(email, email[:3], "", may_meet=False, language="en"))
    ada, bo = Registration.objects.order_by("pk")
    ends = at_once(lambda: confirm(ada, seen=ada.mark).standing, lambda: confirm(bo, seen=bo.mark).standing)
    assert (ends, sorted(standings().values())) == (["coming", "waiting"], ["coming", "waiting"])


def test_an_event_ends_after_it_begins_and_an_address_comes_once(event):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_event(ends_at=event.starts_at - timedelta(hours=11 * 24))
    Registration.objects.create(event=event, email="a@a.example", name="A")
    for wrong in (
        {"email": "a@a.example"},
        {"email": "b@b.example", "standing": RegistrationStanding.COMING},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Registration.objects.create(event=event, name="A", **wrong)


# --- what is refused, and what is left alone ---


def test_nobody_gets_a_place_by_confirming_when_it_is_closed(client, event):
    ask(client, event, "ada@a.example")
    link = link_in(newest_letter())
    Event.objects.filter(pk=event.pk).update(closes_at=in_days(-1))
    page = text_of(press_yes(client, link, follow=True))
    assert (standings(), "One can no longer register for this." in page) == ({"ada@a.example": "asked"}, True)


def test_nobody_is_reminded_of_a_cancelled_one(client, event):
    come(client, event, "ada@a.example")
    Event.objects.filter(pk=event.pk).update(state=EventState.CANCELLED)
    assert remind(at=event.starts_at - timedelta(hours=20)) == 0


def test_nobody_moves_up_at_a_cancelled_one(client, event):
    ada = come(client, event, "ada@a.example")
    come(client, event, "bo@b.example")
    Event.objects.filter(pk=event.pk).update(state=EventState.CANCELLED)
    client.post(f"{ada}avlys/")
    assert standings() == {"bo@b.example": "waiting"}


def test_who_waits_for_a_place_does_not_see_who_comes(client, event):
    come(client, event, "ada@a.example", may_meet="on", name="Ada Noen")
    bo = come(client, event, "bo@b.example", may_meet="on")
    Event.objects.filter(pk=event.pk).update(places=2)
    assert "Ada Noen" not in text_of(client.get(bo))
    Registration.objects.update(standing=RegistrationStanding.COMING)
    assert "Ada Noen" in text_of(client.get(bo))


def test_one_registers_until_it_begins_whatever_closes_later(client, book):
    begun = make_event(starts_at=in_days(-0.1), ends_at=in_days(1), closes_at=in_days(0.5))
    assert client.get(f"/moteplasser/{begun.pk}/meld-pa/").status_code == 302


def test_who_has_lost_the_letter_gets_the_link_once_more_and_at_most_one_an_hour(client, event):
    receipt = come(client, event, "ada@a.example")
    before = len(mail.outbox)
    answers = [ask(client, event, "ada@a.example").headers["Location"] for _time in range(3)]
    assert answers == ["/moteplasser/spurt/"] * 3
    assert [link_in(letter) for letter in mail.outbox[before:]] == [receipt]
    assert standings() == {"ada@a.example": "coming"}


def many_come(event: Event, count: int) -> None:
    Event.objects.filter(pk=event.pk).update(places=None)
    event.refresh_from_db()
    Registration.objects.bulk_create(
        Registration(
            event=event,
            email=f"a{number}@a.example",
            name="A",
            standing=RegistrationStanding.COMING,
            confirmed_at=timezone.now(),
        )
        for number in range(count)
    )


@pytest.mark.parametrize("count", [1, 20])
def test_those_who_are_reminded_cost_two_queries_however_many(event, count, django_assert_num_queries):
    many_come(event, count)
    soon = event.starts_at - timedelta(hours=20)
    assert remind(at=soon) == count
    with django_assert_num_queries(2):
        assert remind(at=soon) == 0


@pytest.mark.parametrize("count", [1, 20])
def test_those_who_are_told_that_it_is_cancelled_get_their_letters_in_one_query(event, berit, count):
    many_come(event, count)
    desk = reader()
    desk.force_login(berit)
    with CaptureQueriesContext(connection) as asked:
        desk.post(f"/redaksjon/moteplasser/{event.pk}/avlys/")
    assert sum('INTO "letters_letter"' in one["sql"] for one in asked) == 1
    assert Letter.objects.filter(subject="Avlyst: Speed-møte").count() == count
