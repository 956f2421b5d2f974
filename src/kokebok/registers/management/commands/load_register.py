"""manage load_register: take in the register of municipalities that comes along, or a file."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kokebok.people.rules import Refused
from kokebok.registers.actions.take_in import take_in
from kokebok.registers.area_rows import read_areas
from kokebok.registers.klass_rows import read_klass
from kokebok.registers.shipped import HOLDS_FROM, shipped_areas


class Command(BaseCommand):
    """All or nothing, and told in one line."""

    help = "Take in the 357 municipalities of Norway that come along, or a CSV, XLSX or KLASS file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", help="a file; without one, that which comes along")
        parser.add_argument(
            "--from", dest="day", type=date.fromisoformat, help="from when it holds: 2024-01-01"
        )
        parser.add_argument("--whole", action="store_true", help="those that are not in the file have ended")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            read, day = self._read(options["file"])
            if read.faults:
                first = read.faults[0]
                raise CommandError(f"Row {first.row}: {first.wrong}")
            changes = take_in(read.rows, day=options["day"] or day, is_whole=options["whole"], by=None)
        except (Refused, OSError) as refusal:
            raise CommandError(str(refusal)) from refusal
        changed = len(changes.renamed) + len(changes.other)
        self.stdout.write(f"{len(changes.new)} new, {changed} changed, {len(changes.ended)} ended.")

    def _read(self, name: str | None) -> tuple[Any, date]:
        if name is None:
            return shipped_areas(), HOLDS_FROM
        content = Path(name).read_bytes()
        read = read_klass(content) if name.lower().endswith(".json") else read_areas(name, content)
        return read, timezone.localdate()
