"""The demo at each stage of its story, as somebody meets it on the front page and at the desk."""

from __future__ import annotations

from datetime import timedelta

from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from kokebok.calls.models import CallAnswer, Making
from kokebok.cli.demo import STAGES as NAMED
from kokebok.editions.models import Edition
from kokebok.events.models import Event
from kokebok.inputs.models import Input, State
from kokebok.outlets.models import Delivery
from kokebok.people.models import Person
from kokebok.starter.demo_stages import REACHED, STAGES


def test_the_command_names_each_stage() -> None:
    assert tuple(STAGES) == NAMED


def test_the_sketch_has_people_and_a_call_and_nothing_said_yet(db: None) -> None:
    call_command("load_starter", demo=True, stage="skisse")
    page = Client().get("/").content.decode()
    assert ("Dette er en skisse." in page, "Skisse" in page) == (True, True)
    assert (Input.objects.count(), Edition.objects.count(), Person.objects.count()) == (0, 0, 5)
    assert "Fortell om et samarbeid" in Client().get("/etterlysninger/").content.decode()


def test_the_test_version_brings_together_those_who_do_not_exist(db: None) -> None:
    call_command("load_starter", demo=True)
    reader = Client()

    def page(address: str) -> str:
        return " ".join(reader.get(address).content.decode().split())

    for slug in ("eksempelkommune-finnes-ikke", "oppdiktet-verksted-as-finnes-ikke"):
        assert f'href="/aktorer/{slug}/kontakt/"' in page(f"/aktorer/{slug}/")
    event = Event.objects.get()
    assert timedelta(days=13) < event.starts_at - timezone.now() < timedelta(days=22)
    assert "Alle plassene er tatt." in page(f"/moteplasser/{event.pk}/")
    assert (event.registrations.coming().count(), event.registrations.waiting().count()) == (3, 2)
    front, process = page("/"), page("/prosessen/")
    assert ["Innspill på testversjonen" in one for one in (front, process)] == [True, True]
    assert "Lunsj om en oppskrift (oppdiktet)" in front
    assert "Utprøving" in process
    advice = process.partition("Disse har gitt råd")[2]
    assert ["Eksempelkommune (finnes ikke)" in advice, "Rolf Ressursgruppe" in advice] == [True, True]


def test_when_it_is_out_an_edition_is_half_way_to_all_municipalities(db: None) -> None:
    call_command("load_starter", demo=True, stage="utgitt")
    assert "Dette er den første utgaven." in Client().get("/").content.decode()
    assert Client().get("/utgave/1.0/").status_code == 200
    desk = Client()
    desk.force_login(Person.objects.get(email="redaktor@example.no"))
    number = Delivery.objects.values_list("dispatch", flat=True).distinct().get()
    assert desk.get(f"/redaksjon/utsending/{number}/").status_code == 200
    to = Delivery.objects.all()
    assert (to.count(), to.filter(state="sent").count()) == (357, REACHED)
    assert all(one.email.endswith("@example.no") for one in to)
    assert f"{REACHED} av 357 kommuner nådd" in desk.get("/redaksjon/").content.decode()
    numbers = CallAnswer.objects.order_by("pk").values_list("phase__number", "given__state")
    assert list(numbers) == [(2, State.ANSWERED), (2, State.OPEN), (1, State.OPEN)]
    made = Making.objects.get()
    assert set(made.parties.values_list("consents__said", flat=True)) == {"yes"}
    example = Client().get(made.page.get_url()).content.decode()
    for words in (
        "(oppdiktet)",
        "Oppdiktet verksted AS (finnes ikke)",
        "Eva Eksempel",
        "Fagleder for lærlinger",
    ):
        assert words in example
    assert 'id="not-known-title"' not in example
    page = Client().get("/").content.decode()
    assert "Statsråden spør salen" in page
    actor = Client().get("/aktorer/oppdiktet-verksted-as-finnes-ikke/").content.decode()
    assert "En kommune som vil avtale hvem som betaler når prosjektet er over." in actor
    process = Client().get("/prosessen/").content.decode()
    assert [name in process for name in ("Kaia Konstruert", "Tore Tenkt")] == [True, True]
