"""What is kept of a page's questions, and what it is said to take: the page cache is bounded by it."""

from __future__ import annotations

import tracemalloc

from django.utils import timezone

from kokebok.web.questions import Questions

SQL = "SELECT id FROM inputs_input WHERE page_id = %s AND state = %s"


def test_what_questions_are_said_to_take_is_about_what_they_take() -> None:
    tracemalloc.start()
    try:
        before, _most = tracemalloc.get_traced_memory()
        questions = Questions()
        for number in range(1000):
            questions.begin(SQL, (1000 + number, f"state {number}")).take([(number, timezone.now())])
        questions.close()
        now, _most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert 0.8 < questions.size / (now - before) < 1.6
