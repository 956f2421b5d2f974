"""A Word file that somebody has written, as blocks that can become pages. Nothing is dropped without being counted.

The file is a stranger's, as in `word_file`. Tracked changes are taken as accepted.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager

from lxml import etree

from kokebok.lib.pictures import NotAPicture, without_traces_of_any
from kokebok.lib.word_blocks import Block, Dropped, WordDraft, WordPicture
from kokebok.lib.word_draft_body import Shared, WordDraftBody, words_in
from kokebok.lib.word_file import MOST_BLOCKS
from kokebok.lib.word_parts import NotWord, Parts, TooMuch, attribute, local, xml_part
from kokebok.lib.word_styles import Numbering, Styles

LARGEST_PICTURE = 10_000_000  # bytes
MOST_DOTS = 25_000_000
BROKEN = (
    zipfile.BadZipFile, zipfile.LargeZipFile, OSError, EOFError, NotImplementedError, RuntimeError, KeyError,
    UnicodeError, etree.XMLSyntaxError, zipfile.zlib.error,  # type: ignore[attr-defined]
)  # fmt: skip
"""What reading raises at a file that is damaged, or made to do damage (RecursionError is a RuntimeError)."""


@contextmanager
def _opened(content: bytes) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            yield packed
    except BROKEN as error:
        raise NotWord(str(error)) from error


def read_draft(content: bytes) -> WordDraft:
    """What is written in a Word file. Raises NotWord and TooMuch."""
    with _opened(content) as packed:
        parts = Parts(packed)
        document = parts.document()
        dropped = Dropped()
        styles, numbering = Styles(parts.only("styles")), Numbering(parts.only("numbering"))
        shared = Shared(styles, numbering, parts.links(), dropped)
        body = WordDraftBody(shared)
        body.go_through(document)
        body.finish()
        if len(body.blocks) > MOST_BLOCKS:
            raise TooMuch("paragraphs")
        notes = {**_notes(parts, "footnote", shared), **_notes(parts, "endnote", shared)}
        _count_beside(parts, dropped)
        return WordDraft(shared.title, _fit_only(packed, body.blocks, dropped), notes, dropped)


def read_pictures(content: bytes, parts: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """These pictures of a Word file, each with its part, without what tells where they were taken.

    Raises NotWord for one that `read_draft` has not found.
    """
    with _opened(content) as packed:
        for part in parts:
            yield part, _picture(packed, part)


def _picture(packed: zipfile.ZipFile, part: str) -> bytes:
    """A picture. Raises NotAPicture for one that is damaged, too large, or something else than it is called."""
    if part not in packed.namelist():
        raise NotAPicture(part)
    with packed.open(part) as file:
        found = file.read(LARGEST_PICTURE + 1)
    if len(found) > LARGEST_PICTURE:
        raise NotAPicture(part)
    return without_traces_of_any(found, MOST_DOTS)


def _fit_only(packed: zipfile.ZipFile, blocks: Iterable[Block], dropped: Dropped) -> tuple[Block, ...]:
    """The blocks without the pictures that cannot be taken, which are counted."""
    fit: dict[str, bool] = {}
    for block in blocks:
        if isinstance(block, WordPicture) and block.part not in fit:
            try:
                fit[block.part] = bool(_picture(packed, block.part))
            except NotAPicture:
                fit[block.part] = False
                dropped.note("pictures", block.alt or block.part.rpartition("/")[2])
    return tuple(block for block in blocks if not isinstance(block, WordPicture) or fit[block.part])


def _notes(parts: Parts, sort: str, shared: Shared) -> dict[str, str]:
    root = parts.only(f"{sort}s")
    if root is None:
        return {}
    own = Shared(shared.styles, shared.numbering, parts.links_from(f"{sort}s"), shared.dropped)
    found = {}
    for one in root:
        if local(one) == sort and attribute(one, "type") in ("", "normal"):
            found[f"{sort[0]}{attribute(one, 'id')}"] = WordDraftBody(own).in_one(one)
    return found


def _count_beside(parts: Parts, dropped: Dropped) -> None:
    """Count what stands beside the text: comments, and what is at the top and the bottom of the sheets."""
    comments = parts.only("comments")
    for one in comments if comments is not None else ():
        if local(one) == "comment":
            dropped.note("comments", words_in(one))
    names = [*parts.names("header"), *parts.names("footer")]
    said = dict.fromkeys(words_in(xml_part(parts.packed, name)).strip() for name in names[:60])
    for words in said:
        if words and not words.isdigit():
            dropped.note("headers", words)
