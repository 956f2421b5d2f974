"""Static files from the event loop: what is there and how it is told is whitenoise's, the sending is ours."""

from __future__ import annotations

from pathlib import Path
from typing import IO, cast

from whitenoise import WhiteNoise

from kokebok.web.answers import HttpAnswer
from kokebok.web.disk import on_disk
from kokebok.web.request_head import Scope, encodings_of, header

TEN_MINUTES = 600  # seconds; an address has its version in it, so a browser asks again soon enough
ASKED = {
    b"if-none-match": "HTTP_IF_NONE_MATCH",
    b"if-modified-since": "HTTP_IF_MODIFIED_SINCE",
    b"range": "HTTP_RANGE",
}


class StaticFiles:
    """The files that lay in a folder when the server started."""

    def __init__(self, folder: Path, prefix: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)  # until they are gathered there are none
        self.known = WhiteNoise(None, root=folder, prefix=prefix, max_age=TEN_MINUTES)

    async def answer(self, scope: Scope) -> HttpAnswer | None:
        """A file, a part of it, or that it has not changed; None for an address that is no file's."""
        file = self.known.files.get(scope["path"])
        if file is None:
            return None
        asked = {name: said for wire, name in ASKED.items() if (said := header(scope, wire))}
        asked["HTTP_ACCEPT_ENCODING"] = ", ".join(sorted(encodings_of(scope)))
        found = await on_disk(file.get_response, scope["method"], asked)
        headers = [(name.lower().encode(), value.encode()) for name, value in found.headers]
        if found.file is None:
            return HttpAnswer(int(found.status), headers)
        size = next(int(value) for name, value in headers if name == b"content-length")
        return HttpAnswer(int(found.status), headers, cast("IO[bytes]", found.file), size)
