"""Goes through the site from page to page, and puts what it finds in an archive: linked within, and without scripts."""

from __future__ import annotations

import posixpath
import zlib
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urljoin, urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import resolve
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.archive.asking import AskedSite
from kokebok.archive.models import ArchiveKind
from kokebok.archive.scopes import FILES, INPUT, OPEN_PAGES, canonical, kept_query, name_of
from kokebok.lib.archived_page import archived_page, archived_style
from kokebok.lib.written import as_json
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from kokebok.archive.asking import SiteAnswer
    from kokebok.archive.packing import Pack
    from kokebok.archive.scopes import ArchiveScope

ABOUT = "om-arkivet.html"
METADATA = "archive.json"
PERMALINK = "reading:permalink"
MOST_REDIRECTS = 3
ENDINGS = {"text/html": ".html", "application/json": ".json", "application/schema+json": ".json"}


@dataclass(frozen=True)
class Gathered:
    """What came of it: how many pages and files, and how many bytes, the lists of the archive itself left out.

    `left_out` is how many addresses that were asked for are not in it: they answer nothing that everybody may have.
    `inputs` are the numbers of the inputs that are in it, or that its pages lead to.
    """

    pages: int
    files: int
    bytes: int
    left_out: int
    inputs: frozenset[int]


@dataclass(frozen=True)
class _Found:
    """A page that is fetched and not yet written."""

    name: str
    path: str
    url: str
    content: bytes  # compressed: there may be thousands that wait


def gather(scope: ArchiveScope, pack: Pack, *, told: Callable[[int], object] = int) -> Gathered:
    """Put all of a scope in a pack, and close it. `told` is called with the number of pages done, after each."""
    return _Gathering(scope, pack, told).all()


class _Gathering:
    def __init__(self, scope: ArchiveScope, pack: Pack, told: Callable[[int], object]) -> None:
        self.scope, self.pack, self.told = scope, pack, told
        self.site = AskedSite()
        self.at: datetime = timezone.localtime()
        self.base = settings.BASE_URL
        self.host = urlsplit(self.base).netloc
        self.places: dict[
            str, str | None
        ] = {}  # the file of an address, with its fragment where it redirects to one
        self.waiting: deque[_Found] = deque()
        self.pages = self.left_out = 0
        self.names: set[str] = set()
        self.inputs: set[int] = set()

    def all(self) -> Gathered:
        """Go from the starts until nothing waits."""
        starts = [(self._start(path), title) for path, title in self.scope.starts]
        while self.waiting:
            self._write(self.waiting.popleft())
            self.told(self.pages)
        files = len(self.pack.packed) - self.pages
        self._own_files(starts, files)
        return Gathered(self.pages, files, self.pack.bytes, self.left_out, frozenset(self.inputs))

    def _start(self, path: str) -> str:
        place = self._place(path, "", path)
        if place is None:
            raise Refused(
                _("The page %(address)s, where the archive begins, could not be had.") % {"address": path}
            )
        return place

    # -- from address to file ----------------------------------------------------------------------------------

    def _lead(self, here: _Found, text: str) -> Callable[[str], str | None]:
        def lead(address: str) -> str | None:
            parts = urlsplit(urljoin(here.url, address))
            if parts.netloc != self.host or address.startswith("#"):
                return address
            if (anchor := _anchor_in(parts.path)) and f'id="{anchor}"' in text:
                return f"#{anchor}"
            place = self._place(parts.path or "/", parts.query, here.path)
            if place is None:
                return None
            file, _, own = place.partition("#")
            fragment = parts.fragment or own
            to = "" if file == here.name and fragment else _from(here.name, file)
            return f"{to}#{fragment}" if fragment else to

        return lead

    def _place(self, path: str, query: str, from_path: str, redirects: int = 0) -> str | None:
        """The file that an address has in the archive; None where it is no part of it. It is fetched the first time."""
        at = canonical(path)
        if at is None:
            return None
        path, is_static = at, at.startswith(settings.STATIC_URL)
        said = "" if is_static else kept_query(query)
        if said is None:
            return None
        key = f"{path}?{said}" if said else path
        if key in self.places:
            return self.places[key]
        name = "" if is_static else name_of(path)
        if name == INPUT:
            self.inputs.add(resolve(unquote(path)).kwargs["number"])
        if not is_static and not self._is_wanted(path, name, from_path):
            return None
        if said and name in FILES:
            return None
        place = self._fetched(path, said, name, from_path, redirects)
        self.places[key] = place
        return place

    def _is_wanted(self, path: str, name: str, from_path: str) -> bool:
        """Whether an address is asked for at all. A permalink may lead on to a page of the living text."""
        if name == PERMALINK:
            return self.scope.kind == ArchiveKind.SITE
        return bool(name) and self.scope.holds(path, name, from_path)

    def _fetched(self, path: str, query: str, name: str, from_path: str, redirects: int) -> str | None:
        answer = self.site.ask(path, query)
        if answer.location and redirects < MOST_REDIRECTS:
            to = urlsplit(urljoin(f"{self.base}{path}", answer.location))
            if to.netloc != self.host:
                return None
            place = self._place(to.path, to.query, from_path, redirects + 1)
            return f"{place}#{to.fragment}" if place and to.fragment else place
        if answer.status >= 500:
            raise Refused(_("The page %(address)s answers with a fault.") % {"address": path})
        is_had = (
            (answer.is_everyones or name in OPEN_PAGES) if answer.is_page else (not name or name in FILES)
        )
        if answer.status != 200 or not is_had:
            self.left_out += 1
            return None
        file = _file_of(path, query, answer)
        if file in self.names:  # another way to write an address that is there already
            return file
        self.names.add(file)
        if not answer.is_page:
            return self._file(path, file, answer)
        self.waiting.append(_Found(file, path, f"{self.base}{path}", zlib.compress(answer.content)))
        return file

    def _file(self, path: str, file: str, answer: SiteAnswer) -> str:
        content = answer.content
        if answer.media_type == "text/css":
            here = _Found(file, path, f"{self.base}{path}", b"")
            content = archived_style(content.decode(), self._lead(here, "")).encode()
        self.pack.put(file, content)
        return file

    # -- writing -----------------------------------------------------------------------------------------------

    def _write(self, found: _Found) -> None:
        context = {"at": self.at, "living_url": found.url, "about": _from(found.name, ABOUT)}
        text = zlib.decompress(found.content).decode()
        page = archived_page(
            text,
            self._lead(found, text),
            banner=render_to_string("archive/_banner.html", context),
            no_form=render_to_string("archive/_no_form.html"),
        )
        self.pack.put(found.name, page.encode())
        self.pages += 1

    def _own_files(self, starts: list[tuple[str, str]], files: int) -> None:
        data = {
            "format": "kokebok-archive",
            "version": 1,
            "kind": self.scope.kind.value,
            "key": self.scope.key,
            "title": self.scope.title,
            "archived": self.at.isoformat(timespec="seconds"),
            "living": self.base + self.scope.starts[0][0],
            "program": "kokebok",
            "pages": self.pages,
            "files": files,
            "bytes": self.pack.bytes,
            "left_out": self.left_out,
        }
        self.pack.put(METADATA, (as_json(data, indent=2) + "\n").encode())
        about = render_to_string(
            "archive/about.html",
            {"data": data, "at": self.at, "starts": [(quote(name), title) for name, title in starts]},
        )
        self.pack.put(ABOUT, about.encode())
        if "index.html" not in self.pack.packed:
            self.pack.put("index.html", about.encode())
        self.pack.close()


def _file_of(path: str, query: str, answer: SiteAnswer) -> str:
    """The name of the file of an address within the archive."""
    plain = unquote(path).strip("/")
    which = query.replace("=", "-")
    if answer.is_page:
        file = f"{which}.html" if which else "index.html"
        return posixpath.join(plain, file)
    if answer.name:
        return posixpath.join(plain if path.endswith("/") else posixpath.dirname(plain), answer.name)
    return plain if not path.endswith("/") else f"{plain}{ENDINGS.get(answer.media_type, '')}"


def _anchor_in(path: str) -> str:
    """The id on its page of the paragraph that a permalink is of; "" for other addresses."""
    return f"a-{path.strip('/').rpartition('/')[2]}" if name_of(path) == PERMALINK else ""


def _from(name: str, to: str) -> str:
    """The address that leads from one file to another."""
    return quote(posixpath.relpath(to, posixpath.dirname(name) or "."))
