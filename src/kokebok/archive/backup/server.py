"""Put a dump in a PostgreSQL database, in one transaction: all of it, or nothing."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from django.db import connection

from kokebok.archive.backup.dumping import NoProgram, environment_of_server, program

if TYPE_CHECKING:
    from pathlib import Path
    from typing import IO

PIECE = 1 << 20
KEPT = "django_migrations"  # the table that says which restore the database is of
AWAY = """
DO $$ DECLARE one record; BEGIN
  FOR one IN SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
             WHERE schemaname = current_schema() LOOP
    EXECUTE 'DROP TABLE IF EXISTS ' || one.name || ' CASCADE';
  END LOOP;
  FOR one IN SELECT routine.oid::regprocedure AS name FROM pg_proc routine
             WHERE routine.pronamespace = current_schema()::regnamespace AND NOT EXISTS (
               SELECT FROM pg_depend WHERE objid = routine.oid AND deptype = 'e') LOOP
    EXECUTE 'DROP ROUTINE IF EXISTS ' || one.name || ' CASCADE';
  END LOOP;
END $$;
"""
"""Takes away all that is in the schema, but for what belongs to an extension."""


def put_on_server(dump: Path, name: str) -> None:
    """Put a dump in the place of what is in the database, and the name of this restore with it.

    What is said comes between BEGIN and COMMIT, so whoever is killed while it is said has changed nothing. Raises
    NoProgram.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(current_schema())")
        schema = cursor.fetchone()[0]
    connection.close()
    where, environment = environment_of_server()
    quiet = ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--output=/dev/null", "--file=-"]
    reading = [program("pg_restore"), "--no-owner", "--no-privileges", "--file=-", str(dump)]
    saying = [program("psql"), *where, *quiet]
    with (
        subprocess.Popen(reading, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as source,
        subprocess.Popen(saying, stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as target,
    ):
        assert source.stdout is not None
        assert target.stdin is not None
        try:
            target.stdin.write(f"SET client_min_messages = warning;\nBEGIN;\n{AWAY}".encode())
            _all_of(source.stdout, target.stdin)
            if source.wait() == 0:
                target.stdin.write(f"\nCOMMENT ON TABLE {schema}.{KEPT} IS '{name}';\nCOMMIT;\n".encode())
            target.stdin.close()
        except BrokenPipeError:
            source.kill()
        said = b" ".join(one.stderr.read() for one in (target, source) if one.stderr)
    if source.returncode or target.returncode:
        raise NoProgram(f"PostgreSQL says: {' '.join(said.decode(errors='replace').split())[:500]}")


def was_put(name: str) -> bool:
    """Whether what is in the database came with this restore."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT obj_description(to_regclass(%s), 'pg_class')", [KEPT])
        return bool(cursor.fetchone()[0] == name)


def _all_of(source: IO[bytes], target: IO[bytes]) -> None:
    while piece := source.read(PIECE):
        target.write(piece)
