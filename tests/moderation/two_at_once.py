"""A world with real commits for the tests of two at once."""

from __future__ import annotations

from kokebok.moderation.actions.reasons import begin_with_starter_list
from kokebok.moderation.actions.refuse import refuse
from kokebok.moderation.actions.review import ask_for_review
from kokebok.moderation.models import Reason, Review
from kokebok.moderation.rules import Grounds
from kokebok.people.models import Person, RoleName
from tests.world import InputFactory, make_cookbook, make_person, make_recipe, paragraph_saying


def review_and_two_people() -> tuple[Review, list[Person]]:
    """A review that waits, and two who may answer it."""
    make_recipe(make_cookbook())
    begin_with_starter_list(by=None)
    berit, *others = [
        make_person(f"{name}@example.no", name, RoleName.EDITOR) for name in ("berit", "egil", "frida")
    ]
    given = InputFactory.create(paragraph=paragraph_saying("Spør dem det gjelder."))
    ruling = refuse(given, grounds=Grounds(Reason.objects.get(code="reklame")), by=berit)
    return ask_for_review(ruling, words=""), others
