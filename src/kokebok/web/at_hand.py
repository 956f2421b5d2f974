"""What can be answered at once: a page that is kept and right, or a small static file, in the form that is wanted.

It is the first that is done with a request, and does nothing else than find out which page that is. A request that says
the same as an earlier one, letter for letter, means the same, so it is read once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kokebok.web.answers import Messages
from kokebok.web.page_cache import PageAsked, PageCache, PageKey, asked_of
from kokebok.web.request_head import Scope, encodings_of, etags_of
from kokebok.web.static_serving import StaticFiles

MOST = 8_000_000  # bytes of what readers have said
LONGEST = 5_000  # bytes of one, with what is known of it; a longer one is read each time
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


@dataclass(slots=True)
class KnownRequest:
    """A page, or the path of a static file; the compressed forms the reader's program takes, and the tags it has.

    `key` is what the page was last found under.
    """

    asked: PageAsked | str
    takes: frozenset[str]
    has: frozenset[str]
    key: PageKey | None = None


class AtHand:
    """What is answered before all else. `understood` reads the head of a request, as everybody after this has it."""

    def __init__(self, cache: PageCache, files: StaticFiles, understood: Callable[[Scope], Scope]) -> None:
        self.cache = cache
        self.files = files
        self.understood = understood
        self.known: dict[Said, KnownRequest] = {}
        self.known_bytes = 0

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
        found = self.cache.right_now(known.asked, known.key)
        if found is None:
            return None
        known.key = found.key
        return found.page.messages(known.takes, known.has)

    def _read(self, said: Said, scope: Scope) -> KnownRequest | None:
        head = self.understood(scope)
        asked = scope["path"] if self.files.has(scope["path"]) else asked_of(head)
        if asked is None:
            return None
        known = KnownRequest(asked, encodings_of(head), etags_of(head))
        weight = 3000 + len(said[0]) + len(said[1]) + sum(len(name) + len(value) for name, value in said[2])
        if weight <= LONGEST:
            self._remember(said, known, weight)
        return known

    def _remember(self, said: Said, known: KnownRequest, weight: int) -> None:
        """Those who come back are soon known again, so all are forgotten when there are too many."""
        self.known_bytes += weight
        if self.known_bytes > MOST:
            self.known.clear()
            self.known_bytes = weight
        self.known[said] = known
