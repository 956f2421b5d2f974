"""How long does it take to move a whole cookbook with 100,000 inputs, and how much memory?

`seconds_export` and `seconds_import` are the commands `export` and `import` on SQLite files, each in a process of its
own, with its start; that of import makes the search anew too, but not the tables, which are there. `mb_peak_export` and
`mb_peak_import` are the most memory each process had, `mb_peak_empty` what an export of the starter alone takes: what
is between the two is what 100,000 inputs cost. `mb_file` is the size of the file, `identical` whether an export of what
was read in gives the same bytes.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

sys.path[:0] = [
    str(Path(__file__).parent.parent),
    str(Path(__file__).parent.parent / "src"),
]
from bench._prose import sources  # noqa: E402
from bench._server import environment, free_port  # noqa: E402

INPUTS = 100_000
AT_ONCE = 5_000


def main() -> None:
    """Print the figures for people, then one JSON object on the last line."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        old, new = at(here / "old"), at(here / "new")
        run(old, "fill", "0")
        _, empty = run(old, "command", "export", str(here / "empty.zip"))
        run(old, "fill", str(INPUTS))
        out, out_mb = run(old, "command", "export", str(here / "a.zip"))
        run(new, "command", "manage", "migrate", "--verbosity", "0")
        came, came_mb = run(new, "command", "import", str(here / "a.zip"))
        run(new, "command", "export", str(here / "b.zip"))
        is_same = (here / "a.zip").read_bytes() == (here / "b.zip").read_bytes()
        size = round((here / "a.zip").stat().st_size / 1e6, 1)
    print(
        f"{INPUTS} inputs, {size} MB: out in {out:.0f} s and {out_mb} MB, in in {came:.0f} s and {came_mb} MB"
    )
    print(json.dumps({
        "inputs": INPUTS, "mb_file": size, "seconds_export": round(out, 1), "mb_peak_export": out_mb,
        "mb_peak_empty": empty, "seconds_import": round(came, 1), "mb_peak_import": came_mb, "identical": is_same,
    }))  # fmt: skip


def at(folder: Path) -> dict[str, str]:
    """The environment of an installation in a folder of its own."""
    folder.mkdir()
    return {**os.environ, **environment(folder, free_port())}


def run(where: dict[str, str], *what: str) -> tuple[float, int]:
    """Do one thing in a process of its own: the seconds it took, and the most memory it had, in MB."""
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, __file__, *what], env=where, stdout=subprocess.PIPE, check=True, encoding="utf-8"
    )
    return time.perf_counter() - begun, int(done.stdout.splitlines()[-1])


def work(what: str, args: list[str]) -> None:
    """In the process itself; says last how much memory it had."""
    if what == "fill":
        fill(int(args[0]))
    else:
        from kokebok.cli.commands import main as command

        assert command(args) == 0
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def fill(count: int) -> None:
    """So many inputs to the starter, each with a line in the journal; the starter itself where it is not there."""
    import django

    django.setup()
    from django.core.management import call_command

    from kokebok.book.models import Cookbook

    call_command("migrate", verbosity=0, interactive=False)
    if not Cookbook.objects.exists():
        from kokebok.starter.loading import load_starter

        load_starter()
    rng = Random(7)
    prose = [one.text for source in sources() for one in source.paragraphs if one.kind == "text"]
    for first in range(0, count, AT_ONCE):
        put(prose, rng, range(first, min(first + AT_ONCE, count)))


def put(prose: list[str], rng: Random, numbers: range) -> None:
    """Inputs in one write."""
    from django.utils import timezone

    from kokebok.book.models import Paragraph
    from kokebok.inputs.models import Input, Kind, State
    from kokebok.journal.models import Entry

    now = timezone.now()
    paragraphs = list(Paragraph.objects.filter(gone_at=None))
    made = Input.objects.bulk_create([
        Input(
            kind=Kind.COMMENT, state=State.OPEN, text=rng.choice(prose), language="nb", received_at=now,
            licensed_at=now, published_at=now, page_id=(one := rng.choice(paragraphs)).page_id, paragraph=one,
        )
        for _number in numbers
    ])  # fmt: skip
    Entry.objects.bulk_create(Entry(act="input.sent", about=f"inputs.input:{one.pk}") for one in made)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        work(sys.argv[1], sys.argv[2:])
    else:
        main()
