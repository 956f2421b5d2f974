"""Finding people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kokebok.people.models import Person
from kokebok.web.ordering import alphabetically

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from kokebok.people.models import RoleName


def people_with(*roles: RoleName) -> QuerySet[Person]:
    """Those who may sign in and have at least one of these roles, by name."""
    found = Person.objects.filter(is_active=True, roles__name__in=roles).distinct()
    return found.order_by(alphabetically("name"), "pk")
