"""Which tables leave with the whole cookbook, and what stays behind, each with its reason (decision 47)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.apps import apps
from django.db import connections
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Collate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models import Field, Model

_INDEX = "an index, made anew when the archive is read in"
_SIGNING_IN = "lets somebody in: people sign in anew"
_PRESENT = "who is at it at this moment"

LEFT_OUT: Final = {
    "account.emailconfirmation": _SIGNING_IN,
    "desk.presence": _PRESENT,
    "inputs.daysalt": "a secret that tells networks apart for one day",
    "inputs.fate": _INDEX,
    "inputs.tally": _INDEX,
    "inputs.unnoted": _INDEX,
    "inputs.words": _INDEX,
    "later.sweepstate": "when the server last looked at the clock",
    "later.worker": _PRESENT,
    "letters.asking": "counts attempts for some minutes",
    "mfa.authenticator": "a secret: people set up their second step anew",
    "search.frozen": _INDEX,
    "search.given": _INDEX,
    "search.made": _INDEX,
    "search.named": _INDEX,
    "search.text": _INDEX,
    "search.word": _INDEX,
    "sessions.session": _SIGNING_IN,
    "socialaccount.socialapp": "a secret: the provider is in the settings",
    "socialaccount.socialtoken": _SIGNING_IN,
    "staff.attempt": "counts attempts for some minutes",
    "staff.onetimelink": _SIGNING_IN,
    "staff.signedin": _SIGNING_IN,
    "wagtailadmin.admin": "never has rows",
    "wagtailadmin.editingsession": _PRESENT,
    "wagtailadmin.formstate": "what somebody has typed and not yet saved",
    "wagtailcore.referenceindex": _INDEX,
    "wagtailcore.uploadedfile": "an upload that was not finished",
    "wagtailsearch.indexentry": _INDEX,
    "wagtailsearch.sqliteftsindexentry": _INDEX,
}
"""Tables that stay behind."""
INDEXES: Final = frozenset(name for name, why in LEFT_OUT.items() if why == _INDEX)
"""Those that are made anew also where everything else comes along."""

BLANKED: Final[dict[str, tuple[object, str]]] = {
    "people.person.password": ("!", "a secret; nobody signs in by one"),
    "actors.keeper.key": ("", _SIGNING_IN),
    "actors.keeper.key_until": (None, _SIGNING_IN),
    "actors.keeper.visit": ("", _SIGNING_IN),
    "actors.keeper.visit_until": (None, _SIGNING_IN),
    "wagtailcore.pageviewrestriction.password": ("", "a secret: whoever has set one sets it anew"),
    "wagtailcore.collectionviewrestriction.password": ("", "a secret: whoever has set one sets it anew"),
}
"""Columns that stay behind: what stands in them when the rest of the row is read in, and why."""

SECRET_LETTERS: Final = Q(is_secret=True, erased_at=None)
ROWS_LEFT_OUT: Final = {
    "letters.letter": (SECRET_LETTERS, "letters with codes that let somebody in, until they have left")
}
"""Rows that stay behind in a table that leaves."""

FILLED_BY_MIGRATIONS: Final = frozenset(
    {
        "auth.group", "auth.group_permissions", "auth.permission", "contenttypes.contenttype", "features.switchedon",
        "lists.entry", "lists.list", "wagtailcore.collection",
        "wagtailcore.groupapprovaltask", "wagtailcore.groupapprovaltask_groups",
        "wagtailcore.groupcollectionpermission", "wagtailcore.grouppagepermission", "wagtailcore.locale",
        "wagtailcore.page", "wagtailcore.site", "wagtailcore.task", "wagtailcore.workflow",
        "wagtailcore.workflowpage", "wagtailcore.workflowtask",
    }
)  # fmt: skip
"""Tables in which an empty installation has rows already: they give way to those of the archive."""
PAGES_OF_AN_EMPTY_ONE: Final = 2  # Wagtail's root, and its page of welcome


def tables() -> list[type[Model]]:
    """The models whose tables leave, by their names."""
    found = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    return sorted((model for model in found if name_of(model) not in LEFT_OUT), key=name_of)


def name_of(model: type[Model]) -> str:
    """What a table is called in the archive: "inputs.input"."""
    return model._meta.label_lower


def columns_of(model: type[Model]) -> list[Field[Any, Any]]:
    """The columns that leave, those of the table itself and not of one it builds on, in the model's order."""
    return [one for one in model._meta.local_concrete_fields if key_of(model, one) not in BLANKED]


def key_of(model: type[Model], column: Field[Any, Any]) -> str:
    """The name of a column with that of its table: "people.person.password"."""
    return f"{name_of(model)}.{column.attname}"


def every_row(model: type[Model], connection: BaseDatabaseWrapper) -> QuerySet[Any]:
    """All rows of a table, whatever the model's own manager would leave out."""
    return QuerySet(model, using=connection.alias)


def rows_of(model: type[Model], connection: BaseDatabaseWrapper) -> QuerySet[Any, tuple[Any, ...]]:
    """The rows that leave, with the values of the columns, in the order of the primary key on every database."""
    rows = every_row(model, connection)
    if name_of(model) in ROWS_LEFT_OUT:
        rows = rows.exclude(ROWS_LEFT_OUT[name_of(model)][0])
    return in_order(rows, columns_of(model))


def in_order(rows: QuerySet[Any], columns: Sequence[Field[Any, Any]]) -> QuerySet[Any, tuple[Any, ...]]:
    """Rows with the values of these columns, in the order of the primary key, the same on every database."""
    key = rows.model._meta.pk
    binary = "C" if connections[rows.db].vendor == "postgresql" else "BINARY"
    order = Collate(F(key.name), binary) if _is_text(key) else F(key.name)
    return rows.order_by(order.asc()).values_list(*(one.attname for one in columns))


def _is_text(key: Field[Any, Any]) -> bool:
    return key.get_internal_type() in {"CharField", "SlugField"}


def has_a_number(model: type[Model]) -> bool:
    """Whether the database gives each row of this table its number."""
    return model._meta.auto_field is not None and model._meta.auto_field in model._meta.local_fields


def what_is_there(connection: BaseDatabaseWrapper) -> Iterator[tuple[str, int]]:
    """The tables in which somebody has put something, with how many rows; none in an empty installation."""
    for model in tables():
        rows = every_row(model, connection)
        if name_of(model) not in FILLED_BY_MIGRATIONS and (count := rows.count()):
            yield name_of(model), count
        if name_of(model) == "wagtailcore.page" and (count := rows.count()) > PAGES_OF_AN_EMPTY_ONE:
            yield name_of(model), count
