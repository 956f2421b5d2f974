"""Keep a choice of inputs to come back to, or let it go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from kokebok.desk.models import SavedFilter
from kokebok.journal.actions.record import record
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from kokebok.desk.inbox.filters import InboxFilter
    from kokebok.people.models import Person

MOST = 30  # saved filters of one person


@transaction.atomic
def save_filter(wanted: InboxFilter, *, name: str, by: Person) -> SavedFilter:
    """Save a filter under a name; one of the same name is replaced, so a second click saves nothing more.

    Raises Refused without a name, without a choice, and when the person has MOST already.
    """
    name, query = " ".join(name.split())[:60], wanted.as_query.removeprefix("?")
    if not name:
        raise Refused(_("Give the filter a name."))
    if not query:
        raise Refused(_("Choose something in the filter before you save it."))
    own = SavedFilter.objects.filter(person=by)
    if not own.filter(name=name).exists() and own.count() >= MOST:
        raise Refused(_("You have %(most)s saved filters. Remove one first.") % {"most": MOST})
    saved, _is_new = SavedFilter.objects.update_or_create(person=by, name=name, defaults={"query": query})
    record("filter.saved", by=by, about=saved, name=name)
    return saved


@transaction.atomic
def remove_filter(key: int, *, by: Person) -> bool:
    """Remove a saved filter of one's own. False if there is none such (any longer)."""
    removed, _each = SavedFilter.objects.filter(pk=key, person=by).delete()
    if removed:
        record("filter.removed", by=by)
    return bool(removed)
