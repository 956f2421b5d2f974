"""manage backup_taken: the last line of what takes a backup."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from kokebok.setup.actions.note_backup import note_backup


class Command(BaseCommand):
    """For the script that takes backups, so that the settings page can tell when none has been taken for a while."""

    help = "Note that a backup was taken just now. Let it be the last line of what takes one."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Noted: {note_backup(by=None).at:%Y-%m-%d %H:%M} UTC")
