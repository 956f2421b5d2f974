"""What the demo lacks, so that there is something to see on each page of the desk."""

from __future__ import annotations

import uuid

from kokebok.book.models import Recipe
from kokebok.desk.answering.actions.answer import Answer
from kokebok.desk.answering.actions.draft import keep_draft
from kokebok.desk.assigning.actions.assign import NewAssignment, assign
from kokebok.desk.assigning.actions.note import write_note
from kokebok.desk.holding.actions.hold import hold
from kokebok.desk.models import Outcome
from kokebok.desk.replies.actions.reply_templates import make_template
from kokebok.following.actions.newsletter import make as make_newsletter
from kokebok.following.scopes import NEWSLETTER, WHOLE_BOOK
from kokebok.inputs.models import Input, Kind, State
from kokebok.outlets.letter_words import LetterText
from kokebok.people.models import Person
from kokebok.second_reading.actions.draw import draw_sample
from kokebok.themes.actions.keep import add_theme
from kokebok.versions.actions.make import make_version
from tests.following.readers import make_follower


def more_to_see() -> None:
    """An answer held back, a draft, a template, a theme, a note, an assignment, a sample to be read blind, a version,
    somebody who follows, and a newsletter."""
    editor = Person.objects.get(email="redaktor@example.no")
    waiting = list(Input.objects.filter(state=State.OPEN).exclude(kind=Kind.SUGGESTION).order_by("pk"))
    said = Answer(Outcome.LATER, "Vi kommer tilbake til det.", "Det må prøves først.")
    hold(waiting[0], said, by=editor)
    keep_draft(waiting[1], {"reply": "Et halvt svar."}, by=editor)
    make_template(name="Takk", language="nb", text="Takk for innspillet.", by=editor)
    add_theme(name="Økonomi", by=editor)
    write_note(waiting[1], "Hva gjør vi med denne?", by=editor, ticket=uuid.uuid4())
    assign(waiting[1], NewAssignment(to=editor), by=editor)
    draw_sample(by=editor, number=2)
    make_follower("ada@example.no", WHOLE_BOOK, NEWSLETTER)
    words = {"nb": LetterText("Vår", "Hei.")}
    make_newsletter(texts=words, source=None, by=editor, ticket=uuid.uuid4())
    recipe = Recipe.objects.live().filter(language="nb")[0]
    make_version(recipe, language="nn", title=recipe.title, slug=f"{recipe.slug}-nn", by=editor)
