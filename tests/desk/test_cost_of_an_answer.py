"""What an answer costs: few questions to the database, and on a long page no more than on a short one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection
from django.test.utils import CaptureQueriesContext

from kokebok.book.models import Paragraph
from kokebok.lib.quotes import Quote, as_json
from tests.desk.conftest import form
from tests.world import InputFactory, make_fact

if TYPE_CHECKING:
    from django.test import Client

    from kokebok.book.models import Cookbook

MOST_WITH_NEW_TEXT = 59
"""Of these, some twenty are Wagtail's own, which make the revision, publish it and look for aliases; some fifteen bring
paragraphs, inputs and the search in step; and the rest is the answer itself, with five lines in the journal."""
MOST = 18  # who asks, the input and its wording; the move, the decision and its rest, a line for each; and what is next
LEARNT = 2  # the first to be answered has words that the search has not met
QUOTED = Quote("det som er nummer", "Dette sier noe om ", " ")


def test_an_answer_that_changes_a_long_page_costs_what_it_costs_on_a_short_one(
    as_berit: Client, book: Cookbook
) -> None:
    short, long = (cost_of_an_answer(as_berit, book, paragraphs=many, quotes=many - 4) for many in (6, 94))
    assert long <= MOST_WITH_NEW_TEXT
    assert long <= short <= long + LEARNT


def test_an_answer_that_leaves_the_text_as_it_is_costs_what_it_is_to_write_it_down(
    as_berit: Client, book: Cookbook
) -> None:
    given = InputFactory.create(paragraph=Paragraph.objects.get(page=make_fact(book), order=0))
    said = form(given, outcome="not_taken", reason="Fordi.")
    with CaptureQueriesContext(connection) as queries:
        answered = as_berit.post(f"/redaksjon/innspill/{given.pk}/svar/", said)
    given.refresh_from_db()
    assert (answered.status_code, given.state, len(queries) <= MOST) == (302, "answered", True), len(queries)


def cost_of_an_answer(editor: Client, book: Cookbook, *, paragraphs: int, quotes: int) -> int:
    """How many times the database is asked when an answer changes one paragraph of a page that many have quoted."""
    texts = [f"<p>Dette sier noe om det som er nummer {one} av alle her.</p>" for one in range(paragraphs)]
    page = make_fact(book, "".join(texts), slug=f"med-{paragraphs}")
    on_page = list(Paragraph.objects.filter(page=page, text__contains="er nummer").order_by("order"))
    quoted = [InputFactory.create(paragraph=one, quote=as_json(QUOTED)) for one in on_page[:quotes]]
    said = form(
        quoted[1],
        outcome="taken_in_changed",
        new_text="Her står nå andre ord.",
        change_text="on",
        reason="Fordi.",
    )
    with CaptureQueriesContext(connection) as queries:
        answered = editor.post(f"/redaksjon/innspill/{quoted[1].pk}/svar/", said)
    on_page[1].refresh_from_db()
    assert (len(on_page), answered.status_code, on_page[1].text) == (
        paragraphs,
        302,
        "Her står nå andre ord.",
    )
    return len(queries)
