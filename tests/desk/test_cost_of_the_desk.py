"""What the two pages an editor has open all day cost: few questions to the database, however much waits at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from kokebok.book.models import Paragraph
from kokebok.clusters.actions.compare import catch_up
from kokebok.desk.models import (
    Assignment,
    Decision,
    Draft,
    Note,
    Outcome,
    Presence,
    ReplyTemplate,
    SavedFilter,
)
from kokebok.inputs.models import Door, State
from kokebok.later.models import Worker
from kokebok.themes.models import InputTheme, Method, Proposal, Theme
from tests.desk.conftest import queries_of
from tests.world import InputFactory, make_fact

if TYPE_CHECKING:
    from django.test import Client

    from kokebok.book.models import Cookbook
    from kokebok.inputs.models import Input
    from kokebok.people.models import Person

IN_THE_INBOX = 15
"""Who asks (session, person, roles), with saved filters and keys, 5; a page of the list, who has each of them, and who
has it open, 4; all filters counted at once, 1; what waits and until when, 1; whether all goes well, 1; what is switched
on, 1; the menu with all its numbers, 1; and the cookbook, 1."""
BESIDE_AN_INPUT = 25
"""Each thing beside it is fetched once, and only what there is: which that is, is one question. Twenty are asked of
any input: who asks, the input, its neighbours, what is alike, whom it can be given to, templates, themes, reasons, the
menu. Here it is somebody’s, has a theme and a proposal, and others are alike. A note, a draft, or somebody who has it
open are one each."""


@pytest.mark.parametrize("many", [3, 60])
def test_the_inbox_costs_as_little_when_much_waits(
    as_berit: Client, book: Cookbook, berit: Person, egil: Person, many: int
) -> None:
    full_desk(book, berit, egil, many=many)
    assert queries_of(as_berit, "/redaksjon/innspill/") == IN_THE_INBOX


@pytest.mark.parametrize("many", [3, 60])
def test_an_opened_input_costs_as_little_among_many(
    as_berit: Client, book: Cookbook, berit: Person, egil: Person, many: int
) -> None:
    given = full_desk(book, berit, egil, many=many)
    assert queries_of(as_berit, f"/redaksjon/innspill/{given.pk}/") <= BESIDE_AN_INPUT


def full_desk(book: Cookbook, berit: Person, egil: Person, *, many: int) -> Input:
    """A desk where much waits, on paragraphs, by several doors; gives back an input that has most things beside it."""
    page = make_fact(book, "".join(f"<p>Avsnitt {one} sier sitt om saken.</p>" for one in range(many)))
    paragraphs = list(Paragraph.objects.filter(page=page))
    doors = [Door.PAGE, Door.PAPER, Door.EMAIL]
    waiting = [
        InputFactory.create(paragraph=paragraph, door=doors[n % 3]) for n, paragraph in enumerate(paragraphs)
    ]
    given = waiting[0]
    beside = [InputFactory.create(paragraph=given.paragraph) for _n in range(many)]
    for one in beside[1::2]:
        answered(one, by=egil)
    theme = Theme.objects.create(name="Pris", made_by=berit)
    other = Theme.objects.create(name="Ansvar", made_by=berit)
    for one in waiting:
        InputTheme.objects.create(given=one, theme=theme, by=berit)
        Proposal.objects.create(given=one, theme=other, place=0, share=0.6, lead=0.2, method=Method.NGRAMS)
        Assignment.objects.create(given=one, to=egil, by=berit)
    for one in waiting[1:]:
        Presence.objects.create(given=one, person=egil, seen_at=timezone.now())
        Note.objects.create(given=one, by=egil, text="Se på denne.")
        Draft.objects.create(given=one, by=egil, fields={"reply": "Takk."})
    ReplyTemplate.objects.create(name="Takk", text="Takk for innspillet.", by=berit)
    SavedFilter.objects.create(person=berit, name="Papir", query="door=paper")
    Worker.objects.create(key="1", machine="her", pid=1)
    catch_up()
    return given


def answered(given: Input, *, by: Person) -> None:
    """Answer an input without more ado."""
    at = timezone.now()
    type(given).objects.filter(pk=given.pk).update(state=State.ANSWERED, settled_at=at)
    Decision.objects.create(given=given, outcome=Outcome.NOT_TAKEN, reason="Fordi.", by=by, at=at)
