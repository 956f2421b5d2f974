"""A letter's own words: without the letter it answers, and without the signature."""

from __future__ import annotations

import re

from lxml import etree
from lxml import html as markup

MOST_SIGNATURE = 12  # lines
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

# What programs put above the letter that is answered, in the languages that come here.
_ABOVE = re.compile(
    r"(?m)^[ \t>]*(?:"
    r"-{2,}\s*(?:opprinnelig melding|opphavleg melding|original message|videresendt melding|vidaresend melding"
    r"|forwarded message|oprindelig meddelelse|ursprungligt meddelande)\s*-{2,}"
    r"|_{20,}\s*$"
    r"|(?:den|på|on|am|le)\b[^\n]{4,200}(?:\n[^\n]{0,120})?\b(?:skrev|skreiv|wrote|schrieb|écrit)\b[^\n]{0,200}:\s*$"
    r"|[^\n]{4,200}<[^\n>]+@[^\n>]+>\s*(?:skrev|skreiv|wrote)[^\n]{0,80}:\s*$"
    r"|\*?(?:fra|frå|from|von)\s?:\*?[^\n]*\n\s*\*?(?:sendt|sent|dato|date|gesendet|til|to)\s?:\*?[^\n]*$"
    r")",
    re.IGNORECASE,
)
_DASHES = re.compile(r"(?m)^-- ?$")
_SENT_FROM = re.compile(
    r"(?m)^(?:sendt fra|sent from|skaff|få) (?:min|my|outlook|mobil|iphone|ipad|samsung)[^\n]*$",
    re.IGNORECASE,
)
_REGARDS = re.compile(
    r"(?m)^[ \t]*(?:(?:med |beste |vennlig |venleg |hjertelig )*(?:hilsen|helsing|hilsning)(?: fra)?"
    r"|mvh|m\.v\.h\.?|vh|vennligst|(?:best|kind|warm)? ?regards|yours sincerely|sincerely)\b[ \t,.!]*[^\n]{0,60}$",
    re.IGNORECASE,
)


def own_words(whole: str) -> str:
    """The words of who sent it. Where nothing would be left, all of it, since it is better to see too much."""
    text = whole
    above = _ABOVE.search(text)
    if above and text[: above.start()].strip():
        text = text[: above.start()]
    text = _without_quoted(text)
    text = _without_signature(text)
    return text.strip() or whole.strip()


def _without_quoted(text: str) -> str:
    """Without the lines that are marked as another's. What is written between them stays."""
    kept = [line for line in text.split("\n") if not line.lstrip().startswith(">")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept))


def _without_signature(text: str) -> str:
    dashes = _DASHES.search(text)
    if dashes and text[: dashes.start()].strip():
        text = text[: dashes.start()]
    text = _SENT_FROM.sub("", text).rstrip()
    regards = list(_REGARDS.finditer(text))
    if not regards:
        return text
    before, after = text[: regards[-1].start()], text[regards[-1].end() :]
    short = len([line for line in after.split("\n") if line.strip()]) <= MOST_SIGNATURE and len(after) < 800
    return before if before.strip() and short else text


def words_of_html(source: str) -> str:
    """What a letter in HTML says, as lines. Nothing in it is fetched or run; quoted letters are marked with ">"."""
    source = re.sub(r"^\s*<\?xml[^>]*\?>", "", source[:LARGEST_HTML])
    if not source.strip():
        return ""
    parser = markup.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = markup.document_fromstring(source, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return re.sub(r"<[^>]*>", " ", source)
    said: list[str] = []
    for event, node in etree.iterwalk(root, events=("start", "end")):
        _say(said, event, node)
    lines = [" ".join(line.split()) for line in _unquoted("".join(said)).split("\n")]
    found = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    # Elements in elements without end are not read to the bottom; their words are somebody's all the same.
    return found or " ".join(re.sub(r"<[^>]*>", " ", source).split())


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
