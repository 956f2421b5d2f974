"""What is somebody's own: they see it, take it along, and have erased who they are."""

from __future__ import annotations

import json
import re
import zipfile
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core import mail
from django.utils import timezone

from kokebok.actors.models import Enquiry, EnquiryState, Keeper
from kokebok.calls.models import Making, Party
from kokebok.doors.models import Arrival
from kokebok.doors.raw import keep_raw, raw_file
from kokebok.events.models import Event, EventState, Registration
from kokebok.following.models import Follow, Follower
from kokebok.inputs.models import Input, NamedParty, State
from kokebok.journal.models import Entry
from kokebok.letters.actions.post import TO_STRANGER
from kokebok.letters.models import Letter
from kokebok.letters.rules import BOUNCES_KEPT
from kokebok.letters.shares import A_DAY, note_taken
from kokebok.people.models import Body
from tests.inputs.conftest import slip_on
from tests.world import InputFactory

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
ANNE, NAME = "anne@a.example", "Anne Avsender"


@pytest.fixture(autouse=True)
def _typed_slowly(settings):
    settings.SECONDS_TO_WRITE = 0


@pytest.fixture
def given(recipe) -> Input:
    made: Any = InputFactory(
        page=recipe, text="Ring ti.", name=NAME, may_be_named=True, email=ANNE, email_confirmed_at=timezone.now(),
        sender="browser", state=State.OPEN,
    )  # fmt: skip
    return made


def ask(client: Client, email: str) -> str:
    answer = client.post("/mitt/", {"email": email, "slip": slip_on(client, "/mitt/"), "website": ""})
    return re.sub(r'value="[^"]*"|nonce="[^"]*"', "", answer.content.decode())


def link_of_newest(email: str) -> str:
    letter = [one for one in mail.outbox if one.to == [email]][-1]
    found = re.search(r"/mitt/\S+/", str(letter.body))
    assert found
    return found.group(0)


def everything_of(email: str, given: Input) -> None:
    now = timezone.now()
    follower = Follower.objects.create(email=email, told_through=now)
    Follow.objects.create(follower=follower, kind="book", confirmed_at=now)
    event = Event.objects.create(
        title="Kafé", state=EventState.PUBLISHED, starts_at=now + timedelta(1), ends_at=now + timedelta(2)
    )
    Registration.objects.create(event=event, name=NAME, email=email)
    body = Body.objects.create(name="Rana hus", slug="rana-hus")
    Enquiry.objects.create(body=body, name=NAME, email=email, message="Hei dere.")
    Enquiry.objects.create(
        given=given,
        name=NAME,
        email=email,
        message="Slemt.",
        state=EnquiryState.REPORTED,
        sent_at=now,
        answered_at=now,
    )
    Keeper.objects.create(name=NAME, email=email, new_body={"name": "Nytt hus"})


def test_an_address_leads_to_all_that_is_its_owners_and_nobody_learns_whether_it_is_known(client, given):
    everything_of(ANNE, given)
    not_hers = InputFactory(
        page=given.page, text="En annens ord.", email=ANNE
    )  # typed by somebody, not confirmed
    unknown = ask(client, "ukjent@b.example")
    assert not mail.outbox
    assert ask(client, ANNE.upper()) == unknown
    link = link_of_newest(ANNE)
    page = client.get(link)
    said = page.content.decode()
    for words in ("Ring ti.", NAME, "Kafé", "Hei dere.", "Nytt hus", given.code):
        assert words in said
    assert not_hers.text not in said
    assert (page.headers["X-Robots-Tag"], page.headers["Referrer-Policy"]) == ("noindex", "same-origin")
    packed = zipfile.ZipFile(BytesIO(client.get(f"{link}fil/").content))
    sorts = {one["sort"] for one in json.loads(packed.read("own.json"))}
    assert sorts == {"input", "follow", "registration", "contact", "actor_entry"}
    assert "Ring ti." in packed.read("own.html").decode()


def test_who_one_is_goes_and_what_one_licensed_stays_with_no_name(client, given):
    everything_of(ANNE, given)
    ask(client, ANNE)
    link = link_of_newest(ANNE)
    asked = client.get(f"{link}slett/").content.decode()
    assert "Det kan ikke gjøres om." in asked
    assert "Utgaver som er publisert, endres aldri." in asked
    assert Input.objects.get(pk=given.pk).name == NAME  # to open the page does nothing
    for _twice in range(2):
        client.post(f"{link}slett/")
    for address in (
        f"/innspill/{given.pk}/",
        "/innspill/",
        "/innspill/fil/json/",
        f"/kvittering/{given.code}/",
    ):
        said = client.get(address)
        words = said.getvalue().decode()
        assert ("Ring ti." in words, NAME in words, ANNE in words) == (True, False, False), address
    assert "en som ikke lenger er navngitt" in client.get(f"/innspill/{given.pk}/").content.decode()
    own = client.get(f"/mitt/{given.code}/").context["things"]
    assert [fact.says for one in own for fact in one.facts if fact.key == "may_be_named"] == ["Nei"]
    left = Input.objects.get(pk=given.pk)
    assert (left.name, left.email, left.sender, left.text) == ("", "", "", "Ring ti.")
    assert not Follower.objects.exists()
    assert not Registration.objects.exists()
    assert not Keeper.objects.exists()
    assert list(Enquiry.objects.values_list("state", flat=True)) == [
        EnquiryState.REPORTED
    ]  # no way out of misuse
    assert not Letter.objects.filter(to=ANNE).exists()
    line = Entry.objects.get(act="own.erased")
    assert NAME not in str(line.what)
    assert ANNE not in str(line.what)
    assert line.about == ""


def test_a_receipt_shows_and_erases_what_was_sent_with_it_and_no_more(client, given):
    other: Any = InputFactory(
        page=given.page,
        text="Ring elleve.",
        name=NAME,
        email=ANNE,
        email_confirmed_at=timezone.now(),
        sender="browser",
    )
    assert f"/mitt/{given.code}/" in client.get(f"/kvittering/{given.code}/").content.decode()
    page = client.get(f"/mitt/{given.code}/").content.decode()
    assert ("Ring ti." in page, "Ring elleve." in page) == (True, False)
    client.post(f"/mitt/{given.code}/slett/")
    other.refresh_from_db()
    given.refresh_from_db()
    assert (given.name, other.name) == ("", NAME)


@pytest.mark.parametrize("what", ["", "fil/", "slett/"])
def test_a_link_that_is_old_and_one_that_never_was_are_answered_alike(client, given, what, monkeypatch):
    ask(client, ANNE)
    link = link_of_newest(ANNE)
    monkeypatch.setattr("kokebok.reading.own_queries.LINK_WORKS_FOR", -1)
    old, never = client.get(link + what), client.get(f"/mitt/bcdf23456789bcdf/{what}")
    assert old.status_code == never.status_code == 404
    assert "Ring ti." not in old.content.decode()
    assert client.post(f"{link}slett/").status_code == 404
    assert Input.objects.get(pk=given.pk).name == NAME


def test_an_address_is_not_flooded_and_a_network_has_its_share(client, given, settings):
    settings.INPUTS_AN_HOUR = 12
    note_taken(
        TO_STRANGER, [ANNE] * 10, within=A_DAY
    )  # what others have asked for in her name takes nothing of hers
    for _n in range(12):
        ask(client, ANNE)
    assert len(mail.outbox) == 3
    assert (
        client.post("/mitt/", {"email": ANNE, "slip": slip_on(client, "/mitt/"), "website": ""}).status_code
        == 429
    )


def test_what_stands_beside_an_input_goes_with_the_name(
    client, given, berit, django_capture_on_commit_callbacks
):
    letter = keep_raw(b"From: Anne <anne@a.example>")
    Arrival.objects.create(given=given, raw=letter)
    NamedParty.objects.create(given=given, name="Petra Part")
    making = Making.objects.create(given=given, page=given.page, made_by=berit)
    party = Party.objects.create(making=making, is_sender=True, name=NAME, email=ANNE)
    assert "Petra Part" in client.get(f"/mitt/{given.code}/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/mitt/{given.code}/slett/")
    party.refresh_from_db()
    assert (party.name, party.email) == ("–", "")
    assert not NamedParty.objects.exists()
    assert Arrival.objects.get().raw == ""
    assert not raw_file(letter).is_there()
    words = client.get(f"/mitt/{given.code}/").content.decode()
    assert ("Ring ti." in words, NAME in words) == (True, False)


def test_the_page_on_privacy_tells_of_recipients_and_of_addresses_that_cannot_be_reached(client, book):
    page = client.get("/personvern/").content.decode()
    for told in (
        "Hvem en utgave er sendt til, med e-posten",
        "Adresser som e-poster kom i retur fra",
        f"{BOUNCES_KEPT.days} dager etter den siste kom i retur",
        "En kode laget av adressen til den som har meldt seg av",
    ):
        assert told in page
