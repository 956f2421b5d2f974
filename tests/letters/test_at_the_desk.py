"""The page for administrators: what was not taken, and what nobody knows, with a button for each way out."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from kokebok.journal.models import Entry
from kokebok.later.models import Worker
from kokebok.letters.models import Letter
from kokebok.people.models import Person, RoleName
from tests.letters.conftest import a_letter, states
from tests.world import make_person

pytestmark = pytest.mark.django_db
ADDRESS = "/redaksjon/brev/"


@pytest.fixture
def ada(book: object) -> Person:
    return make_person("ada@example.no", "Ada Administrator", RoleName.ADMINISTRATOR)


@pytest.fixture
def desk(ada: Person) -> Client:
    client = Client()
    client.force_login(ada)
    return client


def failed(number: int = 1) -> Letter:
    letter = a_letter(number)
    Letter.objects.filter(pk=letter.pk).update(state="failed", tries=1, answer="550 5.1.1 no such user")
    return letter


def press(client: Client, page: str, words: str) -> str:
    """Press the button with these words on the page, and read the page one comes to."""
    for form in re.findall(r"<form.*?</form>", page, re.DOTALL):
        if words in form:
            action = re.search(r'action="([^"]+)"', form)
            seen = re.search(r'name="seen" value="([^"]+)"', form)
            assert action
            assert seen
            return client.post(action[1], {"seen": seen[1]}, follow=True).content.decode()
    raise AssertionError(words)


def test_one_that_was_not_taken_is_shown_with_the_answer_and_sent_again(desk: Client, ada: Person) -> None:
    letter = failed()
    page = desk.get(ADDRESS).content.decode()
    assert "Disse trenger deg" in page
    for words in (
        "Brev 1",
        "leser1@example.no",
        "E-postserveren tar den ikke imot",
        "550 5.1.1 no such user",
    ):
        assert words in page
    assert "E-posten er på vei." in press(desk, page, "Send på nytt")
    assert ([one.to for one in mail.outbox], states()) == ([["leser1@example.no"]], ["sent"])
    line = Entry.objects.get(act="letter.sent_again")
    assert (line.by, line.about, line.what) == (ada, f"letters.letter:{letter.pk}", {"was": "failed"})


def test_one_that_nobody_knows_is_laid_aside_and_its_words_are_gone(desk: Client) -> None:
    letter = failed()
    Letter.objects.update(state="unknown", handed_at=timezone.now())
    page = desk.get(ADDRESS).content.decode()
    assert "Den kan ha kommet fram, eller ikke: Ingen vet." in page
    after = press(desk, page, "La den ligge")
    assert ("Ingen. Alle e-poster vi vet om" in after, "leser1@example.no" in after) == (True, False)
    assert Letter.objects.values("state", "to", "text").get(pk=letter.pk) == {
        "state": "laid aside",
        "to": "",
        "text": "",
    }
    assert Entry.objects.filter(act="letter.laid_aside").count() == 1


def test_of_two_who_have_the_page_open_the_second_is_told(desk: Client) -> None:
    failed()
    page = desk.get(ADDRESS).content.decode()
    press(desk, page, "La den ligge")
    assert "ikke lenger slik du så den" in press(desk, page, "Send på nytt")
    assert (len(mail.outbox), states()) == (0, ["laid aside"])


def test_one_whose_time_is_over_is_not_sent_again_and_that_is_said(desk: Client) -> None:
    failed()
    Letter.objects.update(not_after=timezone.now() - timedelta(minutes=1))
    assert "Det e-posten gjaldt, er over" in press(desk, desk.get(ADDRESS).content.decode(), "Send på nytt")
    assert (states(), Entry.objects.filter(act="letter.sent_again").count()) == (["failed"], 0)


def test_a_code_is_never_shown(desk: Client) -> None:
    a_letter(subject="Koden din er 1234", text="1234\n", is_secret=True)
    for state in ("waiting", "failed"):
        Letter.objects.update(state=state, wanted_at=timezone.now() - timedelta(hours=1))
        page = desk.get(ADDRESS).content.decode()
        assert ("En kode til å logge inn med" in page, "1234" in page) == (True, False)
        assert "/igjen/" not in page


def test_the_menu_counts_them_and_what_waits_too_long_is_told_of(desk: Client) -> None:
    Worker.objects.create(key="1", machine="maskin", pid=1)
    failed(1)
    a_letter(2)
    assert "ligger etter" not in desk.get("/redaksjon/").content.decode()
    Letter.objects.filter(key="test:2").update(
        wanted_at=timezone.now() - timedelta(hours=1), answer="[Errno 111] Connection refused"
    )
    page = desk.get(ADDRESS).content.decode()
    assert re.search(r'href="/redaksjon/brev/"[^>]*>\s*E-post\s*</a>\s*<span class="count">2</span>', page)
    assert "E-posten går ikke ut" in page
    assert "E-postserveren svarer ikke. Vi prøver igjen hvert minutt" in page
    assert "Arbeidet i bakgrunnen ligger etter" in desk.get("/redaksjon/").content.decode()
    assert "1 e-post er ikke sendt, og har ventet siden" in desk.get("/redaksjon/bakgrunn/").content.decode()


@pytest.mark.parametrize("role", [RoleName.EDITOR, RoleName.MODERATOR])
def test_others_have_no_such_page(book: object, role: RoleName) -> None:
    client = Client()
    client.force_login(make_person("eva@example.no", "Eva", role))
    assert client.get(ADDRESS).status_code == 403
    assert client.post(f"{ADDRESS}{failed().pk}/igjen/", {"seen": "failed 1"}).status_code == 403
    assert ADDRESS not in client.get("/redaksjon/").content.decode()
