"""Inline HTML (b, i, a, code, sub, sup, br, span lang) as runs of text, which every format can set in its own way.

Nothing of the source survives but its words, six kinds of emphasis and web addresses: what a format writes is
made anew from the runs, so no text can carry markup into a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from kokebok.lib.written import writable

SAFE_SCHEMES = frozenset({"http", "https", "mailto"})
EMPHASIS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "code": "code",
    "sub": "sub",
    "sup": "sup",
}
SILENT = frozenset({"script", "style", "template", "title"})
WHITE_SPACE = re.compile(r"[ \t\n\r\f]+")


@dataclass(frozen=True)
class TextRun:
    """Text set in one way. A line break is a run of its own whose text is a newline.

    `language` is that of the words where it is not that of the text around them, else "".
    `within` is the chapter's id and the id in it that the address leads to, ("", "") where that is outside the book.
    """

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    sub: bool = False
    sup: bool = False
    href: str = ""
    within: tuple[str, str] = ("", "")
    language: str = ""


def escaped(text: str) -> str:
    """Plain text as it is written in HTML or XML, also within an attribute."""
    return escape(writable(text))


def safe_href(href: str, base_url: str = "") -> str:
    """The absolute address, or "" when it is not one of the web or a mailbox."""
    address = urljoin(base_url, writable(href).strip())
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    usable = parts.scheme in SAFE_SCHEMES and (parts.netloc or parts.scheme == "mailto")
    return WHITE_SPACE.sub("%20", address) if usable else ""


def runs_of(html: str, base_url: str = "") -> tuple[TextRun, ...]:
    """The runs of a piece of inline HTML; addresses are made absolute with `base_url`."""
    reader = _InlineReader(base_url)
    reader.feed(writable(html))
    reader.close()
    return tuple(_tidied(reader.runs))


def runs_of_text(text: str) -> tuple[TextRun, ...]:
    """Plain text as one run; none if it is empty."""
    text = WHITE_SPACE.sub(" ", writable(text)).strip()
    return (TextRun(text),) if text else ()


def as_xhtml(runs: tuple[TextRun, ...]) -> str:
    """The runs as well-formed inline HTML."""
    return "".join(_element(run) for run in runs)


def _element(run: TextRun) -> str:
    if run.text == "\n":
        return "<br/>"
    html = escaped(run.text)
    for name, wanted in (
        ("code", run.code),
        ("sub", run.sub),
        ("sup", run.sup),
        ("em", run.italic),
        ("strong", run.bold),
    ):
        if wanted:
            html = f"<{name}>{html}</{name}>"
    if run.language:
        html = f'<span lang="{escaped(run.language)}">{html}</span>'
    return f'<a href="{escaped(run.href)}">{html}</a>' if run.href else html


class _InlineReader(HTMLParser):
    def __init__(self, base_url: str) -> None:
        super().__init__(convert_charrefs=True)
        self.base_url = base_url
        self.runs: list[TextRun] = []
        self.depth: dict[str, int] = dict.fromkeys([*EMPHASIS.values(), "silent"], 0)
        self.hrefs: list[str] = []
        self.languages: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in EMPHASIS:
            self.depth[EMPHASIS[tag]] += 1
        elif tag in SILENT:
            self.depth["silent"] += 1
        elif tag == "a":
            self.hrefs.append(safe_href(dict(attrs).get("href") or "", self.base_url))
        elif tag == "span":
            self.languages.append(dict(attrs).get("lang") or "")
        elif tag == "br":
            self.runs.append(TextRun("\n"))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.runs.append(TextRun("\n"))

    def handle_endtag(self, tag: str) -> None:
        name = "silent" if tag in SILENT else EMPHASIS.get(tag, "")
        if name and self.depth[name]:
            self.depth[name] -= 1
        elif tag == "a" and self.hrefs:
            self.hrefs.pop()
        elif tag == "span" and self.languages:
            self.languages.pop()

    def handle_data(self, data: str) -> None:
        if self.depth["silent"]:
            return
        self.runs.append(
            TextRun(
                writable(data),
                bold=self.depth["bold"] > 0,
                italic=self.depth["italic"] > 0,
                code=self.depth["code"] > 0,
                sub=self.depth["sub"] > 0,
                sup=self.depth["sup"] > 0,
                href=self.hrefs[-1] if self.hrefs else "",
                language=next(filter(None, reversed(self.languages)), ""),
            )
        )


def _tidied(runs: list[TextRun]) -> Iterator[TextRun]:
    """One space for any white space, none at the ends or beside a line break."""
    at_start = True
    kept: list[TextRun] = []
    for run in runs:
        text = run.text if run.text == "\n" else WHITE_SPACE.sub(" ", run.text)
        if at_start and text != "\n":
            text = text.lstrip(" ")
        if not text:
            continue
        at_start = text.endswith((" ", "\n"))
        kept.append(replace(run, text=text))
    while kept and not kept[-1].text.strip():
        kept.pop()
    for number, run in enumerate(kept):
        last = number + 1 == len(kept) or kept[number + 1].text == "\n"
        yield replace(run, text=run.text.rstrip(" ")) if last and run.text != "\n" else run
