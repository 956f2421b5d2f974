"""Notes on an input: who may read them, and what stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.http import Http404

from kokebok.desk.assigning.queries import assignment_of
from kokebok.desk.models import Assignment, Note
from kokebok.desk.rules import MAY, may
from kokebok.lib.alphabet import alphabetical
from kokebok.people.models import RoleName
from kokebok.people.queries import people_with
from kokebok.people.rules import has_role

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from kokebok.inputs.models import Input
    from kokebok.people.models import Person


def may_read_notes(person: Person, given: Input) -> bool:
    """Whether somebody may read and write notes on an input: those who approve, and whoever has it for now."""
    if may(person, "desk.approve"):
        return True
    assignment = Assignment.objects.active().filter(given=given).first()
    if assignment is None or not may(person, "desk.read"):
        return False
    return assignment.to_id == person.pk or (assignment.to_group and has_role(person, RoleName.RESOURCE))


def readable_notes(person: Person) -> QuerySet[Note]:
    """The notes somebody may read, oldest first: as `may_read_notes` says of each input."""
    if may(person, "desk.approve"):
        return Note.objects.all()
    if not may(person, "desk.read"):
        return Note.objects.none()
    own = Q(to=person) | Q(to_group=True) if has_role(person, RoleName.RESOURCE) else Q(to=person)
    return Note.objects.filter(given__in=Assignment.objects.active().filter(own).values("given"))


def mentionable(given: Input) -> list[Person]:
    """Those who can read the notes on an input, and so can be mentioned there, by name."""
    assignment = assignment_of(given)
    roles = [*MAY["desk.approve"], *([RoleName.RESOURCE] if assignment and assignment.to_group else [])]
    people = list(people_with(*roles))
    if assignment and assignment.to and assignment.to.is_active and assignment.to not in people:
        people.append(assignment.to)
    return sorted(people, key=lambda person: (alphabetical(person.name), person.pk))


def notes_on(given: Input) -> list[Note]:
    """The notes on an input, oldest first, each with who wrote it."""
    return list(Note.objects.filter(given=given).select_related("by")) if given.may_have("notes") else []


def require_may_read_notes(person: Person, given: Input) -> None:
    """Raise Http404 where somebody may not read the notes on an input."""
    if not may_read_notes(person, given):
        raise Http404
