"""Real prose to revise: what the installed packages say about themselves, and the starter cookbook in Norwegian."""

from __future__ import annotations

import ast
import re
import sysconfig
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from importlib.metadata import distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STARTER = ROOT / "src" / "kokebok" / "starter" / "pages"

PAGE_LENGTH = 22  # paragraphs
SHORTEST_PAGE = 10
DOCSTRINGS = ("django", "wagtail", "fontTools", "hypothesis", "lxml", "PIL", "allauth")
NOT_PROSE = re.compile(r"^(\s{4,}|\t|>>>|\$|\.\.|\||\+[-=]|!\[|\[!|<|```|:\w|@|#!|[-=~*^`]{3,})")
BULLET = re.compile(r"^\s*(?:[-*•]|\d+[.)])\s+")
MARKUP = re.compile(r"(\*\*|__|``?|~~|:[a-z]+:(?=`)|!?\[(?=[^\]]*\]\()|\]\([^)]*\)|<[^>]+>)")


@dataclass(frozen=True)
class Prose:
    """A paragraph of a source: its kind (heading, text, item) and its words."""

    kind: str
    text: str


@dataclass(frozen=True)
class Source:
    """A page's worth of consecutive paragraphs, and where they come from."""

    name: str
    paragraphs: tuple[Prose, ...]


def sources() -> list[Source]:
    """All pages of prose found on this machine, in the same order every time, no long paragraph twice."""
    seen: set[str] = set()
    found: list[Source] = []
    for name, paragraphs in [*_starter(), *_metadata(), *_documents(), *_docstrings()]:
        fresh = [p for p in paragraphs if len(p.text) < 80 or p.text not in seen]
        seen.update(p.text for p in fresh)
        for start in range(0, len(fresh), PAGE_LENGTH):
            page = tuple(fresh[start : start + PAGE_LENGTH])
            if len(page) >= SHORTEST_PAGE and sum(p.kind == "text" for p in page) >= SHORTEST_PAGE // 2:
                found.append(Source(f"{name} {start // PAGE_LENGTH + 1}", page))
    return found


def _starter() -> Iterator[tuple[str, list[Prose]]]:
    paragraphs: list[Prose] = []
    for file in sorted(STARTER.glob("*/*.toml")):
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        paragraphs += [Prose("heading", str(data.get("title", ""))), *_toml_prose(data)]
    yield "starter", [p for p in paragraphs if p.text]


def _toml_prose(value: object) -> Iterator[Prose]:
    if isinstance(value, dict):
        for part in value.values():
            yield from _toml_prose(part)
    elif isinstance(value, list):
        for part in value:
            yield from _toml_prose(part)
    elif isinstance(value, str) and value.count(" ") >= 4:
        for tag, inner in re.findall(r"<(p|li|h\d)[^>]*>(.*?)</\1>", value, re.DOTALL) or [("p", value)]:
            kind = {"p": "text", "li": "item"}.get(tag, "heading")
            yield Prose(kind, " ".join(unescape(MARKUP.sub("", inner)).split()))


def _metadata() -> Iterator[tuple[str, list[Prose]]]:
    by_name = {dist.metadata["Name"]: dist for dist in distributions()}
    for name in sorted(by_name, key=str.casefold):
        yield name, _paragraphs(str(by_name[name].metadata.json.get("description", "")))


def _documents() -> Iterator[tuple[str, list[Prose]]]:
    packages = Path(sysconfig.get_path("purelib"))
    for file in sorted([*packages.rglob("*.md"), *packages.rglob("*.rst")]):
        yield file.stem, _paragraphs(file.read_text(encoding="utf-8", errors="replace"))


def _docstrings() -> Iterator[tuple[str, list[Prose]]]:
    packages = Path(sysconfig.get_path("purelib"))
    for package in DOCSTRINGS:
        paragraphs: list[Prose] = []
        for file in sorted((packages / package).rglob("*.py"))[:400]:
            paragraphs += _long_docstrings(file)
        yield package, paragraphs


def _long_docstrings(file: Path) -> Iterator[Prose]:
    try:
        tree = ast.parse(file.read_text(encoding="utf-8", errors="replace"))
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)):
            doc = ast.get_docstring(node) or ""
            if doc.count("\n") >= 4:
                yield from _paragraphs(doc)


def _paragraphs(text: str) -> list[Prose]:
    """The prose of a README or the like: code, tables, badges and directives left out."""
    found: list[Prose] = []
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n")):
        lines = block.split("\n")
        if NOT_PROSE.match(lines[0]) and not BULLET.match(lines[0]):
            continue
        found += _block(lines)
    return [p for p in found if _reads_as_prose(p)]


def _block(lines: list[str]) -> Iterator[Prose]:
    if lines[0].startswith("#") or (len(lines) > 1 and re.fullmatch(r"([-=~^\"'])\1{2,}\s*", lines[1])):
        yield Prose("heading", _clean(lines[0].lstrip("# ")))
        lines = lines[2:] if not lines[0].startswith("#") else lines[1:]
    at = 0
    while at < len(lines):
        kind = "item" if BULLET.match(lines[at]) else "text"
        end = at + 1
        while end < len(lines) and not BULLET.match(lines[end]):
            end += 1
        yield Prose(kind, _clean(" ".join(BULLET.sub("", line) for line in lines[at:end])))
        at = end


def _clean(text: str) -> str:
    return " ".join(unescape(MARKUP.sub("", text)).split())


def _reads_as_prose(prose: Prose) -> bool:
    letters = sum(letter.isalpha() or letter == " " for letter in prose.text)
    least = 1 if prose.kind == "heading" else 4
    return len(prose.text.split()) >= least and letters >= 0.8 * len(prose.text) and len(prose.text) < 2500
