"""What looks private in a draft stands above its form, and whoever publishes it is asked about it once."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from kokebok.book.actions.allow_page_editor import allow_page_editor
from kokebok.book.models import Cookbook, FactChapter
from kokebok.people.models import Person
from tests.pen import fact_form, paragraphs, press
from tests.world import make_fact

SAID = "Dette ser privat ut: et telefonnummer 99 88 77 66. Skal dette være offentlig?"


def above_the_form(client: Client, page_id: int) -> bool:
    shown = client.get(f"/admin/pages/{page_id}/edit/")
    return SAID in " ".join(shown.content.decode().split())


def test_a_draft_is_told_of_and_what_is_published_already_is_not(
    book: Cookbook, berit: Person, client: Client
) -> None:
    page = make_fact(book, "<p>En bedrift med et samfunnsmål.</p>")
    allow_page_editor(book)
    client.force_login(berit)
    told = [above_the_form(client, page.pk)]
    page.title = "Ring 99 88 77 66"
    draft = page.save_revision()
    told.append(above_the_form(client, page.pk))
    draft.publish()
    page.refresh_from_db()
    page.title = "Ring alltid 99 88 77 66"
    page.save_revision()
    assert [*told, above_the_form(client, page.pk)] == [False, True, False]


WORDS = "En bedrift med et samfunnsmål."
PHONE = "Ring Kari på 99 88 77 66."
EMAIL = "Eller skriv til kari@gmail.com."
NOT_YET = "er ikke publisert ennå"


@pytest.fixture
def page(book: Cookbook, berit: Person, client: Client) -> FactChapter:
    """A published page, and Berit in the page editor."""
    page = make_fact(book, f"<p>{WORDS}</p>")
    allow_page_editor(book)
    client.force_login(berit)
    return page


def publish(client: Client, page: FactChapter, words: str, **more: Any) -> tuple[str, bool]:
    """Press “Publish” with these words in the page; where it leads, and whether readers see them."""
    (key, _old), *_rest = paragraphs(page)
    led = press(client, page, fact_form(page, (key, words), **more))
    assert led.status_code == 302, led.content.decode()[-3000:]
    return led.url, words in Client().get(page.get_url()).content.decode()


def test_whoever_publishes_is_asked_first_and_the_second_press_publishes(
    client: Client, page: FactChapter
) -> None:
    form, done = f"/admin/pages/{page.pk}/edit/", f"/redaksjon/etter-publisering/{page.pk}/"
    first = publish(client, page, f"{WORDS} {PHONE}")
    above = " ".join(client.get(form).content.decode().split())
    assert (first, NOT_YET in above, SAID in above) == ((form, False), True, True)
    assert publish(client, page, f"{WORDS} {PHONE}") == (done, True)
    assert publish(client, page, f"Ny. {PHONE}") == (done, True)


def test_who_has_been_asked_about_one_thing_is_asked_about_another(client: Client, page: FactChapter) -> None:
    form = f"/admin/pages/{page.pk}/edit/"
    said = [publish(client, page, words) for words in (PHONE, f"{PHONE} {EMAIL}", f"{PHONE} {EMAIL}")]
    assert said == [(form, False), (form, False), (f"/redaksjon/etter-publisering/{page.pk}/", True)]


def test_an_hour_is_not_given_to_it_without_being_asked_either(client: Client, page: FactChapter) -> None:
    scheduled = []
    for _press in range(2):
        publish(client, page, PHONE, go_live_at="2099-01-01 10:00")
        scheduled.append(FactChapter.objects.get(pk=page.pk).scheduled_revision is not None)
    assert scheduled == [False, True]


def test_several_at_once_are_asked_about_as_one_is(client: Client, page: FactChapter) -> None:
    page.title = PHONE
    page.save_revision()
    address = f"/admin/bulk/wagtailcore/page/publish/?id={page.pk}"
    titles = []
    for _press in range(2):
        client.post(address, {"id": page.pk})
        titles.append(FactChapter.objects.get(pk=page.pk).title)
    assert titles[0] != PHONE == titles[1]
