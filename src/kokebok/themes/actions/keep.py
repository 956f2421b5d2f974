"""Keep the list of themes: add, rename, merge, retire, take into use again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.journal.actions.record import record
from kokebok.people.rules import Refused
from kokebok.themes.actions.learn import learn_soon
from kokebok.themes.models import LONGEST_NAME, Declined, InputTheme, Theme
from kokebok.themes.rules import NotInUse, ThemeNameTaken

if TYPE_CHECKING:
    from kokebok.people.models import Person


@transaction.atomic
def add_theme(*, name: str, about: str = "", by: Person) -> Theme:
    """A new theme in use. Raises ThemeNameTaken, or Refused for a name that is none."""
    name = require_name(name)
    try:
        with transaction.atomic():
            theme = Theme.objects.create(name=name, about=about.strip(), made_by=by)
    except IntegrityError as error:
        raise _taken(name) from error
    record("theme.added", by=by, about=theme, name=name)
    return theme


@transaction.atomic
def rename(theme: Theme, *, name: str, about: str, by: Person) -> Theme:
    """Another name or description. What it was stands in the journal.

    Raises NotInUse if it has another name than the caller saw, ThemeNameTaken, or Refused for a name that is none.
    """
    name, about = require_name(name), about.strip()
    was, was_about = theme.name, theme.about
    if (name, about) == (was, was_about):
        return theme
    seen = Theme.objects.filter(pk=theme.pk, name=was, about=was_about, retired_at=None)
    try:
        with transaction.atomic():
            moved = seen.update(name=name, about=about)
    except IntegrityError as error:
        raise _taken(name) from error
    if not moved:
        raise _not_in_use()
    theme.refresh_from_db()
    record("theme.renamed", by=by, about=theme, was=was, name=name, was_about=was_about)
    return theme


@transaction.atomic
def merge(theme: Theme, *, into: Theme, by: Person) -> int:
    """Retire a theme and give its inputs the other one; how many had it.

    Raises NotInUse, and Refused for a theme and itself.
    """
    if theme.pk == into.pk:
        raise Refused(_("A theme cannot be merged into itself."))
    require_in_use(into)
    if not Theme.objects.filter(pk=theme.pk, retired_at=None).update(
        retired_at=timezone.now(), merged_into=into
    ):
        raise _not_in_use()
    had = list(InputTheme.objects.filter(theme=theme).values_list("given_id", flat=True))
    both = InputTheme.objects.filter(theme=into, given__in=had).values_list("given_id", flat=True)
    InputTheme.objects.filter(theme=theme, given__in=list(both)).delete()
    InputTheme.objects.filter(theme=theme).update(theme=into)
    Declined.objects.filter(theme=into, given__in=had).delete()
    theme.proposals.all().delete()
    record("theme.merged", by=by, about=theme, name=theme.name, into=into.name, inputs=sorted(had))
    learn_soon()
    return len(had)


@transaction.atomic
def retire(theme: Theme, *, by: Person) -> None:
    """No longer offer a theme; the inputs that have it keep it. Raises NotInUse if it is retired already."""
    if not Theme.objects.filter(pk=theme.pk, retired_at=None).update(retired_at=timezone.now()):
        raise _not_in_use()
    theme.proposals.all().delete()
    record("theme.retired", by=by, about=theme, name=theme.name)
    learn_soon()


@transaction.atomic
def restore(theme: Theme, *, by: Person) -> None:
    """Offer a retired theme again. Raises ThemeNameTaken if another has got its name, NotInUse if it is not retired."""
    retired = Theme.objects.filter(pk=theme.pk, retired_at__isnull=False)
    try:
        with transaction.atomic():
            moved = retired.update(retired_at=None, merged_into=None)
    except IntegrityError as error:
        raise _taken(theme.name) from error
    if not moved:
        raise NotInUse(_("This theme is in use already."))
    record("theme.restored", by=by, about=theme, name=theme.name)
    learn_soon()


def require_in_use(theme: Theme) -> None:
    """Raise NotInUse for a theme that is not offered any more. Holds it as it is until the transaction ends."""
    if not Theme.objects.select_for_update().filter(pk=theme.pk, retired_at=None).exists():
        raise _not_in_use()


def require_name(name: str) -> str:
    """The name with single spaces. Raises Refused when it is empty or too long."""
    name = " ".join(name.split())
    if not name:
        raise Refused(_("Give the theme a name."))
    if len(name) > LONGEST_NAME:
        raise Refused(_("The name may have at most %(most)d characters.") % {"most": LONGEST_NAME})
    return name


def _taken(name: str) -> ThemeNameTaken:
    return ThemeNameTaken(_("There is already a theme called “%(name)s”.") % {"name": name})


def _not_in_use() -> NotInUse:
    return NotInUse(_("Somebody has just changed, merged or retired this theme. Look again."))
