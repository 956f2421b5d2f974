"""What of a dump is put back: what is ours, also where others had something in the same schema when it was taken."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kokebok.archive.backup.dumping import program
from kokebok.archive.backup.layout import NotWhole
from kokebok.archive.backup.ours import LIST_OF_KINDS, known_tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OF_A_TABLE = {
    "TABLE",
    "TABLE DATA",
    "SEQUENCE",
    "SEQUENCE OWNED BY",
    "SEQUENCE SET",
    "DEFAULT",
    "CONSTRAINT",
    "CHECK CONSTRAINT",
    "FK CONSTRAINT",
    "INDEX",
    "TRIGGER",
    "COMMENT",
}
ROUTINES = {"FUNCTION", "PROCEDURE"}
END_OF_ROWS = "\\."
HANGS_ON = ";\tdepends on: "


@dataclass(frozen=True)
class _Entry:
    """A line of a dump's list: its number there, what it is, the first name it has, and the numbers it hangs on."""

    line: str
    number: int
    kind: str
    name: str
    on: frozenset[int]


def ours_of(dump: Path, schema: str) -> str:
    """The list of what in a dump is ours, as pg_restore's `--use-list` takes it. Raises NoProgram and NotWhole."""
    entries = list(_entries(_read(dump, "--list", "--verbose"), schema))
    tables = {one.number for one in entries if one.kind == "TABLE"}
    ours = {*_our_tables(entries, known_tables() | _kinds_of(dump, schema))}
    ours |= {one.number for one in entries if one.kind == "SEQUENCE" and one.on & ours}
    kept = [one for one in entries if one.kind in OF_A_TABLE and _is_of(one, ours, tables - ours)]
    called = {number for one in kept if one.kind == "TRIGGER" for number in one.on}
    numbers = {one.number for one in kept}
    numbers |= {one.number for one in entries if one.kind in ROUTINES and one.number in called}
    return "".join(f"{one.line}\n" for one in entries if one.number in numbers)


def _is_of(entry: _Entry, ours: set[int], others: set[int]) -> bool:
    return entry.number in ours or bool(entry.on & ours and not entry.on & others)


def _our_tables(entries: list[_Entry], known: set[str]) -> Iterator[int]:
    """The numbers of the tables that are known, or join one of those to others (as `ours.our_tables` finds them)."""
    named = {one.name: one.number for one in entries if one.kind == "TABLE"}
    for name, number in named.items():
        joined = [one.on for one in entries if one.kind == "FK CONSTRAINT" and one.name == name]
        kinds = [kind for kind in known & named.keys() if name.startswith(f"{kind}_")]
        if name in known or (len(joined) == 2 and any(named[kind] in on for kind in kinds for on in joined)):
            yield number


def _entries(listed: str, schema: str) -> Iterator[_Entry]:
    shape = re.compile(rf"(\d+); \d+ \d+ ([A-Z ]+) {re.escape(schema)} (\S+)")
    lines = listed.splitlines()
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        if found := shape.match(line):
            on = after.removeprefix(HANGS_ON).split() if after.startswith(HANGS_ON) else []
            yield _Entry(line, int(found[1]), found[2], found[3], frozenset(map(int, on)))


def _kinds_of(dump: Path, schema: str) -> set[str]:
    """The tables of the kinds that the dump itself lists."""
    where = [f"--schema={schema}", f"--table={LIST_OF_KINDS}"]
    lines = iter(_read(dump, "--data-only", *where, "--file=-").splitlines())
    for line in lines:
        if line.startswith("COPY "):
            columns = line[line.index("(") + 1 : line.index(")")].split(", ")
            rows = (
                dict(zip(columns, row.split("\t"), strict=True)) for row in iter(lines.__next__, END_OF_ROWS)
            )
            return {f"{row['app_label']}_{row['model']}" for row in rows}
    return set()


def _read(dump: Path, *how: str) -> str:
    done = subprocess.run([program("pg_restore"), *how, str(dump)], capture_output=True, check=False)
    if done.returncode:
        raise NotWhole(f"the database cannot be read: {done.stderr.decode(errors='replace').strip()[:500]}")
    return done.stdout.decode()
