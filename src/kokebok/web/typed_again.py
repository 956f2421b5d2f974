"""What somebody typed in a form that was refused: shown again, with a button that sends it once more.

Only what comes from a page of ours is shown with a button: else a page elsewhere could put words and acts before
somebody who has the right to them. Nothing is ever sent by itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.urls import Resolver404, resolve

if TYPE_CHECKING:
    from django.http import HttpRequest, QueryDict

TOKEN = "csrfmiddlewaretoken"  # noqa: S105 (the name of a field)
SECRET = re.compile(r"code|kode|token|passw|otp|secret|credential|recovery", re.IGNORECASE)
UNREADABLE = (SuspiciousOperation, MultiPartParserError, UnreadablePostError)


@dataclass(frozen=True)
class Field:
    """A field as it was sent. `is_written` when somebody wrote it in words; else it is a choice, or a script's."""

    name: str
    value: str
    is_written: bool


@dataclass(frozen=True)
class TypedAgain:
    """What was sent. `address` is where it can be sent once more, "" where it cannot; `page` where the form may be.

    `files` are the names of fields with files, which no page can fill in.
    """

    fields: list[Field]
    files: list[str]
    address: str
    page: str

    @property
    def written(self) -> list[Field]:
        """What can be read and copied."""
        return [field for field in self.fields if field.is_written]


def typed_again(request: HttpRequest, *, may_be_sent: bool = True) -> TypedAgain | None:
    """What was typed in the form that came, if there was one that can be read; nothing of what came from elsewhere."""
    came_from = where_from(request)
    if request.method != "POST" or came_from == "elsewhere":
        return None
    try:
        said, files = request.POST, list(request.FILES)
    except UNREADABLE:
        return None
    fields = [*_fields_of(said)]
    has_secret = any(SECRET.search(name) and name != TOKEN for name in said)
    can_be_sent = (
        may_be_sent and came_from == "here" and not has_secret and _leads_somewhere(request.path_info)
    )
    if not fields and not files and not can_be_sent:
        return None
    return TypedAgain(fields, files, request.get_full_path() if can_be_sent else "", _page_of(request))


def wants_a_page(request: HttpRequest) -> bool:
    """Whether whoever asks will read the answer as a page; a script of ours, or of the page editor, says otherwise."""
    takes = request.headers.get("Accept", "*/*")
    return "X-Requested-With" not in request.headers and ("text/html" in takes or "*/*" in takes)


def where_from(request: HttpRequest) -> str:
    """Where a form was sent from: "here", "elsewhere", or "" where the browser does not say."""
    own = {settings.BASE_URL, f"{request.scheme}://{request.get_host()}"}
    site, origin = request.headers.get("Sec-Fetch-Site", ""), request.headers.get("Origin", "")
    if site not in {"", "none", "same-origin"} or (origin not in {"", "null"} and origin not in own):
        return "elsewhere"
    if site == "same-origin" or origin in own:
        return "here"
    return "here" if _origin_of(request.headers.get("Referer", "")) in own else ""


def _fields_of(said: QueryDict) -> list[Field]:
    return [
        Field(name, str(value), _is_written(str(value)))
        for name, values in said.lists()
        if name != TOKEN and not SECRET.search(name)
        for value in values
    ]


def _is_written(value: str) -> bool:
    """Whether it is words, and not what a script or a list of choices puts in a form."""
    return len(value.split()) > 1 and value.lstrip()[:1] not in {"{", "["}


def _origin_of(address: str) -> str:
    try:
        said = urlsplit(address)
    except ValueError:
        return ""
    return f"{said.scheme}://{said.netloc}"


def _page_of(request: HttpRequest) -> str:
    """The page the form stood on, as the browser says it, if it is ours."""
    said = request.headers.get("Referer", "")
    own = {settings.BASE_URL, f"{request.scheme}://{request.get_host()}"}
    if _origin_of(said) not in own:
        return ""
    path = urlsplit(said).path
    return path if path.startswith("/") and not path.startswith("//") else ""


def _leads_somewhere(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return path.startswith("/") and not path.startswith("//")
