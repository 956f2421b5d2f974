"""Files that come with inputs: looked into, kept under the hash of what is in them, outside what the web serves."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from kokebok.inputs.models import LONGEST_FILE_NAME
from kokebok.inputs.rules import UnfitFile
from kokebok.lib.contents import SORTS, FileFault, FileSort, Unfit, recognise
from kokebok.lib.pictures import NotAPicture, without_traces
from kokebok.lib.typed import tidy
from kokebok.web.stored import StoredFile, free_bytes, stored_in

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

MB = 1_000_000
SALT = "inputs.file"
KEPT_FOR = 24 * 3600  # seconds a file waits for the input it is to go with
ORPHAN_AFTER = 2 * KEPT_FOR
PICTURES = ("png", "jpeg")


@dataclass(frozen=True)
class CheckedFile:
    """A file that is looked into and lies safely, and is not yet with an input."""

    name: str
    sort: str
    size: int
    sha256: str

    def token(self) -> str:
        """As a form carries it. Signed: nobody can ask for a file that was not theirs."""
        return signing.dumps([self.name, self.sort, self.size, self.sha256], salt=SALT)


def read_token(token: str) -> CheckedFile | None:
    """The file of a token; None for one that is not ours, is a day old, or whose file is gone.

    While nobody can say whether it is gone it is not taken to be: whoever puts it with an input finds out.
    """
    try:
        kept = CheckedFile(*signing.loads(token, salt=SALT, max_age=KEPT_FOR))
    except (signing.BadSignature, TypeError, ValueError):
        return None
    with suppress(OSError):
        return kept if file_of(kept.sha256).is_there() else None
    return kept


def keep(name: str, content: bytes) -> CheckedFile:
    """Look into a file, and keep it if it is of a sort and a size we take. Raises UnfitFile, with what one can do.

    What a picture tells of where and when it was taken is left out. A file no input comes to have is taken away
    after two days.
    """
    kept, clean = look_into(name, content)
    _require_free()
    try:
        file_of(kept.sha256).write(clean)
    except OSError as error:
        raise UnfitFile(_cannot_be_taken()) from error
    return kept


def look_into(name: str, content: bytes) -> tuple[CheckedFile, bytes]:
    """What a file would be kept as, and with what in it; nothing is kept. Raises UnfitFile."""
    shown = plain_name(name)
    if len(content) > largest():
        raise UnfitFile(too_large_words(shown))
    sort = _sort_of(shown, content)
    if sort.name in PICTURES:
        try:
            content = without_traces(content, sort.name)
        except NotAPicture as error:
            raise UnfitFile(_words(Unfit(FileFault.DAMAGED), shown)) from error
    sha256 = hashlib.sha256(content).hexdigest()
    return CheckedFile(name=shown, sort=sort.name, size=len(content), sha256=sha256), content


def largest() -> int:
    """The largest file taken, in bytes."""
    return int(settings.ATTACHMENT_MB) * MB


def sorts_taken() -> list[FileSort]:
    """The sorts of files that are taken."""
    return [SORTS[name] for name in settings.ATTACHMENT_SORTS if name in SORTS]


def endings_taken() -> list[str]:
    """The endings of files that are taken, each with its dot."""
    return [f".{ending}" for sort in sorts_taken() for ending in sort.endings]


def file_of(sha256: str) -> StoredFile:
    """Where the bytes with this hash lie, or would lie."""
    return StoredFile("attachments", f"{sha256[:2]}/{sha256}")


def is_lost(sha256: str) -> bool:
    """Whether the bytes with this hash are not where they should lie; False while nobody can say."""
    try:
        return not file_of(sha256).is_there()
    except OSError:
        return False


def plain_name(name: str) -> str:
    """A file's name without folders, and without signs that are not seen or that turn the direction of reading."""
    last = re.split(r"[/\\]", tidy(name))[-1]
    seen = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in last)
    clean = re.sub(r'[<>:"|?*]', "_", " ".join(seen.split())).strip(". ")
    stem, dot, ending = clean.rpartition(".")
    if not dot:
        return clean[:LONGEST_FILE_NAME] or "fil"
    return f"{stem[: LONGEST_FILE_NAME - len(ending[:10]) - 1] or 'fil'}.{ending[:10]}"


def too_large_words(name: str) -> str:
    """That a file is too large, and what one can do."""
    return _("“%(name)s” is too large: a file may be %(most)s. Make it smaller, or send a link to it.") % {
        "name": name,
        "most": filesizeformat(largest()),
    }


def unowned(older_than: float, owned: Container[str]) -> Iterator[StoredFile]:
    """The kept files written before a moment (Unix seconds) whose hash is not in `owned`."""
    for found in stored_in("attachments"):
        if found.changed_at < older_than and found.file.name not in owned:
            yield found.file


def sort_of_read(name: str, content: bytes) -> FileSort:
    """What a file is that we read ourselves and hand to nobody. Raises UnfitFile, with what one can do."""
    try:
        return recognise(name, content, only_read=True)
    except Unfit as unfit:
        raise UnfitFile(_words(unfit, name)) from unfit


def _sort_of(name: str, content: bytes) -> FileSort:
    try:
        sort = recognise(name, content)
    except Unfit as unfit:
        raise UnfitFile(_words(unfit, name)) from unfit
    if sort not in sorts_taken():
        raise UnfitFile(_words(Unfit(FileFault.UNKNOWN), name))
    return sort


def _words(unfit: Unfit, name: str) -> str:
    """What is wrong with a file, and what its sender can do."""
    said = {"name": name, "sorts": ", ".join(sort.name for sort in sorts_taken()), "like": unfit.looks_like}
    words = {
        FileFault.EMPTY: _("There is nothing in “%(name)s”."),
        FileFault.UNKNOWN: _("“%(name)s” is not of a sort we take. We take: %(sorts)s."),
        FileFault.ANOTHER: _(
            "“%(name)s” is called something else than it is: it is a %(like)s file. Give it its right ending."
        ),
        FileFault.PROGRAM: _(
            "“%(name)s” has something in it that can run, such as a macro. Save it without, for instance as PDF."
        ),
        FileFault.LOCKED: _(
            "“%(name)s” is locked with a password, or is of an old format. Save it anew, as PDF or DOCX."
        ),
        FileFault.DAMAGED: _(
            "“%(name)s” is damaged, and cannot be opened. Save it again, and send the new file."
        ),
        FileFault.BOMB: _("“%(name)s” becomes far too large when it is unpacked. Save it as PDF."),
    }
    return words[unfit.why] % said


def _require_free() -> None:
    try:
        free = free_bytes("attachments")
    except OSError as error:
        raise UnfitFile(_cannot_be_taken()) from error
    if free is not None and free < settings.FREE_MB * MB:
        raise UnfitFile(_cannot_be_taken())


def _cannot_be_taken() -> str:
    return _("We cannot take files just now. Send your input without it, and tell us that you have one.")
