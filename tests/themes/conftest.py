"""What the tests of themes share: inputs about two things, and themes for both."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction
from django.test import Client

from kokebok.themes.actions.keep import add_theme
from kokebok.themes.models import Theme
from tests.world import InputFactory

if TYPE_CHECKING:
    from kokebok.inputs.models import Input
    from kokebok.people.models import Person

ABOUT_MONEY = (
    "Tilskudd og økonomi: kommunen bør betale for prosjektet.",
    "Hvem betaler tilskuddet når prosjektet er over?",
    "Økonomien er usikker uten tilskudd fra kommunen.",
    "Vi søkte om tilskudd, men økonomien rakk ikke.",
)
ABOUT_THE_YOUNG = (
    "Ungdom på skolen trenger et sted å være.",
    "Skolen bør spørre ungdommene hva de vil.",
    "Et sted for ungdom etter skoletid, ikke på skolen.",
    "Ungdommene på skolen vår savner en voksen.",
)
Mixed = tuple["Input", ...]


@pytest.fixture
def mixed(db: None) -> Any:
    """Four inputs about money, then four about young people."""
    return tuple(InputFactory.create(text=text) for text in (*ABOUT_MONEY, *ABOUT_THE_YOUNG))


@pytest.fixture
def money(berit: Person) -> Theme:
    """A theme in use."""
    return add_theme(name="Økonomi", by=berit)


@pytest.fixture
def young(berit: Person) -> Theme:
    """Another theme in use."""
    return add_theme(name="Ungdom", by=berit)


@pytest.fixture
def as_berit(berit: Person) -> Client:
    """Berit's browser."""
    client = Client()
    client.force_login(berit)
    return client


@pytest.fixture
def after_commit(django_capture_on_commit_callbacks: Any) -> Callable[[Callable[[], Any]], Any]:
    """Do something, and the later work that it leaves behind, as far as that goes on by itself."""

    def do(act: Callable[[], Any]) -> Any:
        with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
            return act()

    return do
