"""The form of a page: what a new one begins with, and that it loses nothing of what it holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import translation
from wagtail.test.utils.form_data import rich_text

from kokebok.book.actions.allow_page_editor import allow_page_editor
from kokebok.book.help_texts import help_for
from kokebok.book.models import BookPage, Cookbook
from kokebok.book.rich_text_area import RichTextArea
from tests.pen import press, shelf_of_facts
from tests.world import make_fact

if TYPE_CHECKING:
    from django.test import Client

    from kokebok.people.models import Person

pytestmark = pytest.mark.django_db
WITHOUT_HELP = frozenset({"comment_notifications", "go_live_at", "expire_at"})


@pytest.fixture
def writer(client: Client, book: Cookbook, berit: Person) -> Client:
    """An editor in the page editor."""
    allow_page_editor(book)
    client.force_login(berit)
    return client


def shown_in(page: str, field: str) -> str:
    """What a field of a form holds."""
    found = re.search(rf'<input[^>]*name="{field}"[^>]*>', page)
    assert found, field
    value = re.search(r'value="([^"]*)"', found[0])
    return value[1] if value else ""


def new_page(client: Client) -> str:
    """The form of a new fact chapter."""
    address = reverse("wagtailadmin_pages:add", args=["book", "factchapter", shelf_of_facts().pk])
    return client.get(address).content.decode()


def test_a_new_page_begins_with_the_body_and_the_mailbox_of_the_book(writer: Client) -> None:
    Cookbook.objects.update(responsible_body="Lillevik kommune", role_mailbox="post@lillevik.no")
    page = new_page(writer)
    assert (shown_in(page, "responsible_body"), shown_in(page, "role_mailbox")) == (
        "Lillevik kommune",
        "post@lillevik.no",
    )


def test_a_page_that_says_otherwise_keeps_that(writer: Client, book: Cookbook) -> None:
    Cookbook.objects.update(responsible_body="Lillevik kommune", role_mailbox="post@lillevik.no")
    chapter = make_fact(book, responsible_body="Storevik kommune")
    page = writer.get(reverse("wagtailadmin_pages:edit", args=[chapter.pk])).content.decode()
    assert (shown_in(page, "responsible_body"), shown_in(page, "role_mailbox")) == ("Storevik kommune", "")


def test_why_the_text_is_changed_is_asked_only_of_what_has_been_read(writer: Client, book: Cookbook) -> None:
    chapter = make_fact(book)
    old = writer.get(reverse("wagtailadmin_pages:edit", args=[chapter.pk])).content.decode()
    assert ["change_reason" in new_page(writer), "change_reason" in old] == [False, True]


def test_headings_in_the_words_about_the_book_are_still_there_after_saving(
    writer: Client, book: Cookbook
) -> None:
    about = '<h3 data-block-key="a1">Hvem</h3><p data-block-key="a2">Vi, og <sup>1</sup> til.</p>'
    Cookbook.objects.filter(pk=book.pk).update(about=about)
    book.refresh_from_db()
    book.save_revision()
    fields = {name: getattr(book, name) for name in ("title", "slug", "lead")}
    more = {
        "change_weight": "meaning",
        "change_cause": "",
        "change_reason": "",
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
    }
    press(writer, book, {**fields, **more, "about": rich_text(about)}, publish=False)
    assert book.get_latest_revision_as_object().about == about


@pytest.mark.parametrize(
    "html",
    [
        "<h2>a</h2><h3>b</h3><h4>c</h4>",
        "<blockquote>sagt</blockquote><ul><li>a<ul><li>b</li></ul></li></ul><ol><li>c</li></ol>",
        '<p>m<sup>2</sup> H<sub>2</sub>O <code>x</code> <a href="https://example.no/">der</a></p>',
    ],
)
def test_no_field_drops_what_another_field_may_hold(html: str) -> None:
    area = RichTextArea(features=["bold"])
    again = area.value_from_datadict({"x": area.format_value(html)}, {}, "x")
    assert re.sub(r' data-block-key="\w+"', "", again) == html


def kinds_below(kind: type[BookPage]) -> list[type[BookPage]]:
    """All kinds of pages that are made of this one."""
    below = [found for one in kind.__subclasses__() for found in (one, *kinds_below(one))]
    return [one for one in below if not one._meta.abstract]


@pytest.mark.parametrize("kind", kinds_below(BookPage))
@pytest.mark.parametrize("language", ["nb", "nn"])
def test_each_field_of_a_page_says_what_it_is_for_in_the_writers_language(
    book: Cookbook, berit: Person, kind: type[BookPage], language: str
) -> None:
    with translation.override(language):
        form = kind.get_edit_handler().get_form_class()(instance=kind(), for_user=berit, parent_page=book)
        said = {name: str(field.help_text) for name, field in form.fields.items()}
    with translation.override("en"):
        english = {str(words) for words in help_for(kind.__name__).values()}
    lacking = {name for name, words in said.items() if not words} - WITHOUT_HELP
    assert (lacking, english & set(said.values())) == (set(), set())
