"""What an input is written in, said by somebody who has read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from kokebok.book.models import Language
from kokebok.inputs.models import Input
from kokebok.inputs.rules import TooLate
from kokebok.journal.actions.record import record
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from kokebok.people.models import Person


@transaction.atomic
def set_language(given: Input, *, to: str, by: Person) -> Input:
    """Say what an input is written in, "" for unknown; its sender is written to in it. The same again does nothing.

    Raises Refused for what is no language of ours, TooLate if somebody else said another thing meanwhile.
    """
    if to not in ("", *Language.values):
        raise Refused(_("Choose one of the languages in the list."))
    was = given.language
    if to == was:
        return given
    if not Input.objects.filter(pk=given.pk, language=was).update(language=to):
        raise TooLate(_("Somebody else has said another language meanwhile. Look at it again."))
    given.refresh_from_db(fields=["language"])
    record("input.language_set", by=by, about=given, language=to, was=was)
    return given
