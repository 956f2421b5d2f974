"""The site asked from within, as a reader who is not signed in and comes for the first time sees it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpResponse
    from django.http.response import HttpResponseBase


@dataclass(frozen=True)
class SiteAnswer:
    """What the site answers. `is_everyones`: it is a page that is the same for everyone (`web.shared`)."""

    status: int
    media_type: str
    content: bytes
    location: str = ""
    name: str = ""
    is_everyones: bool = False

    @property
    def is_page(self) -> bool:
        """Whether it is HTML to be read on the site, and not a file to be taken along."""
        return self.media_type == "text/html" and not self.name


class AskedSite:
    """Asks Django for addresses of ours. Nothing that is counted is counted: it says that it fetches ahead."""

    def __init__(self) -> None:
        self.handler = BaseHandler()
        self.handler.load_middleware()
        said = urlsplit(settings.BASE_URL)
        self.scheme, self.host = said.scheme, said.hostname or "localhost"
        self.port = str(said.port or (443 if said.scheme == "https" else 80))
        self.netloc = said.netloc

    def ask(self, path: str, query: str = "") -> SiteAnswer:
        """The answer to a path and a query as they stand in an address."""
        if path.startswith(settings.STATIC_URL):
            return _static(unquote(path.removeprefix(settings.STATIC_URL)))
        response = self.handler.get_response(self._request(path, query))
        content = b"".join(_pieces(response)) if response.status_code == 200 else b""
        _let_go(response)
        said = response.headers
        return SiteAnswer(
            status=response.status_code,
            media_type=said.get("Content-Type", "").partition(";")[0],
            content=content,
            location=said.get("Location", ""),
            name=_name_in(said.get("Content-Disposition", "")),
            is_everyones="public" in said.get("Cache-Control", ""),
        )

    def _request(self, path: str, query: str) -> WSGIRequest:
        return WSGIRequest(
            {
                "REQUEST_METHOD": "GET",
                "PATH_INFO": unquote(path).encode().decode("latin-1"),
                "QUERY_STRING": query,
                "SERVER_NAME": self.host,
                "SERVER_PORT": self.port,
                "HTTP_HOST": self.netloc,
                "HTTP_SEC_PURPOSE": "prefetch",
                "SERVER_PROTOCOL": "HTTP/1.1",
                "REMOTE_ADDR": "127.0.0.1",
                "wsgi.url_scheme": self.scheme,
                "wsgi.input": io.BytesIO(),
            }
        )


def _pieces(response: HttpResponseBase) -> Iterable[bytes]:
    if response.streaming:
        return cast("Iterable[bytes]", response)
    return [cast("HttpResponse", response).content]


def _let_go(response: HttpResponseBase) -> None:
    """Close the file that was sent. `close` of the answer itself would close the database in the middle of the work."""
    file = getattr(response, "file_to_stream", None)
    if file is not None:
        file.close()


def _static(name: str) -> SiteAnswer:
    try:
        found = finders.find(name)
    except SuspiciousFileOperation:
        found = None
    if not found or not Path(str(found)).is_file():
        return SiteAnswer(404, "", b"")
    return SiteAnswer(200, "text/css" if name.endswith(".css") else "", Path(str(found)).read_bytes())


def _name_in(disposition: str) -> str:
    """The file name that a download says it has; "" for none."""
    _, _, said = disposition.partition("filename=")
    return said.strip('"; ').replace("/", "-")
