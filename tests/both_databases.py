"""Which tests run on PostgreSQL too: those of what the two databases do each in its own way.

They differ in locks, conflicts and refusals, JSON, times, how texts compare, constraints and SQL of our own; not in
what a page shows of its rows. MET_BY says which tests meet each of our modules that uses one of these, and
tests/test_both_databases.py that no module is left out. These tests have the mark `both_databases`; a test that is
about the database for another reason is given it where it stands. `./kokebok test --all` runs them all there.
"""

from __future__ import annotations

from pathlib import Path

import pytest

TESTS = Path(__file__).parent
REAL_COMMITS = frozenset(
    {"committed", "transactional_db", "live_server"}
)  # fixtures: two at once, and threads

MET_BY = {
    "api/actions/keys": "api/test_giving",
    "api/actions/receive": "api/test_giving",
    "api/models": "api/test_giving",
    "archive/models": "archive/test_ordering",
    "archive/whole/coming": "archive/test_whole",
    "archive/whole/databases": "archive/test_whole",
    "archive/whole/leaving": "archive/test_whole",
    "archive/whole/tables": "archive/test_whole",
    "actors/actions/claim": "actors/test_keep_at_once",
    "actors/actions/enquire": "actors/test_enquire",
    "actors/actions/erase_own": "reading/test_own",
    "actors/actions/meet": "actors/test_meet",
    "actors/actions/propose": "actors/test_keep",
    "actors/actions/settle": "actors/test_enquire",
    "actors/actions/swap": "actors/test_meet",
    "actors/models": "actors/test_enquire",
    "actors/own_queries": "reading/test_own",
    "book/actions/new_page": "versions/test_desk",
    "book/actions/rewrite": "book/test_rewrite",
    "book/actions/swap": "reading/test_topic_texts::test_of_two_who_merge_the_same_topic_the_second_is_told",
    "book/languages": "versions/test_desk",
    "book/meeting": "book/test_meeting",
    "book/models/fields": "book/test_rewording",
    "book/models/pages": "book/test_meeting",
    "book/models/paragraphs": "book/test_splitting",
    "book/models/pictures": "book/test_pictures",
    "book/models/splitting": "book/test_splitting",
    "book/models/values": "book/test_rewording",
    "book/models/senders": "setup/test_sender",
    "book/publishing": "book/test_roads_to_live",
    "book/uses": "book/test_pictures",
    "book/who_wrote": "book/test_rewrite",
    "calls/actions/answer": "calls/test_drafts",
    "calls/actions/erase_own": "reading/test_own",
    "calls/actions/prepare": "calls/test_phases",
    "calls/actions/take_in": "calls/test_take_in",
    "calls/models": "calls/test_phases",
    "calls/own_queries": "reading/test_own",
    "calls/queries": "calls/test_drafts",
    "cli/manage": "later/test_worker",
    "cli/ready": "later/test_worker",
    "clusters/actions/compare": "clusters/test_compare",
    "clusters/actions/link": "clusters/test_link",
    "clusters/actions/meaning": "clusters/test_meaning::test_it_is_found_once_and_anew_when_words_come_or_change",
    "clusters/models": "clusters/test_link",
    "config/apps": "config/test_health",
    "config/freshness": "config/test_freshness",
    "config/health": "config/test_health",
    "config/management/commands/forget_second_step": "staff/test_second_step",
    "config/management/commands/sign_in_link": "staff/test_one_time_links",
    "config/tables": "config/test_tables",
    "desk/answering/actions/draft": "desk/answering/test_drafts",
    "desk/answering/actions/take_into_book": "calls/test_take_in",
    "desk/assigning/actions/assign": "desk/assigning/test_assign",
    "desk/assigning/actions/note": "desk/assigning/test_notes",
    "desk/bulk/actions/run": "desk/bulk/test_bulk",
    "desk/holding/actions/hold": "desk/holding/test_held",
    "desk/inbox/actions/presence": "desk/inbox/test_presence",
    "desk/inbox/counting": "desk/inbox/test_filters",
    "desk/inbox/filters": "desk/inbox/test_filters",
    "desk/inbox/queries": "desk/assigning/test_assign",
    "desk/joined/actions/answer_cluster": "desk/joined/test_answer_cluster",
    "desk/journal/file": "desk/journal/test_journal",
    "desk/models/bulk": "desk/bulk/test_bulk",
    "desk/models/decisions": "desk/answering/test_undo",
    "desk/models/drafts": "desk/answering/test_drafts",
    "desk/models/held": "desk/holding/test_held",
    "desk/models/inbox": "desk/inbox/test_filters",
    "desk/models/reply_templates": "desk/replies/test_reply_templates",
    "desk/models/undo_windows": "desk/inbox/test_standing",
    "desk/models/sharing": "desk/assigning/test_assign",
    "desk/publishing/places": "desk/publishing/test_places",
    "desk/replies/actions/reply_templates": "desk/replies/test_reply_templates",
    "doors/actions/batches": "doors/test_rows",
    "doors/actions/take_back_words": "doors/test_sheets",
    "doors/models": "doors/test_letters",
    "editions/actions/freeze": "editions/test_freeze",
    "editions/said_beside": "outlets/test_beside_editions",
    "editions/models": "editions/test_immutable",
    "events/actions/erase_own": "reading/test_own",
    "events/actions/hold": "events/test_events",
    "events/actions/register": "events/test_events",
    "events/models": "events/test_events",
    "events/own_queries": "reading/test_own",
    "following/actions/swap": "lists/test_merge",
    "following/actions/change": "following/test_newsletter",
    "following/actions/erase_own": "following/test_newsletter",
    "following/actions/newsletter": "following/test_newsletter",
    "following/news": "following/test_digests",
    "following/newsletter_queries": "following/test_newsletter",
    "following/models": "following/test_asking",
    "following/queries": "following/test_digests",
    "inputs/actions/attach": "inputs/test_attachments",
    "inputs/actions/erase_own": "reading/test_own",
    "inputs/actions/note_words": "inputs/test_searching",
    "inputs/actions/send": "inputs/test_send",
    "inputs/actions/send_many": "rounds/test_receive",
    "inputs/actions/support": "inputs/test_place",
    "inputs/models": "inputs/test_states",
    "inputs/own_queries": "reading/test_own",
    "inputs/searching": "inputs/test_searching",
    "journal/commits": "following/test_at_once",
    "journal/immutable": "editions/test_immutable",
    "journal/models": "desk/journal/test_journal",
    "journal/queries": "desk/journal/test_journal",
    "later/models": "later/test_sweeps",
    "later/queries": "later/test_queueing",
    "letters/actions/post": "letters/test_post",
    "letters/actions/bounced": "letters/test_bounced",
    "letters/actions/reach": "letters/test_bounced",
    "letters/actions/send": "letters/test_send",
    "letters/actions/settle": "reading/test_own",
    "letters/delivering": "letters/test_send",
    "letters/models": "letters/test_post",
    "letters/queries": "letters/test_at_the_desk",
    "letters/shares": "letters/test_shares",
    "lists/actions/keep": "lists/test_keep",
    "lists/actions/merge": "lists/test_merge",
    "lists/models": "lists/test_keep",
    "moderation/actions/reasons": "moderation/test_reasons",
    "moderation/actions/redact": "moderation/test_removing_a_part",
    "moderation/actions/review": "moderation/test_reviews",
    "moderation/log_file": "moderation/test_log",
    "moderation/models": "moderation/test_refusing",
    "moderation/rules": "moderation/test_removing_a_part",
    "outlets/actions/erase_own": "outlets/test_opting_out",
    "outlets/actions/bounced": "outlets/test_unreachable",
    "outlets/actions/put_right": "outlets/test_unreachable",
    "outlets/queries": "outlets/test_unreachable",
    "outlets/actions/dispatch": "outlets/test_dispatch",
    "outlets/actions/letter_templates": "outlets/test_letters_in_language_forms",
    "outlets/actions/opt_out": "outlets/test_opting_out",
    "outlets/own_queries": "outlets/test_opting_out",
    "outlets/delivery_report": "outlets/test_delivery_report",
    "outlets/actions/recipient_lists": "outlets/test_recipient_lists",
    "outlets/actions/sending": "outlets/test_dispatch",
    "outlets/actions/sweep": "outlets/test_dispatch",
    "outlets/actions/fetch": "outlets/test_fetched",
    "outlets/models": "outlets/test_dispatch",
    "people/models": "people/test_welcome_command",
    "reading/actions/erase_person": "reading/test_own",
    "reading/log_queries": "reading/test_log_filters",
    "registers/actions/take_in": "registers/test_register",
    "registers/models": "registers/test_register",
    "reminders/models": "reminders/test_reminders",
    "reminders/queries": "reminders/test_digests",
    "process/models": "process/test_process",
    "review/actions/approve_remaining": "review/test_page",
    "review/actions/give": "review/test_reading",
    "review/actions/hand_over": "review/test_drafts_going_live",
    "review/actions/release": "review/test_editors",
    "review/actions/say": "review/test_reading",
    "review/actions/say_of_draft": "review/test_drafts_going_live",
    "review/actions/word_intake": "review/test_word",
    "review/models": "review/test_reading",
    "review/overview": "review/test_editors",
    "rounds/actions/prepare": "rounds/test_copy",
    "rounds/actions/receive": "rounds/test_receive",
    "rounds/actions/tell": "rounds/test_streams",
    "rounds/actions/votes": "rounds/test_votes",
    "rounds/models": "rounds/test_votes",
    "rounds/queries": "rounds/test_moderate",
    "rounds/telling": "desk/test_first_page",
    "search/actions/make_whole": "search/test_index",
    "search/actions/note": "search/test_two_at_once",
    "search/actions/synonyms": "search/test_synonyms",
    "search/faults": "search/test_index",
    "search/index": "search/test_index",
    "search/matching": "search/test_finding",
    "search/models": "search/test_index",
    "search/spelling": "search/test_finding",
    "search/suggesting": "search/test_finding",
    "second_reading/actions/draw": "second_reading/test_second_reading",
    "second_reading/models": "second_reading/test_second_reading",
    "setup/actions/change_sender": "setup/test_sender",
    "setup/actions/switch": "features/test_switch",
    "setup/actions/begin": "setup/test_begin",
    "setup/models": "setup/test_begin",
    "setup/queries": "setup/test_lacking",
    "staff/actions/bind": "staff/test_provider",
    "staff/actions/invitations": "staff/test_invitations",
    "staff/actions/persons": "staff/test_roles",
    "staff/actions/roles": "staff/test_roles",
    "staff/models": "staff/test_invitations",
    "staff/signing_in": "people/test_signing_in",
    "starter/demo": "roads/test_hostile_values",
    "starter/demo_round": "roads/test_hostile_values",
    "themes/actions/decide": "themes/test_deciding",
    "themes/actions/keep": "themes/test_deciding",
    "themes/actions/learn": "themes/test_later_work::test_what_fails_says_so_and_leaves_the_old_proposals",
    "themes/actions/leases": (
        "themes/test_later_work::test_a_task_that_comes_twice_has_one_turn_and_one_taken_over_writes_nothing"
    ),
    "themes/actions/vectors": "clusters/test_meaning::test_an_input_waits_until_all_of_it_is_read",
    "themes/models": "themes/test_deciding",
    "versions/actions/publishing": "versions/test_at_once",
    "versions/actions/tie": "versions/test_desk",
    "versions/models": "versions/test_desk",
    "versions/queries": "versions/test_desk",
    "web/ordering": "web/test_ordering",
}
"""A module in src/kokebok/: the tests of it, or the one that meets what differs where the others take long."""

ALSO = frozenset(
    [
        "flows/test_backup",
        "flows/test_call",
        "flows/test_hostile_text",
        "flows/test_loop",
        "flows/test_reading_together",
        "lists/test_migration",
        "search/test_questions",
    ]
)
"""The whole roads through the house, and what is typed to break a database."""


def is_for_both(test: pytest.Item) -> bool:
    """Whether a test is of what the databases do differently."""
    if test.get_closest_marker("postgresql_only") is not None:
        return True
    asks_for = set(getattr(test, "fixturenames", ()))
    name = test.path.relative_to(TESTS).with_suffix("").as_posix()
    is_marked = name in _MARKED or f"{name}::{getattr(test, 'originalname', test.name)}" in _MARKED
    return bool(asks_for & REAL_COMMITS) or (is_marked and uses_database(test))


def uses_database(test: pytest.Item) -> bool:
    """Whether a test asks for the database, by a fixture or by pytest-django's mark."""
    asks_for = set(getattr(test, "fixturenames", ()))
    return (
        bool(asks_for & (REAL_COMMITS | {"db", "demo"})) or test.get_closest_marker("django_db") is not None
    )


_MARKED = ALSO | set(MET_BY.values())
