"""manage read_bounces: read e-mails that came back, from files of them."""

from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kokebok.letters.actions.bounced import BounceOutcome, take_bounces


class Command(BaseCommand):
    """May be run any number of times on the same files, and is told in one line."""

    help = (
        "Read e-mails that came back, from .eml and .mbox files, and mark those of ours that did not arrive."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        read: Counter[BounceOutcome] = Counter()
        for file in options["files"]:
            try:
                content = file.read_bytes()
            except OSError as error:
                raise CommandError(f"{file} cannot be read: {error.strerror}") from error
            read += take_bounces(content)
        told = [f"{read[outcome]} {outcome.value}" for outcome in BounceOutcome]
        self.stdout.write(f"{read.total()} read: {', '.join(told)}.")
