"""Begin a cookbook in an empty installation."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from kokebok.book.actions.allow_page_editor import allow_page_editor
from kokebok.book.models import Cookbook
from kokebok.features.models import Feature
from kokebok.features.queries import those_on
from kokebok.moderation.actions.reasons import begin_with_starter_list
from kokebok.moderation.models import Reason
from kokebok.people.models import Role, RoleName
from kokebok.setup import beginnings
from kokebok.setup.actions.switch import switch
from kokebok.setup.rules import BegunAlready

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kokebok.people.models import Person


@transaction.atomic
def begin(key: str, values: Mapping[str, str], *, by: Person) -> Cookbook:
    """Make the cookbook from a beginning, with these values of its fields. Raises BegunAlready.

    Of two who begin at once, the second is told.
    """
    list(Role.objects.select_for_update().filter(name=RoleName.ADMINISTRATOR))
    if Cookbook.objects.exists():
        raise BegunAlready(_("There is a cookbook here already."))
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    cookbook = beginnings.fill(key, Cookbook(slug="kokebok", **values), host=host, by=by)
    allow_page_editor(cookbook)
    if not Reason.objects.exists():
        begin_with_starter_list(by=by)
    if needs := beginnings.find(key).needs:
        switch({*those_on(), Feature(needs)}, by=by)
    return cookbook
