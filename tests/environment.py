"""A plugin of pytest that comes before all others: the settings are read once, and must find the tests' own place.

The translations must be there too, also where pytest is started by itself in a tree that was never run.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from kokebok.cli.translations import compile_translations

SCRATCH = Path(tempfile.mkdtemp(prefix="kokebok-tests-"))
os.environ["KOKEBOK_DATA"] = str(SCRATCH)
if os.environ.get("KOKEBOK_TEST_DATABASE"):
    os.environ["KOKEBOK_DATABASE"] = os.environ["KOKEBOK_TEST_DATABASE"]
compile_translations()
