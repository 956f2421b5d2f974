"""The settings of the cookbook: each screen through the page, seen by readers, with drafts left as drafts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from kokebok.book.models import Cookbook
from kokebok.journal.models import Entry
from kokebok.letters.actions.send import send_due_letters
from kokebok.lib.env import address as address_of
from kokebok.people.models import Person, RoleName
from tests.world import make_person

if TYPE_CHECKING:
    from django.test import Client

OVERVIEW = "/redaksjon/innstillinger/"
BOOK = OVERVIEW + "kokeboken/"
WORDS = {
    "genre_word": "veileder",
    "genre_word_definite": "veilederen",
    "genre_word_nn": "rettleiar",
    "genre_word_definite_nn": "rettleiaren",
    "genre_word_en": "guide",
    "genre_word_definite_en": "the guide",
}


@pytest.fixture
def desk(client: Client, ada: Person, book: Cookbook) -> Client:
    """The desk of a cookbook that is made, as Ada sees it."""
    client.force_login(ada)
    return client


def said(book: Cookbook, **more: str) -> dict[str, str]:
    return {"title": book.title, "lead": book.lead, "stage": "test", **WORDS, **more}


def test_the_word_for_the_genre_is_shown_in_the_language_of_the_reader(desk: Client, book: Cookbook) -> None:
    done = desk.post(BOOK, said(book, title="Ny tittel", onwards="1"))
    assert done["Location"] == OVERVIEW + "sprak/"
    shown = {}
    for language in ("nb", "nn", "en"):
        desk.cookies["kokebok_language"] = language
        shown[language] = desk.get("/").content.decode()
    assert [
        word in shown[language]
        for language, word in (("nb", "Veileder<"), ("nn", "Rettleiar<"), ("en", "Guide<"))
    ] == [True] * 3
    assert all("Ny tittel" in page for page in shown.values())
    line = Entry.objects.filter(act="settings.changed").get()
    assert line.what == {"fields": sorted({"title", "stage", *WORDS} & changed(book))}


def changed(book: Cookbook) -> set[str]:
    now = Cookbook.objects.get(pk=book.pk)
    return {name for name in ("title", "stage", *WORDS) if getattr(now, name) != getattr(book, name)}


@pytest.mark.parametrize("screen", ["virksomheten", "kokeboken", "sprak", "brev"])
def test_each_screen_opens_with_what_holds_and_is_saved_as_it_stands(
    desk: Client, book: Cookbook, screen: str
) -> None:
    Cookbook.objects.filter(pk=book.pk).update(deadline=datetime(2027, 1, 31, 22, 59, tzinfo=UTC))
    form = desk.get(f"{OVERVIEW}{screen}/").context["form"]
    shown = {field.html_name: field.value() for field in form if field.value() is not None}
    if screen == "kokeboken":
        assert 'value="2027-01-31T23:59"' in str(form["deadline"])
        shown["deadline"] = "2027-01-31T23:59"
    if screen == "virksomheten":
        shown |= {"role_mailbox": "post@direktoratet.no", "responsible_body": "Direktoratet"}
    if screen == "brev":
        shown = {"to": "ada@direktoratet.no"}
    assert desk.post(f"{OVERVIEW}{screen}/", shown).status_code == 302
    assert Cookbook.objects.get(pk=book.pk).deadline == datetime(2027, 1, 31, 22, 59, tzinfo=UTC)


def test_what_is_saved_unchanged_writes_nothing(desk: Client, book: Cookbook) -> None:
    desk.post(BOOK, said(book))
    revisions = book.revisions.count()
    desk.post(BOOK, said(book))
    assert (book.revisions.count(), Entry.objects.filter(act="settings.changed").count()) == (revisions, 1)


def test_a_draft_of_the_front_page_stays_a_draft_and_its_publishing_changes_no_setting(
    desk: Client, book: Cookbook, ada: Person
) -> None:
    page = Cookbook.objects.get(pk=book.pk)
    page.lead = "Et utkast til ingress."
    page.save_revision(user=ada)
    desk.post(
        OVERVIEW + "virksomheten/",
        {
            "responsible_body": "Det nye direktoratet",
            "role_mailbox": "post@direktoratet.no",
            "editors_name": "Vi",
        },
    )
    now = Cookbook.objects.get(pk=book.pk)
    assert (now.responsible_body, now.lead, now.has_unpublished_changes) == (
        "Det nye direktoratet",
        book.lead,
        True,
    )
    draft = now.get_latest_revision_as_object()
    assert (draft.lead, draft.responsible_body) == ("Et utkast til ingress.", "Det nye direktoratet")
    now.get_latest_revision().publish()
    after = Cookbook.objects.get(pk=book.pk)
    assert (after.lead, after.responsible_body) == ("Et utkast til ingress.", "Det nye direktoratet")


def test_the_overview_says_what_is_lacking_until_it_is_there(desk: Client, settings: Any) -> None:
    page = desk.get(OVERVIEW).content.decode()
    assert ("KOKEBOK_SMTP" in page, "Du er alene" in page) == (True, True)
    make_person("egil@example.no", "Egil", RoleName.EDITOR)
    assert "Du er alene" not in desk.get(OVERVIEW).content.decode()


def test_a_reader_is_offered_the_languages_that_are_chosen(desk: Client) -> None:
    address = OVERVIEW + "sprak/"
    assert desk.post(address, {"language": "nb"}).status_code == 422
    desk.post(address, {"language": "nb", "offered_languages": ["nb", "nn"]})
    page = desk.get("/").content.decode()
    assert [f'value="{language}"' in page for language in ("nb", "nn", "en")] == [True, True, False]


def test_a_test_letter_goes_by_the_outbox_and_the_page_tells_how_it_fares(
    desk: Client, mailoutbox: list[Any], settings: Any
) -> None:
    address = OVERVIEW + "brev/"
    assert desk.post(address, {"to": "ada@example.no"}).status_code == 422
    assert desk.post(address, {"to": "ada@direktoratet.no"})["Location"] == address
    assert "Den er på vei." in desk.get(address).content.decode()
    send_due_letters()
    assert [letter.to for letter in mailoutbox] == [["ada@direktoratet.no"]]
    assert "og gikk ingen steder" in desk.get(address).content.decode()
    settings.SMTP = address_of("smtp://mail.direktoratet.no")
    assert "E-postserveren tok imot den" in desk.get(address).content.decode()


def test_a_screen_that_is_not_there_is_not_there(desk: Client) -> None:
    assert desk.get(OVERVIEW + "noe-annet/").status_code == 404
    assert desk.get(OVERVIEW + "folk/")["Location"] == "/redaksjon/folk/"
