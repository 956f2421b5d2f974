"""Reads back what a file says: each heading, point and paragraph with its level, its number and its words."""

from __future__ import annotations

import io
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

from lxml import etree, html

Line = tuple[str, int, str, str]
"""What it is, its level, its mark, its words."""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ASIDE = {"no", "say"}
BLOCKS = {"ul", "ol", "p", "div", "section", "h1", "h2", "h3", "h4", "h5", "h6", "li"}


def said(text: str) -> str:
    """The words with one space between them."""
    return " ".join(text.split())


def of_page(markup: str, holder: str) -> list[Line]:
    """The outline of what the element that XPath `holder` finds holds."""
    (found,) = html.fromstring(markup).xpath(holder)
    return list(_in_element(found, 0, ""))


def _in_element(element: html.HtmlElement, level: int, mark: str) -> Iterator[Line]:
    """Words before the first block within are the element's own; each list within is a level deeper."""
    own = _own_words(element)
    name = element.tag
    if own and re.fullmatch(r"h\d", name):
        yield ("heading", int(name[1]), "", own)
    elif own:
        yield ("list" if level else "text", level, mark, own)
        mark = ""
    number = 0
    for child in element.iterchildren(*BLOCKS):
        if child.tag != "li":
            yield from _in_element(child, level + (child.tag in {"ul", "ol"}), mark)
            mark = "" if child.tag in {"p", "div"} else mark
            continue
        silent = "silent" in child.get("class", "")
        number += not silent
        yield from _in_element(child, level, "" if silent else f"{number}." if name == "ol" else "•")


def _own_words(element: html.HtmlElement) -> str:
    words = element.text or ""
    for child in element:
        is_aside = ASIDE.intersection(child.get("class", "").split())
        if child.tag not in BLOCKS and not is_aside:
            words += child.text_content()
        words += child.tail or ""
    return said(words)


def of_docx(file: bytes) -> list[Line]:
    """The outline of a Word document, numbered as Word numbers."""
    with ZipFile(io.BytesIO(file)) as parts:
        numbering = etree.fromstring(parts.read("word/numbering.xml"))
        body = etree.fromstring(parts.read("word/document.xml"))
    counts: Counter[tuple[str, str]] = Counter()
    return [_word_line(paragraph, numbering, counts) for paragraph in body.iter(f"{W}p")]


def _word_line(
    paragraph: etree._Element, numbering: etree._Element, counts: Counter[tuple[str, str]]
) -> Line:
    style = paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")
    words = said("".join(_written(paragraph)))
    if found := re.fullmatch(r"Heading(\d)", style):
        return ("heading", int(found[1]), "", words)
    depth, number = paragraph.find(f".//{W}ilvl"), paragraph.find(f".//{W}numId")
    if style == "ListContinue":
        left = paragraph.find(f"{W}pPr/{W}ind").get(f"{W}left")
        return ("list", int(left) // 425, "", words)
    if depth is None or number is None:
        return ("text", 0, "", words)
    key = (number.get(f"{W}val"), depth.get(f"{W}val"))
    counts[key] += 1
    mark = f"{counts[key]}." if _is_decimal(numbering, *key) else "•"
    return ("list", int(key[1]) + 1, mark, words)


def _written(paragraph: etree._Element) -> Iterator[str]:
    for run in paragraph.iter(f"{W}r"):
        style = run.find(f"{W}rPr/{W}rStyle")
        if style is None or style.get(f"{W}val") != "PassageNumber":
            yield from ("\t" if part.tag == f"{W}tab" else part.text or "" for part in run)


def _is_decimal(numbering: etree._Element, number: str, depth: str) -> bool:
    (meant,) = numbering.xpath(
        f"//w:num[@w:numId={number}]/w:abstractNumId/@w:val", namespaces={"w": W[1:-1]}
    )
    level = f"//w:abstractNum[@w:abstractNumId={meant}]/w:lvl[@w:ilvl={depth}]/w:numFmt/@w:val"
    return numbering.xpath(level, namespaces={"w": W[1:-1]}) == ["decimal"]


def of_pdf(path: Path) -> list[Line]:
    """The outline of a PDF, as its tags tell it to one who cannot see it."""
    told = subprocess.run(["pdfinfo", "-struct-text", path], capture_output=True, check=True).stdout.decode(
        errors="replace"
    )
    return list(_of_tags(told))


def _of_tags(told: str) -> Iterator[Line]:
    """Each heading, label and paragraph, by how far in it stands; words are in quotes, a link is the number."""
    lists: list[int] = []
    mark, kind, level = "", "", 0
    words: list[str] = []
    link = 0
    for line in told.splitlines():
        depth, tag = len(line) - len(line.lstrip()), line.strip()
        if tag.startswith('"'):
            if kind == "label":
                mark = tag.strip('"')
            elif kind and (not link or not re.fullmatch(r'"\d+\.\d+"', tag)):
                words.append(tag[1:-1])
            continue
        found = re.match(r"(H\d|LI|Lbl|LBody|L|P|Link)\b", tag)
        if not found:
            continue
        name = found[1]
        if name == "Link":
            link = depth
            continue
        if words:
            yield (kind, level, mark if kind == "list" else "", said("".join(words)))
            mark = ""
        words, link = [], 0
        lists = (
            [one for one in lists if one < depth]
            if name in {"H1", "H2", "H3", "H4", "L", "LI", "P"}
            else lists
        )
        if name == "L":
            lists.append(depth)
        kind, level = _kind_of(name, len(lists))
        mark = "•" if name == "LI" else mark
    if words:
        yield (kind, level, mark if kind == "list" else "", said("".join(words)))


def _kind_of(name: str, lists: int) -> tuple[str, int]:
    if name.startswith("H"):
        return "heading", int(name[1])
    if name == "Lbl":
        return "label", lists
    return ("list" if lists else "text", lists) if name in {"P", "LBody"} else ("", 0)
