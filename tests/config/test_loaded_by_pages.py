"""What the server has loaded when readers read: each of these takes megabytes in every process, from its start."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.flows.test_kill import plain_environment
from tests.world import make_cookbook, make_recipe

FOR_FILES_AND_SUCH = {
    "fontTools",  # what a font has no letters for: PDF and pictures to share
    "icalendar",  # calendar files
    "numpy",  # opinion groups and themes, in a process of their own
    "openpyxl",  # workbooks
    "rdflib",  # the catalogue of data sets
    "redis",  # where a setting names one
    "scipy",
    "sklearn",
    "typst",  # PDF, in a process of its own
    "boto3",  # files in a bucket
}

pytestmark = [pytest.mark.usefixtures("committed"), pytest.mark.sqlite_only]


def test_the_front_page_a_recipe_and_the_log_load_nothing_that_only_files_are_made_with(
    tmp_path: Path,
) -> None:
    recipe = make_recipe(make_cookbook())
    script = Path(__file__).with_name("loaded_by_pages.py")
    done = subprocess.run(
        [sys.executable, str(script), "/", str(recipe.url), "/innspill/"],
        env=plain_environment(tmp_path / "data"),
        check=True,
        capture_output=True,
        text=True,
    )
    told = json.loads(done.stdout)
    assert told["statuses"] == [200, 200, 200]
    assert set(told["loaded"]) & FOR_FILES_AND_SUCH == set()
