"""Text pages of one's own: written in the page editor, linked from where the editor chose, spoken about as any page."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from kokebok.book.actions.allow_page_editor import allow_page_editor
from kokebok.book.models import Cookbook, LinkedFrom, Paragraph, Recipe, TextPage
from kokebok.editions.actions.freeze import freeze
from kokebok.people.models import Person
from kokebok.versions.actions.make import make_version
from tests.pen import OF_ALL
from tests.world import publish

WORDS = "Vi er tre kommuner og et direktorat."


@pytest.fixture
def writer(client: Client, book: Cookbook, berit: Person) -> Client:
    """Berit, an editor, in the page editor."""
    allow_page_editor(book)
    client.force_login(berit)
    return client


def form(title: str = "Om oss", slug: str = "om-oss", where: str = "footer") -> dict[str, Any]:
    body = streamfield(
        [
            ("heading", "Hvem vi er"),
            ("text", rich_text(f'<p data-block-key="aaaaa">{WORDS}</p>')),
            ("text", rich_text('<ul><li data-block-key="bbbbb">Lillevik</li></ul>')),
        ]
    )
    fields = {"title": title, "slug": slug, "lead": "Hvem som står bak.", "body": body, "linked_from": where}
    return dict(nested_form_data({**fields, **OF_ALL}))


def publish_new(writer: Client, book: Cookbook, **more: str) -> TextPage:
    address = reverse("wagtailadmin_pages:add", args=["book", "textpage", book.pk])
    answer: Any = writer.post(address, {**form(**more), "action-publish": "action-publish"})
    assert answer.status_code == 302, answer.context["form"].errors
    return TextPage.objects.latest("pk")


def links(page: str) -> dict[str, int]:
    """How many times the way to the page stands in the menu, and at the foot."""
    menu, _nav, foot = page.partition('<main id="main"')
    return {"menu": menu.count('href="/om-oss/"'), "foot": foot.count('href="/om-oss/"')}


def test_a_text_page_is_offered_published_and_linked_from_the_foot_of_every_page(
    writer: Client, book: Cookbook
) -> None:
    offered = writer.get(reverse("wagtailadmin_pages:add_subpage", args=[book.pk])).content.decode()
    assert "book/textpage" in offered
    publish_new(writer, book)
    for address in ("/", "/personvern/", "/om-oss/"):
        assert links(Client().get(address).content.decode())["foot"] >= 1, address
    read = Client().get("/om-oss/").content.decode()
    assert [words in read for words in ("Hvem vi er", WORDS, "<li", "Hvem som står bak.")] == [True] * 4


@pytest.mark.parametrize(
    ("where", "found"),
    [
        (LinkedFrom.FOOTER, {"menu": 0, "foot": 1}),
        (LinkedFrom.MENU, {"menu": 1, "foot": 0}),
        (LinkedFrom.BOTH, {"menu": 1, "foot": 1}),
        (LinkedFrom.NOWHERE, {"menu": 0, "foot": 0}),
    ],
)
def test_it_is_linked_from_where_the_editor_chose(
    writer: Client, book: Cookbook, where: str, found: dict[str, int]
) -> None:
    publish_new(writer, book, where=where)
    assert links(Client().get("/personvern/").content.decode()) == found


@pytest.mark.parametrize(
    ("language", "found"),
    [
        ("nb", [("/om-oss/", None), ("/vilkar/", None)]),
        ("nn", [("/om-oss-nn/", None), ("/vilkar/", "nb")]),
        ("en", [("/om-oss/", "nb"), ("/vilkar/", "nb")]),
    ],
)
def test_of_a_text_page_with_versions_one_is_linked_and_its_language_is_said(
    writer: Client, book: Cookbook, berit: Person, language: str, found: list[tuple[str, str | None]]
) -> None:
    page = publish_new(writer, book, where=LinkedFrom.BOTH)
    publish(make_version(page, language="nn", title="Om oss på nynorsk", slug="om-oss-nn", by=berit))
    publish_new(writer, book, title="Vilkår", slug="vilkar", where=LinkedFrom.BOTH)
    reader = Client()
    reader.cookies["kokebok_language"] = language
    soup = BeautifulSoup(reader.get("/personvern/").content.decode(), "lxml")
    for links in ("nav .menu-links a", "footer a"):
        ours = [a for a in soup.select(links) if a["href"] in {"/om-oss/", "/om-oss-nn/", "/vilkar/"}]
        said = [a.get("lang") or (a.parent or a).get("lang") for a in ours]
        assert list(zip([a["href"] for a in ours], said, strict=True)) == found


def test_a_draft_is_linked_from_nowhere_and_not_there(writer: Client, book: Cookbook) -> None:
    writer.post(reverse("wagtailadmin_pages:add", args=["book", "textpage", book.pk]), form())
    assert TextPage.objects.count() == 1
    assert links(Client().get("/personvern/").content.decode()) == {"menu": 0, "foot": 0}
    assert Client().get("/om-oss/").status_code == 404


def test_one_can_say_something_about_its_paragraphs(writer: Client, book: Cookbook) -> None:
    page = publish_new(writer, book)
    anchor = Paragraph.objects.standing().on(page).get(text=WORDS).anchor
    given = Client().get(f"/innspill/gi/{anchor}/")
    assert (given.status_code, WORDS in given.content.decode()) == (200, True)
    assert f"/innspill/gi/{anchor}/" in Client().get("/om-oss/").content.decode()


def test_it_is_found_by_search_and_is_no_part_of_an_edition(
    writer: Client, book: Cookbook, recipe: Recipe, berit: Person
) -> None:
    publish_new(writer, book)
    assert 'href="/om-oss/#a-' in Client().get("/sok/?q=direktorat").content.decode().partition("<footer")[0]
    edition = freeze(book, number="1", title=book.title, foreword="", on=date(2026, 11, 29), by=berit)
    assert "om-oss" not in set(edition.pages.values_list("path", flat=True))


def test_every_page_asks_once_for_all_text_pages(
    writer: Client, book: Cookbook, django_assert_max_num_queries: Any
) -> None:
    def asked() -> int:
        with django_assert_max_num_queries(100) as seen:
            Client().get("/personvern/")
        return len(seen.captured_queries)

    publish_new(writer, book)
    one = asked()
    publish_new(writer, book, title="Kontakt", slug="kontakt")
    publish_new(writer, book, title="Vilkår", slug="vilkar", where="menu")
    assert asked() == one


@pytest.mark.parametrize("slug", ["personvern", "sok", "redaksjon"])
def test_a_text_page_is_not_hidden_behind_a_page_the_system_makes(
    writer: Client, book: Cookbook, slug: str
) -> None:
    address = reverse("wagtailadmin_pages:add", args=["book", "textpage", book.pk])
    sent = form("Personvern", slug)
    answer: Any = writer.post(address, {**sent, "action-publish": "action-publish"})
    assert list(answer.context["form"].errors) == ["slug"]
    said = answer.content.decode()
    assert (f"/{slug}/» er allerede brukt" in said, WORDS in said) == (True, True)
    assert not TextPage.objects.exists()
