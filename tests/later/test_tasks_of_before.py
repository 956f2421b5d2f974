"""What earlier versions have queued is known for good: a name in this list stays, and takes the ids it took."""

from __future__ import annotations

import importlib
import inspect

import pytest

from kokebok.later.models import QueuedTask
from kokebok.later.running import call_of
from tests.imports import SOURCE, modules
from tests.later.each_kind import TASKS

EVER = {
    "archive.actions.make.make_archive_later": ["archive_id"],
    "calls.actions.reminders.ask_to_confirm_later": ["wish_id"],
    "calls.actions.take_in.write_later": ["consent_id"],
    "desk.actions.bulk_work.work_later": ["run_id"],
    "desk.actions.letters.send_letter_later": ["rest_id"],
    "desk.bulk.actions.work.work_later": ["run_id"],
    "doors.actions.batches.take_in_later": ["batch_id"],
    "following.actions.follow.ask_to_confirm_later": ["follow_id"],
    "inputs.actions.letters.ask_to_confirm_later": ["input_id"],
    "inputs.actions.letters.tell_refused_later": ["input_id"],
    "moderation.actions.letters.tell_of_review_later": ["review_id"],
    "moderation.actions.letters.tell_of_ruling_later": ["ruling_id"],
    "outlets.actions.render.render_later": ["copy_id"],
    "outlets.actions.sending.send_later": ["dispatch_id", "run"],
    "rounds.actions.find.find_later": ["finding_id", "turn"],
    "staff.actions.letters.send_invitation_later": ["invitation_id"],
    "staff.actions.letters.tell_of_change_later": ["person_id", "change"],
    "themes.actions.group.group_later": ["grouping_id", "turn"],
    "themes.actions.learn.learn_later": ["learning_id", "turn"],
}
OF_LETTERS = {
    # Queued by versions before the outbox: what they wrote is now posted in the act itself.
    "calls.actions.reminders.ask_to_confirm_later",
    "calls.actions.take_in.write_later",
    "desk.actions.letters.send_letter_later",
    "following.actions.follow.ask_to_confirm_later",
    "inputs.actions.letters.ask_to_confirm_later",
    "inputs.actions.letters.tell_refused_later",
    "moderation.actions.letters.tell_of_review_later",
    "moderation.actions.letters.tell_of_ruling_later",
    "staff.actions.letters.send_invitation_later",
    "staff.actions.letters.tell_of_change_later",
}
OF_FORMER_PLACES = {"desk.actions.bulk_work.work_later"}  # what stands in its place now is tried
OF_TESTS_ALONE = {"following.actions.tell_open_senders.tell_open_senders_later"}


@pytest.mark.parametrize(("name", "ids"), EVER.items())
def test_a_task_that_was_ever_queued_is_there_and_takes_its_ids(name: str, ids: list[str]) -> None:
    assert callable(call_of(QueuedTask(task=f"kokebok.{name}", ids=dict.fromkeys(ids, 1))))


def test_every_task_is_in_the_list_and_is_tried_with_redis_away_and_with_a_kill() -> None:
    found = set()
    for file in modules():
        source = file.read_text(encoding="utf-8")
        if "@task(" not in source:
            continue
        module = importlib.import_module(".".join(file.relative_to(SOURCE.parent).with_suffix("").parts))
        where = module.__name__.removeprefix("kokebok.")
        found |= {f"{where}.{name}" for name, one in vars(module).items() if is_task_of(one, module.__name__)}
    assert found - OF_TESTS_ALONE == set(EVER) == TASKS | OF_LETTERS | OF_FORMER_PLACES


def is_task_of(one: object, module: str) -> bool:
    func = getattr(one, "func", None)
    return hasattr(one, "enqueue") and inspect.isfunction(func) and func.__module__ == module
