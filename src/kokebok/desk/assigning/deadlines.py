"""The days inputs are to be answered by, for those who have them and are reminded before."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.desk.models import Assignment
from kokebok.people.models import Person, RoleName
from kokebok.people.news import start_of
from kokebok.people.telling import Deadline

if TYPE_CHECKING:
    from collections.abc import Sequence


def inputs_due(until: datetime) -> list[Deadline]:
    """The inputs somebody has that are to be answered between now and then; the group's are everybody's in it."""
    today = timezone.localdate()
    due = Assignment.objects.waiting().filter(due__gte=today, due__lte=timezone.localdate(until))
    group = list(Person.objects.filter(is_active=True, roles__name=RoleName.RESOURCE).order_by("pk"))
    return [_deadline(one, [one.to] if one.to else group) for one in due.select_related("to")]


def _deadline(one: Assignment, people: Sequence[Person]) -> Deadline:
    assert one.due is not None
    return Deadline(
        kind="assignment.due",
        about=f"desk.assignment:{one.pk}",
        due_at=start_of(one.due + timedelta(days=1)),
        words=_("Answer input %(number)s") % {"number": one.given_id},
        path=reverse("desk:opened", args=[one.given_id]),
        people=tuple(people),
    )
