"""manage load_starter: fill an empty installation with the starter cookbook."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from kokebok.book.models import Cookbook
from kokebok.starter.demo import fill_demo
from kokebok.starter.demo_stages import STAGES, TEST
from kokebok.starter.loading import load_starter


class Command(BaseCommand):
    """All or nothing: a load that is interrupted leaves the installation empty."""

    help = "Fill an empty installation with the starter cookbook."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--demo", action="store_true", help="add people, inputs and an edition to click in"
        )
        parser.add_argument(
            "--stage", choices=list(STAGES), default=TEST, help="with --demo: how far the story has come"
        )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if Cookbook.objects.exists():
            raise CommandError("There is a cookbook here already. The starter is for an empty installation.")
        cookbook = load_starter()
        if options["demo"]:
            fill_demo(cookbook, options["stage"])
        self.stdout.write(f"Loaded «{cookbook.title}».")
