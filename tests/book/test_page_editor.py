"""The page editor: who may write, what cannot be thrown away, and the way back to the desk."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Page

from kokebok.book.actions.allow_page_editor import allow_page_editor
from kokebok.book.models import Cookbook, Paragraph, Recipe
from kokebok.book.page_editor import page_editor_address
from kokebok.editions.actions.freeze import freeze
from kokebok.journal.models import Entry
from tests.world import InputFactory, paragraph_saying

if TYPE_CHECKING:
    from django.test import Client

    from kokebok.people.models import Person


@pytest.fixture
def writer(client: Client, book: Cookbook, berit: Person) -> Client:
    """An editor in the page editor."""
    allow_page_editor(book)
    client.force_login(berit)
    return client


def rights() -> tuple[Any, ...]:
    group = Group.objects.get(name="Redaksjon")
    own = group.permissions.values_list("content_type__app_label", "codename")
    pages = GroupPagePermission.objects.filter(group=group).values_list("page__slug", "permission__codename")
    files = GroupCollectionPermission.objects.filter(group=group).values_list(
        "permission__codename", flat=True
    )
    return sorted(own), sorted(pages), sorted(files)


def test_the_editors_get_the_rights_they_need_and_not_to_delete(book: Cookbook) -> None:
    allow_page_editor(book)
    assert rights() == (
        [
            ("book", "add_value"), ("book", "change_value"), ("book", "view_value"),
            ("people", "add_body"), ("people", "change_body"), ("people", "view_body"),
            ("wagtailadmin", "access_admin"),
        ],
        [("veier", name) for name in ("add_page", "change_page", "lock_page", "publish_page", "unlock_page")],
        ["add_image", "change_image", "choose_image"],
    )  # fmt: skip


def test_opening_the_pen_again_changes_nothing(book: Cookbook) -> None:
    allow_page_editor(book)
    before = rights()
    allow_page_editor(book)
    assert rights() == before


@pytest.mark.parametrize("name", ["wagtailadmin_home", "wagtailimages:index", "wagtailsnippets:index"])
def test_an_editor_can_open_the_rooms_of_the_pen(writer: Client, name: str) -> None:
    assert writer.get(reverse(name)).status_code == 200


def test_an_editor_can_edit_a_page_and_find_the_inputs_about_it(writer: Client, recipe: Recipe) -> None:
    page = writer.get(reverse("wagtailadmin_pages:edit", args=[recipe.pk]))
    assert page.status_code == 200
    assert f"/redaksjon/?about={recipe.pk}" in page.content.decode()


def test_the_way_to_the_desk_is_in_the_menu_and_what_is_not_used_is_not(writer: Client) -> None:
    text = writer.get(reverse("wagtailadmin_home")).content.decode()
    assert '"/redaksjon/"' in text
    assert "/admin/reports/" not in text


@pytest.mark.parametrize(
    ("words", "ends"),
    [("Du er rådgiver", "#id_situation-label"), ("Ring tre familier", "-section")],
    ids=["a field", "a block"],
)
def test_the_way_from_a_paragraph_into_the_pen_ends_at_its_place(
    recipe: Recipe, words: str, ends: str
) -> None:
    paragraph = paragraph_saying(words)
    assert page_editor_address(recipe, paragraph.path).startswith(f"/admin/pages/{recipe.pk}/edit/#")
    assert page_editor_address(recipe, paragraph.path).endswith(ends)


def test_a_page_people_have_spoken_about_cannot_be_deleted_and_one_is_told_what_to_do(
    admin_of_all: Client, recipe: Recipe
) -> None:
    InputFactory.create(paragraph=paragraph_saying("Ring tre familier"))
    page = admin_of_all.post(reverse("wagtailadmin_pages:delete", args=[recipe.pk]), follow=True)
    assert Recipe.objects.filter(pk=recipe.pk).exists()
    assert [recipe.title in str(message) for message in page.context["messages"]] == [True]


def test_a_shelf_with_such_pages_cannot_be_deleted_either(admin_of_all: Client, recipe: Recipe) -> None:
    InputFactory.create(paragraph=paragraph_saying("Ring tre familier"))
    shelf = recipe.get_parent()
    admin_of_all.post(reverse("wagtailadmin_pages:delete", args=[shelf.pk]))
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    admin_of_all.post(f"{address}?id={shelf.pk}&id={recipe.pk}")
    assert Page.objects.filter(pk__in=[shelf.pk, recipe.pk]).count() == 2


def test_a_page_an_edition_has_cannot_be_deleted(admin_of_all: Client, recipe: Recipe, egil: Person) -> None:
    freeze(Cookbook.objects.get(), number="1", title="Veier", foreword="", on=date(2026, 3, 1), by=egil)
    admin_of_all.post(reverse("wagtailadmin_pages:delete", args=[recipe.pk]))
    assert Recipe.objects.filter(pk=recipe.pk).exists()


@pytest.mark.parametrize("several", [False, True], ids=["alone", "in bulk"])
def test_a_page_nobody_has_spoken_about_is_deleted_with_its_paragraphs_and_a_line_in_the_journal(
    admin_of_all: Client, recipe: Recipe, several: bool
) -> None:
    address = reverse("wagtailadmin_pages:delete", args=[recipe.pk])
    if several:
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"]) + f"?id={recipe.pk}"
    assert admin_of_all.get(address).status_code == 200
    assert Recipe.objects.filter(pk=recipe.pk).exists()
    admin_of_all.post(address)
    assert (Recipe.objects.count(), Paragraph.objects.filter(page_id=recipe.pk).count()) == (0, 0)
    assert [line.what for line in Entry.objects.filter(act="page.deleted")] == [{"title": recipe.title}]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "Kopien heter «Et nytt møte». Den er et utkast: Ingen leser den ennå."),
        ({"publish_copies": "on"}, "Kopien heter «Et nytt møte», og leserne ser den nå."),
    ],
    ids=["a draft", "published"],
)
def test_after_copying_one_reads_what_the_copy_is_called_and_whether_readers_see_it(
    admin_of_all: Client, recipe: Recipe, more: dict[str, str], said: str
) -> None:
    form = {
        "new_title": "Et nytt møte",
        "new_slug": "et-nytt-mote",
        "new_parent_page": recipe.get_parent().pk,
    }
    page = admin_of_all.post(
        reverse("wagtailadmin_pages:copy", args=[recipe.pk]), {**form, **more}, follow=True
    )
    assert said in [str(message) for message in page.context["messages"]]


@pytest.fixture
def admin_of_all(client: Client, egil: Person) -> Client:
    """Somebody the page editor refuses nothing by itself."""
    egil.is_superuser = True
    egil.save(update_fields=["is_superuser"])
    client.force_login(egil)
    return client
