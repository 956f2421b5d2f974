"""The strings of the source that are to be translated, and what the translations lack of them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polib
from babel.messages.extract import DEFAULT_KEYWORDS, extract

KEYWORDS: dict[str, Any] = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")


@dataclass(frozen=True)
class SourceString:
    """A string to translate: what tells it from its likes, the string, and its plural or ""."""

    context: str
    singular: str
    plural: str


def strings_in(source: Path) -> dict[SourceString, list[str]]:
    """Each string to translate below the folder, with the files it stands in, in the order of files and lines."""
    found: dict[SourceString, list[str]] = {}
    for file in _files(source):
        for text in _strings_of(file):
            places = found.setdefault(text, [])
            place = file.relative_to(source).as_posix()
            if place not in places:
                places.append(place)
    return found


def _files(source: Path) -> list[Path]:
    templates = (file for file in source.rglob("templates/**/*") if file.suffix in {".html", ".txt", ".xml"})
    modules = (file for file in source.rglob("*.py") if "migrations" not in file.parts)
    return sorted([*modules, *templates])


def _strings_of(file: Path) -> Iterator[SourceString]:
    code = file.read_text(encoding="utf-8")
    if file.suffix != ".py":
        code = _as_python(code)
    for _line, message, _comments, context in extract("python", io.BytesIO(code.encode()), keywords=KEYWORDS):
        parts = (message,) if isinstance(message, str) else message
        if parts[0]:
            yield SourceString(context or "", parts[0], parts[1] if len(parts) > 1 else "")


def _as_python(template: str) -> str:
    """The strings of a template as calls of gettext. Blanks at the start of a line would be indentation."""
    from django.utils.translation.template import templatize

    code: str = templatize(template)
    return "\n".join(line.lstrip() for line in code.split("\n"))


def faults(file: Path, found: dict[SourceString, list[str]]) -> list[str]:
    """What is wrong with a file of translations, one line each; empty when it has them all and no others."""
    language = file.parent.parent.name
    if not file.exists():
        return [f"{language}: {file} is missing; ./kokebok translate makes it"]
    written = {_text_of(entry): entry for entry in polib.pofile(str(file)) if not entry.obsolete}
    lines = [
        f"no translation of “{text.singular}” ({places[0]})"
        for text, places in found.items()
        if text not in written or not _is_whole(written[text])
    ]
    lines += [f"uncertain (fuzzy): “{entry.msgid}”" for entry in written.values() if "fuzzy" in entry.flags]
    lines += [f"no longer in the source: “{text.singular}”" for text in written if text not in found]
    lines += [
        f"other placeholders than in “{entry.msgid}”" for entry in written.values() if not _fills_alike(entry)
    ]
    return [f"{language}: {line}" for line in lines]


def update(file: Path, found: dict[SourceString, list[str]]) -> int:
    """Write the file with each string found and no others, keeping its translations; how many are to be translated."""
    file.parent.mkdir(parents=True, exist_ok=True)
    kept = {_text_of(entry): entry for entry in polib.pofile(str(file))} if file.exists() else {}
    book = polib.POFile(wrapwidth=110)
    book.metadata = {
        "Language": file.parent.parent.name,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for text, places in found.items():
        entry = kept.get(text) or _entry(text)
        entry.occurrences = [(place, "") for place in places]  # no line numbers: they change with every edit
        entry.obsolete = False
        book.append(entry)
    book.save(str(file))
    return sum(not _is_whole(entry) for entry in book)


def _entry(text: SourceString) -> polib.POEntry:
    plurals = {"msgid_plural": text.plural, "msgstr_plural": {0: "", 1: ""}} if text.plural else {}
    return polib.POEntry(msgid=text.singular, msgctxt=text.context or None, **plurals)


def _text_of(entry: polib.POEntry) -> SourceString:
    return SourceString(entry.msgctxt or "", entry.msgid, entry.msgid_plural or "")


def _is_whole(entry: polib.POEntry) -> bool:
    return all(_translations_of(entry))


def _translations_of(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def _fills_alike(entry: polib.POEntry) -> bool:
    """Whether no translation fills in something else. One of a plural may leave the number out."""
    known = set(PLACEHOLDER.findall(entry.msgid + (entry.msgid_plural or "")))
    for translation in filter(None, _translations_of(entry)):
        used = set(PLACEHOLDER.findall(translation))
        if used - known or (known - used and not entry.msgid_plural):
            return False
    return True
