"""What an archive is of: where one begins, and how far one goes from there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, unquote

from django.http import Http404
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from kokebok.archive.models import ArchiveKind
from kokebok.book.queries import the_cookbook
from kokebok.calls.models import Call, CallAnswer
from kokebok.calls.queries import find_public
from kokebok.editions.queries import find_edition
from kokebok.inputs.models import Input, readable
from kokebok.lib.bounded import number_in
from kokebok.outlets.queries import UNDER_WAY
from kokebok.people.rules import Refused
from kokebok.rounds.models import Round, RoundInput, RoundState
from kokebok.web.present import is_present

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet

NOT_READ = ("/redaksjon/", "/admin/", "/konto/", "/dokument/", "/demo/", "/live/", "/kvittering/")
"""What no reader comes to without signing in, or without a code of their own."""
LEFT_OUT = frozenset(
    {
        "reading:search", "reading:suggest", "reading:set_language", "reading:log_feed", "reading:find_receipt",
        "reading:receipt", "outlets:compare", "outlets:comparison", "outlets:comparison_file", "outlets:page_compared",
        "outlets:cover_compared", "outlets:page_history", "outlets:sheet",
        "outlets:cite_paragraph", "outlets:doi", "reading:share", "reading:share_qr",
        "reading:robots", "reading:sitemap", "reading:conversation_feed", "pictures:share",
    }
)  # fmt: skip
"""What is made anew of the rest when somebody asks: searches, feeds, comparisons, sheets of single pages."""
LEFT_OUT_APPS = frozenset({"inputs", "following", "actors", "rounds", "sheets", "people", "staff", "account"})
"""Whose pages are there to be filled in, or are one person's own."""
OPEN_PAGES = frozenset({"calls:calls", "calls:call", "events:events", "events:event"})
"""Pages that hold a form, and so are not kept ready for all, but say the same to everybody."""
FILES = frozenset(
    {
        "outlets:download", "outlets:schema", "outlets:cite", "outlets:cite_page", "pictures:picture",
        "pictures:logo", "pictures:colours", "pictures:in_library",
        "inputs:attachment", "reading:log_file", "reading:round_file", "calls:calendar",
        "events:calendar",
    }
)  # fmt: skip
PAGE = "page"  # what the address of a list calls the page of it (web.paging)
INPUT = "reading:input"
PLAIN = "/~:@!$&'()*+,;="  # signs that stand as they are in the paths that Django writes


@dataclass(frozen=True)
class ArchiveScope:
    """What an archive is of. `starts` are paths with titles; `within` the beginnings of paths that are gone on from.

    What anybody said (`/innspill/7/`) comes along where one of these pages leads to it, and is not gone on from.
    """

    kind: ArchiveKind
    key: str
    title: str
    starts: tuple[tuple[str, str], ...]
    within: tuple[str, ...]

    def goes_on_from(self, path: str) -> bool:
        """Whether the links of the page at this path are followed, and not only led to what is there already."""
        return path.startswith(self.within)

    def holds(self, path: str, name: str, from_path: str) -> bool:
        """Whether a page is part of it. `name` is that of the address, `from_path` the page that leads there."""
        if self.goes_on_from(path) or name in FILES or any(path == start for start, _title in self.starts):
            return True
        return name == INPUT and self.goes_on_from(from_path)


@lru_cache(maxsize=50_000)
def name_of(path: str) -> str:
    """The name of the address of a path, with its namespace; "" for what no archive has."""
    if path.startswith(NOT_READ):
        return ""
    try:
        name = resolve(unquote(path)).view_name
    except Resolver404:
        return ""
    app = name.partition(":")[0]
    return "" if name in LEFT_OUT or (app in LEFT_OUT_APPS and name not in FILES) else name


def canonical(path: str) -> str | None:
    """The one way to write a path, however it is written in a link; None for one that can lead nowhere."""
    plain = unquote(path)
    if "\0" in plain or {".", ".."} & set(plain.split("/")):
        return None
    return quote(plain, safe=PLAIN)


def kept_query(query: str) -> str | None:
    """The query that tells which page of a list it is, "" for the first; None for one that asks for something else."""
    asked = parse_qsl(query, keep_blank_values=True)
    if not asked:
        return ""
    return urlencode(asked) if len(asked) == 1 and asked[0][0] == PAGE and asked[0][1].isdigit() else None


def scope_of(kind: str, key: str) -> ArchiveScope:
    """What is to be archived. Raises Refused, with why, where it is not there or not finished."""
    if kind not in ArchiveKind.values:
        raise Refused(_("Choose what to archive."))
    return SCOPES[ArchiveKind(kind)](key)


def finished_rounds() -> list[Round]:
    """The rounds that can be archived: closed, with a public report."""
    if not is_present("rounds"):
        return []
    closed = Round.objects.filter(state=RoundState.CLOSED, report_public_at__isnull=False)
    return [one for one in closed if one.has_public_report]


def finished_calls() -> QuerySet[Call]:
    """The calls that can be archived: public, and over."""
    if not is_present("calls"):
        return Call.objects.none()
    public = Call.objects.filter(published_at__isnull=False, taken_down_at=None)
    return public.exclude(phases__closes_at__gt=timezone.now())


def _site(_key: str) -> ArchiveScope:
    book = the_cookbook()
    if book is None:
        raise Refused(_("There is no cookbook yet."))
    return ArchiveScope(ArchiveKind.SITE, "", book.title, (("/", book.title),), ("/",))


def _edition(key: str) -> ArchiveScope:
    try:
        found = find_edition(key)
    except Http404 as error:
        raise Refused(_("There is no edition with this number.")) from error
    if found.copies.filter(state__in=UNDER_WAY).exists():
        raise Refused(
            _("The files of the edition are still being made. Make the archive when they are done.")
        )
    address = reverse("outlets:edition", args=[found.number])
    title = f"{found.title} {found.number}"
    return ArchiveScope(ArchiveKind.EDITION, found.number, title, ((address, title),), (address,))


def _round(key: str) -> ArchiveScope:
    number = number_in(key) if is_present("rounds") else None
    if number is None or not Round.objects.filter(pk=number).exists():
        raise Refused(_("There is no round with this number."))
    found = next((one for one in finished_rounds() if one.pk == number), None)
    if found is None:
        raise Refused(_("The round must be closed, and its report published, before it can be archived."))
    address = reverse("reading:round", args=[found.pk])
    said = Input.objects.filter(pk__in=RoundInput.objects.filter(prompt__round=found).values("given"))
    starts = ((address, found.title), *_inputs(said))
    return ArchiveScope(ArchiveKind.ROUND, key, found.title, starts, (address,))


def _call(key: str) -> ArchiveScope:
    try:
        found = find_public(key) if is_present("calls") else None
    except Http404:
        found = None
    if found is None:
        raise Refused(_("There is no call with this address."))
    if not finished_calls().filter(pk=found.pk).exists():
        raise Refused(_("The call must be over before it can be archived."))
    address = reverse("calls:call", args=[found.slug])
    said = Input.objects.filter(pk__in=CallAnswer.objects.filter(call=found).values("given"))
    starts = ((address, found.title), *_inputs(said))
    return ArchiveScope(ArchiveKind.CALL, key, found.title, starts, (address,))


def _inputs(said: QuerySet[Input]) -> list[tuple[str, str]]:
    """The pages of those that anyone may read, the oldest first."""
    keys = said.filter(readable()).order_by("received_at", "pk").values_list("pk", flat=True)
    return [(reverse(INPUT, args=[key]), _("Input %(number)s") % {"number": key}) for key in keys]


SCOPES: dict[ArchiveKind, Callable[[str], ArchiveScope]] = {
    ArchiveKind.SITE: _site,
    ArchiveKind.EDITION: _edition,
    ArchiveKind.ROUND: _round,
    ArchiveKind.CALL: _call,
}
