"""Fewer letters, other letters, none."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from kokebok.following.models import Follower, LetterFrequency
from kokebok.following.scopes import WHOLE_BOOK, page_scope, theme_scope
from kokebok.journal.models import Entry
from tests.following.readers import make_follower

pytestmark = pytest.mark.django_db


def main_of(response: Any) -> str:
    """The page without its header and footer."""
    return str(response.content.decode().split("<main")[1].split("</main>")[0])


def test_one_press_in_the_mail_program_stops_all_letters_and_erases_the_address(chapter):
    reader = make_follower("ada@example.no", WHOLE_BOOK, theme_scope("Helse"))
    strict = Client(enforce_csrf_checks=True)
    response = strict.post(f"/folg/{reader.token}/slutt/", {"List-Unsubscribe": "One-Click"})
    assert (response.status_code, Follower.objects.count()) == (200, 0)
    assert Entry.objects.get(act="follower.stopped").about == f"following.follower:{reader.pk}"


def test_opening_the_link_stops_nothing(client, chapter):
    reader = make_follower("ada@example.no", WHOLE_BOOK)
    response = client.get(f"/folg/{reader.token}/slutt/")
    assert (response.status_code, Follower.objects.count()) == (200, 1)
    assert "Then no more e-mails go to a***@example.no" in " ".join(main_of(response).split())
    assert main_of(response).count("<button") == 1


def test_the_pages_a_letter_leads_to_are_in_the_language_of_the_letter(chapter):
    reader, newcomer = make_follower("ada@example.no", WHOLE_BOOK, language="nn"), Client()
    said = [main_of(newcomer.get(f"/folg/{reader.token}/{page}")) for page in ("", "slutt/")]
    assert ["Det du følgjer" in said[0], "Då går det ikkje meir e-post" in said[1]] == [True, True]


@pytest.mark.parametrize("method", ["get", "post"])
def test_stopping_once_more_is_met_with_the_same_calm_page(client, chapter, method):
    reader = make_follower("ada@example.no", WHOLE_BOOK)
    client.post(f"/folg/{reader.token}/slutt/")
    again = getattr(client, method)(f"/folg/{reader.token}/slutt/")
    assert (again.status_code, "You get no more e-mails" in again.content.decode()) == (200, True)


def test_one_can_stop_following_one_thing_and_keep_the_other(client, chapter):
    reader = make_follower("ada@example.no", WHOLE_BOOK, page_scope(chapter.pk))
    first = reader.follows.order_by("pk")[0]
    client.post(f"/folg/{reader.token}/", {"stop": first.pk})
    assert [one.scope for one in reader.follows.all()] == [page_scope(chapter.pk)]


def test_with_the_last_thing_followed_the_address_is_erased(client, chapter):
    reader = make_follower("ada@example.no", WHOLE_BOOK)
    client.post(f"/folg/{reader.token}/", {"stop": reader.follows.get().pk})
    assert Follower.objects.count() == 0


def test_nobody_stops_what_another_follows(client, chapter):
    ada, berit = make_follower("ada@example.no", WHOLE_BOOK), make_follower("berit@example.no", WHOLE_BOOK)
    client.post(f"/folg/{ada.token}/", {"stop": berit.follows.get().pk})
    assert [reader.follows.count() for reader in (ada, berit)] == [1, 1]


def test_one_can_choose_how_often_and_in_which_language(client, chapter):
    reader = make_follower("ada@example.no", WHOLE_BOOK)
    client.post(f"/folg/{reader.token}/", {"how_often": "week", "language": "nn"})
    reader.refresh_from_db()
    assert (reader.how_often, reader.language) == (LetterFrequency.WEEK, "nn")


@pytest.mark.parametrize("how_often", ["hour", ""])
def test_what_cannot_be_chosen_is_not_kept(client, chapter, how_often):
    reader = make_follower("ada@example.no", WHOLE_BOOK)
    response = client.post(f"/folg/{reader.token}/", {"how_often": how_often, "language": "nb"})
    reader.refresh_from_db()
    assert (response.status_code, reader.how_often) == (422, LetterFrequency.DAY)


def test_the_page_shows_enough_of_the_address_for_its_owner_and_no_more(client, chapter):
    reader = make_follower("ada@example.no", WHOLE_BOOK)
    shown = client.get(f"/folg/{reader.token}/").content.decode()
    assert ("a***@example.no" in shown, "ada@" in shown) == (True, False)


def test_a_link_that_never_was_tells_nothing(client, chapter):
    response = client.get("/folg/abcdefgh/")
    assert (response.status_code, "You get no more e-mails" in response.content.decode()) == (404, True)


@pytest.mark.parametrize("path", ["", "slutt/"])
def test_pages_of_ones_own_are_never_kept_by_others(client, chapter, path):
    reader = make_follower("ada@example.no", WHOLE_BOOK)
    response = client.get(f"/folg/{reader.token}/{path}")
    assert "no-store" in response.headers["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in response.content.decode()


def test_the_list_takes_the_same_number_of_queries_however_long_it_is(
    client, chapter, django_assert_num_queries
):
    one = make_follower("ada@example.no", WHOLE_BOOK)
    three = make_follower("berit@example.no", WHOLE_BOOK, theme_scope("Helse"), page_scope(chapter.pk))
    client.get(f"/folg/{one.token}/")
    for reader in (one, three):
        with django_assert_num_queries(6):
            client.get(f"/folg/{reader.token}/")
