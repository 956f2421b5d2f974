"""Where the files of an archive are put, one by one: in a folder, or in a zip; each with its checksum."""

from __future__ import annotations

import hashlib
import zipfile
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

CHECKSUMS = "sha256sums.txt"
EARLIEST = datetime(1980, 1, 1)  # noqa: DTZ001  (a zip knows no zones, and no earlier day)


@dataclass(frozen=True)
class Packed:
    """A file that is in: its checksum, and how many bytes it has."""

    sha256: str
    size: int


class Pack(ABC):
    """Takes files by their names within the archive ("utgave/1.0/index.html")."""

    def __init__(self) -> None:
        self.packed: dict[str, Packed] = {}
        self.bytes = 0

    def put(self, name: str, content: bytes) -> None:
        """Put in a file, and note its checksum."""
        assert name not in self.packed
        self.packed[name] = Packed(hashlib.sha256(content).hexdigest(), len(content))
        self.bytes += len(content)
        self._write(name, content)

    def close(self) -> None:
        """Put in the list of checksums, by which `sha256sum -c` holds the rest."""
        lines = "".join(f"{self.packed[name].sha256}  {name}\n" for name in sorted(self.packed))
        self._write(CHECKSUMS, lines.encode())

    @abstractmethod
    def _write(self, name: str, content: bytes) -> None: ...


class Within(Pack):
    """A folder of another pack, which stays open."""

    def __init__(self, pack: Pack, folder: str) -> None:
        super().__init__()
        self.pack, self.folder = pack, folder

    def _write(self, name: str, content: bytes) -> None:
        self.pack.put(f"{self.folder}/{name}", content)


class FolderPack(Pack):
    """Files in a folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def _write(self, name: str, content: bytes) -> None:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


class ZipPack(Pack):
    """Files in a zip, in a folder of their own there. What is packed already is not packed again."""

    def __init__(self, file: Path, top: str) -> None:
        super().__init__()
        self.zip, self.top = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED), top

    def _write(self, name: str, content: bytes) -> None:
        told = zipfile.ZipInfo(f"{self.top}/{name}", EARLIEST.timetuple()[:6])
        is_packed = name.endswith((".jpg", ".png", ".epub", ".docx", ".xlsx", ".pdf", ".woff2", ".zip"))
        told.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
        told.external_attr = 0o644 << 16
        self.zip.writestr(told, content)

    def close(self) -> None:
        """Put in the list of checksums, and end the zip."""
        super().close()
        self.zip.close()
