"""What can be answered at once: a page that is kept and right, or a small static file, in the form that is wanted.

It is the first that is done with a request, and does nothing else than find out which page that is. A request that says
the same as an earlier one, letter for letter, means the same, so it is read once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kokebok.lib.least_used import LeastUsed
from kokebok.web.answers import Messages
from kokebok.web.page_cache import PageAsked, PageCache, asked_of
from kokebok.web.request_head import Scope, encodings_of, etags_of
from kokebok.web.static_serving import StaticFiles

MOST = 8_000_000  # bytes of what readers have said
LONGEST = 2_000  # bytes of one request; a longer one is read each time
TELLING = frozenset(
    {
        b"host",
        b"cookie",
        b"accept-encoding",
        b"if-none-match",
        b"x-forwarded-proto",
        b"content-length",
        b"transfer-encoding",
    }
)
"""The headers that tell which page is asked for, and in which form."""
FOR_OTHERS = frozenset({b"range", b"if-range", b"if-modified-since"})

Said = tuple[str, bytes, tuple[tuple[bytes, bytes], ...]]


@dataclass(frozen=True)
class KnownRequest:
    """A page, or the path of a static file; the compressed forms the reader's program takes, and the tags it has."""

    asked: PageAsked | str
    takes: frozenset[str]
    has: frozenset[str]


class AtHand:
    """What is answered before all else. `understood` reads the head of a request, as everybody after this has it."""

    def __init__(self, cache: PageCache, files: StaticFiles, understood: Callable[[Scope], Scope]) -> None:
        self.cache = cache
        self.files = files
        self.understood = understood
        self.known: LeastUsed[Said, KnownRequest] = LeastUsed(MOST)

    def answer(self, scope: Scope) -> Messages | None:
        """The answer, as it is sent; None for what others must see to."""
        if scope["method"] != "GET":
            return None
        telling = []
        for pair in scope["headers"]:
            if pair[0] in TELLING:
                telling.append(pair)
            elif pair[0] in FOR_OTHERS:
                return None
        said = (scope["path"], scope["query_string"], tuple(telling))
        known = self.known.get(said) or self._read(said, scope)
        if known is None:
            return None
        if isinstance(known.asked, str):
            return self.files.at_hand(known.asked, known.takes, known.has)
        page = self.cache.right_now(known.asked)
        return page.messages(known.takes, known.has) if page else None

    def _read(self, said: Said, scope: Scope) -> KnownRequest | None:
        head = self.understood(scope)
        asked = scope["path"] if self.files.has(scope["path"]) else asked_of(head)
        if asked is None:
            return None
        known = KnownRequest(asked, encodings_of(head), etags_of(head))
        weight = 600 + len(said[0]) + len(said[1]) + sum(len(name) + len(value) for name, value in said[2])
        if weight <= LONGEST:
            self.known.put(said, known, weight)
        return known
