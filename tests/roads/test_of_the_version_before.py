"""A demo that was made before each app had one migration is brought up to date, and all in it reads the same."""

from __future__ import annotations

import hashlib

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from kokebok.config.tables import bring_up_to_date
from tests.config.test_migrations import replacing


def rows() -> dict[str, tuple[int, str]]:
    """How many rows each table has, and a sum of them."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            lines = sorted(map(repr, cursor.fetchall()))
            found[table] = (len(lines), hashlib.sha256("\n".join(lines).encode()).hexdigest())
    return found


@pytest.mark.sqlite_only
def test_a_demo_of_before_needs_nothing_done_and_reads_the_same(demo: None) -> None:
    ones = {(app, one.name) for app, one in replacing().items()}
    run = MigrationRecorder(connection).migration_qs
    for app, name in ones:
        run.filter(app=app, name=name).delete()  # that version knew only those they replace
    before = rows()
    assert bring_up_to_date() is False
    after = rows()
    noted = MigrationRecorder(connection).applied_migrations().keys()
    assert (before.pop("django_migrations")[0] + len(ones), before) == (
        after.pop("django_migrations")[0],
        after,
    )
    assert ones <= noted
    assert set(MigrationLoader(connection).graph.leaf_nodes()) <= noted
