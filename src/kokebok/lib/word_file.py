"""A Word file that has come back: its paragraphs, its tracked changes, its comments and notes, and what is not read.

The file is a stranger's. `contents.recognise` must have passed it; here no part is read beyond a measure, nothing is
fetched, no entity is resolved, and a file that says a thousand things is refused rather than half read.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from kokebok.lib.word_body import Touch, WordBodyReader
from kokebok.lib.word_left_out import LeftOut, beside, left_out_of
from kokebok.lib.word_marks import CommentMark, mark_in_initials
from kokebok.lib.word_parts import NotWord, Parts, TooMuch, attribute, local, xml_part
from kokebok.lib.word_spots import Called, Hung, Spot, spots_in

MOST_COMMENTS = 2_000
MOST_BLOCKS = 100_000
MOST_AUTHORS = 200


@dataclass(frozen=True)
class Remark:
    """A comment, or a foot- or endnote. `at` is as written in the file; `answers` is the id of the one it answers.

    `author` is "" for a note that is put in without tracking. `mark` says that it was written here
    (`word_marks.initials_of`), None for others.
    """

    identity: str
    author: str
    at: str
    text: str
    answers: str
    is_done: bool
    hung: Hung | None
    is_note: bool = False
    mark: CommentMark | None = None


@dataclass(frozen=True)
class WordText:
    """What is in a file. `saved_by` is who saved it last and `token` the copy it comes from, "" where unknown.

    `left_out` is what is in it and is not read: the sort of each, and its words.
    """

    spots: tuple[Spot, ...]
    remarks: tuple[Remark, ...]
    saved_by: str
    token: str
    left_out: tuple[LeftOut, ...] = ()


def read_word(content: bytes) -> WordText:
    """All that is said in a Word file. Raises NotWord and TooMuch."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return _read(packed)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        OSError,
        EOFError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise NotWord(str(error)) from error
    except (KeyError, UnicodeError, etree.XMLSyntaxError, zipfile.zlib.error) as error:  # type: ignore[attr-defined]
        raise NotWord(str(error)) from error


def _read(packed: zipfile.ZipFile) -> WordText:
    parts = Parts(packed)
    comments = _comments(parts)
    document = parts.document()
    reader = WordBodyReader(parts.links())
    reader.go_through(document)
    if len(reader.blocks) > MOST_BLOCKS or len(reader.authors) > MOST_AUTHORS:
        raise TooMuch("paragraphs or authors")
    spots, hung, called = spots_in(reader.blocks)
    notes = _notes(parts)
    for name in notes.keys() & called.keys():
        hung.update(dict.fromkeys(_comments_in(notes[name]), called[name].hung))
    remarks = _remarks(parts, comments, hung)
    remarks += [_as_remark(name, notes[name], where) for name, where in called.items() if name in notes]
    left_out = [
        *left_out_of(document),
        *(one for note in notes.values() for one in left_out_of(note)),
        *(("notes", _said(note)) for name, note in notes.items() if name not in called),
        *beside(parts),
    ]
    return WordText(tuple(spots), tuple(remarks), _saved_by(packed), reader.token, tuple(left_out))


def _comments(parts: Parts) -> list[Any]:
    root = parts.only("comments")
    found = [one for one in root if local(one) == "comment"] if root is not None else []
    if len(found) > MOST_COMMENTS:
        raise TooMuch("comments")
    return found


def _remarks(parts: Parts, comments: list[Any], hung: Mapping[str, Hung]) -> list[Remark]:
    further = _further(parts.only("commentsExtended"))
    own = {_last_paragraph(one): attribute(one, "id") for one in comments}
    own.pop("", None)
    remarks = []
    for one in comments:
        parent, done = further.get(_last_paragraph(one), ("", False))
        identity = attribute(one, "id")
        author, at = attribute(one, "author").strip(), attribute(one, "date")
        answers = own.get(parent, "")
        where = hung.get(identity) or hung.get(answers)
        mark = mark_in_initials(attribute(one, "initials"))
        remarks.append(Remark(identity, author, at, _said(one), answers, done, where, mark=mark))
    return remarks


def _notes(parts: Parts) -> dict[str, Any]:
    """The foot- and endnotes, by the names that `Block.notes` calls them by."""
    found = {}
    for sort in ("footnote", "endnote"):
        root = parts.only(f"{sort}s")
        for one in root if root is not None else ():
            if local(one) == sort and attribute(one, "type") in ("", "normal"):
                found[sort[0] + attribute(one, "id")] = one
    if len(found) > MOST_COMMENTS:
        raise TooMuch("notes")
    return found


def _as_remark(name: str, note: Any, where: Called) -> Remark:
    """A note as a remark at the place it is called from, by the one whose words it has."""
    reader = WordBodyReader({})
    reader.go_through(note)
    touches = [*(one.put_in for block in reader.blocks for one in block.stretches), where.put_in]
    by = next((one for one in touches if one is not None), Touch("", ""))
    return Remark(name, by.author, by.at, _said(note), "", False, where.hung, is_note=True)


def _comments_in(note: Any) -> list[str]:
    hangs = ("commentRangeStart", "commentReference")
    return [attribute(one, "id") for one in note.iter() if local(one) in hangs]


def _further(root: Any) -> dict[str, tuple[str, bool]]:
    """By the id of a comment's last paragraph: that of the comment it answers, and whether it is marked as done."""
    if root is None:
        return {}
    return {
        attribute(one, "paraId"): (attribute(one, "paraIdParent"), attribute(one, "done") in ("1", "true"))
        for one in root
        if local(one) == "commentEx"
    }


def _last_paragraph(comment: Any) -> str:
    paragraphs = [one for one in comment.iter() if local(one) == "p"]
    return attribute(paragraphs[-1], "paraId") if paragraphs else ""


def _said(comment: Any) -> str:
    """The words of a comment, a line for each of its paragraphs."""
    reader = WordBodyReader({})
    reader.go_through(comment)
    lines = (
        "".join(one.text for one in block.stretches if one.taken_out is None).strip()
        for block in reader.blocks
    )
    return "\n".join(line for line in lines if line)


def _saved_by(packed: zipfile.ZipFile) -> str:
    root = xml_part(packed, "docProps/core.xml")
    if root is None:
        return ""
    return next(((one.text or "").strip() for one in root if local(one) == "lastModifiedBy"), "")
