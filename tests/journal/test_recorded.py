"""Every act of a person leaves a line: it comes to `record`, by itself or by another act."""

from __future__ import annotations

import ast
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "kokebok"
NOT_ACTS = {
    "actors.actions.claim.claim": "only asks for a letter: the line comes when it is confirmed",
    "actors.actions.claim.join": "the same",
    "actors.actions.claim.purge": "the clock's: what nobody confirmed is as if it had never been asked",
    "actors.actions.enquire.ask": "only asks for a letter: the line comes when it is confirmed",
    "actors.actions.meet.want_to_talk": "only asks for a letter: the line comes when it is confirmed",
    "actors.actions.meet.forget_met": "the clock's: who is on a list is not kept",
    "actors.actions.settle.forget": "the clock's: addresses and words go when they are no longer needed",
    "book.actions.draft_pages.draft_pages": "part of taking in a Word file, which has its line",
    "book.actions.allow_page_editor.allow_page_editor": "sets up what a new cookbook needs before anybody works in it",
    "actors.actions.erase_own.erase_own": "part of erasing who somebody is, which has its line",
    "calls.actions.erase_own.erase_own": "the same",
    "doors.actions.erase_own.erase_own": "the same",
    "following.actions.erase_own.erase_own": "the same",
    "inputs.actions.erase_own.erase_own": "the same",
    "rounds.actions.erase_own.erase_own": "the same",
    "reading.actions.ask_for_own.ask_for_own": "only asks for a letter: nothing is said of who asked",
    "calls.actions.answer.save_draft": "nobody else sees a draft: the line comes when it is handed in",
    "calls.actions.reminders.ask": "only asks for a letter: the line comes when it is confirmed",
    "calls.actions.reminders.ask_to_confirm_later": "the same, queued by the version before",
    "calls.actions.reminders.forget": "the clock's: what nobody confirmed is as if it had never been asked",
    "calls.actions.take_in.forget_addresses": "the clock's: addresses go a month after it is over",
    "calls.actions.take_in.write_later": "a letter of an act that has its line",
    "doors.actions.batches.sweep_batches": "takes away files whose settling has its line",
    "doors.actions.settle.settle": "part of taking a file in, or of letting it lie, which has its line",
    "events.actions.register.register": "only asks for a letter: the line comes when it is confirmed",
    "events.actions.register.forget": "the clock's: who came is not kept",
    "following.actions.follow.follow": "only asks for a letter: the line comes when it is confirmed",
    "following.actions.follow.ask_to_confirm_later": "the same, queued by the version before",
    "following.actions.change.purge": "the clock's: what nobody confirmed is as if it had never been asked",
    "inputs.actions.fold_tally.fold_tally": "the clock's: sums up how many inputs there are, and changes no number",
    "letters.actions.post.post_to_stranger": "part of an act: the line comes with it, or when the address is confirmed",
    "letters.actions.send.settle_lost": "the machine's: what became of letters in hand when a worker died",
    "moderation.actions.letters.tell_of_review": "a letter of an act that has its line",
    "moderation.actions.letters.tell_of_ruling": "a letter of an act that has its line",
    "outlets.actions.erase_own.erase_own": "part of erasing who somebody is, which has its line",
    "outlets.actions.fetch.note_fetched": "counts, and tells of nobody",
    "outlets.actions.recipient_lists.forget_persons": "the machine's: erases what nobody has used for two years",
    "outlets.actions.render.order_copies": "the machine's: a line comes with each file that is ready",
    "search.actions.note.note_inputs": "part of the acts that change inputs, which have their lines",
    "setup.actions.word_document.choose": "choices kept for later: the line comes when the file is taken in",
    "staff.actions.invitations.make_ready": "lets an invited person sign in: the line comes when they have",
    "themes.actions.learn.learn_soon": "the machine's: it learns from decisions that have lines of their own",
    "themes.actions.leases.acquire_lease": "the machine's: a turn of later work",
}


def is_transaction(decorator: ast.expr) -> bool:
    return "atomic" in ast.unparse(decorator)


def functions() -> dict[str, tuple[bool, set[str]]]:
    """Each function below actions/ by its place: whether it is an act of somebody, and the names of what it calls.

    An act is a transaction that is told who acts, as `by`.
    """
    found = {}
    for file in SOURCE.glob("**/actions/*.py"):
        place = ".".join(file.relative_to(SOURCE).with_suffix("").parts)
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                called = {
                    ast.unparse(call.func).rpartition(".")[2]
                    for call in ast.walk(node)
                    if isinstance(call, ast.Call)
                }
                inside = any(
                    isinstance(one, ast.With) and "atomic" in ast.unparse(one) for one in ast.walk(node)
                )
                found[f"{place}.{node.name}"] = (
                    any(map(is_transaction, node.decorator_list)) or inside,
                    called,
                )
    return found


def those_that_record(all_functions: dict[str, tuple[bool, set[str]]]) -> set[str]:
    """The functions that come to `record`, at once or through others of the same name."""
    names = {"record", "record_many"}
    while True:
        more = {place.rpartition(".")[2] for place, (_act, called) in all_functions.items() if called & names}
        if more <= names:
            return {place for place, (_act, called) in all_functions.items() if called & names}
        names |= more


def test_every_act_comes_to_the_journal() -> None:
    everything = functions()
    acts = {
        place
        for place, (is_act, _called) in everything.items()
        if is_act and not place.rpartition(".")[2].startswith("_") and not place.endswith(".sweep")
    }
    assert len(acts) > 30
    assert sorted(acts - those_that_record(everything)) == sorted(NOT_ACTS)


PARTS_OF_ACTS = {
    "book.actions.rewrite.rewrite_held": "with what else is done to a page that is held",
    "desk.answering.actions.answer.decide": "with what a decision does to the text",
    "desk.answering.actions.draft.keep": "with the answer that is held back",
    "inputs.actions.move.move": "the one place where a state moves: what follows differs",
    "inputs.actions.place.place_input": "with all the others of the page",
    "moderation.actions.redact.lift": "with the answer to a review",
    "versions.actions.publishing.follow_language": "with the publishing of a page",
}


def bare() -> set[str]:
    """The functions below actions/ that write a line outside a transaction of their own, by place.

    They write it themselves, or by a private one of their module that is bare too.
    """
    everything = functions()
    writing = {place for place, (_act, called) in everything.items() if called & {"record", "record_many"}}
    while True:
        found = {place for place in writing if not everything[place][0]}
        callers = {
            place
            for place, (_act, called) in everything.items()
            if found & {f"{place.rpartition('.')[0]}.{name}" for name in called if name.startswith("_")}
        }
        if callers <= writing:
            return found
        writing |= callers


def test_a_line_is_written_in_the_transaction_of_what_it_tells() -> None:
    """Neither comes without the other: whoever writes a line is a transaction, or is private to such as are one."""
    assert sorted(place for place in bare() if not place.rpartition(".")[2].startswith("_")) == sorted(
        PARTS_OF_ACTS
    )
