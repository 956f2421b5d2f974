"""How long does it take to make a large edition into all its files, beside the tools one would otherwise use?

The edition has 150,000 words of real prose on 100 pages, each with a table and every other with a picture of its own.
`seconds_all_formats` is what it takes to make every file as the product does (from the database to the file in its
folder), one after another, and `seconds` says it of each; it is to be at most 30. `mb_peak` is the most memory one
process needed on the way, `mb_typesetter` that of the typesetter, which is a process of its own.

`ratio_pdf_to_typst` is what our PDF takes of a processor, from the database to the file, over what Typst alone takes
for the same words, tables and pictures in a plain typescript, set in the same fonts (to be at most 2). With its own
fonts, which have fewer letters and rules, Typst alone takes less: `ratio_pdf_to_typst_own_fonts` is over that. Seconds
of a processor are told, since what else the machine does is no cost of ours; each is measured in turn, and the least of
three counts. The codes of the pages are drawn already, as they are for the second of an edition's two PDFs.

`ratio_epub_to_pandoc` and `ratio_docx_to_pandoc` are over pandoc's time from our HTML file (at most 1.5). They are left
out where there is no pandoc, and `without` says so.

`seconds_compare` (below 2) and `seconds_archive_300` are those of `bench compare` and `bench archive`, run beside it.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

sys.path[:0] = [
    str(Path(__file__).parent.parent),
    str(Path(__file__).parent.parent / "src"),
]
from bench._editions import begin, make_edition  # noqa: E402
from bench._prose import sources  # noqa: E402
from bench._server import environment, free_port  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from kokebok.lib.text import PageText, Passage

WORDS = 150_000
PAGES = 100
PARAGRAPHS_TO_A_HEADING = 6
ROWS, COLUMNS = 6, 4
WIDTH, HEIGHT = 1200, 800
TIMES = 3
HERE = Path(__file__).parent
FONTS = HERE.parent / "src/kokebok/outlets/fonts"


def main() -> None:
    """Print the figures for people, then one JSON object on the last line."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(environment(Path(folder) / "data", free_port()))
        begin()
        pages = make_pages()
        words = sum(len(passage.text.split()) for page in pages for passage in _passages(page))
        edition = make_edition("1", pages)
        seconds, html = _make_all(edition)
        peaks = [
            resource.getrusage(of).ru_maxrss / 1024 for of in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        ]
        said: dict[str, Any] = {
            "seconds_all_formats": round(sum(seconds.values()), 1), "seconds": seconds, "words": words,
            "mb_peak": round(max(peaks)), "mb_typesetter": round(peaks[1]),
            **_beside_typst(edition, pages, Path(folder)), **_beside_pandoc(seconds, html, Path(folder)),
        }  # fmt: skip
    for name, value in said.items():
        print(f"{name}: {value}", flush=True)
    said["seconds_compare"] = _other("compare")["seconds_compare"]
    said["seconds_archive_300"] = _other("archive")["seconds_archive_300"]
    print(json.dumps(said))


# -- the edition ------------------------------------------------------------------------------------------------------


def make_pages() -> list[PageText]:
    """The pages of the book, with their pictures put where those of editions lie."""
    from kokebok.lib.text import PageText, Section, named

    prose = [one.text for source in sources() for one in source.paragraphs if one.kind == "text"]
    rng, pages = Random(7), []
    for number in range(PAGES):
        passages, words = [_table(number, rng)], 0
        if number % 2:
            passages.append(_picture(number, rng))
        while words < WORDS / PAGES:
            text = rng.choice(prose)
            if len(passages) % PARAGRAPHS_TO_A_HEADING == 0:
                passages.append(_said(len(passages), "heading", " ".join(text.split()[:5])))
            passages.append(_said(len(passages), "text", text))
            words += len(text.split())
        body = (Section("body", "", passages=tuple(passages)),)
        kind = "fact" if number else "cookbook"
        page = PageText(str(number), kind, f"Side {number}", "nb", "Kort.", (), body, ())
        pages.append(named(page, {one.path: f"p{number}x{at}" for at, one in enumerate(passages)}))
    return pages


def _said(at: int, kind: Any, text: str) -> Passage:
    from html import escape

    from kokebok.lib.text import Passage

    return Passage(f"body/{at}", kind, escape(text), text, level=2 if kind == "heading" else 0)


def _table(number: int, rng: Random) -> Passage:
    from kokebok.lib.text import Passage

    rows = tuple(tuple(f"{number}.{rng.randrange(10_000)}" for _c in range(COLUMNS)) for _r in range(ROWS))
    return Passage("body/table", "table", "", " ".join(" ".join(row) for row in rows), rows=rows)


def _picture(number: int, rng: Random) -> Passage:
    """A photograph's worth of shades, no two alike."""
    import hashlib

    from PIL import Image

    from kokebok.editions.pictures import kept_file
    from kokebok.lib.text import Passage, Picture, PictureSize

    seen = Image.frombytes("RGB", (WIDTH // 20, HEIGHT // 20), rng.randbytes(WIDTH * HEIGHT * 3 // 400))
    content = BytesIO()
    seen.resize((WIDTH, HEIGHT)).save(content, "JPEG", quality=80)
    name = f"{hashlib.sha256(content.getvalue()).hexdigest()}.jpeg"
    kept_file(name).write(content.getvalue())
    shown = Picture((PictureSize(name, WIDTH, HEIGHT),), alt=f"Bilde {number}", caption=f"Bilde {number}")
    return Passage("body/picture", "picture", "", f"Bilde {number}", picture=shown)


def _passages(page: PageText) -> list[Passage]:
    from kokebok.lib.text import passages_of

    return passages_of(page)


# -- our files --------------------------------------------------------------------------------------------------------


def _make_all(edition: Any) -> tuple[dict[str, float], Path]:
    """The seconds of each form, and the HTML file."""
    from kokebok.outlets.actions.render import file_of, render
    from kokebok.outlets.formats import Format
    from kokebok.outlets.models import Copy, CopyState

    seconds = {}
    for form in Format:
        copy = Copy.objects.create(edition=edition, form=form)
        begun = time.perf_counter()
        made = render(copy)
        seconds[str(form)] = round(time.perf_counter() - begun, 2)
        assert made.state == CopyState.READY, made.error
    html = Copy.objects.get(edition=edition, form=Format.HTML)
    lies = file_of(html.sha256, html.form)
    return seconds, Path(lies.storage.path(lies.within))


# -- what they are held against ---------------------------------------------------------------------------------------


def _beside_typst(edition: Any, pages: list[PageText], folder: Path) -> dict[str, Any]:
    """The seconds of a processor that our PDF takes, and Typst alone with our fonts and with its own."""
    from kokebok.outlets.actions.render import render
    from kokebok.outlets.formats import Format
    from kokebok.outlets.models import Copy, CopyState

    def ours() -> None:
        Copy.objects.filter(edition=edition, form=Format.PDF).update(state=CopyState.WAITING)
        made = render(Copy.objects.get(edition=edition, form=Format.PDF))
        assert made.state == CopyState.READY, made.error

    bare = {fonts: _bare_typescript(pages, folder, fonts) for fonts in ("ours", "its own")}
    took: dict[str, list[float]] = {"ours": [], "typst": [], "typst_own_fonts": []}
    for _time in range(TIMES):
        took["ours"].append(_of_a_processor(ours))
        took["typst"].append(_of_a_processor(lambda: _run_typst(bare["ours"], FONTS)))
        took["typst_own_fonts"].append(_of_a_processor(lambda: _run_typst(bare["its own"], None)))
    least = {name: min(seconds) for name, seconds in took.items()}
    return {
        "processor_seconds": least,
        "ratio_pdf_to_typst": round(least["ours"] / least["typst"], 2),
        "ratio_pdf_to_typst_own_fonts": round(least["ours"] / least["typst_own_fonts"], 2),
    }


def _of_a_processor(do: Callable[[], None]) -> float:
    """The seconds of a processor that it takes, here and in the processes it starts."""
    begun = _used()
    do()
    return round(_used() - begun, 2)


def _used() -> float:
    used = [resource.getrusage(of) for of in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _beside_pandoc(seconds: dict[str, float], html: Path, folder: Path) -> dict[str, Any]:
    pandoc = shutil.which("pandoc")
    if pandoc is None:
        return {"without": ["pandoc"]}
    said: dict[str, Any] = {"without": []}
    for form in ("epub", "docx"):
        begun = time.perf_counter()
        theirs = str(folder / f"theirs.{form}")
        subprocess.run(
            [pandoc, "--metadata", "title=Lang", "-f", "html", str(html), "-o", theirs], check=True
        )
        took = round(time.perf_counter() - begun, 2)
        said |= {f"seconds_pandoc_{form}": took, f"ratio_{form}_to_pandoc": round(seconds[form] / took, 2)}
    return said


def _bare_typescript(pages: list[PageText], folder: Path, fonts: str) -> Path:
    """The same words, tables and pictures, and nothing else."""
    from kokebok.editions.pictures import kept_file

    lines = ['#set text(lang: "nb", hyphenate: true)', "#set par(justify: true)"]
    if fonts == "ours":
        lines.append('#set text(font: ("Source Serif 4", "Inter", "Noto Emoji"))')
    for page in pages:
        lines.append(f"= #{_string(page.title)}")
        for one in _passages(page):
            if one.picture:
                (folder / one.picture.largest.name).write_bytes(kept_file(one.picture.largest.name).read())
                lines.append(f"#image({_string(one.picture.largest.name)})")
            elif one.rows:
                cells = ", ".join(_string(cell) for row in one.rows for cell in row)
                lines.append(f"#table(columns: {COLUMNS}, {cells})")
            else:
                lines.append(f"{'== ' if one.kind == 'heading' else ''}#{_string(one.text)}")
            lines.append("")
    bare = folder / f"bare {fonts}.typ"
    bare.write_text("\n".join(lines), encoding="utf-8")
    return bare


def _run_typst(bare: Path, fonts: Path | None) -> None:
    """Typst in a process of its own, as ours has."""
    compiling = (
        "import sys, typst; own = sys.argv[3:];"
        " typst.compile(sys.argv[1], output=sys.argv[2], font_paths=own, ignore_system_fonts=bool(own))"
    )
    command = [sys.executable, "-c", compiling, str(bare), str(bare.with_suffix(".pdf"))]
    subprocess.run([*command, *([str(fonts)] if fonts else [])], check=True)


def _string(text: str) -> str:
    """The text as a string of Typst, which has no commands in it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _other(name: str) -> dict[str, Any]:
    """What another measurement says on its last line."""
    done = subprocess.run(
        [sys.executable, str(HERE / f"{name}.py")], check=True, stdout=subprocess.PIPE, text=True
    )
    said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return said


if __name__ == "__main__":
    main()
