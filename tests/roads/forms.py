"""What a page offers, read as a browser reads it: its links, and what each of its buttons would send."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from bs4 import Tag

NEVER_SENT = {"submit", "button", "image", "reset", "file"}


@dataclass(frozen=True)
class Press:
    """A button, and what pressing it sends with the form as it stands."""

    words: str
    method: str
    address: str
    fields: tuple[tuple[str, str], ...]
    button: tuple[str, str]

    @property
    def data(self) -> dict[str, list[str]]:
        """The fields and the button's own name and value, as Django's client takes them."""
        data: dict[str, list[str]] = {}
        for name, value in (*self.fields, *([self.button] if self.button[0] else [])):
            data.setdefault(name, []).append(value)
        return data


@dataclass(frozen=True)
class Offers:
    """What one can do on a page."""

    links: list[str]
    presses: list[Press]


def offers_of(html: str, address: str) -> Offers:
    """The links and the buttons of the page at this address."""
    page = BeautifulSoup(html, "lxml")
    links = [urljoin(address, str(link["href"])) for link in page.select("a[href]")]
    return Offers(links=links, presses=list(_presses(page, address)))


def _presses(page: BeautifulSoup, address: str) -> Iterator[Press]:
    for form in page.select("form"):
        if form.get("method") == "dialog":
            continue
        parts = _parts(page, form)
        fields = tuple(_fields(parts))
        for button in parts:
            if not _is_submit(button) or button.has_attr("disabled") or button.get("formmethod") == "dialog":
                continue
            yield Press(
                words=" ".join(button.get_text(" ").split()) or str(button.get("value", "")),
                method=_own(form, button, "method").lower() or "get",
                address=urljoin(address, _own(form, button, "action") or address),
                fields=fields,
                button=(str(button.get("name", "")), str(button.get("value", ""))),
            )


def _parts(page: BeautifulSoup, form: Tag) -> list[Tag]:
    """The fields and buttons of a form, also those that stand elsewhere and name it."""
    name = form.get("id")
    inside = [one for one in form.select("input, select, textarea, button") if not one.get("form")]
    return inside + (page.select(f'[form="{name}"]') if name else [])


def _own(form: Tag, button: Tag, what: str) -> str:
    own = button.get(f"form{what}")
    return str(own if own is not None else form.get(what) or "")


def _is_submit(part: Tag) -> bool:
    kind = part.get("type")
    return kind in {"submit", "image"} or (part.name == "button" and kind not in {"button", "reset"})


def _fields(parts: list[Tag]) -> Iterator[tuple[str, str]]:
    for part in parts:
        name, kind = str(part.get("name") or ""), str(part.get("type") or "text")
        if not name or part.has_attr("disabled") or part.name == "button" or kind in NEVER_SENT:
            continue
        if part.name == "select":
            yield from ((name, value) for value in _chosen(part))
        elif part.name == "textarea":
            yield name, part.get_text().removeprefix("\n")  # a line break right after the tag is none
        elif kind not in {"checkbox", "radio"} or part.has_attr("checked"):
            yield name, str(part.get("value", "on" if kind in {"checkbox", "radio"} else ""))


def _chosen(select: Tag) -> list[str]:
    options = select.select("option")
    chosen = [one for one in options if one.has_attr("selected")]
    if not chosen and not select.has_attr("multiple"):
        chosen = options[:1]
    return [str(one.get("value", one.get_text())) for one in chosen]
