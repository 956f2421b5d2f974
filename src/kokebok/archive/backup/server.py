"""Put a dump in a PostgreSQL database, in one transaction: all of it, or nothing."""

from __future__ import annotations

import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import connection

from kokebok.archive.backup.dumping import NoProgram, environment_of_server, program
from kokebok.archive.backup.listed import ours_of
from kokebok.archive.backup.ours import our_routines, our_schema, our_tables
from kokebok.lib.in_pieces import pieces_from

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

KEPT = "django_migrations"  # the table that says which restore the database is of
MET = {
    "2BP01": "what another program has hangs on the tables of the cookbook. Take it away first, and make it anew after",
    "42P07": "another program has a table of the same name. Give the cookbook a database of its own",
    "42710": "another program has a type of the same name. Give the cookbook a database of its own",
    "42723": "another program has a function of the same name. Give the cookbook a database of its own",
}
"""What PostgreSQL says by a code, when others are in the same database."""
QUIET = [
    "--no-psqlrc",
    "--quiet",
    "--set=VERBOSITY=verbose",
    "--set=ON_ERROR_STOP=1",
    "--output=/dev/null",
    "--file=-",
]


def put_on_server(dump: Path, name: str) -> None:
    """Put a dump in the place of what is ours in the database, and the name of this restore with it.

    What others have there is left as it is. What is said comes between BEGIN and COMMIT, so whoever is killed while it
    is said has changed nothing. Raises NoProgram and NotWhole.
    """
    schema, away = our_schema(), _away()
    connection.close()
    where, environment = environment_of_server()
    saying = [program("psql"), *where, *QUIET]
    with (
        _reading(dump, ours_of(dump, schema)) as source,
        subprocess.Popen(saying, stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as target,
    ):
        assert source.stdout is not None
        assert target.stdin is not None
        try:
            target.stdin.write(f"SET client_min_messages = warning;\nBEGIN;\n{away}".encode())
            _all_of(source.stdout, target.stdin)
            if source.wait() == 0:
                table = f"{connection.ops.quote_name(schema)}.{KEPT}"
                target.stdin.write(f"\nCOMMENT ON TABLE {table} IS '{name}';\nCOMMIT;\n".encode())
            target.stdin.close()
        except BrokenPipeError:
            source.kill()
        said = b" ".join(one.stderr.read() for one in (target, source) if one.stderr)
    if source.returncode or target.returncode:
        raise NoProgram(_why(" ".join(said.decode(errors="replace").split())))


@contextmanager
def _reading(dump: Path, listed: str) -> Iterator[subprocess.Popen[bytes]]:
    """The program that says what the list names of a dump."""
    with tempfile.TemporaryDirectory() as folder:
        chosen = Path(folder) / "list"
        chosen.write_text(listed, encoding="utf-8")
        shape = ["--no-owner", "--no-privileges", f"--use-list={chosen}", "--file=-"]
        command = [program("pg_restore"), *shape, str(dump)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            yield process


def _away() -> str:
    """What takes away all that is ours, and nothing else: it is refused where anything of others hangs on it."""
    tables = ", ".join(connection.ops.quote_name(name) for name in our_tables())
    routines = ", ".join(our_routines())
    said = [f"DROP TABLE {tables};\n" if tables else "", f"DROP ROUTINE {routines};\n" if routines else ""]
    return "".join(said)


def _why(said: str) -> str:
    met = [words for code, words in MET.items() if f" {code}: " in said]
    return "; ".join([*met, f"PostgreSQL says: {said[:500]}"])


def was_put(name: str) -> bool:
    """Whether what is in the database came with this restore."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT obj_description(to_regclass(%s), 'pg_class')", [KEPT])
        return bool(cursor.fetchone()[0] == name)


def _all_of(source: IO[bytes], target: IO[bytes]) -> None:
    for piece in pieces_from(source):
        target.write(piece)
