"""What somebody has been given is told in the digest, and before the day it is due."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django.utils import timezone

from kokebok.desk.assigning.actions.assign import NewAssignment, assign
from kokebok.people.models import Person
from kokebok.reminders.actions.remind import remind
from kokebok.reminders.queries import deadlines_until, items_for
from kokebok.review.actions.give import ReadingRequest, give_reading
from tests.world import InputFactory, paragraph_saying

if TYPE_CHECKING:
    from kokebok.book.models import Recipe

pytestmark = pytest.mark.usefixtures("recipe")


def test_an_input_one_has_been_given_is_in_the_digest(berit: Person, egil: Person) -> None:
    since = timezone.now() - timedelta(hours=1)
    given = InputFactory.create(paragraph=paragraph_saying("Spør dem det gjelder."))
    before = {item.path for item in items_for(egil, since)}
    assign(given, NewAssignment(to=egil), by=berit)
    new = [item.path for item in items_for(egil, since) if item.path not in before]
    assert [path for path in new if path.endswith(f"/innspill/{given.pk}/")] != []


def test_one_is_reminded_once_before_the_day_an_input_is_due(berit: Person, egil: Person) -> None:
    given = InputFactory.create(paragraph=paragraph_saying("Spør dem det gjelder."))
    assign(given, NewAssignment(to=egil, due=timezone.localdate() + timedelta(days=1)), by=berit)
    for _time in range(2):
        remind()
    letters = [letter for letter in mail.outbox if letter.to == [egil.email]]
    assert [f"/redaksjon/innspill/{given.pk}/" in letter.body for letter in letters] == [True]


def test_a_reading_is_a_deadline_for_those_who_have_paragraphs_left(
    berit: Person, rana: Person, recipe: Recipe
) -> None:
    due = timezone.localdate() + timedelta(days=1)
    asked = ReadingRequest(
        title="Steget", paragraphs=[paragraph_saying("Spør dem det gjelder.")], members=[rana], due=due
    )
    give_reading(asked, by=berit)
    found = deadlines_until(timezone.now() + timedelta(days=3))
    assert [(one.kind, one.people) for one in found] == [("reading.due", (rana,))]
