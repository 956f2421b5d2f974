"""A backup of a database that another program has tables in: of ours alone, and put back without touching theirs."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from kokebok.archive.backup.checking import require_whole
from kokebok.archive.backup.dumping import NoProgram, environment_of_server
from kokebok.archive.backup.layout import read_about, read_sums, sha256_of
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
    CREATE TYPE lager_slag AS ENUM ('tørt', 'vått');
    CREATE FUNCTION lager_slaget() RETURNS lager_slag LANGUAGE sql AS $$ SELECT 'tørt'::lager_slag $$;
    CREATE TABLE inputs_input_before_cleanup AS SELECT id, text FROM inputs_input;
    CREATE TABLE events_event_log (id serial PRIMARY KEY, slag lager_slag, later integer REFERENCES events_event_log);
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
        asked("SELECT lager_slaget(), enum_range(NULL::lager_slag)"),
        asked("SELECT * FROM inputs_input_before_cleanup"),
        asked("SELECT * FROM events_event_log"),
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
    others = [
        "events_event_log",
        "events_event_log_id_seq",
        "inputs_input_before_cleanup",
        "lager_alt",
        "lager_numre",
        "lager_varer",
        "lager_varer_id_seq",
    ]
    assert other_relations() == others
    about = require_whole(beside)
    assert (set(about.rows) & {*others}, about.rows["inputs_input"], about.in_schema) == (set(), 1, "public")
    Input.objects.all().update(text="Noe helt annet.")
    restore(beside, over=True)
    assert (told(), theirs()) == (before, of_theirs)


def take_all_of_the_schema(backup: Path) -> None:
    """Have the backup be as an older version took it: with all that others had in the schema, as if it were ours."""
    where, environment = environment_of_server()
    command = [
        "pg_dump",
        *where,
        "--format=custom",
        "--schema=public",
        f"--file={backup / 'database.pgdump'}",
    ]
    subprocess.run(command, env=environment, check=True)
    about = read_about(backup)
    of_others = ("lager_varer", "inputs_input_before_cleanup", "events_event_log")
    about.rows.update({name: asked(f"SELECT count(*) FROM {name}")[0][0] for name in of_others})
    (backup / "backup.json").write_text(about.model_dump_json(), encoding="utf-8")
    sums = {name: sha256_of(backup / name) for name in read_sums(backup)}
    lines = "".join(f"{sha256}  {name}\n" for name, sha256 in sums.items())
    (backup / "sha256sums.txt").write_text(lines, encoding="utf-8")


def test_an_older_backup_that_has_what_others_had_is_put_back_beside_them(beside: Path) -> None:
    take_all_of_the_schema(beside)
    before = told()
    do("INSERT INTO lager_varer (navn) VALUES ('Gjær')")
    of_theirs = theirs()
    Input.objects.all().update(text="Noe helt annet.")
    restore(beside, over=True)
    assert (told(), theirs()) == (before, of_theirs)


def structure() -> list[Any]:
    """What the database has of ours: columns, constraints, indexes, triggers, functions and numbers given.

    What is within a constraint is left out: PostgreSQL spells it otherwise when it has read it once more.
    """
    ours = "SELECT oid FROM pg_class WHERE relname = ANY(%s) AND relnamespace = 'public'::regnamespace"
    questions = [
        "SELECT attrelid::regclass::text, attname::text, format_type(atttypid, atttypmod), attnotnull, "
        f"attidentity::text FROM pg_attribute WHERE attnum > 0 AND NOT attisdropped AND attrelid IN ({ours})",
        "SELECT conrelid::regclass::text, conname::text, contype::text, confrelid::regclass::text FROM pg_constraint "
        f"WHERE conrelid IN ({ours})",
        f"SELECT indexrelid::regclass::text, indisunique FROM pg_index WHERE indrelid IN ({ours})",
        f"SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal AND tgrelid IN ({ours})",
        "SELECT sequencename::text, last_value FROM pg_sequences WHERE schemaname = 'public' AND %s IS NOT NULL",
    ]
    with connection.cursor() as cursor:
        found = []
        for question in questions:
            cursor.execute(question, [our_tables()])
            found.append(sorted(cursor.fetchall(), key=str))
    return [*found, our_routines()]


def test_all_that_our_tables_have_comes_back_with_them(beside: Path) -> None:
    before = structure()
    restore(beside, over=True)
    assert structure() == before


def test_a_table_that_a_newer_version_had_gives_way_too(beside: Path) -> None:
    do("INSERT INTO django_content_type (app_label, model) VALUES ('inputs', 'nyhet')")
    do("CREATE TABLE inputs_nyhet (id serial PRIMARY KEY, given_id bigint REFERENCES inputs_input)")
    joined = "nyhet_id integer REFERENCES inputs_nyhet, page_id integer REFERENCES wagtailcore_page"
    do(f"CREATE TABLE inputs_nyhet_themes (id serial, {joined})")
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
