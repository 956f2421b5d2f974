"""Look after the index that the search asks."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kokebok.search.actions.make_whole import make_whole
from kokebok.search.faults import faults


class Command(BaseCommand):
    help = "Make the index of the search whole: what is lacking or old is noted, what nobody may read is forgotten."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--anew", action="store_true", help="make all of it anew")
        parser.add_argument("--check", action="store_true", help="change nothing; say what is wrong with it")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            wrong = faults()
            for line in wrong:
                self.stdout.write(line)
            if wrong:
                raise CommandError(f"The index is not whole: {len(wrong)} faults. Run it without --check.")
            self.stdout.write("The index is whole.")
            return
        done = make_whole(anew=options["anew"])
        self.stdout.write(
            f"Noted {done.pages} pages, {done.actors} actors, {done.inputs} inputs and {done.frozen} pages of "
            f"editions; forgot {done.gone}."
        )
