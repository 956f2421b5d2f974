"""What somebody who means harm can do with the entries of bodies: nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core import mail

from kokebok.actors.models import Keeper
from kokebok.actors.rules import LINK_STANDS_FOR, domain_of, speaks_for
from kokebok.letters.actions.post import MOST_ASKED_A_DAY, post_to_stranger
from kokebok.people.models import Body
from tests.actors.conftest import link_in, newest_letter, reader, text_of
from tests.actors.test_keep import ADA, desk_of, fill_in, make_keeper
from tests.inputs.conftest import slip_on
from tests.world import fill_lists

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
NEW = {
    "body_name": "Ny AS",
    "kind": "annet",
    "place": "",
    "web": "https://ny.example",
    "name": "Bo",
    "role": "Leder",
}
ASK_LINK = "/aktorer/noen-as/inn/"


@pytest.fixture
def body(noen: Body) -> Body:
    Body.objects.filter(pk=noen.pk).update(web="https://www.noen.example/om")
    noen.refresh_from_db()
    return noen


def join(client: Client, **fields: str) -> Any:
    fill_lists()
    return fill_in(client, "/aktorer/bli-med/", **{**NEW, "email": "bo@ny.example", **fields})


def test_a_new_body_asked_for_twice_waits_once(client: Client, book: Any) -> None:
    join(client)
    assert join(reader()).headers["Location"] == "/aktorer/spurt/"
    assert Keeper.objects.count() == 1


def test_whoever_asks_for_links_for_somebody_else_neither_floods_them_nor_shuts_them_out(
    client: Client, body: Body
) -> None:
    make_keeper(body)
    for _time in range(14):
        assert fill_in(reader(), ASK_LINK, email=ADA).headers["Location"] == "/aktorer/lenke-sendt/"
    assert len(mail.outbox) == 1
    assert client.post(link_in(newest_letter())).headers["Location"] == "/aktorer/noen-as/hold/"


def test_who_asks_for_many_entries_shuts_nobody_on_the_same_network_out_of_their_own(
    client: Client, body: Body, settings: Any
) -> None:
    settings.INPUTS_AN_HOUR = 3
    make_keeper(body)
    said = {"name": "Bo", "role": "Leder", "email": "bo@noen.example"}
    asked = [fill_in(reader(), "/aktorer/noen-as/var/", **said).status_code for _time in range(4)]
    assert asked == [302, 302, 302, 429]
    assert fill_in(client, ASK_LINK, email=ADA).status_code == 302
    assert "Your link to the entry of Noen AS" in [one.subject for one in mail.outbox]


def test_another_link_is_sent_when_the_first_has_been_used_or_is_soon_too_old(
    client: Client, body: Body
) -> None:
    make_keeper(body)
    fill_in(client, ASK_LINK, email=ADA)
    client.post(link_in(newest_letter()))
    fill_in(client, ASK_LINK, email=ADA)
    assert len(mail.outbox) == 2
    keeper = Keeper.objects.get()
    assert keeper.key_until is not None
    Keeper.objects.update(key_until=keeper.key_until - LINK_STANDS_FOR - timedelta(seconds=1))
    fill_in(client, ASK_LINK, email=ADA)
    assert len(mail.outbox) == 3


def test_letters_that_others_have_had_sent_to_a_keeper_do_not_hold_back_their_link(
    client: Client, body: Body
) -> None:
    make_keeper(body)
    for number in range(MOST_ASKED_A_DAY):
        post_to_stranger(key=f"x:{number}", to=ADA, subject="x", text="x")
    fill_in(client, ASK_LINK, email=ADA)
    assert "Your link to the entry of Noen AS" in [one.subject for one in mail.outbox]


@pytest.mark.parametrize("name", ["Spurt", "Nettverk", "Bli med", "Lenke sendt", "Inn", "Bekreft"])
def test_no_entry_gets_an_address_that_is_another_page(
    client: Client, book: Any, berit: Any, name: str
) -> None:
    join(client, body_name=name)
    client.post(link_in(newest_letter()))
    desk_of(berit).post(f"/redaksjon/aktorer/hold/{Keeper.objects.get().pk}/", {"say": "yes"})
    made = Body.objects.get(name=name)
    assert made.slug.endswith("-2")
    assert client.get(f"/aktorer/{made.slug}/").context["actor"]["name"] == name


def test_a_letter_to_a_stranger_says_nothing_that_a_stranger_has_written(client: Client, book: Any) -> None:
    join(client, body_name="DU HAR VUNNET! https://evil.example/premie", name="Hent premien")
    letter = newest_letter()
    assert letter.subject == "Do you want an entry for your organisation?"
    assert ("evil" in letter.body, "premie" in letter.body, "VUNNET" in letter.body) == (False, False, False)


@pytest.mark.parametrize(
    ("web", "email", "said"),
    [
        ("https://ny.example@gmail.com/", "x@gmail.com", "without a user name"),
        ("https://gmail.com", "x@gmail.com", "Many share this domain"),
        ("https://www.GMAIL.com./", "x@gmail.com", "Many share this domain"),
        ("https://co.uk", "x@evil.co.uk", "Many share this domain"),
        ("https://kommune.no", "x@evil.kommune.no", "Many share this domain"),
        ("https://192.0.2.7", "x@ny.example", "Many share this domain"),
        ("http://localhost", "x@ny.example", "Many share this domain"),
    ],
)
def test_a_website_that_shows_nobody_to_speak_for_a_body_is_refused(
    client: Client, book: Any, web: str, email: str, said: str
) -> None:
    answer = join(client, web=web, email=email)
    assert (answer.status_code, said in text_of(answer), Keeper.objects.count()) == (422, True, 0)


def test_the_desk_is_told_that_the_website_is_what_they_gave_themselves(
    client: Client, book: Any, berit: Any
) -> None:
    join(client)
    client.post(link_in(newest_letter()))
    assert "the website they gave themselves" in text_of(desk_of(berit).get("/redaksjon/aktorer/"))


@pytest.mark.parametrize(
    ("web", "email"),
    [
        ("https://blåbær.no", "bo@xn--blbr-roah.no"),
        ("https://xn--blbr-roah.no", "bo@blåbær.no"),
        ("https://BLÅBÆR.no", "bo@blåbær.no"),
        ("https://www.ny.example./", "bo@ny.example"),
    ],
)
def test_one_domain_written_in_two_ways_is_one(client: Client, book: Any, web: str, email: str) -> None:
    assert join(client, web=web, email=email).headers["Location"] == "/aktorer/spurt/"
    assert speaks_for(email, domain_of(web))


def test_whoever_keeps_an_entry_from_a_provider_many_use_lets_nobody_in_by_it(
    client: Client, body: Body
) -> None:
    make_keeper(body, "ada@gmail.com")
    fill_in(client, ASK_LINK, email="ada@gmail.com")
    client.post(link_in(newest_letter()))
    slip = slip_on(client, "/aktorer/noen-as/hold/")
    wanted = {"name": "Bo", "role": "Leder", "email": "bo@gmail.com", "slip": slip}
    answer = client.post("/aktorer/noen-as/hold/inviter/", wanted)
    assert (answer.status_code, "a provider that many use" in text_of(answer)) == (422, True)
