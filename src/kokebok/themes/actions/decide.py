"""Say which themes an input has. Decisions are kept apart from what the machine proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from kokebok.inputs.models import Input
from kokebok.journal.actions.record import record
from kokebok.people.rules import Refused
from kokebok.themes.actions.keep import add_theme, require_in_use
from kokebok.themes.actions.learn import learn_soon
from kokebok.themes.models import SORTABLE, Declined, Group, InputTheme, NoTheme, Proposal, Theme

if TYPE_CHECKING:
    from collections.abc import Collection

    from kokebok.people.models import Person


@transaction.atomic
def give_theme(given: Input, theme: Theme, *, by: Person) -> bool:
    """Give an input a theme. False if it has it already. Raises NotInUse for a theme that is not offered any more."""
    require_in_use(theme)
    _row, is_new = InputTheme.objects.get_or_create(given=given, theme=theme, defaults={"by": by})
    if not is_new:
        return False
    Declined.objects.filter(given=given, theme=theme).delete()
    NoTheme.objects.filter(given=given).delete()
    Proposal.objects.filter(given=given, theme=theme).delete()
    record("theme.given", by=by, about=given, theme=theme.name)
    learn_soon()
    return True


@transaction.atomic
def take_theme(given: Input, theme: Theme, *, by: Person) -> bool:
    """Take a theme away from an input. False if it does not have it."""
    gone, _rows = InputTheme.objects.filter(given=given, theme=theme).delete()
    if not gone:
        return False
    record("theme.taken", by=by, about=given, theme=theme.name)
    learn_soon()
    return True


@transaction.atomic
def decline(given: Input, theme: Theme, *, by: Person) -> bool:
    """Say that an input is not about a theme: it is not proposed again. False if somebody has said so, or gave it."""
    if InputTheme.objects.filter(given=given, theme=theme).exists():
        return False
    _row, is_new = Declined.objects.get_or_create(given=given, theme=theme, defaults={"by": by})
    Proposal.objects.filter(given=given, theme=theme).delete()
    if is_new:
        record("theme.declined", by=by, about=given, theme=theme.name)
        learn_soon()
    return is_new


@transaction.atomic
def none_fits(given: Input, *, by: Person) -> bool:
    """Say that none of the themes fits an input. False if somebody has said so. Raises Refused if it has a theme."""
    if InputTheme.objects.filter(given=given).exists():
        raise Refused(_("Somebody has given this input a theme meanwhile. Look again."))
    _row, is_new = NoTheme.objects.get_or_create(given=given, defaults={"by": by})
    Proposal.objects.filter(given=given).delete()
    if is_new:
        record("theme.none_fits", by=by, about=given)
        learn_soon()
    return is_new


@transaction.atomic
def give_to_group(
    group: Group, *, by: Person, theme: Theme | None, name: str = "", without: Collection[int] = ()
) -> int:
    """Give the inputs of a group a theme: one there is, or a new one called `name`. How many got it.

    Left out are the keys in `without`, and inputs refused or taken back meanwhile. Raises NotInUse, ThemeNameTaken, and
    Refused where nothing is left, or a new theme has no name.
    """
    members = group.members.filter(given__state__in=SORTABLE).values_list("given_id", flat=True)
    chosen = sorted(set(members) - set(without))
    if not chosen:
        raise Refused(_("Choose at least one input."))
    theme = theme or add_theme(name=name, by=by)
    require_in_use(theme)
    have = set(InputTheme.objects.filter(theme=theme, given__in=chosen).values_list("given_id", flat=True))
    fresh = [key for key in chosen if key not in have]
    InputTheme.objects.bulk_create(
        [InputTheme(given_id=key, theme=theme, by=by) for key in fresh], ignore_conflicts=True
    )
    Declined.objects.filter(theme=theme, given__in=fresh).delete()
    NoTheme.objects.filter(given__in=fresh).delete()
    Proposal.objects.filter(theme=theme, given__in=fresh).delete()
    Group.objects.filter(pk=group.pk).update(theme=theme)
    record("theme.given_to_group", by=by, about=theme, theme=theme.name, inputs=fresh)
    learn_soon()
    return len(fresh)
