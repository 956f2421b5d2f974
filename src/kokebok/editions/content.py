"""What an edition says, as data: the JSON its hash is taken of."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kokebok.editions.models import (
        Edition,
        EditionDespite,
        EditionIndex,
        EditionLook,
        EditionPage,
        EditionSender,
    )

FIELDS = (
    "number",
    "title",
    "genre_word",
    "stage",
    "language",
    "foreword",
    "publisher",
    "licence",
    "changes",
    "credits",
    "counts",
    "values",
)


@dataclass(frozen=True)
class FrozenPage:
    """A page as an edition keeps it: its place, and its text (lib.text.PageText as data)."""

    order: int
    shelf: str
    path: str
    title: str
    text: dict[str, Any]


@dataclass(frozen=True)
class FrozenValue:
    """A named amount or date as it was. Dates are ISO; `valid_from` is "" for one with no amount yet."""

    name: str
    amount: str
    valid_from: str
    source: str
    url: str
    review_by: str


def canonical(content: dict[str, Any]) -> bytes:
    """The content as JSON that is the same for the same content: sorted keys, no spaces, UTF-8."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def plain(content: dict[str, Any]) -> dict[str, Any]:
    """The content as it will be read back from the database: lists for tuples."""
    read_back: dict[str, Any] = json.loads(canonical(content))
    return read_back


def hash_of(content: dict[str, Any]) -> str:
    """The sha256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical(content)).hexdigest()


def content_of(edition: Edition) -> dict[str, Any]:
    """Everything an edition says, from its rows; `hash_of` it is the edition's content hash."""
    fields = {name: getattr(edition, name) for name in FIELDS}
    pages = [asdict(frozen(page)) for page in edition.pages.order_by("order")]
    look = look_said(getattr(edition, "look", None))
    sender = sender_said(getattr(edition, "sender", None))
    index = index_said(getattr(edition, "index", None))
    despite = despite_said(getattr(edition, "despite", None))
    return {**fields, **look, **sender, **index, **despite, "date": edition.date.isoformat(), "pages": pages}


def look_said(look: EditionLook | None) -> dict[str, str]:
    """The colour and the logo, which is named by the hash of its bytes; what is not set is not said."""
    said = {"colour": look.colour, "logo": look.logo} if look else {}
    return {name: value for name, value in said.items() if value}


def sender_said(sender: EditionSender | None) -> dict[str, Any]:
    """Who sent it out and who had advised; nothing where nothing was said, as in editions from before it was."""
    return {"sender": sender.said} if sender and sender.said else {}


def index_said(index: EditionIndex | None) -> dict[str, Any]:
    """What there was of each topic and each actor; nothing of a small edition, or one from before it was kept."""
    return {"index": index.said} if index and index.said else {}


def despite_said(despite: EditionDespite | None) -> dict[str, Any]:
    """Why it was frozen though something was lacking; nothing where nothing was, or nobody asked yet."""
    return {"despite": despite.said} if despite and despite.said else {}


def frozen(page: EditionPage) -> FrozenPage:
    """A row as the page it keeps."""
    return FrozenPage(page.order, page.shelf, page.path, page.title, page.text)
