"""Take away the second step of somebody who has lost it."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _

from kokebok.journal.actions.record import record
from kokebok.people.models import Person
from kokebok.staff.actions.letters import tell_of_change
from kokebok.staff.actions.sessions import end_all
from kokebok.staff.rules import NotThatWay

TAKEN_AWAY = "taken_away"


@transaction.atomic
def take_second_step_away(person: Person, *, by: Person | None) -> bool:
    """Let somebody who has lost phone and keys begin anew; they are signed out everywhere, and told by letter.

    False if they had no second step. Raises NotThatWay for oneself: what one has, one takes away on one's own page.
    """
    if by is not None and by.pk == person.pk:
        raise NotThatWay(_("Change your own sign-in on the page “Sign-in and security”."))
    gone, _rows = Authenticator.objects.filter(user=person).delete()
    if not gone:
        return False
    end_all(person)
    record("second_step.changed", by=by, about=person, change=TAKEN_AWAY)
    tell_of_change(person, change=TAKEN_AWAY)
    return True
