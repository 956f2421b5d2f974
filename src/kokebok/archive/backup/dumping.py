"""The database as one file, of one moment, while people go on writing; and how many rows such a file has."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from contextlib import closing
from typing import TYPE_CHECKING, Any

from django.db import connection

from kokebok.archive.backup.layout import DUMPS, NotWhole
from kokebok.archive.backup.ours import other_relations, our_schema, our_tables

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

COPY = re.compile(rb"^COPY (?:\"?[^\s\".]+\"?\.)?\"?([^\s\".]+)\"? \(.*\) FROM stdin;$")
END = b"\\.\n"


class NoProgram(Exception):
    """A program of PostgreSQL is not here, or has said no; the words say which, and what it said."""


def dump(folder: Path) -> Path:
    """Write the database, as the transaction one is in sees it, to a file in this folder; gives the file.

    Raises NoProgram.
    """
    target = folder / DUMPS[connection.vendor]
    if connection.vendor == "sqlite":
        _dump_file(target)
    else:
        _dump_server(target)
    return target


def counted() -> dict[str, int]:
    """How many rows each of our tables has, as the transaction one is in sees them."""
    with connection.cursor() as cursor:
        return {name: _count(cursor, name) for name in our_tables()}


def _count(cursor: Any, table: str) -> int:
    cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608 (a table's own name)
    return int(cursor.fetchone()[0])


def require_rows(file: Path, kind: str, rows: Mapping[str, int]) -> None:
    """Raise NotWhole unless the file can be read all through, and has just these rows; NoProgram where nobody can."""
    found = _rows_of_file(file, rows) if kind == "sqlite" else _rows_of_dump(file)
    wrong = next((name for name in sorted({*rows, *found}) if rows.get(name) != found.get(name)), None)
    if wrong is not None:
        raise NotWhole(f"{wrong} should have {rows.get(wrong)} rows, and has {found.get(wrong)}")


def environment_of_server() -> tuple[list[str], dict[str, str]]:
    """How PostgreSQL's programs find the database: what they are told, and what only their environment says."""
    at = connection.settings_dict
    told = [f"--dbname={at['NAME']}"]
    told += [f"--{name}={at[key]}" for name, key in (("host", "HOST"), ("port", "PORT")) if at[key]]
    told += [f"--username={at['USER']}"] if at["USER"] else []
    return [*told, "--no-password"], {**os.environ, "PGPASSWORD": at["PASSWORD"] or "", "LC_ALL": "C.UTF-8"}


def program(name: str) -> str:
    """Where a program of PostgreSQL lies. Raises NoProgram."""
    found = shutil.which(name)
    if found is None:
        raise NoProgram(f"{name} is not on this machine. Install PostgreSQL's programs (postgresql-client)")
    return found


def _dump_file(target: Path) -> None:
    database: Any = connection.connection  # it holds the moment that the rows are counted in
    with closing(type(database)(str(target))) as copy:
        target.chmod(0o600)
        database.backup(copy)
        # Of a copy nobody writes to, one file is to be all of it.
        copy.execute("PRAGMA journal_mode=DELETE")
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def _dump_server(target: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_export_snapshot()")
        moment = cursor.fetchone()[0]
    where, environment = environment_of_server()
    shape = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={moment}"]
    command = [program("pg_dump"), *where, *shape, *_only_ours(), f"--file={target}"]
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    if done.returncode:
        raise NoProgram(f"pg_dump says: {' '.join(done.stderr.decode(errors='replace').split())[:500]}")
    target.chmod(0o600)
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def _only_ours() -> list[str]:
    """What pg_dump is told to take, and what of that it is not to."""
    quoted = connection.ops.quote_name
    schema = quoted(our_schema())
    return [f"--schema={schema}", *(f"--exclude-table={schema}.{quoted(name)}" for name in other_relations())]


def _rows_of_file(file: Path, rows: Mapping[str, int]) -> dict[str, int]:
    connection.ensure_connection()
    database: Any = connection.connection
    try:
        with closing(type(database)(f"file:{file}?mode=ro&immutable=1", uri=True)) as copy:
            found = copy.execute("PRAGMA integrity_check").fetchall()
            if found != [("ok",)]:
                raise NotWhole(f"the database is broken: {found[0][0]}")
            if copy.execute("PRAGMA foreign_key_check").fetchone() is not None:
                raise NotWhole("a row of the database points to one that is not there")
            named = {one for (one,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            return {
                one: copy.execute(f'SELECT count(*) FROM "{one}"').fetchone()[0]  # noqa: S608 (a table's own name)
                for one in sorted(named - {"sqlite_sequence"} | ({*rows} & named))
            }
    except database.Error as error:
        raise NotWhole(f"the database cannot be read ({error})") from error


def _rows_of_dump(file: Path) -> dict[str, int]:
    """Read a dump all through, as if it were to be put in, and count the rows of each table."""
    command = [program("pg_restore"), "--data-only", "--file=-", str(file)]
    found: dict[str, int] = {}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        table = ""
        for line in process.stdout:
            if table and line == END:
                table = ""
            elif table:
                found[table] += 1
            elif match := COPY.match(line.rstrip(b"\n")):
                table = match[1].decode()
                found[table] = 0
        said = " ".join(process.stderr.read().decode(errors="replace").split())
    if process.returncode:
        raise NotWhole(f"the database cannot be read: {said[:500]}")
    return found
