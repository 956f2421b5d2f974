"""A plugin of pytest that comes before all others: the settings are read once, and must find the tests' own place."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

SCRATCH = Path(tempfile.mkdtemp(prefix="kokebok-tests-"))
os.environ["KOKEBOK_DATA"] = str(SCRATCH)
if os.environ.get("KOKEBOK_TEST_DATABASE"):
    os.environ["KOKEBOK_DATABASE"] = os.environ["KOKEBOK_TEST_DATABASE"]
