"""What one meets first when one has signed in: what is due, each with its link, and only for whose work it is."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from kokebok.book.models import Paragraph
from kokebok.calls.models import Call, Phase
from kokebok.editions.actions.freeze import freeze
from kokebok.letters.models import Letter, LetterState
from kokebok.lib.env import address as address_of
from kokebok.outlets.models import Delivery, DeliveryState, Dispatch, DispatchState
from kokebok.people.models import Person, RoleName
from kokebok.people.telling import due_on_first_page, near_day
from kokebok.review.actions.give import ReadingRequest, give_reading
from kokebok.review.actions.say import say
from kokebok.review.models import Portion, Reading, Says
from kokebok.rounds.models import Round, RoundState
from tests.world import make_person

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook, Recipe


@pytest.fixture
def busy(book: Cookbook, recipe: Recipe, berit: Person, rana: Person) -> Reading:
    """A round today, one that goes on and one far ahead, a call that closes, a reading, and a dispatch half-way."""
    now = timezone.now()
    for number, title in enumerate(("Rana", "Bodø", "Oslo")):
        Round.objects.create(
            title=title, host=berit, starts_at=now + timedelta(minutes=1, days=20 * (number == 2))
        )
    Round.objects.filter(title="Bodø").update(state=RoundState.OPEN, opened_at=now, starts_at=None)
    call = Call.objects.create(title="Frafall", slug="frafall", made_by=berit, published_at=now)
    opens, closes = now - timedelta(days=1), now + timedelta(days=1)
    Phase.objects.create(call=call, number=1, title="Først", opens_at=opens, closes_at=closes)
    some = list(Paragraph.objects.standing().on(recipe)[:3])
    reading = give_reading(ReadingRequest(title="Møtet", paragraphs=some, members=[rana]), by=berit)
    first = Portion.objects.filter(reading=reading).earliest("pk")
    say(first, Says.APPROVE, "", by=rana, wording=first.paragraph.wordings.latest("number"))
    edition = freeze(book, number="1", title="Veier", foreword="", on=timezone.localdate(), by=berit)
    dispatch = Dispatch.objects.create(
        edition=edition, subject="Ny", letter="Hei", made_by=berit, state=DispatchState.SENDING
    )
    for number, state in enumerate((DeliveryState.SENT, DeliveryState.SENT, DeliveryState.WAITING)):
        Delivery.objects.create(
            dispatch=dispatch, email=f"{number}@example.no", state=state, message_id=f"<{number}>"
        )
    return reading


def due(person: Person) -> list[str]:
    client = Client()
    client.force_login(person)
    return [one.words for one in client.get("/redaksjon/").context["due"]]


def test_an_editor_is_told_what_is_due_with_a_link_to_each(
    busy: Reading, client: Client, berit: Person
) -> None:
    client.force_login(berit)
    told = client.get("/redaksjon/").context["due"]
    assert [one.words for one in told] == [
        "en runde er i gang: Bodø",
        f"runde {near_day(timezone.now() + timedelta(minutes=1))}: Rana",
        "etterlysningen stenger i morgen: Frafall",
        "gruppen har lest 1 av 3: Møtet",
        "2 av 3 mottakere nådd",
    ]
    assert [client.get(one.path).status_code for one in told] == [200] * len(told)
    page = " ".join(client.get("/redaksjon/").content.decode().split())
    assert "Gruppen har lest 1 av 3: Møtet</a>" in page


def test_the_first_of_what_is_due_stands_in_the_line_of_the_title_and_the_others_are_folded(
    busy: Reading, client: Client, berit: Person
) -> None:
    client.force_login(berit)
    line = BeautifulSoup(client.get("/redaksjon/").content, "html.parser").select_one(".title-line .due")
    assert line
    folded = line.select("details a")
    assert (len(line.select("a")), len(folded)) == (5, 4)
    assert line.summary
    assert " ".join(line.summary.text.split()) == "og 4 til"


def test_a_moderator_is_told_of_rounds_and_calls_alone(busy: Reading) -> None:
    told = due(make_person("mod@example.no", "Mona", RoleName.MODERATOR))
    assert [words.partition(" ")[0] for words in told] == ["en", "runde", "etterlysningen"]


@pytest.fixture
def alma(book: Cookbook) -> Person:
    """An administrator."""
    return make_person("alma@example.no", "Alma", RoleName.ADMINISTRATOR)


def test_an_administrator_is_told_first_what_the_settings_lack_until_nothing_does(
    busy: Reading, alma: Person, client: Client, settings: Any
) -> None:
    settings.DEFAULT_FROM_EMAIL = "post@direktoratet.no"
    settings.SMTP = address_of("smtp://mail.direktoratet.no")
    Person.objects.exclude(pk=alma.pk).update(is_active=False)
    client.force_login(alma)
    told = client.get("/redaksjon/").context["due"]
    assert (told[0].words, told[0].path) == (
        "3 ting mangler i innstillingene",
        "/redaksjon/innstillinger/",
    )
    assert client.get(told[0].path).context["lacking"] == 3
    body = {"responsible_body": "Oss", "role_mailbox": "post@direktoratet.no", "editors_name": "Vi"}
    client.post("/redaksjon/innstillinger/virksomheten/", body)
    Person.objects.update(is_active=True)
    told = client.get("/redaksjon/").context["due"]
    assert (told[0].words, told[0].path) == (
        "en ting mangler i innstillingene",
        "/redaksjon/innstillinger/brev/",
    )
    client.post(told[0].path, {"to": "alma@direktoratet.no"})
    Letter.objects.update(state=LetterState.SENT, sent_at=timezone.now())
    assert [one.words for one in client.get("/redaksjon/").context["due"]][:1] == ["en runde er i gang: Bodø"]


def test_what_the_settings_lack_is_told_to_administrators_alone(book: Cookbook) -> None:
    roles = (RoleName.EDITOR, RoleName.MODERATOR, RoleName.HOST)
    people = [make_person(f"{role}@example.no", "En", role) for role in roles]
    assert [due_on_first_page(person) for person in people] == [[], [], []]


def test_it_is_told_on_the_first_page_alone(busy: Reading, client: Client, berit: Person) -> None:
    client.force_login(berit)
    assert not client.get("/redaksjon/innspill/").context["due"]


def test_with_nothing_due_nothing_is_said(book: Cookbook, berit: Person) -> None:
    assert due(berit) == []


def test_a_member_of_one_reading_lands_on_it(
    busy: Reading, client: Client, rana: Person, recipe: Recipe
) -> None:
    client.force_login(rana)
    assert client.get("/redaksjon/")["Location"] == f"/redaksjon/lesing/{busy.pk}/"
    one = [Paragraph.objects.standing().on(recipe)[0]]
    give_reading(ReadingRequest(title="Mer", paragraphs=one, members=[rana]), by=busy.by)
    assert client.get("/redaksjon/")["Location"] == "/redaksjon/lesing/"


def test_what_is_due_costs_five_questions_however_much_it_is(
    busy: Reading, berit: Person, django_assert_num_queries: Any
) -> None:
    assert berit.role_names
    with django_assert_num_queries(5):
        before = len(due_on_first_page(berit))
    for number in range(4):
        Round.objects.create(
            title=f"Runde {number}", host=berit, starts_at=timezone.now() + timedelta(days=number + 1)
        )
    with django_assert_num_queries(5):
        assert len(due_on_first_page(berit)) == before + 4
