"""Which requests the page editor takes. Its own pages send no others; Wagtail fails on some that anybody can type."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.core.exceptions import BadRequest
from wagtail.models import Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.http import HttpRequest, QueryDict

NUMBER = re.compile(r"\d{1,18}")
NUMBERS = frozenset({"new_parent_page", "parent_page_id", "childOf", "target_pages[]"})
PLACES = re.compile(r".+-(count|order)")
"""How many blocks a text has, and which comes where: there is no text without them."""
KEY = re.compile(r"[1-9][0-9]{0,17}")
KEYS = frozenset({"pk", "object_id", "session_id"})
"""What Wagtail takes for a key in an address, though it lets any word come. Where it asks for a number, it gets one."""
LONGEST = 255  # characters of a word in an address
BEYOND = re.compile(r"\d{19,}")
"""A number no database knows."""
SEARCHED = frozenset({"q", "term"})
PHRASES = frozenset({"wagtailadmin_pages:search", "wagtailadmin_pages:search_results"})
"""Where words between quotation marks are looked for together. Elsewhere a mark without a fellow ends the search."""
LACKS = {"wagtailadmin_choose_page_external_link": "external-link-chooser-url"}
"""Where Wagtail takes for granted that a field came."""


def is_root(takes: Mapping[str, object]) -> bool:
    """Whether a page in an address is the root of all pages, which stands on no shelf and is moved nowhere."""
    moved = takes.get("page_to_move_id")
    return moved is not None and Page.objects.filter(pk=moved, depth=1).exists()


def is_address(takes: Mapping[str, object]) -> bool:
    """Whether what an address names can be there: keys are numbers that a database knows, and words are short."""
    return all(_may_be(name, said) for name, said in takes.items())


def _may_be(name: str, said: object) -> bool:
    if name in KEYS or isinstance(said, int):
        return bool(KEY.fullmatch(str(said)))
    said = str(said)
    return "\x00" not in said and len(said) <= LONGEST and not BEYOND.fullmatch(said)


def require_sense(request: HttpRequest, name: str) -> None:
    """Raise BadRequest if this is no question the page of this name can answer."""
    if request.method == "POST" and name in LACKS and LACKS[name] not in request.POST:
        raise BadRequest(LACKS[name])
    for field, said in _all_of(request.GET):
        if not _makes_sense(field, said) or (field not in SEARCHED and BEYOND.fullmatch(said)):
            raise BadRequest(field)
    for field, said in _all_of(request.POST):
        if not _makes_sense(field, said) or (PLACES.fullmatch(field) and not NUMBER.fullmatch(said)):
            raise BadRequest(field)


def without_stray_marks(request: HttpRequest, name: str) -> None:
    """Take quotation marks out of what is searched for, where they mean nothing."""
    words = str(request.GET.get("q", ""))
    if '"' in words and name not in PHRASES:
        said = request.GET.copy()
        said["q"] = words.replace('"', " ")
        request.GET = said  # type: ignore[assignment]


def _all_of(sent: QueryDict) -> Iterator[tuple[str, str]]:
    for field, values in sent.lists():
        for said in values:
            yield field, str(said)


def _makes_sense(field: str, said: str) -> bool:
    if "\x00" in said:
        return False
    if field == "id":
        return said == "all" or bool(NUMBER.fullmatch(said))
    if field == "next":
        return said == "" or said.startswith("/")
    return field not in NUMBERS or said == "" or bool(NUMBER.fullmatch(said))
