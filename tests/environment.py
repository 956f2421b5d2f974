"""A plugin of pytest that comes before all others: the settings are read once, and must find the tests' own place.

The translations must be there too, also where pytest is started by itself in a tree that was never run.

So must the compiled bytecode. Tests start Python again and again, and compiling all that is imported takes more than
half of a start. Where Python is told to write no bytecode, as in many containers, it is kept with pytest's cache.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import redis  # noqa: F401 (huey takes it along where it is loaded, and tests set up a Redis of their own)

from kokebok.cli.translations import compile_translations

BYTECODE = Path(__file__).parent.parent / ".pytest_cache" / "kokebok" / "bytecode"
SCRATCH = Path(tempfile.mkdtemp(prefix="kokebok-tests-"))
os.environ["KOKEBOK_DATA"] = str(SCRATCH)
if os.environ.get("KOKEBOK_TEST_DATABASE"):
    os.environ["KOKEBOK_DATABASE"] = os.environ["KOKEBOK_TEST_DATABASE"]
if sys.dont_write_bytecode:
    sys.dont_write_bytecode = False
    sys.pycache_prefix = os.environ["PYTHONPYCACHEPREFIX"] = str(BYTECODE)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
compile_translations()
