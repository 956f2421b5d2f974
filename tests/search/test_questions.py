"""The questions of the measurement, asked of the starter: what is right is found, and little else."""

from __future__ import annotations

import pytest

from bench._answers import measured
from bench._questions import KNOWN, UNSEEN
from kokebok.starter.loading import load_starter

pytestmark = pytest.mark.django_db
LEAST = 0.95


def test_what_is_right_is_found_and_what_is_found_is_right() -> None:
    load_starter()
    for file, number in ((KNOWN, 120), (UNSEEN, 40)):
        answers = measured(file)
        assert len(answers.rows) == number
        assert (answers.precision >= LEAST, answers.recall >= LEAST) == (True, True), answers
