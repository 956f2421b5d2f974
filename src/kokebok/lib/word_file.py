"""A Word file that has come back: its paragraphs, its tracked changes and its comments.

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

from kokebok.lib.word_body import Reader, attribute, local
from kokebok.lib.word_spots import Hung, Spot, spots_in

LARGEST_BODY = 60_000_000  # bytes of XML: a book of some thousand pages
LARGEST_OTHER = 10_000_000
MOST_COMMENTS = 2_000
MOST_BLOCKS = 100_000
MOST_AUTHORS = 200


class NotWord(ValueError):
    """The file is not a Word document, or is damaged."""


class TooMuch(ValueError):
    """There is more in the file than is read from one: parts that are too large, or too many comments."""


@dataclass(frozen=True)
class Remark:
    """A comment. `at` is as written in the file; `answers` is the id of the one it answers, "" for none."""

    identity: str
    author: str
    at: str
    text: str
    answers: str
    is_done: bool
    hung: Hung | None


@dataclass(frozen=True)
class WordText:
    """What is in a file. `saved_by` is who saved it last and `token` the copy it comes from, "" where unknown."""

    spots: tuple[Spot, ...]
    remarks: tuple[Remark, ...]
    saved_by: str
    token: str


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
    comments = _comments(packed)
    document = xml_part(packed, "word/document.xml", LARGEST_BODY)
    if document is None or local(document) != "document":
        raise NotWord("no document in it")
    reader = Reader(links_in(xml_part(packed, "word/_rels/document.xml.rels")))
    reader.go_through(document)
    if len(reader.blocks) > MOST_BLOCKS or len(reader.authors) > MOST_AUTHORS:
        raise TooMuch("paragraphs or authors")
    spots, hung = spots_in(reader.blocks)
    remarks = _remarks(packed, comments, hung)
    return WordText(tuple(spots), tuple(remarks), _saved_by(packed), reader.token)


def xml_part(packed: zipfile.ZipFile, name: str, most: int = LARGEST_OTHER) -> Any:
    """A part as XML; None if it is not there."""
    if name not in packed.namelist():
        return None
    with packed.open(name) as part:
        found = part.read(most + 1)
    if len(found) > most:
        raise TooMuch(name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    root = etree.fromstring(found, parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise NotWord("it defines words of its own")
    return root


def links_in(relationships: Any) -> Mapping[str, str]:
    """What the links of a part lead to, by their ids."""
    if relationships is None:
        return {}
    return {
        attribute(one, "Id"): attribute(one, "Target")
        for one in relationships
        if local(one) == "Relationship"
    }


def _comments(packed: zipfile.ZipFile) -> list[Any]:
    root = xml_part(packed, "word/comments.xml")
    found = [one for one in root if local(one) == "comment"] if root is not None else []
    if len(found) > MOST_COMMENTS:
        raise TooMuch("comments")
    return found


def _remarks(packed: zipfile.ZipFile, comments: list[Any], hung: Mapping[str, Hung]) -> list[Remark]:
    further = _further(xml_part(packed, "word/commentsExtended.xml"))
    own = {_last_paragraph(one): attribute(one, "id") for one in comments}
    own.pop("", None)
    remarks = []
    for one in comments:
        parent, done = further.get(_last_paragraph(one), ("", False))
        identity = attribute(one, "id")
        author, at = attribute(one, "author").strip(), attribute(one, "date")
        answers = own.get(parent, "")
        where = hung.get(identity) or hung.get(answers)
        remarks.append(Remark(identity, author, at, _said(one), answers, done, where))
    return remarks


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
    reader = Reader({})
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
