"""A zip archive that depends on nothing but its contents: no clock, no file system, no platform."""

from __future__ import annotations

import io
import zipfile

DOS_EPOCH = (1980, 1, 1, 0, 0, 0)


def archive(files: dict[str, bytes], *, stored: frozenset[str] = frozenset()) -> bytes:
    """A zip of the files in the order given; those in `stored` are not compressed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as zipped:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, DOS_EPOCH)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            zipped.writestr(entry, content)
    return buffer.getvalue()
