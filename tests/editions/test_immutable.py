"""An edition says the same for ever, whoever asks for a change and by whatever way."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from kokebok.editions.actions.freeze import freeze
from kokebok.editions.content import content_of
from kokebok.editions.models import Edition, EditionPage, EditionWording
from tests.world import publish

TABLES = ["editions_edition", "editions_editionpage", "editions_editionwording"]


@pytest.fixture
def edition(book, recipe, berit) -> Edition:
    return freeze(book, number="1", title="Veier", foreword="", on=date(2026, 3, 1), by=berit)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_database_itself_refuses(edition, table, statement) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        assert cursor.fetchone()[0] > 0
        with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
            cursor.execute(statement.format(table))


def test_a_change_through_the_models_is_refused(edition) -> None:
    before = content_of(edition)
    edition.title = "Noe annet"
    for attempt in (
        edition.save,
        edition.delete,
        lambda: Edition.objects.filter(pk=edition.pk).update(title="Noe annet"),
        lambda: EditionPage.objects.filter(edition=edition).update(title="Noe annet"),
        lambda: EditionWording.objects.filter(edition=edition).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()
    assert content_of(Edition.objects.get(pk=edition.pk)) == before


@pytest.mark.parametrize("act", ["edited", "renamed", "unpublished", "moved"])
def test_what_the_page_editor_does_afterwards_does_not_reach_it(book, recipe, edition, act) -> None:
    before = content_of(edition)
    if act == "edited":
        recipe.situation = "Alt er nytt."
        publish(recipe)
    elif act == "renamed":
        recipe.title, recipe.slug = "Noe annet", "annet"
        publish(recipe)
        book.title = "En annen bok"
        publish(book)
    elif act == "unpublished":
        recipe.unpublish()
    else:
        recipe.move(book.get_children().last(), pos="last-child")
    assert content_of(Edition.objects.get(pk=edition.pk)) == before


def test_a_page_that_is_in_an_edition_is_not_deleted(recipe, edition) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        recipe.delete()
