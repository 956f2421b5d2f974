"""Which tests take long: those come first, so that no process is alone with one at the end of a run.

CPU seconds of the longest test of a file, as measured, with the processes it starts. It need not be exact, and a file
that takes less than two seconds need not stand here.
"""

from __future__ import annotations

from pathlib import Path

TESTS = Path(__file__).parent
SECONDS = {
    "book/test_page_editor_access": 51,
    "cli/test_first_time": 32,
    "roads/test_every_door": 31,
    "roads/test_second_step_everywhere": 25,
    "roads/test_hostile_values": 24,
    "later/test_each_kind": 24,
    "archive/test_backup": 16,
    "archive/test_backup_commands": 25,
    "archive/test_move": 30,
    "archive/test_whole": 12,
    "archive/test_whole_commands": 12,
    "archive/test_deposit": 6,
    "roads/test_fetching_changes_nothing": 23,
    "book/test_pictures_come": 22,
    "roads/test_kept_as_time_passes": 18,
    "roads/test_kept_after_readers": 14,
    "roads/test_without_an_app": 15,
    "clusters/test_meaning": 15,
    "roads/test_every_road": 14,
    "themes/test_later_work": 10,
    "reading/test_round_report": 9,
    "flows/test_another_subject": 8,
    "outlets/test_dispatch": 8,
    "flows/test_readers_address": 6,
    "roads/test_refused_forms": 6,
    "letters/test_real_processes": 6,
    "desk/export/test_export": 6,
    "book/test_pen_language": 5,
    "book/test_page_editor_choosers": 5,
    "rounds/test_findings": 5,
    "roads/test_of_the_version_before": 4,
    "config/test_demo_stages": 4,
    "setup/test_words_to_write_over": 4,
    "book/test_pen_links": 4,
    "reading/test_topic_texts": 4,
    "api/test_schema": 15,
    "setup/test_begin": 4,
    "cli/test_test": 4,
    "test_kokebok_script": 3,
    "flows/test_what_may_be_read": 3,
    "outlets/test_tables_on_paper": 3,
    "doors/test_rows": 3,
    "setup/test_word_document": 2,
    "review/test_word": 2,
    "lists/test_desk": 2,
    "flows/test_slow_clients": 2,
    "reading/test_topics": 2,
    "config/test_left_out": 2,
    "flows/test_rounds_kill": 2,
    "search/test_questions": 2,
}


def by_cost(file: Path) -> float:
    """Sort by this to have the file first whose longest test takes longest, and the quick ones as they stood."""
    return -SECONDS.get(file.relative_to(TESTS).with_suffix("").as_posix(), 0)
