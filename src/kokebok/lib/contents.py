"""What a file is, told by what is in it and never by what it is called.

Nothing is unpacked or run: of a packed file (DOCX, ODT, XLSX …) the list of contents is read, and two small parts.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from dataclasses import dataclass
from enum import Enum

import puremagic

LARGEST_UNPACKED = 300_000_000  # bytes: what a packed file may say that it becomes
LARGEST_RATIO = 150  # times; a long even table is some forty times smaller when packed
SMALL_ENOUGH = 20_000_000  # bytes: below this no ratio is a bomb
MOST_PARTS = 5_000
LARGEST_PART_READ = 2_000_000  # bytes
HEAD = 2_048  # bytes that programs look at to guess what a file is


class FileFault(Enum):
    """What is wrong with a file."""

    EMPTY = "empty"
    UNKNOWN = "unknown"
    ANOTHER = "another"
    PROGRAM = "program"
    LOCKED = "locked"
    DAMAGED = "damaged"
    BOMB = "bomb"


class Unfit(Exception):
    """A file that is not what we take. `why` says what is wrong; `looks_like` what it seems to be ("" if unknown)."""

    def __init__(self, why: FileFault, looks_like: str = "") -> None:
        super().__init__(f"{why.value} {looks_like}".strip())
        self.why = why
        self.looks_like = looks_like


@dataclass(frozen=True)
class FileSort:
    """A sort of file. The first of its endings is the one it is named by."""

    name: str
    media_type: str
    endings: tuple[str, ...]


_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
SORTS = {
    sort.name: sort
    for sort in (
        FileSort("pdf", "application/pdf", ("pdf",)),
        FileSort("docx", f"{_OFFICE}wordprocessingml.document", ("docx",)),
        FileSort("xlsx", f"{_OFFICE}spreadsheetml.sheet", ("xlsx",)),
        FileSort("pptx", f"{_OFFICE}presentationml.presentation", ("pptx",)),
        FileSort("odt", f"{_OPEN}text", ("odt",)),
        FileSort("ods", f"{_OPEN}spreadsheet", ("ods",)),
        FileSort("odp", f"{_OPEN}presentation", ("odp",)),
        FileSort("png", "image/png", ("png",)),
        FileSort("jpeg", "image/jpeg", ("jpg", "jpeg")),
        FileSort("csv", "text/csv", ("csv",)),
        FileSort("txt", "text/plain", ("txt",)),
    )
}
_MAIN_PARTS = {
    f"{_OFFICE}wordprocessingml.document.main+xml": "docx",
    f"{_OFFICE}spreadsheetml.sheet.main+xml": "xlsx",
    f"{_OFFICE}presentationml.presentation.main+xml": "pptx",
}
_TEMPLATE_PART = f"{_OFFICE}wordprocessingml.template.main+xml"
TEMPLATE = FileSort("dotx", f"{_OFFICE}wordprocessingml.template", ("dotx",))
_OPEN_TYPES = {SORTS[name].media_type: name for name in ("odt", "ods", "odp")}
# Parts that can run, or that hide a program inside a document.
_RUNS = re.compile(
    r"vbaproject|vbadata|/activex/|^activex/|\.(bin|exe|dll|com|scr|js|vbs|ps1|bat|jar|hta|lnk)$"
    r"|^basic/|^scripts/|^object [^/]*$",
    re.IGNORECASE,
)
_PRINTER = re.compile(r"printersettings\d*\.bin$", re.IGNORECASE)
_EMBEDDED = re.compile(r"^word/embeddings/[^/]*$", re.IGNORECASE)
_MARKUP = re.compile(
    rb"<\s*(!doctype|html|head|body|script|svg|iframe|\?xml|\?php|\?=|%|x?link|style|xsl)", re.IGNORECASE
)
_SCRIPT = (b"#!", b"MZ", b"\x7fELF", b"@echo", b"%PDF", b"{\\rtf")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def recognise(name: str, content: bytes, *, only_read: bool = False) -> FileSort:
    """What a file is. Raises Unfit if it is none of SORTS, could run, or is called something else than it is.

    A file that is `only_read` by us and handed to nobody may be a Word template, name a template elsewhere, and have
    objects embedded: we neither fetch nor open them. Macros it may not have.
    """
    if not content:
        raise Unfit(FileFault.EMPTY)
    found = _by_content(content, ending_of(name), only_read=only_read)
    sort = TEMPLATE if found == TEMPLATE.name else SORTS[found]
    if ending_of(name) not in sort.endings:
        raise Unfit(FileFault.ANOTHER, sort.name)
    return sort


def ending_of(name: str) -> str:
    """What stands after the last dot of a file's name, in small letters; "" for none."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def _by_content(content: bytes, ending: str, *, only_read: bool) -> str:
    if content.startswith(b"%PDF-"):
        return _pdf(content)
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if content.startswith(b"PK\x03\x04"):
        return _packed(content, only_read=only_read)
    if content.startswith(_OLE):
        raise Unfit(FileFault.LOCKED)
    if ending in ("txt", "csv"):
        return _text(content, ending)
    raise Unfit(FileFault.UNKNOWN, guessed(content))


def _pdf(content: bytes) -> str:
    if b"%%EOF" not in content[-HEAD:]:
        raise Unfit(FileFault.DAMAGED)
    return "pdf"


def _text(content: bytes, ending: str) -> str:
    """Words and nothing else: no signs that only programs use, and no markup that a browser would run."""
    head = content[:HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(_SCRIPT) or _MARKUP.search(head):
        raise Unfit(FileFault.PROGRAM, guessed(content))
    words = decoded(content)
    if any(ord(sign) < 32 and sign not in "\t\r\n\f" for sign in words):
        raise Unfit(FileFault.UNKNOWN, guessed(content))
    if _MARKUP.search(words[:HEAD].encode()):
        raise Unfit(FileFault.PROGRAM)
    return ending


def decoded(content: bytes) -> str:
    """The words of a text file: UTF-8 or UTF-16 with their marks, plain UTF-8, else Windows' Latin-1."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _packed(content: bytes, *, only_read: bool) -> str:
    """What a packed document is, without unpacking it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            require_safe(packed, only_read=only_read)
            return _open_document(packed) or _office(packed, only_read=only_read)
    except Unfit:
        raise
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, RuntimeError) as error:
        raise Unfit(FileFault.DAMAGED) from error
    except (struct.error, zipfile.zlib.error, UnicodeError, KeyError) as error:  # type: ignore[attr-defined]
        raise Unfit(FileFault.DAMAGED) from error


def require_safe(packed: zipfile.ZipFile, *, only_read: bool = False) -> None:
    """Raise Unfit for what would grow out of all measure, climbs out of its folder, is locked, or can run."""
    parts = packed.infolist()
    size, small = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    grows = size > SMALL_ENOUGH and size > LARGEST_RATIO * max(small, 1)
    if len(parts) > MOST_PARTS or size > LARGEST_UNPACKED or grows:
        raise Unfit(FileFault.BOMB)
    if len({part.filename for part in parts}) != len(parts):
        raise Unfit(FileFault.DAMAGED)
    for part in parts:
        if part.flag_bits & 0x1:
            raise Unfit(FileFault.LOCKED)
        if _climbs(part.filename):
            raise Unfit(FileFault.DAMAGED)
        passed_over = _PRINTER.search(part.filename) or (only_read and _EMBEDDED.search(part.filename))
        if _RUNS.search(part.filename) and not passed_over:
            raise Unfit(FileFault.PROGRAM)


def _climbs(name: str) -> bool:
    return name.startswith(("/", "\\")) or ":" in name or ".." in re.split(r"[/\\]", name)


def _part(packed: zipfile.ZipFile, name: str) -> bytes:
    """A small part of a packed file; b"" if it is not there. Reads no more than is allowed, whatever the list says."""
    if name not in packed.namelist():
        return b""
    with packed.open(name) as part:
        found = part.read(LARGEST_PART_READ + 1)
    if len(found) > LARGEST_PART_READ:
        raise Unfit(FileFault.BOMB)
    return found


def _declares(packed: zipfile.ZipFile, name: str) -> bool:
    """Whether a part defines words of its own, by which a few bytes of XML become gigabytes. No office program does."""
    if not name.endswith((".xml", ".rels")):
        return False
    with packed.open(name) as part:
        head = part.read(HEAD)
    return b"<!DOCTYPE" in head or b"<!ENTITY" in head


def _open_document(packed: zipfile.ZipFile) -> str:
    kind = _part(packed, "mimetype").decode("ascii", errors="replace").strip()
    if not kind:
        return ""
    if kind not in _OPEN_TYPES:
        raise Unfit(FileFault.UNKNOWN, kind[:60])
    if b"encryption-data" in _part(packed, "META-INF/manifest.xml"):
        raise Unfit(FileFault.LOCKED)
    return _OPEN_TYPES[kind]


def _office(packed: zipfile.ZipFile, *, only_read: bool) -> str:
    """DOCX, XLSX or PPTX: its list of types says if it has macros, its links if it fetches a template elsewhere."""
    types = _part(packed, "[Content_Types].xml").decode("utf-8", errors="replace")
    if not types:
        raise Unfit(FileFault.UNKNOWN, "zip")
    if re.search(r"macroenabled|vbaproject|activex", types, re.IGNORECASE):
        raise Unfit(FileFault.PROGRAM)
    if any(_declares(packed, part.filename) for part in packed.infolist()):
        raise Unfit(FileFault.BOMB)
    if not only_read and b"attachedTemplate" in _part(packed, "word/_rels/settings.xml.rels"):
        raise Unfit(FileFault.PROGRAM)
    for kind, name in _MAIN_PARTS.items():
        if f'"{kind}"' in types:
            return name
    if only_read and f'"{_TEMPLATE_PART}"' in types:
        return TEMPLATE.name
    raise Unfit(FileFault.UNKNOWN, "zip")


def guessed(content: bytes) -> str:
    """The ending that files like this usually have, as "exe"; "" when nobody knows."""
    try:
        found = puremagic.magic_string(content[:HEAD])
    except (puremagic.PureError, ValueError, struct.error):
        return ""
    return str(found[0].extension).lstrip(".")[:10] if found else ""
