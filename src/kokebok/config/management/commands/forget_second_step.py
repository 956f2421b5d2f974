"""manage forget_second_step: let somebody who has lost phone and keys sign in with a code by e-mail again."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kokebok.people.models import Person
from kokebok.staff.actions.second_step import take_second_step_away


class Command(BaseCommand):
    """For the only administrator of an installation. Others ask an administrator."""

    help = "Take away the passkeys, the authenticator app and the recovery codes of a person."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the address they sign in with")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        person = Person.objects.filter(email__iexact=email).first()
        if person is None:
            raise CommandError(f"Nobody here has the address {email}.")
        if not take_second_step_away(person, by=None):
            raise CommandError(f"{person.name} has no second step.")
        self.stdout.write(
            f"{person.name} can sign in with a code by e-mail, and must set up a new second step."
        )
