"""What a letter in HTML says, as lines of plain text."""

from __future__ import annotations

import re

from lxml import etree
from lxml import html as markup

LARGEST_HTML = 2_000_000  # characters
_BREAKS = frozenset(
    [
        "p",
        "div",
        "br",
        "li",
        "tr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "table",
        "ul",
        "ol",
        "pre",
        "hr",
    ]
)
_LEFT_OUT = frozenset(["script", "style", "head", "title", "noscript", "template", "svg"])


def words_of_html(source: str) -> str:
    """What a letter in HTML says, as lines. Nothing in it is fetched or run; quoted letters are marked with ">"."""
    source = _without_comments(re.sub(r"\A\s*<\?xml[^>]*\?>", "", source[:LARGEST_HTML]))
    if not source.strip():
        return ""
    parser = markup.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = markup.document_fromstring(source, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return re.sub(r"<[^<>]*>", " ", source)
    said: list[str] = []
    for event, node in etree.iterwalk(root, events=("start", "end")):
        _say(said, event, node)
    lines = [" ".join(line.split()) for line in _unquoted("".join(said)).split("\n")]
    found = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    # Elements in elements without end are not read to the bottom; their words are somebody's all the same.
    return found or " ".join(re.sub(r"<[^<>]*>", " ", source).split())


def _without_comments(source: str) -> str:
    """Without its comments; one that has no end goes on to the last character, as browsers have it.

    Left to the parser, comments in comments without end take time by the square of them.
    """
    kept, at = [], 0
    while (begins := source.find("<!--", at)) >= 0:
        kept.append(source[at:begins])
        ends = source.find("-->", begins + 2)
        at = ends + 3 if ends >= 0 else len(source)
    return "".join([*kept, source[at:]])


_OPEN, _CLOSE = "\ue000", "\ue001"  # around a quoted letter, while the words are gathered


def _say(said: list[str], event: str, node: etree._Element) -> None:
    tag = node.tag if isinstance(node.tag, str) else ""
    hidden = any(one.tag in _LEFT_OUT for one in (node, *node.iterancestors())) if tag else True
    if event == "start":
        if tag in _BREAKS:
            said.append("\n")
        if tag == "blockquote":
            said.append(_OPEN)
        if tag == "li":
            said.append("– ")
        if not hidden:
            said.append(re.sub(r"\s+", " ", node.text or ""))
        return
    if tag == "blockquote":
        said.append(_CLOSE)
    if tag in _BREAKS and tag not in ("br", "tr", "li"):
        said.append("\n")
    parent = node.getparent()
    if parent is not None and not any(one.tag in _LEFT_OUT for one in (parent, *parent.iterancestors())):
        said.append(re.sub(r"\s+", " ", node.tail or ""))


def _unquoted(text: str) -> str:
    """With each line of a quoted letter marked, as plain letters mark it."""
    depth, lines = 0, []
    for line in text.split("\n"):
        depth += line.count(_OPEN)
        plain = line.replace(_OPEN, "").replace(_CLOSE, "")
        lines.append(f"> {plain}" if depth > 0 and plain.strip() else plain)
        depth = max(0, depth - line.count(_CLOSE))
    return "\n".join(lines)
