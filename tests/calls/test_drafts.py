"""What is written to a later phase: kept at once, seen by nobody else, and never lost between two windows."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from kokebok.calls.actions.answer import FieldText, hand_in, save_draft
from kokebok.calls.actions.prepare import set_phase
from kokebok.calls.models import Call, CallAnswer, Draft, Overwritten, Reply
from kokebok.calls.queries import writing
from kokebok.calls.rules import PhaseClosed
from kokebok.calls.words import digest
from kokebok.inputs.actions.moderate import approve, mark_read
from kokebok.inputs.models import Input
from kokebok.inputs.rules import TooLate
from kokebok.moderation.actions.redact import put_back, redact
from kokebok.moderation.models import Reason
from kokebok.moderation.rules import Grounds
from kokebok.people.models import Person
from kokebok.people.rules import Refused
from tests.calls.conftest import WHAT, Answer, asked, phase_of


def typed(text: str, version: int = 0, before: str = "") -> FieldText:
    return FieldText(text, version, digest(before))


def others(answer: CallAnswer, question: int) -> list[str]:
    return writing(answer, phase_of(answer.call, 2))[question].others


def test_a_draft_is_kept_and_the_input_says_nothing_of_it(call: Call, answer: Answer) -> None:
    mine = answer()
    need = asked(call, 2)[1]
    save_draft(mine, phase_of(call, 2), {need.pk: typed("Pårørende ventet.")})
    assert Draft.objects.get().text == "Pårørende ventet."
    assert "Pårørende" not in Input.objects.get().text
    assert not Reply.objects.filter(question=need).exists()


def test_the_same_save_twice_is_one_save(call: Call, answer: Answer) -> None:
    mine, need = answer(), asked(call, 2)[1]
    for _n in range(3):
        save_draft(mine, phase_of(call, 2), {need.pk: typed("Pårørende ventet.")})
    assert (Draft.objects.get().version, Overwritten.objects.count()) == (1, 0)


def test_two_windows_on_different_questions_keep_both(call: Call, answer: Answer) -> None:
    mine, (title, need, _result) = answer(), asked(call, 2)
    phase = phase_of(call, 2)
    untouched = typed("", 0, "")
    save_draft(mine, phase, {title.pk: typed("Bedre besøk"), need.pk: untouched})
    save_draft(mine, phase, {title.pk: untouched, need.pk: typed("Pårørende ventet.")})
    kept = {draft.question_id: draft.text for draft in Draft.objects.all()}
    assert kept == {title.pk: "Bedre besøk", need.pk: "Pårørende ventet."}
    assert Overwritten.objects.count() == 0


def test_two_windows_on_the_same_question_keep_the_last_words_and_show_the_others(
    call: Call, answer: Answer
) -> None:
    mine, need, phase = answer(), asked(call, 2)[1], phase_of(call, 2)
    save_draft(mine, phase, {need.pk: typed("På telefonen.")})
    save_draft(mine, phase, {need.pk: typed("På maskinen.")})
    assert Draft.objects.get().text == "På maskinen."
    assert others(mine, need.pk) == ["På telefonen."]
    save_draft(mine, phase, {need.pk: typed("På maskinen, og mer.", 2, "På maskinen.")})
    assert others(mine, need.pk) == ["På telefonen."]


def test_an_old_window_that_was_not_touched_changes_nothing(call: Call, answer: Answer) -> None:
    mine, need, phase = answer(), asked(call, 2)[1], phase_of(call, 2)
    save_draft(mine, phase, {need.pk: typed("Først.")})
    save_draft(mine, phase, {need.pk: typed("Først. Så mer.", 1, "Først.")})
    save_draft(mine, phase, {need.pk: typed("Først.", 1, "Først.")})
    assert (Draft.objects.get().text, Overwritten.objects.count()) == ("Først. Så mer.", 0)


def test_many_overwritten_words_are_kept_and_not_without_end(call: Call, answer: Answer) -> None:
    mine, need, phase = answer(), asked(call, 2)[1], phase_of(call, 2)
    for number in range(40):
        save_draft(mine, phase, {need.pk: typed(f"Tekst {number}.")})
    assert Overwritten.objects.count() == 30
    with pytest.raises(Refused):
        save_draft(mine, phase, {need.pk: typed("x" * 20_001)})


def test_handing_in_makes_the_input_say_it_and_takes_the_drafts_away(call: Call, answer: Answer) -> None:
    mine, (title, need, result) = answer(), asked(call, 2)
    save_draft(mine, phase_of(call, 2), {need.pk: typed("Pårørende ventet.")})
    said = {title.pk: "Bedre besøk", need.pk: "Pårørende ventet.", result.pk: "Færre ventet."}
    done = hand_in(mine, phase_of(call, 2), said)
    assert (done.phase.number, Draft.objects.count()) == (2, 0)
    assert Input.objects.get().text == (
        f"Hva gjorde dere?\n{WHAT}\n\nHvor?\nTrondheim, Malvik\n\nHva het det?\nBedre besøk\n\n"
        "Hvilket behov?\nPårørende ventet.\n\nHva ble resultatet?\nFærre ventet."
    )


def test_what_is_handed_in_again_replaces_and_the_same_twice_changes_nothing(
    call: Call, answer: Answer
) -> None:
    mine, (_title, need, result) = answer(), asked(call, 2)
    hand_in(mine, phase_of(call, 2), {need.pk: "Ett.", result.pk: "To."})
    first = Input.objects.get().edited_at
    hand_in(mine, phase_of(call, 2), {need.pk: "Ett.", result.pk: "To."})
    assert Input.objects.get().edited_at == first
    hand_in(mine, phase_of(call, 2), {result.pk: "Tre."})
    assert Input.objects.get().text.endswith("Hva ble resultatet?\nTre.")
    assert "Ett." not in Input.objects.get().text


def test_what_an_editor_has_read_is_new_to_the_desk_when_more_is_handed_in(
    call: Call, answer: Answer, berit: Person
) -> None:
    mine = answer()
    mark_read(approve(mine.given, by=berit), by=berit, as_of=None)
    hand_in(mine, phase_of(call, 2), {asked(call, 2)[2].pk: "Færre ventet."})
    assert Input.objects.get().read_at is None


def test_a_closed_phase_keeps_drafts_and_takes_nothing(call: Call, answer: Answer, berit: Person) -> None:
    mine, result, phase = answer(), asked(call, 2)[2], phase_of(call, 2)
    past = timezone.now() - timedelta(seconds=1)
    set_phase(call, phase, by=berit, title=phase.title, closes_at=past)
    save_draft(mine, phase, {result.pk: typed("Færre ventet.")})
    with pytest.raises(PhaseClosed):
        hand_in(mine, phase, {result.pk: "Færre ventet."})
    assert Draft.objects.get().text == "Færre ventet."


def test_a_settled_input_takes_no_more(call: Call, answer: Answer, client: Client) -> None:
    mine = answer()
    client.post(f"/kvittering/{mine.given.code}/trekk/")
    with pytest.raises(TooLate):
        hand_in(mine, phase_of(call, 2), {asked(call, 2)[2].pk: "Færre ventet."})


def test_nothing_handed_in_is_refused(call: Call, answer: Answer) -> None:
    with pytest.raises(Refused):
        hand_in(hand_in_one(call, answer()), phase_of(call, 2), {})


def hand_in_one(call: Call, mine: CallAnswer) -> CallAnswer:
    return hand_in(mine, phase_of(call, 2), {asked(call, 2)[2].pk: "Færre ventet."})


def test_a_removed_part_stays_removed_when_more_is_handed_in_and_comes_back_whole(
    call: Call, answer: Answer, berit: Person
) -> None:
    mine = answer("Kari Nordmann ringte oss først.")
    approve(mine.given, by=berit)
    given = Input.objects.get()
    ruling = redact(given, words=["Kari Nordmann"], grounds=Grounds(Reason.objects.first()), by=berit)
    hand_in(mine, phase_of(call, 2), {asked(call, 2)[2].pk: "Færre ventet."})
    text = Input.objects.get().text
    assert ("Kari Nordmann" in text, text.endswith("Færre ventet.")) == (False, True)
    with pytest.raises(Refused):
        hand_in(mine, phase_of(call, 2), {asked(call, 2)[2].pk: "Noe annet."})
    put_back(ruling, by=berit)
    text = Input.objects.get().text
    assert ("Kari Nordmann" in text, text.endswith("Færre ventet.")) == (True, True)


def test_the_database_holds_one_draft_and_one_reply_a_question(call: Call, answer: Answer) -> None:
    mine, question = answer(), asked(call)[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        Reply.objects.create(answer=mine, question=question, text="Igjen")
    with pytest.raises(IntegrityError), transaction.atomic():
        Reply.objects.filter(answer=mine).update(text="")
    Draft.objects.create(answer=mine, question=question)
    with pytest.raises(IntegrityError), transaction.atomic():
        Draft.objects.create(answer=mine, question=question)


def test_two_windows_that_save_at_once_lose_nothing(committed: None) -> None:
    from tests.calls.at_once import a_call_with_an_answer

    mine, phase, question = a_call_with_an_answer()
    texts = [f"Fra vindu {number}." for number in range(6)]
    faults: list[Exception] = []

    def write(text: str) -> None:
        try:
            save_draft(mine, phase, {question.pk: typed(text)})
        except Exception as fault:  # noqa: BLE001 (whatever it is, the test says it)
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=[text]) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = [Draft.objects.get().text, *Overwritten.objects.values_list("text", flat=True)]
    assert (faults, sorted(kept)) == ([], texts)
