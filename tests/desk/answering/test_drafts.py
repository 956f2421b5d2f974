"""What an editor writes is kept as they write it, and shown when the input is opened again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from kokebok.book.actions.rewrite import rewrite
from kokebok.book.models.splitting import ReasonForChange
from kokebok.book.queries import wording_now
from kokebok.desk.answering.actions.answer import Answer, answer
from kokebok.desk.answering.actions.draft import KEPT_FOR, keep_draft, purge_drafts
from kokebok.desk.models import Draft, Outcome
from kokebok.inputs.models import Input
from kokebok.journal.models import Entry
from kokebok.journal.queries import acts_on
from tests.desk.conftest import Giver, form

if TYPE_CHECKING:
    from typing import Any

    from django.test import Client

    from kokebok.people.models import Person


def address(given: Any, act: str = "") -> str:
    return f"/redaksjon/innspill/{given.pk}/{act}"


def test_the_form_is_filled_in_with_what_was_written_and_others_are_told_by_whom(
    as_berit: Client, as_egil: Client, give: Giver
) -> None:
    given = give()
    written = {
        "outcome": "later",
        "reply": "Vi ser på",
        "reason": "",
        "seen": str(wording_now(given.paragraph).pk),
    }
    kept = as_berit.post(address(given, "utkast/"), written)
    assert kept.json()["kept"]
    initial = as_berit.get(address(given)).context["answer_form"].initial
    assert (initial["outcome"], initial["reply"]) == ("later", "Vi ser på")
    egils = as_egil.get(address(given)).context
    assert "reply" not in egils["answer_form"].initial
    assert [(one.by, one.words) for one in egils["answering"].others] == [("Berit Redaktør", ["Vi ser på"])]


def test_two_editors_drafts_are_kept_apart(give: Giver, berit: Person, egil: Person) -> None:
    given = give()
    keep_draft(given, {"reply": "Berits"}, by=berit)
    keep_draft(given, {"reply": "Egils"}, by=egil)
    keep_draft(given, {"reply": "Berits ord"}, by=berit)
    assert sorted((one.by.name, one.fields["reply"]) for one in Draft.objects.all()) == [
        ("Berit Redaktør", "Berits ord"),
        ("Egil Redaktør", "Egils"),
    ]


def test_only_the_first_writing_leaves_a_line_in_the_journal(give: Giver, berit: Person) -> None:
    given = give()
    for words in ("T", "Ta", "Takk"):
        keep_draft(given, {"reply": words}, by=berit)
    assert acts_on(given) == ["draft.begun"]


def test_whoever_answers_has_no_draft_left_and_the_others_keep_theirs(
    give: Giver, berit: Person, egil: Person
) -> None:
    given = give()
    for person in (berit, egil):
        keep_draft(given, {"reply": person.name}, by=person)
    answer(given, Answer(Outcome.TAKEN_IN, reply="Takk."), by=berit)
    assert [one.by for one in Draft.objects.all()] == [egil]


def test_what_comes_in_late_after_ones_own_answer_is_left(give: Giver, berit: Person, egil: Person) -> None:
    given = give()
    answer(given, Answer(Outcome.TAKEN_IN, reply="Takk."), by=berit)
    assert keep_draft(given, {"reply": "Takk."}, by=berit) is None
    assert keep_draft(given, {"reply": "Egils ord, som ikke skal bort."}, by=egil) is not None
    assert [one.by for one in Draft.objects.all()] == [egil]


def test_a_draft_for_an_earlier_wording_does_not_overwrite_the_new_one(
    as_berit: Client, suggestion: Any, berit: Person, egil: Person
) -> None:
    seen = wording_now(suggestion.paragraph)
    keep_draft(suggestion, {"outcome": "taken_in", "change_text": "on", "seen": str(seen.pk)}, by=berit)
    rewrite(seen, to="Spør naboene.", by=egil, note=ReasonForChange())
    initial = as_berit.get(address(suggestion)).context["answer_form"].initial
    assert initial["seen"] == str(seen.pk)
    late = as_berit.post(
        address(suggestion, "svar/"), form(suggestion, outcome="taken_in", seen=initial["seen"])
    )
    assert (late.status_code, wording_now(suggestion.paragraph).text) == (409, "Spør naboene.")


def test_an_editor_throws_a_draft_away_and_the_journal_has_its_words(
    as_berit: Client, give: Giver, berit: Person
) -> None:
    given = give()
    keep_draft(given, {"reply": "Nei"}, by=berit)
    for _twice in range(2):
        as_berit.post(address(given, "utkast/"), {"drop": "yes"})
    assert Draft.objects.count() == 0
    assert [line.what for line in Entry.objects.filter(act="draft.dropped")] == [{"fields": {"reply": "Nei"}}]


def test_drafts_of_inputs_settled_long_ago_are_erased(give: Giver, berit: Person, egil: Person) -> None:
    old, new, open_one = give(), give(), give()
    for given in (old, new, open_one):
        keep_draft(given, {"reply": "Egils"}, by=egil)
        Draft.objects.update(at=timezone.now() - 2 * KEPT_FOR)
    for given in (old, new):
        answer(given, Answer(Outcome.TAKEN_IN), by=berit)
    Input.objects.filter(pk=old.pk).update(settled_at=timezone.now() - KEPT_FOR - timedelta(hours=1))
    assert purge_drafts() == 1
    assert {one.given_id for one in Draft.objects.all()} == {new.pk, open_one.pk}


def test_the_database_keeps_one_draft_an_editor(give: Giver, berit: Person) -> None:
    given = give()
    keep_draft(given, {"reply": "En"}, by=berit)
    with pytest.raises(IntegrityError), transaction.atomic():
        Draft.objects.create(given=given, by=berit)
