"""What the drafts on empty shelves say of how to write is not published without a word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.utils.html import escape
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from kokebok.book.models import Recipe, TextPage
from kokebok.lib.richtext import plain
from kokebok.starter.to_write_over import fields_left
from tests.pen import OF_ALL, press, recipe_form
from tests.setup.test_begin import SAID, START

if TYPE_CHECKING:
    from django.test import Client

NOT_YET = "er ikke publisert: ordene den begynte med, står fortsatt i "
WRITTEN = {"lead": "Hvem vi er, og hvordan vi arbeider.", "title": "Om oss", "slug": "om-oss"}


@pytest.fixture
def writer(desk: Client) -> Client:
    """Who has begun a cookbook with empty shelves."""
    desk.post(START, SAID)
    return desk


def about() -> TextPage:
    return TextPage.objects.get(title__in=("Skriv over: om arbeidet", WRITTEN["title"]))


def form_of(page: TextPage, **more: Any) -> dict[str, Any]:
    """The form of a text page as it is opened, with what is changed in it."""
    blocks = [
        (block.block_type, rich_text(block.value.source) if block.block_type == "text" else block.value)
        for block in page.body
    ]
    fields = {
        **{name: getattr(page, name) for name in ("title", "slug", "lead")},
        "body": streamfield(blocks),
        "linked_from": "footer",
        **OF_ALL,
    }
    return dict(nested_form_data({**fields, **more}))


def told(client: Client, page: Page, form: dict[str, Any]) -> str:
    """What is said above the form after Publish is pressed."""
    done = press(client, page, form)
    assert done.status_code == 302, done.context["form"].errors
    assert done.url == f"/admin/pages/{page.pk}/edit/"
    said = plain(client.get(done.url).content.decode())
    return said[said.index("«") :].partition(" Skriv over dem")[0]


def test_the_fields_are_named_and_what_is_written_over_is_published(writer: Client) -> None:
    page = about()
    said = told(writer, page, form_of(page, title="Om oss", slug="om-oss"))
    assert said == f"«Om oss» {NOT_YET}«Ingress», «Tekst»."
    assert writer.get("/om-oss/").status_code == 404
    written = streamfield([("text", rich_text("<p>Vi er Innbyggerdirektoratet.</p>"))])
    done = press(writer, page, form_of(about(), **WRITTEN, body=written))
    assert done.url == f"/redaksjon/etter-publisering/{page.pk}/"
    assert "Vi er Innbyggerdirektoratet." in writer.get("/om-oss/").content.decode()


def test_whoever_presses_once_more_publishes_it_all_the_same(writer: Client) -> None:
    page = about()
    form = form_of(page, title="Om oss", slug="om-oss")
    assert NOT_YET in told(writer, page, form)
    assert press(writer, page, form).url == f"/redaksjon/etter-publisering/{page.pk}/"
    assert escape("Skriv over alt som står her.") in writer.get("/om-oss/").content.decode()


def test_whoever_writes_over_some_of_it_is_told_of_the_rest(writer: Client) -> None:
    page = about()
    told(writer, page, form_of(page))
    assert f"{NOT_YET}«Tekst»." in told(writer, page, form_of(page, **WRITTEN))
    assert Page.objects.get(pk=page.pk).live is False


def test_an_hour_is_not_given_to_them_either(writer: Client) -> None:
    page = about()
    assert NOT_YET in told(writer, page, form_of(page, go_live_at="2099-01-01 10:00"))
    assert Page.objects.get(pk=page.pk).scheduled_revision is None


def test_several_at_once_are_told_of_as_one_is(writer: Client) -> None:
    page = about()
    done: Any = writer.post(
        f"/admin/bulk/wagtailcore/page/publish/?id={page.pk}", {"id": page.pk}, follow=True
    )
    assert NOT_YET in plain(done.content.decode())
    assert Page.objects.get(pk=page.pk).live is False


def test_a_situation_that_says_how_to_write_one_is_told_of(writer: Client) -> None:
    recipe = Recipe.objects.get()
    form = recipe_form(
        recipe,
        ingredient="people",
        case="",
        variants=streamfield([]),
        title="Ny",
        slug="ny",
        lead="Vår egen.",
        outcome="Et svar.",
    )
    assert f"{NOT_YET}«Situasjon»." in told(writer, recipe, form)


def test_every_draft_on_empty_shelves_has_words_to_write_over(writer: Client) -> None:
    drafts = [page.specific for page in Page.objects.filter(live=False)]
    assert {type(page).__name__: bool(fields_left(page)) for page in drafts} == dict.fromkeys(
        ("Example", "FactChapter", "Post", "Recipe", "TextPage", "Tool"), True
    )


def test_no_page_of_the_starter_has_words_to_write_over(desk: Client) -> None:
    desk.post(START, {**SAID, "beginning": "starter"})
    pages = [page.specific for page in Page.objects.live()]
    assert {page.title: left for page in pages if (left := fields_left(page))} == {}
