"""Paper for a round as PDF: slips to write on, a sheet for a table, a poster with the way in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from kokebok.outlets.formats.pdf import all_printable, typeset

Kind = Literal["slips", "sheet", "poster"]


@dataclass(frozen=True)
class Paper:
    """What stands on the paper. `qr` is an SVG, `words` all the other words by name, `unprintable` for odd letters."""

    kind: Kind
    lang: str
    title: str
    round: str
    code: str
    address: str
    qr: str
    words: dict[str, str]
    unprintable: str
    day: date
    prompt: str = ""
    help: str = ""


def render(paper: Paper) -> bytes:
    """A tagged PDF (PDF/UA-1 and PDF/A-2a declared) on A4. Raises NotRendered."""
    said = {"title": paper.title, "round": paper.round, "prompt": paper.prompt, "help": paper.help}
    said |= {"address": paper.address, "code": paper.code}
    tree = {
        **all_printable(said, paper.unprintable),
        "words": all_printable(paper.words, paper.unprintable),
        "kind": paper.kind,
        "lang": paper.lang,
        "qr": paper.qr,
    }
    return typeset(tree, "paper.typ", paper.day)
