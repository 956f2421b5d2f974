"""Each decision has its place wherever inputs are answered, sorted, read, counted, credited and filed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils.html import escape
from django.utils.translation import override

from kokebok.book.models import Cookbook, Paragraph
from kokebok.desk.answering.actions.answer import Answer, answer
from kokebok.desk.inbox.keys import KEYS
from kokebok.desk.models import OUTCOMES, Decision, Outcome
from kokebok.editions.actions.freeze import freeze
from kokebok.editions.models import Edition
from kokebok.inputs.models import Input
from kokebok.people.models import Person
from kokebok.people.rules import Refused
from tests.flows.test_every_kind import DOCS, as_berit, paragraph, read  # noqa: F401
from tests.world import InputFactory


def require_none(without: Iterable[str], where: str) -> None:
    """Fail with a sentence that says which decisions have no place, and where."""
    names = ", ".join(without)
    assert not names, f"These decisions have no place {where}: {names}."


def label(outcome: Outcome) -> str:
    with override("nb"):
        return str(outcome.label)


def tag(outcome: Outcome) -> str:
    tone = OUTCOMES[outcome].tone
    return f'<span class="ds-tag" data-size="sm" data-color="{tone}">{label(outcome)}</span>'


@pytest.fixture
def decided(paragraph: Paragraph, berit: Person) -> dict[Outcome, Any]:  # noqa: F811
    """An input answered with each decision, by somebody who has agreed to be named."""
    made = {}
    for outcome in Outcome:
        given = InputFactory.create(paragraph=paragraph, name=f"Navn {outcome}", may_be_named=True)
        answer(given, Answer(outcome, reply="Takk.", reason="Slik er det."), by=berit)
        made[outcome] = Input.objects.get(pk=given.pk)
    return made


def test_each_decision_has_a_row_in_the_table() -> None:
    require_none(set(Outcome) - set(OUTCOMES), "in OUTCOMES of desk/models/outcomes.py")


@pytest.mark.parametrize("many", [False, True], ids=["one input", "many inputs"])
def test_each_decision_is_offered_by_its_own_words_and_says_whether_it_needs_a_reason(
    as_berit: Client,  # noqa: F811
    paragraph: Paragraph,  # noqa: F811
    many: bool,
) -> None:
    given = InputFactory.create(paragraph=paragraph)
    form = read(
        as_berit, f"/redaksjon/flere/?input={given.pk}" if many else f"/redaksjon/innspill/{given.pk}/"
    )
    needing = " ".join(outcome for outcome in Outcome if OUTCOMES[outcome].needs_reason)
    assert f'data-owed-by="{needing}"' in form
    with override("nb"):
        prompts = {outcome: escape(str(OUTCOMES[outcome].prompt)) for outcome in Outcome}
    offered = [
        outcome
        for outcome in Outcome
        if f'name="outcome" value="{outcome}"' in form and prompts[outcome] in form
    ]
    require_none([outcome for outcome in Outcome if outcome not in offered], "in the form of the answer")


@pytest.mark.parametrize("outcome", Outcome)
def test_a_decision_that_needs_a_reason_is_refused_without_by_the_act_and_by_the_database(
    paragraph: Paragraph,  # noqa: F811
    berit: Person,
    outcome: Outcome,
) -> None:
    given = InputFactory.create(paragraph=paragraph)
    is_refused = is_refused_by_database = False
    try:
        with transaction.atomic():
            answer(given, Answer(outcome, reply="Takk."), by=berit)
    except Refused:
        is_refused = True
    Decision.objects.all().delete()
    try:
        with transaction.atomic():
            Decision.objects.create(given=given, outcome=outcome, reason="", by=berit, at=given.received_at)
    except IntegrityError:
        is_refused_by_database = True
    needs_reason = OUTCOMES[outcome].needs_reason
    assert (is_refused, is_refused_by_database) == (needs_reason, needs_reason), outcome


def test_each_decision_has_a_key_of_its_own(as_berit: Client) -> None:  # noqa: F811
    keys = {one.name: one.key for one in KEYS}
    require_none([one for one in Outcome if keys.get(one) != OUTCOMES[one].key], "among the keys of the desk")
    taken = [key for key in keys.values() if key]
    assert sorted(taken) == sorted(set(taken)), "two acts at the desk have the same key"
    page = read(as_berit, "/redaksjon/taster/")
    require_none([one for one in Outcome if label(one) not in page], "on the page of the keys")


def test_each_decision_has_its_tag_on_the_receipt_the_page_and_in_the_inbox(
    as_berit: Client,  # noqa: F811
    decided: dict[Outcome, Any],
) -> None:
    inbox = read(as_berit, "/redaksjon/innspill/?state=answered")
    require_none([one for one in Outcome if tag(one) not in inbox], "in the inbox")
    for where, address in (("on the receipt", "/kvittering/{0.code}/"), ("on its page", "/innspill/{0.pk}/")):
        without = [one for one in Outcome if tag(one) not in read(as_berit, address.format(decided[one]))]
        require_none(without, where)


def test_each_decision_has_a_filter_a_number_and_a_line_in_the_log_of_inputs(
    client: Client, decided: dict[Outcome, Any]
) -> None:
    log = read(client, "/innspill/")
    for outcome, given in decided.items():
        rows = json.loads(read(client, f"/innspill/fil/json/?avgjorelse={outcome}"))["inputs"]
        assert [row["number"] for row in rows] == [given.pk], f"{outcome} is not in the log"
        assert tag(outcome) in read(client, f"/innspill/?avgjorelse={outcome}"), (
            f"{outcome} has no line in the log"
        )
    require_none(
        [one for one in Outcome if f'<option value="{one}">{label(one)}<' not in log], "in the log’s form"
    )
    require_none([one for one in Outcome if f"?avgjorelse={one}" not in log], "among the figures of the log")


def test_each_decision_has_its_name_in_the_file_of_the_inbox_and_in_the_journal(
    as_berit: Client,  # noqa: F811
    decided: dict[Outcome, Any],
) -> None:
    rows = json.loads(as_berit.post("/redaksjon/innspill/fil/json/?state=answered").getvalue())
    said = {int(row["number"]): row["outcome"] for row in rows}
    require_none([one for one in Outcome if said[decided[one].pk] != label(one)], "in the file of the inbox")
    journal = read(as_berit, "/redaksjon/journal/")
    require_none([one for one in Outcome if label(one) not in journal], "in the journal")


def test_an_edition_thanks_those_whose_inputs_a_decision_has_used_and_nobody_else(
    decided: dict[Outcome, Any], berit: Person
) -> None:
    freeze(Cookbook.objects.get(), number="1", title="Første", foreword="", on=date(2026, 3, 1), by=berit)
    thanked = {one for one, given in decided.items() if given.name in Edition.objects.get().credits}
    assert thanked == {one for one in Outcome if OUTCOMES[one].is_credited}


def test_each_decision_is_named_in_the_docs_of_the_log() -> None:
    page = (DOCS / "input-log.md").read_text(encoding="utf-8")
    row = next(line for line in page.splitlines() if line.startswith("| `avgjorelse` |"))
    require_none([one for one in Outcome if f"`{one}`" not in row], "in docs/input-log.md, at `avgjorelse`")
