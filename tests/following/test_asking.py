"""Asking to follow, and confirming it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import timezone

from kokebok.following.actions.change import purge
from kokebok.following.models import Follow, Follower, LetterFrequency
from kokebok.following.scopes import WHOLE_BOOK, page_scope, theme_scope
from kokebok.journal.models import Entry
from kokebok.journal.queries import acts_on
from tests.following.readers import link_in, make_follower, receivers
from tests.world import make_fact

pytestmark = pytest.mark.django_db


def test_whoever_asks_gets_a_letter_and_follows_nothing_until_they_confirm(ask):
    response = ask(how_often="day")
    follow = Follow.objects.get()
    assert (response.status_code, response.headers["Location"]) == (302, "/folg/sendt/")
    assert (follow.scope, follow.confirmed_at, follow.follower.told_through) == (WHOLE_BOOK, None, None)
    assert receivers() == ["ada@example.no"]
    assert link_in(mail.outbox[0].body) == f"/folg/bekreft/{follow.token}/"


@pytest.mark.parametrize(
    ("language", "subject"),
    [("nb", "Vil du følge Veier?"), ("nn", "Vil du følgje Veier?"), ("en", "Do you want to follow Veier?")],
)
def test_the_letter_is_in_the_language_one_asked_in_also_when_one_asks_again(ask, client, language, subject):
    client.cookies["kokebok_language"] = "nn" if language != "nn" else "en"
    ask()
    client.cookies["kokebok_language"] = language
    ask(what="theme:Helse")
    assert mail.outbox[1].subject == subject


def test_opening_the_link_confirms_nothing_and_the_button_does(ask, client):
    ask()
    link = link_in(mail.outbox[0].body)
    assert client.get(link).status_code == 200
    assert Follow.objects.get().confirmed_at is None
    response = client.post(link, {"how_often": "day"})
    follow = Follow.objects.get()
    assert response.headers["Location"] == f"/folg/{follow.follower.token}/"
    assert follow.confirmed_at is not None
    assert (follow.follower.how_often, follow.follower.told_through) == (
        LetterFrequency.DAY,
        follow.confirmed_at,
    )
    assert acts_on(follow) == ["follow.confirmed"]


def test_confirming_twice_is_confirming_once(ask, client):
    ask()
    link = link_in(mail.outbox[0].body)
    client.post(link, {"how_often": "day"})
    first = Follow.objects.get().confirmed_at
    client.post(link, {"how_often": "week"})
    follow = Follow.objects.get()
    assert (follow.confirmed_at, follow.follower.how_often) == (first, LetterFrequency.DAY)
    assert "You follow it already" in client.get(link).content.decode()


@pytest.mark.parametrize("confirmed", [True, False, None], ids=["followed", "asked for", "unknown"])
def test_nobody_learns_from_the_answer_whether_an_address_follows(ask, client, confirmed):
    if confirmed is not None:
        reader = make_follower("ada@example.no", WHOLE_BOOK)
        reader.follows.update(confirmed_at=timezone.now() if confirmed else None)
    response = ask()
    shown = client.get(response.headers["Location"]).content.decode()
    assert (response.status_code, response.headers["Location"]) == (302, "/folg/sendt/")
    assert (receivers(), "ada@example.no" in shown) == (["ada@example.no"], False)


def test_one_who_follows_already_is_told_so_where_only_they_can_read_it(ask):
    reader = make_follower("ada@example.no", WHOLE_BOOK)
    ask()
    assert mail.outbox[0].subject == "You already follow Veier"
    assert link_in(mail.outbox[0].body) == f"/folg/{reader.token}/"


def test_what_is_followed_already_uses_up_the_share_of_a_network_as_all_else_does(ask, settings):
    settings.INPUTS_AN_HOUR = 1
    make_follower("ada@example.no", WHOLE_BOOK)
    ask()
    assert ask(email="berit@example.no").status_code == 429


def test_a_network_that_asks_too_much_is_told_to_wait_and_keeps_what_was_typed(ask, settings):
    settings.INPUTS_AN_HOUR = 1
    ask()
    response = ask(email="cato@example.no")
    assert response.status_code == 429
    assert "cato@example.no" in response.content.decode()
    assert receivers() == ["ada@example.no"]


def test_another_who_asks_in_ones_name_changes_nothing_of_ones_own(ask, chapter):
    make_follower("ada@example.no", WHOLE_BOOK, how_often=LetterFrequency.DAY, language="nn")
    ask(at=f"/folg/?side={chapter.pk}", what=f"page:{chapter.pk}", how_often="week")
    reader = Follower.objects.get()
    assert (reader.how_often, reader.language) == (LetterFrequency.DAY, "nn")
    assert [one.scope for one in reader.follows.confirmed()] == [WHOLE_BOOK]


def test_an_address_is_the_same_in_capitals(ask):
    ask()
    ask(email="ADA@Example.NO", what="theme:Helse")
    assert [reader.email for reader in Follower.objects.all()] == ["ada@example.no"]
    assert [follow.scope for follow in Follow.objects.all()] == [WHOLE_BOOK, theme_scope("Helse")]


def test_asking_again_within_the_hour_sends_no_second_letter(ask):
    ask()
    ask()
    assert receivers() == ["ada@example.no"]
    Follow.objects.update(letter_at=timezone.now() - timedelta(hours=1))
    ask()
    assert receivers() == ["ada@example.no"] * 2


def test_no_address_gets_more_than_five_letters_a_day_about_asking(ask):
    reader = make_follower("ada@example.no")
    for number in range(5):
        Follow.objects.create(follower=reader, kind="theme", theme=f"T{number}", letter_at=timezone.now())
    ask()
    assert receivers() == []


def test_the_page_a_reader_comes_from_is_chosen_for_them(client, chapter):
    shown = client.get(f"/folg/?side={chapter.pk}").content.decode()
    first = shown.index(f'<option value="page:{chapter.pk}"')
    assert first < shown.index('<option value="book"') < shown.index('<option value="theme:Arbeid"')


@pytest.mark.parametrize("query", ["?side=999999", "?side=x", "?side=²", "?tema=ukjent", ""])
def test_one_who_comes_from_nowhere_is_offered_the_whole_cookbook(client, chapter, query):
    response = client.get(f"/folg/{query}")
    assert (response.status_code, "page:" in response.content.decode()) == (200, False)


def test_a_page_nobody_can_read_cannot_be_followed(ask, chapter):
    chapter.unpublish()
    assert ask(at=f"/folg/?side={chapter.pk}", what=f"page:{chapter.pk}").status_code == 422


@pytest.mark.parametrize(
    "fields", [{"website": "x"}, {"slip": ""}, {"slip": "made up"}, {"email": "ada"}, {"what": "page:1"}]
)
def test_what_a_machine_or_a_slip_of_the_hand_would_send_is_not_received(ask, fields):
    response = ask(**fields)
    assert response.status_code == 422
    assert (Follower.objects.count(), receivers()) == (0, [])


def test_a_form_sent_faster_than_a_person_writes_can_be_sent_once_more(ask, settings):
    settings.SECONDS_TO_WRITE = 60
    response = ask()
    assert (response.status_code, "Nothing is lost" in response.content.decode()) == (422, True)


def test_a_link_works_for_fourteen_days_and_then_the_address_is_erased(ask, client):
    ask()
    link = link_in(mail.outbox[0].body)
    long_ago = timezone.now() - timedelta(days=14, minutes=1)
    Follow.objects.update(asked_at=long_ago)
    Follower.objects.update(made_at=long_ago)
    assert client.post(link, {"how_often": "day"}).status_code == 404
    assert purge() == 1
    assert Follower.objects.count() == 0


def test_what_is_confirmed_or_newly_asked_for_is_not_erased(ask):
    make_follower("berit@example.no", WHOLE_BOOK, since=timezone.now() - timedelta(days=90))
    ask()
    assert purge() == 0
    assert Follower.objects.count() == 2


def test_no_address_stands_in_the_journal(ask, client):
    ask()
    client.post(link_in(mail.outbox[0].body), {"how_often": "day"})
    written = [f"{entry.act} {entry.about} {entry.what}" for entry in Entry.objects.all()]
    assert [line for line in written if "ada" in line] == []


@pytest.mark.parametrize("scope", [WHOLE_BOOK, theme_scope("Helse")], ids=str)
def test_the_database_lets_nobody_follow_a_thing_twice(db, scope):
    reader = make_follower("ada@example.no", scope)
    with pytest.raises(IntegrityError), transaction.atomic():
        Follow.objects.create(follower=reader, kind=scope.kind, page_id=scope.page_id, theme=scope.theme)


def test_the_database_lets_nobody_follow_a_page_twice(chapter):
    reader = make_follower("ada@example.no", page_scope(chapter.pk))
    with pytest.raises(IntegrityError), transaction.atomic():
        Follow.objects.create(follower=reader, kind="page", page_id=chapter.pk)


@pytest.mark.parametrize("fields", [{"kind": "theme"}, {"kind": "page"}, {"kind": "book", "theme": "Helse"}])
def test_the_database_wants_to_know_what_is_followed(db, fields: dict[str, Any]):
    reader = make_follower("ada@example.no")
    with pytest.raises(IntegrityError), transaction.atomic():
        Follow.objects.create(follower=reader, **fields)


def test_the_form_takes_the_same_number_of_queries_however_large_the_book_is(
    client, chapter, book, django_assert_num_queries
):
    client.get("/folg/")
    with django_assert_num_queries(5):
        client.get("/folg/")
    make_fact(book, slug="to", themes=["Bolig"])
    make_fact(book, slug="tre", themes=["Skole"])
    with django_assert_num_queries(5):
        client.get("/folg/")


def test_a_page_offers_to_be_followed_and_says_where_its_feed_is(client, chapter):
    box = render_to_string("following/_follow.html", {"page_id": chapter.pk})
    head = render_to_string("following/_feed_link.html", {"page_id": chapter.pk})
    assert f'href="/folg/?side={chapter.pk}"' in box
    assert [f"/folg/atom/side/{chapter.pk}/" in part for part in (box, head)] == [True, True]
    assert f'<option value="page:{chapter.pk}">' in client.get(f"/folg/?side={chapter.pk}").content.decode()
