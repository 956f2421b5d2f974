"""What somebody typed in a form that was refused: shown again, with a button that sends it once more.

Only what comes from a page of ours is shown with a button: else a page elsewhere could put words and acts before
somebody who has the right to them. Nothing is ever sent by itself.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost, SuspiciousOperation
from django.http import UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.urls import Resolver404, resolve

if TYPE_CHECKING:
    from django.http import HttpRequest, QueryDict

TOKEN = "csrfmiddlewaretoken"  # noqa: S105 (the name of a field)
SECRETS = frozenset({TOKEN, "credential", "password"})
"""Fields that are never shown, by their whole names: others may have such a word in theirs."""
SIGN_IN, CODE = "/konto/", "code"
"""Where a code lets somebody in; elsewhere it is what somebody calls a thing."""
MACHINES = re.compile(r"[a-z0-9_.:=-]*|\S{41,}")
"""One word as scripts and lists of choices write them."""
ANY_PAGE = "wagtail_serve"
"""The book's own pages, which take no forms: any address may be one."""
UNREADABLE = (SuspiciousOperation, MultiPartParserError, UnreadablePostError)


@dataclass(frozen=True)
class SentField:
    """A field as it was sent. `is_written` when somebody wrote it in words; else it is a choice, or a script's."""

    name: str
    value: str
    is_written: bool


@dataclass(frozen=True)
class TypedAgain:
    """What was sent. `address` is where it can be sent once more, "" where it cannot; `page` where the form may be.

    `files` are the names of fields with files, which no page can fill in.
    """

    fields: list[SentField]
    files: list[str]
    address: str
    page: str

    @property
    def written(self) -> list[SentField]:
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
    fields = [field for field in _fields_of(said) if not _is_secret(field.name, request)]
    has_secret = any(_is_secret(name, request) and name != TOKEN for name in said)
    can_be_sent = may_be_sent and came_from == "here" and not has_secret and takes_forms(request.path_info)
    if not fields and not files and not can_be_sent:
        return None
    return TypedAgain(fields, files, request.get_full_path() if can_be_sent else "", _page_of(request))


def wants_a_page(request: HttpRequest) -> bool:
    """Whether whoever asks will read the answer as a page; a script of ours, or of the page editor, says otherwise."""
    takes = request.headers.get("Accept", "*/*")
    return "X-Requested-With" not in request.headers and ("text/html" in takes or "*/*" in takes)


def where_from(request: HttpRequest) -> str:
    """Where a form was sent from: "here", "elsewhere", or "" where the browser does not say."""
    own = _own_origins(request)
    site, origin = request.headers.get("Sec-Fetch-Site", ""), request.headers.get("Origin", "")
    if site not in {"", "none", "same-origin"} or (origin not in {"", "null"} and origin not in own):
        return "elsewhere"
    if site == "same-origin" or origin in own:
        return "here"
    return "here" if _origin_of(request.headers.get("Referer", "")) in own else ""


def _own_origins(request: HttpRequest) -> set[str]:
    """The origins of our pages. What was asked for by a name that is not ours is no page of ours."""
    own = {settings.BASE_URL}
    with suppress(DisallowedHost):
        own.add(f"{request.scheme}://{request.get_host()}")
    return own


def _is_secret(name: str, request: HttpRequest) -> bool:
    return name in SECRETS or (name == CODE and request.path_info.startswith(SIGN_IN))


def _fields_of(said: QueryDict) -> list[SentField]:
    return [
        SentField(name, str(value), _is_written(str(value)))
        for name, values in said.lists()
        for value in values
    ]


def _is_written(value: str) -> bool:
    """Whether it is words, and not what a script or a list of choices puts in a form."""
    return value.lstrip()[:1] not in {"{", "["} and not MACHINES.fullmatch(value)


def _origin_of(address: str) -> str:
    try:
        said = urlsplit(address)
    except ValueError:
        return ""
    return f"{said.scheme}://{said.netloc}"


def _page_of(request: HttpRequest) -> str:
    """The page the form stood on, as the browser says it, if it is ours."""
    said = request.headers.get("Referer", "")
    if _origin_of(said) not in _own_origins(request):
        return ""
    path = urlsplit(said).path
    return path if path.startswith("/") and not path.startswith("//") else ""


def takes_forms(path: str) -> bool:
    """Whether an address leads to something that may take a form."""
    try:
        found = resolve(path)
    except Resolver404:
        return False
    return found.url_name != ANY_PAGE and path.startswith("/") and not path.startswith("//")
