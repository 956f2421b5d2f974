"""manage sign_in_link: a link that signs somebody in once, or makes the first administrator."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kokebok.config.first_link import address_of_link
from kokebok.people.models import Person
from kokebok.staff.actions.one_time_links import make_first_link, make_link


class Command(BaseCommand):
    """For whoever keeps the installation running, when no letter can reach somebody, or nobody is let in yet."""

    help = (
        "Print a link that can be used once, within a day: it signs in the person with this address, or, without "
        "an address, makes the first administrator."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", nargs="?", help="the address of somebody who works here")

    def handle(self, *args: Any, email: str | None, **options: Any) -> None:
        token = self._for(email) if email else make_first_link()
        if token is None:
            raise CommandError(
                "There is an administrator here already. Say whom the link is for: sign_in_link ADDRESS"
            )
        self.stdout.write(address_of_link(token))

    def _for(self, email: str) -> str:
        person = Person.objects.filter(email__iexact=email, is_active=True, roles__isnull=False).first()
        if person is None:
            raise CommandError(
                f"Nobody who works here has the address {email}. Let them in first: manage welcome"
            )
        return make_link(person)
