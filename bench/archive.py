"""How long does it take to write an edition of 300 pages as a folder of linked files?

`seconds_archive_300` is the time of one run in this process, on a SQLite file: every page is asked for from within,
made ready and written, and so are its style sheets and the list of checksums. `processor_seconds` is what it takes of a
processor, and `mb` how large the folder is. A page has twenty paragraphs of real prose, each with its lasting link, and
every fifth names another page of the edition.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from typing import Any

sys.path[:0] = [
    str(Path(__file__).parent.parent),
    str(Path(__file__).parent.parent / "src"),
]
from bench._prose import sources  # noqa: E402
from bench._server import environment, free_port  # noqa: E402

PAGES = 300
PARAGRAPHS = 20


def main() -> None:
    """Print the figures for people, then one JSON object on the last line."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(environment(Path(folder), free_port()))
        pages, mb, seconds, processor = archive(Path(folder) / "archive")
    print(f"{pages} pages, {mb} MB: {seconds:.1f} s, {processor:.1f} s of a processor")
    print(json.dumps({
        "seconds_archive_300": round(seconds, 1), "processor_seconds": round(processor, 1), "pages": pages, "mb": mb,
    }))  # fmt: skip


def archive(folder: Path) -> tuple[int, float, float, float]:
    """The pages in the archive, its size in MB, and the seconds it took by the clock and of a processor."""
    import django

    django.setup()
    from django.core.management import call_command

    from kokebok.archive.gathering import gather
    from kokebok.archive.packing import FolderPack
    from kokebok.archive.scopes import scope_of

    call_command("migrate", verbosity=0, interactive=False)
    make_edition()
    begun, cost = time.perf_counter(), time.process_time()
    done = gather(scope_of("edition", "1"), FolderPack(folder))
    waited, processor = time.perf_counter() - begun, time.process_time() - cost
    assert done.pages >= PAGES, done
    return done.pages, round(done.bytes / 1e6, 1), waited, processor


def make_edition() -> None:
    """An edition of so many pages and its cover, straight into the database."""
    from datetime import date

    from django.utils import timezone

    from kokebok.book.models import Cookbook
    from kokebok.editions.models import Edition, EditionPage
    from kokebok.staff.actions.roles import welcome
    from kokebok.starter.loading import load_starter

    load_starter()
    by = welcome(email="kari@example.no", name="Kari", roles=())
    prose = [one.text for source in sources() for one in source.paragraphs if one.kind == "text"]
    rng = Random(7)
    edition = Edition.objects.create(
        cookbook=Cookbook.objects.get(), number="1", title="Lang", genre_word="kokebok", stage="test", language="nb",
        date=date(2026, 1, 1), licence="", content_hash="0" * 64, frozen_at=timezone.now(), frozen_by=by,
    )  # fmt: skip
    EditionPage.objects.bulk_create(
        EditionPage(edition=edition, order=n, shelf="Fakta" if n else "", path=f"fakta/{n}" if n else "",
                    title=f"Side {n}", text=_text(n, prose, rng))
        for n in range(PAGES)
    )  # fmt: skip


def _text(number: int, prose: list[str], rng: Random) -> dict[str, Any]:
    from html import escape

    from kokebok.lib.text import PageText, Passage, Section, as_data

    passages = []
    for at in range(1, PARAGRAPHS + 1):
        text = rng.choice(prose)
        link = f' <a href="/fakta/{rng.randrange(1, PAGES)}/">mer</a>' if at % 5 == 0 else ""
        said = escape(text) + link
        passages.append(Passage(f"body/{at}", "text", said, text, anchor=f"p{number}x{at}", number=at))
    sections = (Section("body", "", passages=tuple(passages)),)
    return as_data(PageText(f"{number}", "fact", f"Side {number}", "nb", "Kort.", (), sections, ()))


if __name__ == "__main__":
    main()
