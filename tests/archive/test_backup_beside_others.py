"""A backup of a database that another program has tables in: of ours alone, and put back without touching theirs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from kokebok.archive.backup.checking import require_whole
from kokebok.archive.backup.dumping import NoProgram
from kokebok.archive.backup.ours import other_relations, our_routines, our_tables
from kokebok.archive.backup.restoring import CannotRestore, restore
from kokebok.archive.backup.taking import take
from kokebok.inputs.models import Input
from tests.archive.moving import fill, installation
from tests.archive.test_backup import told

pytestmark = [pytest.mark.postgresql_only, pytest.mark.usefixtures("committed")]
THEIRS = """
    CREATE SCHEMA rapport;
    CREATE TABLE rapport.inputs_input (id serial, sagt text);
    INSERT INTO rapport.inputs_input (sagt) VALUES ('Deres eget.');
    CREATE TABLE lager_varer (id serial, navn text);
    INSERT INTO lager_varer (navn) VALUES ('Mel'), ('Sukker');
    CREATE SEQUENCE lager_numre;
    CREATE VIEW lager_alt AS SELECT navn FROM lager_varer;
"""


def asked(question: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return list(cursor.fetchall())


def do(what: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(what)


def theirs() -> list[Any]:
    """All that the other program has."""
    return [
        asked("SELECT * FROM rapport.inputs_input"),
        asked("SELECT * FROM lager_alt"),
        asked("SELECT last_value FROM lager_numre"),
    ]


@pytest.fixture
def beside(tmp_path: Path) -> Iterator[Path]:
    """A backup of a cookbook in the same database as another program, which is there still."""
    with installation(tmp_path / "old"):
        fill()
        do(THEIRS)
        yield take(tmp_path / "backups").place


def test_all_tables_and_functions_we_make_are_ours() -> None:
    with connection.cursor() as cursor:
        there = sorted(connection.introspection.table_names(cursor))
    routines = asked(
        "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = current_schema()::regnamespace ORDER BY 1"
    )
    assert (our_tables(), other_relations()) == (there, [])
    assert our_routines() == [name for (name,) in routines]


def test_only_ours_is_taken_and_only_ours_gives_way(beside: Path) -> None:
    before, of_theirs = told(), theirs()
    assert other_relations() == ["lager_alt", "lager_numre", "lager_varer", "lager_varer_id_seq"]
    about = require_whole(beside)
    assert (set(about.rows) & {"lager_varer"}, about.rows["inputs_input"], about.in_schema) == (
        set(),
        1,
        "public",
    )
    Input.objects.all().update(text="Noe helt annet.")
    restore(beside, over=True)
    assert (told(), theirs()) == (before, of_theirs)


def test_a_table_that_a_newer_version_had_gives_way_too(beside: Path) -> None:
    do("INSERT INTO django_content_type (app_label, model) VALUES ('inputs', 'nyhet')")
    do("CREATE TABLE inputs_nyhet (given_id bigint REFERENCES inputs_input)")
    do("CREATE TABLE inputs_nyhet_themes (id serial)")
    restore(beside, over=True)
    assert {"inputs_nyhet", "inputs_nyhet_themes"} & {*our_tables(), *other_relations()} == set()


def test_where_something_of_theirs_hangs_on_ours_it_is_said_and_nothing_is_changed(beside: Path) -> None:
    do("CREATE VIEW rapport.alle AS SELECT text FROM inputs_input")
    Input.objects.all().update(text="Noe helt annet.")
    before = told()
    with pytest.raises(NoProgram, match=r"^what another program has hangs on .* rapport\.alle depends on"):
        restore(beside, over=True)
    assert (told(), asked("SELECT * FROM rapport.alle")) == (before, [("Noe helt annet.",)])


def test_a_backup_of_another_schema_is_refused(beside: Path) -> None:
    do("CREATE SCHEMA bok")
    do("ALTER ROLE CURRENT_USER IN DATABASE %s SET search_path = bok" % connection.settings_dict["NAME"])  # noqa: UP031
    connection.close()
    try:
        with pytest.raises(
            CannotRestore, match=r"^its tables are in the schema public, and here .* in bok\."
        ):
            restore(beside)
    finally:
        do("ALTER ROLE CURRENT_USER IN DATABASE %s RESET search_path" % connection.settings_dict["NAME"])  # noqa: UP031
        connection.close()
