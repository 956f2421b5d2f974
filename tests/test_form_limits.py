"""What each form takes is kept in a table: a limit that is changed is changed there too, on purpose."""

from __future__ import annotations

import os
from pathlib import Path

from tests.form_limits import as_table, wider_than_a_column, without_limit

TABLE = Path(__file__).parent / "form_limits.txt"


def test_every_form_asks_for_what_the_table_says_and_takes_as_much_and_no_more(db: None) -> None:
    """With WRITE_TABLES set, the table is written anew, to be read through before it is committed."""
    if os.environ.get("WRITE_TABLES"):
        TABLE.write_text(as_table(), encoding="utf-8")
    assert as_table().splitlines() == TABLE.read_text(encoding="utf-8").splitlines()


COMPARED = "compared with what is there, never kept"
SIGNED = "read by its signature, never kept"
ABOUT = "kept in the column `about_` of that language; the app has shorter ones for names"
READ = "read into rows or fields that each have a limit"

NO_LIMIT = {
    "calls.desk_forms.CallForm.frames": READ,
    "calls.desk_forms.PhaseDatesForm.closes": READ,
    "calls.desk_forms.PhaseDatesForm.opens": READ,
    "calls.desk_forms.QuestionForm.lines": READ,
    "desk.bulk.forms.BulkForm.filter": READ,
    "desk.bulk.forms.BulkForm.newest": READ,
    "desk.bulk.forms.BulkForm.numbers": READ,
    "inputs.forms.EditForm.seen": COMPARED,
    "moderation.forms.RedactForm.removed": COMPARED,
    "outlets.desk_forms.DispatchForm.recipients": READ,
    "rounds.desk_forms.RoundForm.words": READ,
    "second_reading.forms.LearntForm.seen": COMPARED,
    "staff.forms.IdentityForm.had": COMPARED,
    "staff.forms.PersonForm.seen": COMPARED,
    "staff.passkey_forms.NewPasskeyForm.name": "kept in JSON, which takes any length",
    "staff.second_step_forms.SecondStepAgainForm.code": COMPARED,
    "staff.second_step_forms.SecondStepForm.code": COMPARED,
}
WIDER = {
    "desk.calls.forms.PartyForm.name": "of a body, whose name may be 200 long; the desk has names of other things",
    "inputs.forms.ReceiptCodeForm.code": COMPARED,
    **dict.fromkeys([f"lists.forms.AboutForm.{one}" for one in ("nb", "nn", "en", "se")], ABOUT),
    "rounds.forms.RoundCodeForm.code": COMPARED,
    "rounds.forms.TextForm.text": "becomes the text of an input; the app has a shorter one of statements",
    "rounds.paper_forms.WriteInForm.text": "becomes the text of an input; the app has a shorter one of statements",
}


def test_every_field_of_text_has_a_limit_or_a_reason_to_have_none() -> None:
    """PostgreSQL refuses what is longer than its column, so a field without a limit is a page that fails."""
    kinds = {"slip": SIGNED, "credential": SIGNED}
    assert {one for one in without_limit() if one.rpartition(".")[2] not in kinds} == set(NO_LIMIT)


def test_no_field_takes_more_than_the_column_it_fills() -> None:
    assert wider_than_a_column() == set(WIDER)
