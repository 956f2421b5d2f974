"""The edition as a PDF for print and for screen readers, set by Typst.

The text crosses to the typesetter as JSON, never as markup, so that no word of it can be a command.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Literal

from kokebok.outlets.formats.chapter_end import divide
from kokebok.outlets.formats.footnotes import with_footnotes
from kokebok.outlets.formats.glyphs import printable
from kokebok.outlets.formats.pdf_tree import tree_of
from kokebok.outlets.manuscript import Manuscript

WORKER = Path(__file__).with_name("pdf_worker.py")
PAGE_TREE = re.compile(rb"/Type\s*/Pages\b[^>]*?/Count\s+(\d+)")
PATIENCE = 300  # seconds for one PDF
AS_THEY_ARE = frozenset({"id", "to", "href", "svg", "alt", "shape", "kind", "lang", "region", "again"})


class NotRendered(Exception):
    """The typesetter refused the book; the text says why."""


def render(manuscript: Manuscript) -> bytes:
    """The book to print, on A4: a tagged PDF (PDF/UA-1 and PDF/A-2a declared).

    Raises NotRendered with what the typesetter said.
    """
    return laid_out(manuscript, "print")


def laid_out(manuscript: Manuscript, variant: Literal["print", "screen"]) -> bytes:
    """The book as a PDF of this kind. Raises NotRendered with what the typesetter said."""
    tree = {**tree_of(manuscript), "variant": variant}
    for chapter in (chapter for part in tree["parts"] for chapter in part["chapters"]):
        divide(chapter, variant)
    if variant == "print":
        with_footnotes(tree)
    return typeset(all_printable(tree, manuscript.labels.unprintable), "book.typ", manuscript.date)


def typeset(tree: dict[str, Any], typescript: str, day: date) -> bytes:
    """A tree of text set by one of the typescripts beside this module. The same gives the same bytes.

    Raises NotRendered with what the typesetter said.
    """
    return typeset_each([tree], typescript, day)[0]


def typeset_each(trees: Sequence[dict[str, Any]], typescript: str, day: date) -> list[bytes]:
    """Each tree as `typeset` sets it, with the fonts read once: for many that are small."""
    midnight = datetime.combine(day, time(), UTC)
    command = [sys.executable, "-I", str(WORKER), str(int(midnight.timestamp())), typescript]
    try:
        done = subprocess.run(
            command,
            input="\n".join(map(json.dumps, trees)).encode(),
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise NotRendered(f"the PDF was not done in {PATIENCE} seconds") from error
    if done.returncode != 0:
        raise NotRendered(done.stderr.decode(errors="replace").strip() or f"exit {done.returncode}")
    return list(_parted(done.stdout))


def _parted(content: bytes) -> Iterator[bytes]:
    """The files that stand one after the other, each with its length in the eight bytes before it."""
    at = 0
    while at < len(content):
        begins = at + 8
        at = begins + int.from_bytes(content[at:begins])
        yield content[begins:at]


def pages_in(content: bytes) -> int:
    """How many pages a PDF has that was set here; 0 where it does not say so."""
    return max((int(told[1]) for told in PAGE_TREE.finditer(content)), default=0)


def all_printable(value: Any, note: str) -> Any:
    """A tree with a note in the place of what no printing font has."""
    if isinstance(value, str):
        return printable(value, note)
    if isinstance(value, list | tuple):
        return [all_printable(member, note) for member in value]
    if isinstance(value, dict):
        return {
            key: member if key in AS_THEY_ARE else all_printable(member, note)
            for key, member in value.items()
        }
    return value
