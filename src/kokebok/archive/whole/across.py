"""All rows of one database to another, of the same kind or not: the same in both, by counts and checksums.

The other way (`leaving`, `coming`) leaves out what lets somebody in, since its file goes from house to house. Here
nothing leaves the house: sessions, second steps, queued tasks and letters with codes come along. Only indexes do not,
which each kind of database has in a form of its own.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from kokebok.archive.whole.coming import make_search_anew
from kokebok.archive.whole.databases import go_on_after, last_number, one_moment
from kokebok.archive.whole.putting import NOT_TAKEN, empty, put_rows
from kokebok.archive.whole.rows import as_line, from_line
from kokebok.archive.whole.tables import INDEXES, every_row, has_a_number, in_order, name_of, what_is_there
from kokebok.archive.whole.unfinished import begin_move, end_move, moving, note_rows_are_in, rows_are_in
from kokebok.later.models import Worker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.db.models import Model

SOURCE = "source"
"""The alias of the database that is read. The default one is that which is written."""
AT_ONCE = 1000  # rows in memory


class CannotMove(Exception):
    """These two databases are not ones to move between; the words say why. Nothing is changed."""


class NotTheSame(Exception):
    """What has come is not what was read; the words say which table."""


@dataclass(frozen=True)
class MoveDone:
    """What came of it: how many tables and rows."""

    tables: int
    rows: int


@dataclass(frozen=True)
class TableSum:
    """What is in a table: how many rows, the checksum of them all in their order, and the last number given."""

    rows: int
    sha256: str
    last_number: int


def move(*, make_tables: Callable[[], object], told: Callable[[str], object] = str) -> MoveDone:
    """Move all rows from the database of the alias SOURCE to the default one, which must have nothing in it.

    `make_tables` makes the tables of the default one. Until the end it has a mark by which no server begins with it;
    whoever was stopped begins again, and so does the move. Raises CannotMove and NotTheSame.
    """
    _require_that_it_may()
    if not rows_are_in():
        begin_move()
        told("Making the tables.")
        make_tables()
        told("Moving the rows.")
        sums = _moved_rows()
        told("Comparing.")
    else:
        told("The rows are there already. Comparing.")
        with one_moment(connections[SOURCE]):
            sums = {name_of(model): summed(model, SOURCE) for model in moved_tables()}
    wrong = [name for name, one in sums.items() if summed(_model(name), connection.alias) != one]
    if wrong:
        raise NotTheSame(f"{wrong[0]} is not the same in both")
    told("Making the search anew.")
    make_search_anew()
    end_move()
    return MoveDone(len(sums), sum(one.rows for one in sums.values()))


def moved_tables() -> list[type[Model]]:
    """The models whose tables move, by their names: all but the indexes. With them goes the list of migrations."""
    found = [one for one in apps.get_models(include_auto_created=True) if one._meta.managed]
    models = [one for one in found if name_of(one) not in INDEXES]
    return [*sorted(models, key=name_of), MigrationRecorder.Migration]


def summed(model: type[Model], alias: str) -> TableSum:
    """What is in a table of the database of this alias."""
    digest, rows = hashlib.sha256(), 0
    for line in _lines(model, alias):
        digest.update(line)
        rows += 1
    last = last_number(model, connections[alias]) if has_a_number(model) else 0
    return TableSum(rows, digest.hexdigest(), last)


def _model(name: str) -> type[Model]:
    return next(one for one in moved_tables() if name_of(one) == name)


def _require_that_it_may() -> None:
    source = connections[SOURCE]
    executor = MigrationExecutor(source)
    with source.cursor() as cursor:
        if MigrationRecorder.Migration._meta.db_table not in source.introspection.table_names(cursor):
            raise CannotMove("there is no cookbook in the database that is to be moved")
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CannotMove(
            "the tables of the database that is to be moved are not those of this version. Start the server with it "
            "once, or run ./kokebok manage migrate"
        )
    if moving(source):
        raise CannotMove("a move into the database that is to be moved was not finished")
    at_work = Worker.objects.using(SOURCE).alive(timezone.now()).first()
    if at_work is not None:
        raise CannotMove(
            f"a server is at work with it ({at_work}). Stop it, and wait a minute if it was killed"
        )
    with connection.cursor() as cursor:
        has_tables = bool(connection.introspection.table_names(cursor))
    if moving(connection):
        return
    found = list(what_is_there(connection)) if has_tables else []
    if found:
        raise CannotMove(
            f"the database to move to is not empty: {', '.join(f'{name} ({n})' for name, n in found[:8])}"
        )


def _moved_rows() -> dict[str, TableSum]:
    """Put all rows in, in one transaction; what was read of each table."""
    models = moved_tables()
    try:
        with one_moment(connections[SOURCE]), transaction.atomic():
            for model in models:
                empty(model)
            sums = {name_of(model): _moved(model) for model in models}
            connection.check_constraints()
            note_rows_are_in()
    except NOT_TAKEN as error:
        raise NotTheSame(f"the database does not take its rows ({' '.join(str(error).split())})") from error
    return sums


def _moved(model: type[Model]) -> TableSum:
    columns = list(model._meta.local_concrete_fields)
    digest = hashlib.sha256()

    def read() -> Iterator[Any]:
        for line in _lines(model, SOURCE):
            digest.update(line)
            yield from_line(model, columns, line)

    rows = put_rows(model, read())
    last = last_number(model, connections[SOURCE]) if has_a_number(model) else 0
    if has_a_number(model):
        go_on_after(model, last)
    return TableSum(rows, digest.hexdigest(), last)


def _lines(model: type[Model], alias: str) -> Iterator[bytes]:
    columns = list(model._meta.local_concrete_fields)
    rows = in_order(every_row(model, connections[alias]), columns)
    return (as_line(columns, row) for row in rows.iterator(chunk_size=AT_ONCE))
