"""manage welcome: let a person in, with one role or several."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from kokebok.lib.typed import tidy
from kokebok.people.models import RoleName
from kokebok.staff.actions.roles import welcome


class Command(BaseCommand):
    """For the first administrator of an installation, and for whoever keeps it running."""

    help = (
        "Let a person in, with one role or several. Somebody who is let in already gets the roles they lack."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the address that sign-in codes are sent to")
        parser.add_argument("name", help="the name others see, in quotation marks if it has a space")
        parser.add_argument(
            "roles", nargs="+", metavar="role", choices=RoleName.values, help=", ".join(RoleName.values)
        )

    def handle(self, *args: Any, email: str, name: str, roles: list[str], **options: Any) -> None:
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"{email} is not an e-mail address.") from error
        person = welcome(
            email=email, name=" ".join(tidy(name).split()), roles=[RoleName(role) for role in roles]
        )
        self.stdout.write(
            f"{person.name} may sign in as {', '.join(sorted(person.role_names))}, at {person.email}."
        )
