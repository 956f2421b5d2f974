"""What stands in a Word file and is not read from it: a sort, and its words where it has any."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kokebok.lib.richtext import normal
from kokebok.lib.word_parts import Parts, attribute, local, xml_part

LeftOut = tuple[str, str]
DRAWN = {"chart": "charts", "chartex": "charts", "diagram": "diagrams"}
PICTURES = ("blip", "imagedata")
OBJECTS = ("object", "altChunk", "subDoc")
FORMATS = (
    "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tcPrChange", "trPrChange", "numberingChange",
)  # fmt: skip
MOST_SHEET_ENDS = 60


def left_out_of(document: Any) -> Iterator[LeftOut]:
    """What is passed over in the text, in reading order. What is there in two ways is counted once."""
    for child in document:
        name = local(child)
        if name in OBJECTS:
            yield "objects", words_in(child)
        elif name in ("drawing", "pict"):
            yield from _drawn(child)
        elif name == "oMath":
            yield "equations", words_in(child)
        elif name == "sym":
            yield "signs", ""
        elif name == "contentPart":
            yield "drawings", ""
        elif name in FORMATS:
            yield "formats", ""
        elif name and name != "Fallback":
            yield from left_out_of(child)


def beside(parts: Parts) -> Iterator[LeftOut]:
    """What is said at the top and the bottom of the sheets, the same once. Numbers are those of the sheets."""
    names = [*parts.names("header"), *parts.names("footer")][:MOST_SHEET_ENDS]
    said = (words_in(xml_part(parts.packed, name)) for name in names)
    for words in dict.fromkeys(normal("".join(sign for sign in one if not sign.isdigit())) for one in said):
        if words:
            yield "headers", words


def words_in(element: Any) -> str:
    """All words in an element that nobody has taken out; "" for none."""
    if element is None:
        return ""
    return normal(" ".join(one.text or "" for one in element.iter() if local(one) == "t"))


def _drawn(element: Any) -> Iterator[LeftOut]:
    inner = [one for one in element.iter() if local(one)]
    boxes = [one for one in inner if local(one) == "txbxContent" and not _is_in_fallback(one)]
    drawn = [DRAWN[sort] for one in inner if local(one) == "graphicData" and (sort := _sort(one)) in DRAWN]
    pictures = sum(1 for one in inner if local(one) in PICTURES)
    yield from (("boxes", words_in(box)) for box in boxes)
    yield from ((sort, "") for sort in drawn)
    yield from [("pictures", _alt(inner))] * pictures
    if not (boxes or drawn or pictures):
        yield "drawings", ""


def _is_in_fallback(element: Any) -> bool:
    return any(local(one) == "Fallback" for one in element.iterancestors())


def _sort(data: Any) -> str:
    return attribute(data, "uri").rstrip("/").rpartition("/")[2]


def _alt(inner: list[Any]) -> str:
    said = (attribute(one, "descr") for one in inner if local(one) in ("docPr", "cNvPr"))
    return next((normal(one) for one in said if one.strip()), "")
