"""A page as it is kept in an archive: no script, no form, and each address led to a file beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape
from html.parser import HTMLParser
from urllib.parse import urlsplit

Lead = Callable[[str], str | None]
"""From an address to the one that leads to the same in the archive, or out of the house; None where nothing does."""

GONE = frozenset({"script", "form", "template", "iframe", "object"})
KEPT_LINKS = frozenset({"stylesheet", "icon"})
LED = frozenset({"href", "src", "poster"})
LEFT_OUT = frozenset({"action", "formaction", "crossorigin", "integrity", "nonce", "ping"})
ACT = "ds-button"
CSS_ADDRESS = re.compile(r"""url\(\s*(["']?)([^"')]+)\1\s*\)|@import\s+(["'])([^"']+)\3""")
OF_THE_WEB = ("http", "https", "")

Attributes = list[tuple[str, str | None]]


def archived_page(html: str, lead: Lead, *, banner: str, no_form: str) -> str:
    """The page with `banner` first in its main part, and `no_form` (both HTML) in the place of each form there."""
    archiver = _Archiver(lead, banner, no_form)
    archiver.feed(html)
    archiver.close()
    return "".join(archiver.written)


def archived_style(css: str, lead: Lead) -> str:
    """A style sheet with its addresses led on; one that leads nowhere is left as an empty one."""

    def led(found: re.Match[str]) -> str:
        address = found[2] or found[4]
        if address.startswith(("data:", "#")):
            return found[0]
        to = lead(address) or ""
        return f'@import "{to}"' if found[4] else f'url("{to}")'

    return CSS_ADDRESS.sub(led, css)


class _Archiver(HTMLParser):
    def __init__(self, lead: Lead, banner: str, no_form: str) -> None:
        super().__init__(convert_charrefs=False)
        self.lead, self.banner, self.no_form = lead, banner, no_form
        self.written: list[str] = []
        self.dropped = ""  # what is being left out, with all that is in it
        self.depth = 0
        self.has_banner = False

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if self.dropped:
            self.depth += tag == self.dropped and tag != "form"  # a form within a form begins nothing
            return
        if tag == "noscript" or _is_left_out(tag, dict(attrs)):
            return
        if tag in GONE or (tag == "button" and "form" in dict(attrs)):
            self.dropped, self.depth = tag, 1
            if tag == "form" and self.has_banner:
                self.written.append(self.no_form)
            return
        written = self._tag(tag, _lasting(attrs))
        if not written:
            self.dropped, self.depth = tag, 1
            return
        self.written.append(written)
        if tag == "main" and not self.has_banner:
            self.has_banner = True
            self.written.append(self.banner)

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        if not self.dropped and tag not in GONE and not _is_left_out(tag, dict(attrs)):
            self.written.append(self._tag(tag, attrs))

    def handle_endtag(self, tag: str) -> None:
        if self.dropped:
            self.depth -= tag == self.dropped
            if not self.depth:
                self.dropped = ""
        elif tag != "noscript" and tag not in GONE:
            self.written.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self._write(data)

    def handle_entityref(self, name: str) -> None:
        self._write(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._write(f"&#{name};")

    def handle_decl(self, decl: str) -> None:
        self._write(f"<!{decl}>")

    def _write(self, text: str) -> None:
        if not self.dropped:
            self.written.append(text)

    def _tag(self, tag: str, attrs: Attributes) -> str:
        """The tag as it is kept; "" for a link that leads nowhere, and was there to do something."""
        kept = list(self._attributes(attrs))
        if tag == "a" and "href" in dict(attrs) and "href" not in dict(kept):
            if _was_act(dict(kept)):
                return ""
            kept = [(name, value) for name, value in kept if name != "class"]
        if kept == attrs:
            return self.get_starttag_text() or ""
        said = "".join(f" {name}" if value is None else f' {name}="{escape(value)}"' for name, value in kept)
        return f"<{tag}{said}>"

    def _attributes(self, attrs: Attributes) -> Iterator[tuple[str, str | None]]:
        for name, value in attrs:
            if name in LEFT_OUT or (name.startswith("data-") and (value or "").startswith(("/", "http"))):
                continue
            if name == "srcset":
                yield from self._srcset(value or "")
            elif name in LED and value is not None:
                led = self._led(name, value)
                if led is not None:
                    yield name, led
            else:
                yield name, value

    def _led(self, name: str, value: str) -> str | None:
        """Links may lead out of the house; nothing is fetched from there."""
        try:
            parts = urlsplit(value)
        except ValueError:  # as "http://[": no address at all
            return None
        if parts.scheme not in OF_THE_WEB:
            return value if name == "href" or parts.scheme == "data" else None
        led = self.lead(value)
        is_outside = bool(led and urlsplit(led).netloc)
        return None if is_outside and name != "href" else led

    def _srcset(self, value: str) -> Iterator[tuple[str, str]]:
        led = []
        for candidate in filter(None, (part.strip() for part in value.split(","))):
            address, _, size = candidate.partition(" ")
            to = self._led("srcset", address)
            if to:
                led.append(f"{to} {size}".strip())
        if led:
            yield "srcset", ", ".join(led)


def _was_act(attributes: dict[str, str | None]) -> bool:
    """Whether a link looked like a button, or had a name of its own beside its words."""
    return "aria-label" in attributes or ACT in (attributes.get("class") or "").split()


def _lasting(attrs: Attributes) -> Attributes:
    """A link with a lasting address to copy leads to that one: where it leads otherwise, there is more to do."""
    lasting = dict(attrs).get("data-copy-link")
    return [(name, lasting if name == "href" else value) for name, value in attrs] if lasting else attrs


def _is_left_out(tag: str, attributes: dict[str, str | None]) -> bool:
    """Links to what is no part of the page, and what is said of it to programs that fetch it from its address."""
    if tag == "link":
        return not KEPT_LINKS & set((attributes.get("rel") or "").split())
    content = attributes.get("content") or ""
    return tag == "meta" and ("http-equiv" in attributes or content.startswith(("/", "http")))
