"""Files and letters as they came, under the hash of what is in them. They are read by us, and never served as pages."""

from __future__ import annotations

import hashlib

from kokebok.web.stored import StoredFile


def keep_raw(content: bytes) -> str:
    """Keep a file as it came; the hash it is found by. The same file twice is one."""
    sha256 = hashlib.sha256(content).hexdigest()
    if not raw_file(sha256).is_there():
        raw_file(sha256).write(content)
    return sha256


def raw_file(sha256: str) -> StoredFile:
    """Where the file with this hash lies, or would lie."""
    return StoredFile("arrivals", f"{sha256[:2]}/{sha256}")


def read_raw(sha256: str) -> bytes:
    """A file as it came. Raises FileNotFoundError for one that is not there."""
    return raw_file(sha256).read()
