"""Static files with their version in the address, so that a new style sheet is seen at once."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage

FONT = ".woff2"


class VersionedStorage(StaticFilesStorage):
    """Django's plain storage; each address ends in the first letters of the file's hash.

    But for fonts: the style sheet names them by their plain address, and a page that names them by another has the
    browser fetch them twice.
    """

    def url(self, name: str | None, *args: Any, **kwargs: Any) -> str:
        address = super().url(name, *args, **kwargs)
        version = "" if address.endswith(FONT) else version_of(name or "")
        return f"{address}?v={version}" if version else address


@cache
def version_of(name: str) -> str:
    """The first eight letters of a file's sha256; "" for a file that is not there."""
    found = finders.find(name)
    return hashlib.sha256(Path(str(found)).read_bytes()).hexdigest()[:8] if found else ""
