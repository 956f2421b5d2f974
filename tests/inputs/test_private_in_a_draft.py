"""Above the form of a page stands what looks private in its draft, until it is published."""

from __future__ import annotations

from django.test import Client

from kokebok.book.actions.open_pen import open_pen
from kokebok.book.models import Cookbook
from kokebok.people.models import Person
from tests.world import make_fact

SAID = "Dette ser privat ut: et telefonnummer 99 88 77 66. Skal dette være offentlig?"


def above_the_form(client: Client, page_id: int) -> bool:
    shown = client.get(f"/admin/pages/{page_id}/edit/")
    return SAID in " ".join(shown.content.decode().split())


def test_a_draft_is_told_of_and_what_is_published_already_is_not(
    book: Cookbook, berit: Person, client: Client
) -> None:
    page = make_fact(book, "<p>En bedrift med et samfunnsmål.</p>")
    open_pen(book)
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
