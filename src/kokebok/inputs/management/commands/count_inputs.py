"""Hold the tally of inputs against the inputs."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kokebok.inputs.actions.mend_tally import TallyFaults, faults, mend_tally


class Command(BaseCommand):
    help = "Count all inputs, and mend the tally that the pages read where it says something else."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; say what is wrong with it")

    def handle(self, *args: Any, **options: Any) -> None:
        found = faults() if options["check"] else mend_tally()
        if not found:
            self.stdout.write("The tally says what there is.")
            return
        if options["check"]:
            raise CommandError(f"{_told(found)} Run it without --check.")
        self.stdout.write(f"{_told(found)} It has been made anew.")


def _told(found: TallyFaults) -> str:
    triggers = " Triggers were lacking, old or switched off." if found.is_lacking else ""
    return f"The tally was wrong about {found.sorts} sorts of inputs, and {found.fates} fates.{triggers}"
