"""A storage of Django's in a folder: whole files, under the very names they are given."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage

from kokebok.lib.in_pieces import pieces_of
from kokebok.lib.whole_files import move_whole, write_whole


class FolderStorage(FileSystemStorage):
    """In the folder that a setting names. `save` is Django's own, and gives a file another name where one is taken."""

    def __init__(self, setting: str = "MEDIA_ROOT") -> None:
        super().__init__()
        self.setting = setting

    @property
    def base_location(self) -> str:
        return str(getattr(settings, self.setting))

    @property
    def location(self) -> str:
        return str(Path(self.base_location).absolute())

    def put(self, name: str, content: bytes) -> None:
        """Write under this very name: whole or not at all."""
        write_whole(Path(self.path(name)), content)

    def pieces(self, name: str) -> Iterator[bytes]:
        """What a file has, a megabyte at a time."""
        return pieces_of(Path(self.path(name)))

    def take_in(self, name: str, made: Path) -> None:
        """Put a file from elsewhere here."""
        target = Path(self.path(name))
        if target.is_dir():  # where a move would put it within
            raise IsADirectoryError(f"{target} is a folder")
        move_whole(made, target)

    def remove_old(self, name: str, older_than: float) -> bool:
        """Take a file away, unless it was written anew meanwhile; whether it is gone.

        It is first put aside: whoever writes the same file meanwhile gets a file of their own, and keeps it.
        """
        file = Path(self.path(name))
        aside = file.with_name(f".leaving-{file.name}")
        try:
            file.rename(aside)
            if aside.stat().st_mtime >= older_than and not file.exists():
                aside.rename(file)
                return False
            aside.unlink()
        except FileNotFoundError:
            return False
        return True

    def freshen(self, name: str) -> bool:
        """Write the time of now on it; whether it is there."""
        try:
            os.utime(self.path(name), (time.time(), time.time()))
        except FileNotFoundError:
            return False
        return True

    def walk(self, under: str = "") -> Iterator[tuple[str, float]]:
        """The names of all files, and when each was changed (Unix seconds)."""
        top = Path(self.location)
        for file in (top / under).rglob("*"):
            with suppress(FileNotFoundError):  # taken away meanwhile
                if file.is_file():
                    yield file.relative_to(top).as_posix(), file.stat().st_mtime

    def sweep_half_written(self, older_than: float) -> int:
        """Take away what was being written, or taken away, before a moment when its process died; how many."""
        swept = 0
        for name, changed_at in self.walk():
            if name.rpartition("/")[2].startswith((".making-", ".leaving-")) and changed_at < older_than:
                self.delete(name)
                swept += 1
        return swept

    def prune(self, name: str) -> None:
        """Take away the folders above a file that is gone, where nothing is left in them."""
        folder = Path(self.path(name)).parent
        with suppress(OSError):
            while folder != Path(self.location):
                folder.rmdir()
                folder = folder.parent

    def free_bytes(self) -> int:
        """How much room there is on the disk."""
        folder = Path(self.location)
        folder.mkdir(parents=True, exist_ok=True)
        return shutil.disk_usage(folder).free
