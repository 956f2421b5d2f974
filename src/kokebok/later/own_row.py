"""The row a task is about: the one thing whose absence says that there is nothing left to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

M = TypeVar("M", bound="Model")


class NothingLeft(Exception):
    """What a task was to be done with is gone, and the task with it."""


def own_row(rows: QuerySet[M], key: object) -> M:
    """The row a task is about, by its key. Raises NothingLeft if it is gone.

    Whatever else a task does not find is a failure like others: the task is kept, and tried again.
    """
    found = rows.filter(pk=key).first()
    if found is None:
        raise NothingLeft(f"{rows.model._meta.label} {key} is gone.")
    return found
