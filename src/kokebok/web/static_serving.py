"""Static files from the event loop: what is there and how it is told is whitenoise's, the sending is ours."""

from __future__ import annotations

from pathlib import Path
from typing import IO, cast

from whitenoise import WhiteNoise

from kokebok.lib.least_used import LeastUsed
from kokebok.web.answers import CHUNK, SAID_AGAIN, HttpAnswer, Messages, is_among, messages_of
from kokebok.web.disk import on_disk
from kokebok.web.request_head import Scope, encodings_of, header

TEN_MINUTES = 600  # seconds; an address has its version in it, so a browser asks again soon enough
IN_MEMORY = 16_000_000  # bytes of the small files that are asked for
ASKED = {
    b"if-none-match": "HTTP_IF_NONE_MATCH",
    b"if-modified-since": "HTTP_IF_MODIFIED_SINCE",
    b"range": "HTTP_RANGE",
}


class StaticFiles:
    """The files that lay in a folder when the server started."""

    def __init__(self, folder: Path, prefix: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)  # until they are gathered there are none
        self.known = WhiteNoise(
            None, root=folder, prefix=prefix, max_age=TEN_MINUTES, allow_all_origins=False
        )
        self.small: LeastUsed[tuple[str, frozenset[str]], tuple[str, Messages, Messages]] = LeastUsed(
            IN_MEMORY
        )

    def has(self, path: str) -> bool:
        """Whether an address is a file's."""
        return path in self.known.files

    def at_hand(self, path: str, takes: frozenset[str], has: frozenset[str]) -> Messages | None:
        """A small file that has been sent before, as it is sent; None for others."""
        found = self.small.get((path, takes))
        if found is None:
            return None
        etag, whole, unchanged = found
        return unchanged if is_among(etag, has) else whole

    async def answer(self, scope: Scope) -> HttpAnswer | None:
        """A file, a part of it, or that it has not changed; None for an address that is no file's."""
        file = self.known.files.get(scope["path"])
        if file is None:
            return None
        takes = encodings_of(scope)
        asked = {name: said for wire, name in ASKED.items() if (said := header(scope, wire))}
        asked["HTTP_ACCEPT_ENCODING"] = ", ".join(sorted(takes))
        found = await on_disk(file.get_response, scope["method"], asked)
        headers = [(name.lower().encode(), value.encode()) for name, value in found.headers]
        if found.file is None:
            return HttpAnswer(int(found.status), headers)
        size = next(int(value) for name, value in headers if name == b"content-length")
        answer = HttpAnswer(int(found.status), headers, cast("IO[bytes]", found.file), size)
        return (
            await self._kept(scope["path"], takes, answer)
            if answer.status == 200 and size <= CHUNK
            else answer
        )

    async def _kept(self, path: str, takes: frozenset[str], answer: HttpAnswer) -> HttpAnswer:
        """The same answer with its bytes in memory, where the next who asks for it finds it."""
        file = cast("IO[bytes]", answer.body)
        whole = HttpAnswer(200, answer.headers, await on_disk(file.read), answer.size)
        await on_disk(file.close)
        etag = next((value.decode() for name, value in whole.headers if name == b"etag"), "")
        again = HttpAnswer(304, [pair for pair in whole.headers if pair[0] in {*SAID_AGAIN, b"etag"}])
        self.small.put((path, takes), (etag, messages_of(whole), messages_of(again)), answer.size + 2000)
        return whole
