"""What the tests of review share: a reading of one page, its member, and ways to change a paragraph."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from kokebok.book.actions.rewrite import rewrite
from kokebok.book.models import Paragraph, Weight, Wording
from kokebok.book.models.splitting import ReasonForChange
from kokebok.book.queries import wording_now
from kokebok.people.models import RoleName
from kokebok.review.actions.give import ReadingRequest, give_reading
from kokebok.review.actions.say import say
from kokebok.review.models import DraftPage, Portion, Reading, Says, Verdict
from tests.review.drafts import NEW, make_draft, sent
from tests.world import make_cookbook, make_person, make_recipe, paragraph_saying

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook, FactChapter, Recipe
    from kokebok.people.models import Person

WORDS = "Spør dem det gjelder."
Asker = Callable[..., Reading]


@pytest.fixture
def signe(db: None) -> Person:
    """Another member of the resource group."""
    return make_person("signe@example.no", "Signe Ressurs", RoleName.RESOURCE)


@pytest.fixture
def ask(recipe: Recipe, berit: Person, rana: Person) -> Asker:
    """Asks members (Rana if none are given) to read the paragraphs of the recipe's step."""

    step = [paragraph_saying(words) for words in (WORDS, "Ring tre", "Besøk to")]

    def make(*members: Person, **fields: Any) -> Reading:
        asked = {"title": "Om behov", "paragraphs": step, "members": list(members) or [rana]}
        return give_reading(ReadingRequest(**{**asked, **fields}), by=berit)

    return make


@pytest.fixture
def as_rana(rana: Person) -> Client:
    """Rana's phone."""
    client = Client()
    client.force_login(rana)
    return client


@pytest.fixture
def as_berit(berit: Person) -> Client:
    """Berit's browser."""
    client = Client()
    client.force_login(berit)
    return client


@pytest.fixture
def chapter(book: Cookbook) -> FactChapter:
    """A fact chapter that was never published."""
    return make_draft(book)


@pytest.fixture
def draft(as_berit: Client, chapter: FactChapter, rana: Person) -> DraftPage:
    """The chapter as Rana is asked to read it."""
    assert as_berit.post(NEW, sent(as_berit, chapter, member=rana)).status_code == 302
    return DraftPage.objects.get()


def committed_portion() -> tuple[Portion, Person, Person]:
    """A paragraph to read, its member and an editor, in a database where commits are real."""
    make_recipe(make_cookbook())
    editor = make_person("berit@example.no", "Berit Redaktør", RoleName.EDITOR)
    member = make_person("rana@example.no", "Rana Ressurs", RoleName.RESOURCE)
    reading = give_reading(ReadingRequest("Om behov", [paragraph_saying(WORDS)], [member]), by=editor)
    return reading.portions.get(), member, editor


def portion_of(reading: Reading, words: str = WORDS) -> Portion:
    """The paragraph of a reading that had these words first."""
    return reading.portions.get(paragraph__wordings__number=1, paragraph__wordings__text__contains=words)


def change(paragraph: Paragraph, to: str, by: Person, weight: Weight = Weight.MEANING) -> Wording:
    """Publish other words in a paragraph."""
    return rewrite(wording_now(paragraph), to=to, by=by, note=ReasonForChange(reason="Bedre.", weight=weight))


def says(portion: Portion, what: Says, by: Person, text: str = "") -> Verdict:
    """Say something of the wording that stands."""
    return say(portion, what, text, by=by, wording=wording_now(portion.paragraph))
