"""Take the whole cookbook away, so that one can begin again. Only while nobody has spoken and nothing is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from kokebok.book.models import Value
from kokebok.book.publishing import hold_page
from kokebok.journal.actions.record import record
from kokebok.people.models import Body
from kokebok.setup.queries import may_begin_again
from kokebok.setup.rules import SpokenAbout

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook
    from kokebok.people.models import Person


@transaction.atomic
def begin_again(cookbook: Cookbook, *, by: Person) -> None:
    """Delete all pages, the named values, and the actors that nothing refers to. Raises SpokenAbout."""
    hold_page(cookbook.pk)
    if not may_begin_again(cookbook):
        raise SpokenAbout(
            _(
                "People have spoken about the text, or an edition has it: it can be changed and withdrawn, not deleted."
            )
        )
    record("cookbook.deleted", by=by, title=cookbook.title)
    cookbook.delete()
    Value.objects.all().delete()
    for body in Body.objects.filter(members=None):
        try:
            with transaction.atomic():
                body.delete()
        except ProtectedError:
            continue  # an input, an invitation or another actor refers to it
