"""Who else was here and wants to talk: the list of a round and of a theme."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from kokebok.actors.actions.meet import come_on_list, forget_met
from kokebok.actors.models import Asked, Enquiry, MeetEntry
from kokebok.actors.rules import MET_KEPT_FOR
from kokebok.journal.models import Entry as JournalEntry
from kokebok.journal.queries import acts_on
from kokebok.letters.models import Letter
from kokebok.lists.actions.keep import add_entry, delete_entry
from kokebok.lists.models import Entry, List
from kokebok.lists.rules import InUse
from kokebok.people.models import RoleName
from kokebok.rounds.actions.lead import close_round, publish_report
from kokebok.rounds.models import Round, RoundState
from tests.actors.conftest import link_in, newest_letter, press_yes, read_in, reader, text_of
from tests.actors.test_keep import desk_of, fill_in
from tests.inputs.conftest import slip_on
from tests.world import fill_lists, make_person

if TYPE_CHECKING:
    from django.test import Client

    from kokebok.book.models import Cookbook

pytestmark = pytest.mark.django_db
ADA, BO = "ada@a.example", "bo@b.example"
THEME = "/tema/demens/treff/"


@pytest.fixture
def round_(book: Cookbook) -> Round:
    """A round that goes on."""
    vera = make_person("vera@example.no", "Vera Vert", RoleName.HOST)
    made: Round = Round.objects.create(
        title="Innspill i salen", host=vera, state=RoundState.OPEN, opened_at=timezone.now(), language="en"
    )
    return made


def here(round_: Round) -> str:
    return f"/r/{round_.code}/treff/"


def ask_for_place(client: Client, at: str, email: str, **fields: str) -> Any:
    said = {"name": email[:3], "on_behalf_of": "Asker", "about": "Demenskafeer", "agrees": "on", **fields}
    return fill_in(client, at, email=email, **said)


def on_list(client: Client, at: str, email: str, **fields: str) -> str:
    """Ask for a place and confirm; the path of one's own page."""
    ask_for_place(client, at, email, **fields)
    link = link_in(newest_letter())
    press_yes(client, link)
    return link


def test_the_whole_way_from_the_phone_to_the_address_on_a_yes(client, round_):
    at = here(round_)
    assert at in client.get(f"/r/{round_.code}/").content.decode()
    answer = ask_for_place(client, at, ADA, is_public="on")
    assert answer.headers["Location"] == "/treff/spurt/"
    link = link_in(newest_letter())
    assert "Yes, put me on the list" in text_of(client.get(link))
    assert "Demenskafeer" not in text_of(client.get(at))  # to open the link does nothing
    press_yes(client, link)
    page = client.get(at)
    assert ("Demenskafeer" in text_of(page), ADA in page.content.decode()) == (True, False)
    met = MeetEntry.objects.get()
    assert f"/treff/{met.pk}/kontakt/" in page.content.decode()
    wish = {"name": "Bo", "message": "Skal vi snakkes?", "agrees": "on"}
    fill_in(client, f"/treff/{met.pk}/kontakt/", email=BO, **wish)
    client.post(link_in(newest_letter()))
    asked = newest_letter()
    assert (asked.to, "Skal vi snakkes?" in asked.body, BO in asked.body) == ([ADA], True, False)
    reader().post(link_in(asked), {"say": "yes"})
    yes = next(one for one in mail.outbox if one.to == [ADA] and one.reply_to == [BO])
    assert yes.to == [ADA]
    assert [ADA in f"{one.subject}{one.body}" for one in mail.outbox if one.to == [BO]] == [False, False]
    assert acts_on(met) == ["meet.joined"]


def test_what_a_stranger_changes_is_not_what_the_owner_says_yes_to(client, round_):
    at = here(round_)
    ask_for_place(client, at, ADA)
    link = link_in(newest_letter())
    opened = client.get(link)
    ask_for_place(reader(), at, ADA, name="En fremmed", about="Kjøp noe", is_public="on")
    assert (link_in(newest_letter()), len(mail.outbox)) == (link, 2)
    answer = client.post(link, {"seen": read_in(opened)})
    said = text_of(answer)
    assert (answer.status_code, "Kjøp noe" in said, "Anyone may see this" in said) == (422, True, True)
    assert (client.post(link).status_code, "Kjøp noe" in text_of(client.get(at))) == (422, False)
    ask_for_place(client, at, ADA)  # and the owner says once more what they want
    assert press_yes(client, link).status_code == 302
    assert list(MeetEntry.objects.values_list("about", "is_public")) == [("Demenskafeer", False)]


def test_a_hall_may_ask_for_contact_at_once(client, round_, settings):
    settings.INPUTS_AN_HOUR = 1
    on_list(client, here(round_), ADA, is_public="on")
    at = f"/treff/{MeetEntry.objects.get().pk}/kontakt/"
    answers = [
        fill_in(client, at, email=f"{n}@b.example", name="Bo", message="Hei", agrees="on").status_code
        for n in range(11)
    ]
    assert answers == [302] * 10 + [429]


def test_only_others_on_the_list_see_who_does_not_want_to_be_seen_by_all(client, round_):
    ada = on_list(client, here(round_), ADA)
    bo = on_list(client, here(round_), BO, about="Avtaler", is_public="on")
    assert ("Demenskafeer" in text_of(client.get(here(round_))), "Avtaler" in text_of(client.get(bo))) == (
        False,
        True,
    )
    page = client.get(bo)
    number = MeetEntry.objects.get(email=ADA).pk
    assert f"{bo}kontakt/{number}/" in page.content.decode()
    assert client.get(f"{bo}kontakt/{number}/").status_code == 200
    assert client.get(f"/treff/{number}/kontakt/").status_code == 404
    assert client.get(f"{ada}kontakt/{number}/").status_code == 404  # oneself
    fill_in(client, f"{bo}kontakt/{number}/", email=BO, name="Bo", message="Hei", agrees="on")
    client.post(link_in(newest_letter()))
    assert Asked.objects.get().email == ADA


def test_who_has_not_confirmed_sees_nobody(client, round_):
    on_list(client, here(round_), ADA)
    ask_for_place(client, here(round_), BO)
    assert "Demenskafeer" not in text_of(client.get(link_in(newest_letter()))).partition("Others")[2]


def test_one_takes_oneself_off_at_once_and_all_is_erased(client, round_):
    link = on_list(client, here(round_), ADA, is_public="on")
    met = MeetEntry.objects.get()
    fill_in(client, f"/treff/{met.pk}/kontakt/", email=BO, name="Bo", message="Hei", agrees="on")
    to_bo = link_in(newest_letter())
    client.get(f"{link}ut/")
    assert MeetEntry.objects.count() == 1  # to open an address does nothing
    assert "You are off the list" in text_of(client.post(f"{link}ut/", follow=True))
    assert (MeetEntry.objects.count(), Enquiry.objects.count()) == (0, 0)
    assert set(Letter.objects.values_list("to", flat=True)) == {""}
    assert (client.get(link).status_code, client.get(to_bo).status_code) == (404, 404)
    assert acts_on(met) == ["meet.joined", "meet.left"]


def test_it_goes_by_itself_when_its_time_is_over(client, round_):
    on_list(client, here(round_), ADA)
    ask_for_place(client, here(round_), BO)
    assert "for 90 days" in text_of(client.get(here(round_)))
    now = timezone.now()
    assert forget_met(at=now + timedelta(days=13)) == 0
    assert forget_met(at=now + timedelta(days=15)) == 1  # who did not confirm
    assert forget_met(at=now + MET_KEPT_FOR - timedelta(hours=1)) == 0
    assert forget_met(at=now + MET_KEPT_FOR + timedelta(hours=1)) == 1
    assert (MeetEntry.objects.count(), set(Letter.objects.values_list("to", flat=True))) == (0, {""})


def test_who_asks_twice_has_one_place_and_gets_the_letter_once_more(client, round_):
    link = on_list(client, here(round_), ADA)
    again = ask_for_place(client, here(round_), ADA.title(), about="Noe annet")
    assert again.headers["Location"] == "/treff/spurt/"
    assert MeetEntry.objects.get().about == "Demenskafeer"
    assert (newest_letter().subject, link_in(newest_letter())) == (
        "You are on the list: Innspill i salen",
        link,
    )


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"about": ""}, "about"),
        ({"about": "x" * 201}, "about"),
        ({"agrees": ""}, "agrees"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_the_rest_stays(client, round_, wrong, field):
    answer = ask_for_place(client, here(round_), ADA, **wrong)
    assert (answer.status_code, [*answer.context["form"].errors]) == (422, [field])
    assert "Asker" in answer.content.decode()


def test_a_hall_has_room_and_a_flood_has_not(client, round_, settings):
    settings.INPUTS_AN_HOUR = 1
    answers = [ask_for_place(client, here(round_), f"n{n}@a.example").status_code for n in range(11)]
    assert answers == [302] * 10 + [429]
    MeetEntry.objects.all().delete()
    assert ask_for_place(client, here(round_), ADA).status_code == 429


def test_a_theme_has_a_list_of_its_own(client, round_):
    fill_lists()
    assert THEME in client.get("/tema/demens/").content.decode()
    on_list(client, THEME, ADA, is_public="on")
    assert (
        "Demenskafeer" in text_of(client.get(THEME)),
        "Demenskafeer" in text_of(client.get(here(round_))),
    ) == (
        True,
        False,
    )
    assert client.get("/tema/ingen-slik/treff/").status_code == 404


def test_the_list_is_read_from_the_report_of_a_round_that_is_over(client, round_):
    on_list(client, here(round_), ADA, is_public="on")
    at = f"/runder/{round_.pk}/treff/"
    assert client.get(at).status_code == 404
    publish_report(close_round(round_, by=round_.host), by=round_.host)
    assert at in client.get(f"/runder/{round_.pk}/").content.decode()
    assert "Demenskafeer" in text_of(client.get(at))
    assert here(round_) in client.get(f"/r/{round_.code}/").content.decode()


def test_the_host_takes_somebody_off_with_a_reason_which_they_are_told(client, round_):
    on_list(client, here(round_), ADA, is_public="on")
    desk = desk_of(round_.host)
    assert "/redaksjon/treff/" in desk.get(f"/redaksjon/runder/{round_.pk}/").content.decode()
    page = desk.get("/redaksjon/treff/")
    assert ("Demenskafeer" in text_of(page), ADA in page.content.decode()) == (True, False)
    to_take_off = f"/redaksjon/treff/{MeetEntry.objects.get().pk}/av/"
    assert "Write why" in text_of(desk.post(to_take_off, {"reason": " "}, follow=True))
    assert "They are off the list" in text_of(desk.post(to_take_off, {"reason": "Reklame."}, follow=True))
    assert (MeetEntry.objects.count(), "Reklame." in newest_letter().body, newest_letter().to) == (
        0,
        True,
        [ADA],
    )
    line = JournalEntry.objects.latest("pk")
    assert (line.act, line.what) == ("meet.removed", {"with_reason": True})  # the words may tell of them
    assert set(Letter.objects.values_list("to", flat=True)) == {""}
    assert desk.post(to_take_off, {"reason": "Reklame."}).status_code == 404


def test_a_host_sees_and_takes_off_those_of_their_own_rounds_and_editors_all(client, round_, berit):
    fill_lists()
    on_list(client, here(round_), ADA)
    on_list(client, THEME, BO, about="Avtaler")
    other = make_person("annen@example.no", "Annen Vert", RoleName.HOST)
    pages = {one: text_of(desk_of(one).get("/redaksjon/treff/")) for one in (round_.host, other, berit)}
    assert {one.name: ("Demenskafeer" in page, "Avtaler" in page) for one, page in pages.items()} == {
        "Vera Vert": (True, False),
        "Annen Vert": (False, False),
        berit.name: (True, True),
    }
    takes_off = {
        who: desk_of(one).post(f"/redaksjon/treff/{MeetEntry.objects.get(email=who).pk}/av/", {"reason": "x"})
        for one, who in ((other, ADA), (round_.host, BO))
    }
    assert {who: answer.status_code for who, answer in takes_off.items()} == {ADA: 404, BO: 404}


def test_it_is_said_before_and_after_who_sees_a_place_that_is_not_for_all(client, round_):
    who = "editors, moderators, administrators and the host of a round"
    assert who in text_of(client.get(here(round_)))
    assert who in text_of(client.get(on_list(client, here(round_), ADA)))


def test_who_confirms_too_late_does_not_come_on_the_list(round_):
    old = timezone.now() - timedelta(days=15)
    one = MeetEntry.objects.create(round=round_, name="A", about="B", email=ADA, made_at=old)
    assert (come_on_list(one, seen=one.mark), MeetEntry.objects.there().count()) == (False, 0)


# --- a theme that becomes a part of another ---


def merge(berit, key: str, into: str) -> Any:
    themes = {one.key: one.pk for one in Entry.objects.filter(of__key="temaer")}
    at = f"/redaksjon/lister/temaer/{themes[key]}/sla-sammen/"
    return desk_of(berit).post(at, {"into": themes[into]})


def another_theme(berit) -> None:
    fill_lists()
    names = {"nb": "pårørende", "nn": "pårørande", "en": "relatives", "se": ""}
    add_entry(List.objects.get(key="temaer"), names=names, by=berit)


def test_who_is_on_the_list_of_a_theme_goes_along_when_it_is_merged(client, book, berit):
    another_theme(berit)
    ada = on_list(client, THEME, ADA, is_public="on")
    assert merge(berit, "demens", "parorende").status_code == 302
    led = client.get(THEME, follow=True)
    assert (led.redirect_chain, "Demenskafeer" in text_of(led)) == ([("/tema/parorende/treff/", 302)], True)
    assert "relatives" in text_of(client.get(ada))
    off = client.post(f"{ada}ut/", follow=True)
    assert (off.status_code, off.redirect_chain) == (200, [("/tema/parorende/treff/", 302)])


def test_who_fills_in_the_list_of_a_theme_that_is_merged_meanwhile_comes_on_the_other(client, book, berit):
    another_theme(berit)
    filled = {"name": "Ada", "about": "Hei", "agrees": "on", "email": ADA, "slip": slip_on(client, THEME)}
    merge(berit, "demens", "parorende")
    assert client.post(THEME, filled).headers["Location"] == "/treff/spurt/"
    assert MeetEntry.objects.get().theme == "parorende"


@pytest.mark.parametrize("confirmed", ["demens", "parorende"])
def test_who_is_on_both_lists_keeps_the_confirmed_place(client, book, berit, confirmed):
    another_theme(berit)
    for key in ("demens", "parorende"):
        at = f"/tema/{key}/treff/"
        if key == confirmed:
            on_list(client, at, ADA, about=key)
        else:
            ask_for_place(client, at, ADA, about=key)
    merge(berit, "demens", "parorende")
    one = MeetEntry.objects.get()
    assert (one.theme, one.about, one.email, bool(one.confirmed_at)) == ("parorende", confirmed, ADA, True)
    assert newest_letter().subject == "You are on the list: relatives"


def test_what_was_asked_of_one_on_both_lists_is_not_lost(client, book, berit):
    another_theme(berit)
    on_list(client, "/tema/parorende/treff/", ADA)
    on_list(client, THEME, ADA)
    one = MeetEntry.objects.get(theme="demens")
    Enquiry.objects.create(met=one, name="Bo", email=BO, message="Hei")
    merge(berit, "demens", "parorende")
    assert Enquiry.objects.get().met == MeetEntry.objects.get(theme="parorende")


def test_off_the_list_of_a_theme_that_is_retired_leads_to_the_start(client, book, berit):
    fill_lists()
    ada = on_list(client, THEME, ADA)
    Entry.objects.filter(of__key="temaer", key="demens").update(retired_at=timezone.now())
    off = client.post(f"{ada}ut/", follow=True)
    assert (off.status_code, off.redirect_chain) == (200, [("/", 302)])


def test_a_theme_with_somebody_on_its_list_is_not_deleted(client, book, berit):
    another_theme(berit)
    on_list(client, "/tema/parorende/treff/", ADA)
    one = Entry.objects.get(key="parorende")
    with pytest.raises(InUse):
        delete_entry(one, by=berit)


def test_members_of_the_group_take_nobody_off(client, round_, rana):
    assert desk_of(rana).get("/redaksjon/treff/").status_code == 403


@pytest.mark.parametrize("count", [1, 20])
def test_a_list_asks_the_same_however_long_it_is(client, round_, count, django_assert_max_num_queries):
    now = timezone.now()
    for number in range(count):
        MeetEntry.objects.create(
            round=round_, name="A", about="B", email=f"{number}@a.example", is_public=True, confirmed_at=now
        )
    with django_assert_max_num_queries(8):
        assert client.get(here(round_)).status_code == 200
    desk = desk_of(round_.host)
    with django_assert_max_num_queries(14):
        assert desk.get("/redaksjon/treff/").status_code == 200


# --- what the database holds ---


@pytest.mark.parametrize("wrong", [{}, {"theme": "demens", "of_round": True}, {"of_round": True}])
def test_a_place_is_of_one_list_and_an_address_has_one(round_, wrong):
    MeetEntry.objects.create(round=round_, name="A", about="B", email=ADA)
    fields = {**wrong, "round": round_} if wrong.pop("of_round", False) else wrong
    with pytest.raises(IntegrityError), transaction.atomic():
        MeetEntry.objects.create(name="A", about="B", email=ADA, **fields)
