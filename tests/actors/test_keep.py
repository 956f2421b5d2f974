"""A body says that an entry is its own, comes in by a link, and keeps it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from kokebok.actors.actions.claim import purge
from kokebok.actors.actions.remind_keepers import remind_keepers
from kokebok.actors.models import Enquiry, Keeper, Proposal
from kokebok.journal.models import Entry
from kokebok.journal.queries import acts_on
from kokebok.letters.models import Letter
from kokebok.people.models import Body, RoleName
from kokebok.registers.actions.take_in import take_in
from kokebok.registers.shipped import HOLDS_FROM, shipped_areas
from tests.actors.conftest import link_in, newest_letter, reader, text_of
from tests.inputs.conftest import slip_on
from tests.world import fill_lists, make_person

pytestmark = pytest.mark.django_db
ADA = "ada@noen.example"
SAID = {
    "solves": "Ensomhet",
    "offers": "Kurs",
    "seeks": "En kommune",
    "place": "Oslo",
    "reach": "nasjonal",
    "themes": "demens, kontakt, demens",
    "web": "https://www.noen.example",
    "contact": "post@noen.example",
    "note": "Om oss.",
}


@pytest.fixture
def body(noen: Body) -> Body:
    Body.objects.filter(pk=noen.pk).update(web="https://www.noen.example/om")
    noen.refresh_from_db()
    return noen


def fill_in(client: Client, at: str, **fields: str) -> Any:
    return client.post(at, {"slip": slip_on(client, at), **fields})


def claim(client: Client, email: str = ADA) -> Any:
    return fill_in(client, "/aktorer/noen-as/var/", name="Ada Noen", role="Leder", email=email)


def desk_of(person: Any) -> Client:
    desk = reader()
    desk.force_login(person)
    return desk


def make_keeper(body: Body, email: str = ADA, **fields: Any) -> Keeper:
    now = timezone.now()
    made = {"name": "Ada Noen", "role": "Leder", "language": "en", "confirmed_at": now, "admitted_at": now}
    keeper: Keeper = Keeper.objects.create(body=body, email=email, **{**made, **fields})
    return keeper


def let_in(client: Client, email: str = ADA) -> None:
    fill_in(client, "/aktorer/noen-as/inn/", email=email)
    client.post(link_in(newest_letter()))


def form_of(client: Client) -> dict[str, str]:
    """What the form over the entry goes out with, unseen."""
    form = client.get("/aktorer/noen-as/hold/").context["form"]
    return {field.html_initial_name: field.initial or "" for field in form}


def test_the_whole_way_from_the_page_to_what_stands_there(client, body, berit):
    assert "/aktorer/noen-as/var/" in client.get("/aktorer/noen-as/").content.decode()
    assert claim(client).headers["Location"] == "/aktorer/spurt/"
    link = link_in(newest_letter())
    assert "Yes, I speak for them" in text_of(client.get(link))
    assert Keeper.objects.get().confirmed_at is None  # to open the link does nothing
    client.post(link)
    desk = desk_of(berit)
    queue = desk.get("/redaksjon/aktorer/")
    assert "of the same domain as the website" in text_of(queue)
    keeper = Keeper.objects.get()
    desk.post(f"/redaksjon/aktorer/hold/{keeper.pk}/", {"say": "yes"})
    assert "You keep the entry of Noen AS now" in newest_letter().subject
    let_in(client)
    kept = client.get("/aktorer/noen-as/hold/")
    assert (kept.status_code, "Ada Noen" in text_of(kept)) == (200, True)
    client.post("/aktorer/noen-as/hold/", {**form_of(client), **SAID})
    assert "Ensomhet" not in text_of(client.get("/aktorer/noen-as/"))
    proposal = Proposal.objects.get()
    assert (proposal.before["themes"], proposal.after["themes"]) == ([], ["demens", "kontakt"])
    assert "Ensomhet" in text_of(desk.get("/redaksjon/aktorer/"))
    desk.post(f"/redaksjon/aktorer/endring/{proposal.pk}/", {"say": "yes"})
    shown = text_of(reader().get("/aktorer/noen-as/"))
    assert ("Ensomhet" in shown, "Kept by the body itself." in shown) == (True, True)
    assert newest_letter().subject == "The entry of Noen AS is changed"
    body.refresh_from_db()
    assert body.verified_on == timezone.localdate()
    assert acts_on(body) == [
        "keeper.admitted",
        "keeper.link_sent",
        "keeper.came_in",
        "proposal.made",
        "proposal.approved",
    ]


def test_an_address_of_another_domain_is_refused_at_the_field(client, body):
    answer = claim(client, "ada@mail.example")
    assert (answer.status_code, "ends in noen.example" in text_of(answer)) == (422, True)
    assert (Keeper.objects.count(), len(mail.outbox)) == (0, 0)


def test_without_a_website_the_editor_is_told_to_look(client, noen, berit):
    claim(client)
    client.post(link_in(newest_letter()))
    assert "no website to compare it with" in text_of(desk_of(berit).get("/redaksjon/aktorer/"))


def test_with_a_no_they_are_told_why_and_erased(client, body, berit):
    claim(client)
    client.post(link_in(newest_letter()))
    keeper = Keeper.objects.get()
    desk = desk_of(berit)
    without = desk.post(f"/redaksjon/aktorer/hold/{keeper.pk}/", {"say": "no"}, follow=True)
    assert ("Write why" in text_of(without), Keeper.objects.count()) == (True, 1)
    desk.post(f"/redaksjon/aktorer/hold/{keeper.pk}/", {"say": "no", "reason": "Vi kjenner dere ikke."})
    assert (Keeper.objects.count(), "Vi kjenner dere ikke." in newest_letter().body) == (0, True)
    assert not Letter.objects.exclude(to="").exists()
    assert Entry.objects.get(act="keeper.rejected").what == {"with_reason": True}


def test_a_body_without_an_entry_gets_one(client, book, berit):
    fill_lists()
    filled = {"body_name": "Ny Øy AS", "kind": "annet", "place": "Rana", "web": "nyoy.example"}
    fill_in(client, "/aktorer/bli-med/", **filled, name="Bo", role="Leder", email="bo@nyoy.example")
    client.post(link_in(newest_letter()))
    desk, keeper = desk_of(berit), Keeper.objects.get()
    assert (keeper.body, client.get("/aktorer/ny-oy-as/").status_code) == (None, 404)
    desk.post(f"/redaksjon/aktorer/hold/{keeper.pk}/", {"say": "yes"})
    made = Body.objects.get(slug="ny-oy-as")
    assert (made.name, made.place, made.web) == ("Ny Øy AS", "Rana", "https://nyoy.example")
    assert "Ny Øy AS" in text_of(client.get("/aktorer/"))
    assert "Ask for contact" in text_of(client.get("/aktorer/ny-oy-as/"))


def test_whoever_joins_is_told_in_each_field_what_to_do(client):
    fill_lists()
    refused = fill_in(client, "/aktorer/bli-med/")
    assert refused.context["form"].errors == {
        "body_name": ["Skriv hva den heter."],
        "kind": ["Velg hva slags virksomhet det er."],
        "web": ["Skriv adressen til nettstedet."],
        "name": ["Skriv navnet ditt."],
        "role": ["Skriv rollen din."],
        "email": ["Skriv adressen e-postene skal gå til."],
    }


def test_where_there_is_one_kind_of_actors_whoever_joins_is_not_asked_for_it(client):
    filled = {"body_name": "Ny Øy AS", "web": "nyoy.example", "name": "Bo", "role": "Leder"}
    assert "What kind is it?" not in text_of(client.get("/aktorer/bli-med/"))
    fill_in(client, "/aktorer/bli-med/", **filled, email="bo@nyoy.example")
    assert Keeper.objects.get().new_body == {
        "name": "Ny Øy AS",
        "kind": "annet",
        "place": "",
        "web": "https://nyoy.example",
    }


def test_of_two_editors_the_second_is_told(client, body, berit, egil):
    keeper = make_keeper(body, admitted_at=None)
    desk_of(berit).post(f"/redaksjon/aktorer/hold/{keeper.pk}/", {"say": "yes"})
    second = desk_of(egil).post(f"/redaksjon/aktorer/hold/{keeper.pk}/", {"say": "yes"}, follow=True)
    assert "Another has just settled this" in text_of(second)


def test_a_link_lets_in_once_and_for_an_hour(client, body):
    make_keeper(body)
    fill_in(client, "/aktorer/noen-as/inn/", email=ADA)
    link = link_in(newest_letter())
    assert client.get(link).status_code == 200
    other = reader()
    assert other.post(link).headers["Location"] == "/aktorer/noen-as/hold/"
    assert (client.post(link).status_code, client.get("/aktorer/noen-as/hold/").status_code) == (404, 302)
    fill_in(client, "/aktorer/noen-as/inn/", email=ADA)
    Keeper.objects.update(key_until=timezone.now() - timedelta(seconds=1))
    assert client.get(link_in(newest_letter())).status_code == 404


def test_nobody_learns_who_keeps_an_entry(client, body):
    make_keeper(body)
    stranger = fill_in(client, "/aktorer/noen-as/inn/", email="en@annen.example")
    keeper = fill_in(client, "/aktorer/noen-as/inn/", email=ADA)
    assert (stranger.status_code, stranger.headers["Location"]) == (
        keeper.status_code,
        keeper.headers["Location"],
    )
    assert [one.to for one in mail.outbox] == [[ADA]]
    assert ADA not in client.get("/aktorer/noen-as/").content.decode()


def test_whoever_keeps_one_entry_keeps_no_other(client, body):
    Body.objects.create(name="Annen", slug="annen")
    make_keeper(body)
    let_in(client)
    assert client.get("/aktorer/annen/hold/").status_code == 302
    assert client.post("/aktorer/annen/hold/fortsatt-riktig/").status_code == 404


def test_going_out_ends_it(client, body):
    make_keeper(body)
    let_in(client)
    client.post("/aktorer/noen-as/hold/ut/")
    assert client.get("/aktorer/noen-as/hold/").status_code == 302


def test_a_colleague_is_let_in_by_those_who_keep_it(client, body):
    make_keeper(body)
    let_in(client)
    at = "/aktorer/noen-as/hold/inviter/"
    slip = slip_on(client, "/aktorer/noen-as/hold/")
    wrong = client.post(at, {"name": "Bo", "role": "Rådgiver", "email": "bo@annen.example", "slip": slip})
    assert (wrong.status_code, "ends in noen.example" in text_of(wrong)) == (422, True)
    page = wrong.content.decode()
    words = (
        "<title> Error: Keep the entry of Noen AS",
        "Something must be put right",
        "Their address at work",
    )
    assert [one in " ".join(page.split()) for one in words] == [True] * 3
    assert '<form method="post" action="/aktorer/noen-as/hold/" novalidate>' in page
    client.post(at, {"name": "Bo", "role": "Rådgiver", "email": "bo@noen.example", "slip": slip})
    reader().post(link_in(newest_letter()))
    assert list(Keeper.objects.admitted().values_list("name", flat=True)) == ["Ada Noen", "Bo"]
    bo = Keeper.objects.get(name="Bo")
    client.post(f"/aktorer/noen-as/hold/slutt/{bo.pk}/")
    assert list(Keeper.objects.values_list("name", flat=True)) == ["Ada Noen"]


def invite(client: Client, email: str, name: str = "Bo") -> Any:
    wanted = {
        "name": name,
        "role": "Rådgiver",
        "email": email,
        "slip": slip_on(client, "/aktorer/noen-as/hold/"),
    }
    return client.post("/aktorer/noen-as/hold/inviter/", wanted)


def test_a_colleague_who_has_asked_already_and_confirmed_it_is_let_in_by_the_invitation(client, body):
    make_keeper(body)
    claim(client, "bo@noen.example")
    reader().post(link_in(newest_letter()))
    let_in(client)
    invite(client, "bo@noen.example")
    assert list(Keeper.objects.admitted().values_list("email", flat=True)) == [ADA, "bo@noen.example"]
    assert (newest_letter().to, newest_letter().subject) == (
        ["bo@noen.example"],
        "You keep the entry of Noen AS now",
    )
    again = invite(client, "bo@noen.example")
    assert (again.status_code, "They keep this entry already." in text_of(again)) == (422, True)


def test_of_two_who_ask_with_one_address_the_words_of_the_last_are_confirmed(client, body):
    claim(client, "bo@noen.example")
    fill_in(client, "/aktorer/noen-as/var/", name="Bo Noen", role="Rådgiver", email="bo@noen.example")
    assert list(Keeper.objects.values_list("name", "role")) == [("Bo Noen", "Rådgiver")]


def test_whoever_keeps_an_entry_neither_sees_nor_takes_away_strangers_who_ask_to(client, body):
    stranger = make_keeper(body, "ukjent@noen.example", name="Ukjent Person", admitted_at=None)
    make_keeper(body)
    let_in(client)
    assert "Ukjent Person" not in text_of(client.get("/aktorer/noen-as/hold/"))
    assert client.post(f"/aktorer/noen-as/hold/slutt/{stranger.pk}/").status_code == 404
    assert Keeper.objects.filter(pk=stranger.pk).exists()


def test_one_keeper_invites_twenty_in_a_day(client, body):
    make_keeper(body)
    let_in(client)
    answers = [invite(client, f"nummer{n}@noen.example").status_code for n in range(21)]
    assert answers == [302] * 20 + [422]
    invited = Keeper.objects.get(email="nummer0@noen.example")
    client.post(f"/aktorer/noen-as/hold/slutt/{invited.pk}/")
    assert invite(client, "nummer0@noen.example").status_code == 422  # who is taken away again is counted


def test_confirming_that_it_is_right_shows_the_day(client, body):
    Body.objects.filter(pk=body.pk).update(verified_on=date(2020, 1, 1))
    make_keeper(body)
    let_in(client)
    client.post("/aktorer/noen-as/hold/fortsatt-riktig/")
    body.refresh_from_db()
    assert body.verified_on == timezone.localdate()


def test_a_change_that_is_refused_is_told_with_the_reason(client, body, berit):
    make_keeper(body)
    let_in(client)
    client.post("/aktorer/noen-as/hold/", {**form_of(client), **SAID})
    proposal = Proposal.objects.get()
    desk_of(berit).post(f"/redaksjon/aktorer/endring/{proposal.pk}/", {"say": "no", "reason": "For langt."})
    assert (
        "For langt." in newest_letter().body,
        "For langt." in text_of(client.get("/aktorer/noen-as/hold/")),
    ) == (
        True,
        True,
    )
    body.refresh_from_db()
    assert body.solves == ""
    assert Entry.objects.get(act="proposal.refused").what == {
        "with_reason": True
    }  # the words may tell of them


def test_the_municipality_and_how_many_live_there_are_given_by_those_who_keep_it(client, body, berit):
    take_in(shipped_areas().rows, day=HOLDS_FROM, is_whole=True, by=None)
    make_keeper(body)
    let_in(client)
    at = "/aktorer/noen-as/hold/"
    wrong = client.post(at, {**form_of(client), **SAID, "municipality": "9999", "inhabitants": "0"})
    assert sorted(wrong.context["form"].errors) == ["inhabitants", "municipality"]
    said = text_of(wrong)
    assert "Choose one of the municipalities in the list." in said
    assert "Write a number above zero." in said
    client.post(at, {**form_of(client), **SAID, "municipality": "1833", "inhabitants": "26000"})
    waits = desk_of(berit).get("/redaksjon/aktorer/")
    assert "Municipality in the register added: Rana Inhabitants added: 26000" in text_of(waits)
    settle = f"/redaksjon/aktorer/endring/{Proposal.objects.get().pk}/"
    desk_of(berit).post(settle, {"say": "yes"})
    body.refresh_from_db()
    assert (body.municipality, body.inhabitants) == ("1833", 26000)
    assert "Municipality Rana, Nordland - Nordlánnda" in text_of(client.get("/aktorer/noen-as/"))


def test_what_an_editor_has_changed_meanwhile_is_not_written_over(client, body, berit):
    make_keeper(body)
    let_in(client)
    client.post("/aktorer/noen-as/hold/", {**form_of(client), **SAID})
    Body.objects.filter(pk=body.pk).update(seeks="Noe annet")
    proposal = Proposal.objects.get()
    told = desk_of(berit).post(f"/redaksjon/aktorer/endring/{proposal.pk}/", {"say": "yes"}, follow=True)
    assert "has been changed since they wrote this" in text_of(told)
    assert Proposal.objects.get().state == "waiting"


def test_those_who_keep_it_are_asked_for_contact(client, body):
    make_keeper(body)
    make_keeper(body, "bo@noen.example")
    filled = {"email": "x@asker.example", "name": "X", "message": "Hei", "agrees": "on"}
    fill_in(client, "/aktorer/noen-as/kontakt/", **filled)
    client.post(link_in(newest_letter()))
    assert sorted(one.to[0] for one in mail.outbox[1:]) == [ADA, "bo@noen.example"]
    first, second = (link_in(one) for one in mail.outbox[1:])
    reader().post(first, {"say": "yes"})
    assert "A colleague of yours has said yes" in text_of(reader().get(second))


def test_the_directory_is_searched_and_narrowed(client, body):
    make_keeper(body)
    Body.objects.filter(pk=body.pk).update(seeks="En kommune", place="Oslo", themes=["demens"])
    found = {
        asked: "Noen AS" in text_of(client.get(f"/aktorer/?{asked}"))
        for asked in ("q=kommune", "q=fjell", "sted=Oslo", "sted=Rana", "tema=demens", "q=%00")
    }
    assert found == {
        "q=kommune": True,
        "q=fjell": False,
        "sted=Oslo": True,
        "sted=Rana": False,
        "tema=demens": True,
        "q=%00": found["q=%00"],
    }


@pytest.mark.parametrize("count", [1, 12])
def test_the_queue_asks_the_same_however_much_waits(body, berit, count, django_assert_max_num_queries):
    for number in range(count):
        make_keeper(body, f"en{number}@noen.example", admitted_at=None)
        own = Body.objects.create(name=f"B{number}", slug=f"b{number}")
        keeper = make_keeper(own, f"to{number}@noen.example")
        Proposal.objects.create(
            body=own, keeper=keeper, before={"municipality": ""}, after={"municipality": f"{1800 + number}"}
        )
    desk = desk_of(berit)
    with django_assert_max_num_queries(14):
        assert desk.get("/redaksjon/aktorer/").status_code == 200


# --- the yearly question ---


def days_on(number: int) -> datetime:
    return timezone.now() + timedelta(days=number)


def test_those_who_keep_an_entry_are_asked_once_a_year_and_once_more_after_a_month(client, body):
    Body.objects.filter(pk=body.pk).update(verified_on=timezone.localdate())
    make_keeper(body)
    make_keeper(body, "bo@noen.example")
    make_keeper(body, "uten@noen.example", admitted_at=None)
    assert [remind_keepers(at=days_on(number)) for number in (0, 364, 365)] == [0, 0, 2]
    assert {letter.to[0] for letter in mail.outbox} == {ADA, "bo@noen.example"}
    Letter.objects.update(posted_at=days_on(365))
    assert [remind_keepers(at=days_on(number)) for number in (365, 394, 395, 395)] == [0, 0, 2, 0]
    assert [remind_keepers(at=days_on(number)) for number in (729, 730)] == [0, 2]  # the year after
    assert len(set(Letter.objects.values_list("key", flat=True))) == 6


@pytest.mark.parametrize("never", [True, False])
def test_who_never_answers_is_asked_each_year_and_never_twice_within_a_month(client, body, never):
    since = timezone.now() - timedelta(days=700)
    make_keeper(body, admitted_at=since)
    Body.objects.filter(pk=body.pk).update(verified_on=None if never else timezone.localdate(since))
    sent = {}
    for number in (0, 29, 31, 35, 364, 366, 400, 760, 800):
        old = [*Letter.objects.values_list("pk", flat=True)]
        sent[number] = remind_keepers(at=days_on(number))
        Letter.objects.exclude(pk__in=old).update(posted_at=days_on(number))
    assert sent == {0: 1, 29: 0, 31: 1, 35: 0, 364: 0, 366: 1, 400: 1, 760: 1, 800: 1}


def test_the_page_says_since_when_an_entry_that_never_was_confirmed_has_been_kept(client, body):
    keeper = make_keeper(body)
    Body.objects.filter(pk=body.pk).update(verified_on=None)
    said = {}
    for days in (390, 400):
        Keeper.objects.filter(pk=keeper.pk).update(admitted_at=timezone.now() - timedelta(days=days))
        said[days] = "Not confirmed since" in text_of(client.get("/aktorer/noen-as/"))
    assert said == {390: False, 400: True}


def test_the_link_of_the_letter_confirms_by_one_press_and_by_no_look(client, body):
    old = timezone.localdate() - timedelta(days=400)
    Body.objects.filter(pk=body.pk).update(verified_on=old, offers="Kurs")
    make_keeper(body)
    assert "Not confirmed since" in text_of(client.get("/aktorer/noen-as/"))
    assert remind_keepers() == 1
    assert newest_letter().subject == "Is the entry of Noen AS still right?"
    link = link_in(newest_letter())
    page = text_of(client.get(link))
    assert ("Kurs" in page, "All of it is still right" in page) == (True, True)
    body.refresh_from_db()
    assert body.verified_on == old  # to open the link does nothing
    after = text_of(client.post(link, follow=True))
    assert ("Last confirmed" in after, "Not confirmed since" in after) == (True, False)
    body.refresh_from_db()
    assert (body.verified_on, acts_on(body)) == (timezone.localdate(), ["entry.confirmed"])
    assert (remind_keepers(at=days_on(364)), remind_keepers(at=days_on(365))) == (0, 1)  # a year from now


def test_an_entry_that_is_asked_about_too_late_gets_a_month_before_the_second_letter(client, body):
    Body.objects.filter(pk=body.pk).update(verified_on=timezone.localdate() - timedelta(days=900))
    make_keeper(body)
    assert [remind_keepers(), remind_keepers(), remind_keepers(at=days_on(30))] == [1, 0, 1]


def test_nobody_is_asked_about_an_entry_that_has_closed_and_no_link_confirms_it(client, body):
    keeper = make_keeper(body)
    Body.objects.filter(pk=body.pk).update(verified_on=date(2020, 1, 1), closed_on=date(2024, 1, 1))
    assert remind_keepers() == 0
    assert client.post(f"/aktorer/fortsatt-riktig/{keeper.token}/").status_code == 404


def test_an_actor_that_has_become_a_part_of_another_leads_there(client, body):
    Body.objects.create(name="Gammel", slug="gammel", merged_into=body)
    assert client.get("/aktorer/gammel/").headers["Location"] == "/aktorer/noen-as/"


def test_who_did_not_confirm_is_erased(client, body):
    claim(client)
    assert purge(at=timezone.now() + timedelta(days=15)) == 1
    assert (Keeper.objects.count(), list(Letter.objects.values_list("to", flat=True))) == (0, [""])


def test_nobody_keeps_an_entry_unconfirmed_or_twice(body):
    make_keeper(body)
    for wrong in ({"email": ADA}, {"email": "b@noen.example", "confirmed_at": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_keeper(body, **wrong)
    Proposal.objects.create(body=body, before={}, after={})
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.create(body=body, before={}, after={})


def test_who_no_editor_has_let_in_is_erased_after_half_a_year(client, body):
    claim(client)
    client.post(link_in(newest_letter()))
    make_keeper(body, "bo@noen.example", confirmed_at=timezone.now())
    assert purge(at=timezone.now() + timedelta(days=179)) == 0
    assert purge(at=timezone.now() + timedelta(days=181)) == 1
    assert list(Keeper.objects.values_list("email", flat=True)) == ["bo@noen.example"]
    assert ADA not in Letter.objects.values_list("to", flat=True)


@pytest.mark.parametrize(
    ("email", "is_theirs"),
    [("ada@noen.example", True), ("ada@post.noen.example", True), ("ada@ondnoen.example", False)],
)
def test_a_domain_that_only_ends_alike_is_not_theirs(client, body, email, is_theirs):
    claim(client, email)
    assert Keeper.objects.exists() == is_theirs


def test_only_editors_and_administrators_settle_entries(client, body):
    claim(client)
    client.post(link_in(newest_letter()))
    keeper = Keeper.objects.get()
    desk = desk_of(make_person("mo@example.no", "Mo", RoleName.MODERATOR))
    answer = desk.post(f"/redaksjon/aktorer/hold/{keeper.pk}/", {"say": "yes"})
    assert (desk.get("/redaksjon/aktorer/").status_code, answer.status_code) == (403, 403)
    assert not Keeper.objects.admitted().exists()


def test_who_keeps_an_entry_is_asked_in_their_language(client, body):
    make_keeper(body, language="en")
    make_keeper(body, "bo@noen.example", language="nn")
    enquiry = Enquiry.objects.create(body=body, email="spor@example.no", name="Spør", message="Hei.")
    client.post(f"/kontakt/bekreft/{enquiry.token}/")
    subjects = {letter.to[0]: letter.subject for letter in mail.outbox}
    assert subjects == {
        ADA: "Somebody asks for contact, through Veier",
        "bo@noen.example": "Nokon bed om kontakt, gjennom Veier",
    }


def test_whoever_joins_is_asked_whether_the_body_shall_stand_there_and_not_to_keep_what_is_not(book, berit):
    fill_lists()
    theirs = Client()
    theirs.cookies["django_language"] = "nb"
    at = "/aktorer/bli-med/"
    kind = next(value for value, _label in theirs.get(at).context["form"].fields["kind"].choices if value)
    said = {"body_name": "Sammen AS", "kind": kind, "web": "sammen.example", "name": "Siv", "role": "Leder"}
    fill_in(theirs, at, **said, email="siv@sammen.example")
    asked = newest_letter()
    assert asked.subject == "Vil du ha en oppføring for virksomheten din?"
    assert "ta vare på" not in asked.body
    page = text_of(theirs.get(link_in(asked)))
    assert "Skal de stå blant aktørene?" in page
    Keeper.objects.update(confirmed_at=timezone.now())
    desk = desk_of(berit)
    number = Keeper.objects.get().pk
    desk.post(f"/redaksjon/aktorer/hold/{number}/", {"say": "no", "reason": "Ikke nå."})
    told = newest_letter()
    assert told.subject == "Om Sammen AS blant aktørene"
    assert "Det sa vi nei til" in told.body
    assert "ta vare på" not in told.body
