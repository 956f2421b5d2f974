"""Editions for measurements, straight into the database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kokebok.editions.models import Edition
    from kokebok.lib.text import PageText


def begin() -> None:
    """Set up an empty database with the starter in it. The environment must name its folder."""
    import django

    django.setup()
    from django.core.management import call_command

    from kokebok.starter.loading import load_starter

    call_command("migrate", verbosity=0, interactive=False)
    load_starter()


def make_edition(number: str, pages: Sequence[PageText]) -> Edition:
    """An edition of a cover and these pages, on one shelf; its pictures must lie in the folder of copies."""
    from datetime import date

    from django.utils import timezone

    from kokebok.book.models import Cookbook
    from kokebok.editions.models import Edition, EditionPage
    from kokebok.editions.queries import counts
    from kokebok.lib.text import as_data
    from kokebok.people.models import Person
    from kokebok.staff.actions.roles import welcome

    email = "kari@example.no"
    by = Person.objects.filter(email=email).first() or welcome(email=email, name="Kari", roles=())
    edition = Edition.objects.create(
        cookbook=Cookbook.objects.get(), number=number, title="Lang", genre_word="kokebok", stage="test", language="nb",
        date=date(2026, 1, int(number)), licence="", content_hash="0" * 64, frozen_at=timezone.now(), frozen_by=by,
        counts=counts(),
    )  # fmt: skip
    EditionPage.objects.bulk_create(
        EditionPage(edition=edition, order=n, shelf="Fakta" if n else "", path=f"fakta/{n}" if n else "",
                    title=page.title, text=as_data(page))
        for n, page in enumerate(pages)
    )  # fmt: skip
    return edition
