"""What a page looks for in the query of its address: so the page cache knows which fields make another page.

Whoever looks for one field depends on that field, whether it is there or not; whoever looks through them all, or at the
query as it is written, depends on all of it. An address with `?fbclid=…` is then the same page as without.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from django.http import QueryDict
from django.utils.http import urlencode

if TYPE_CHECKING:
    from django.http import HttpRequest

ALL = "*"
"""Stands for the query as it is written. A page is not kept for an address with a field of this name."""


class NotedQuery(QueryDict):
    """The fields of an address; which of them are looked for is put in `noted`."""

    def __init__(self, said: QueryDict) -> None:
        super().__init__(mutable=True)
        self.noted: set[str] = set()
        for name, values in said.lists():
            super().setlist(name, list(values))
        self._mutable = False

    def only(self, names: Iterable[str]) -> list[tuple[str, list[str]]]:
        """The fields with these names, without noting anything."""
        has, values = super().__contains__, super().getlist
        return [(name, values(name)) for name in names if has(name)]

    def __getitem__(self, name: str) -> Any:
        self.noted.add(name)
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        self.noted.add(str(name))
        return super().__contains__(name)

    def get(self, name: str, default: Any = None) -> Any:
        self.noted.add(name)
        return super().get(name, default)

    def getlist(self, name: str, default: Any = None) -> Any:
        self.noted.add(name)
        return super().getlist(name, default)

    def __iter__(self) -> Any:
        return self._all(super().__iter__())

    def __len__(self) -> int:
        return cast("int", self._all(super().__len__()))

    def keys(self) -> Any:
        return self._all(super().keys())

    def values(self) -> Any:
        return self._all(super().values())

    def items(self) -> Any:
        return self._all(super().items())

    def lists(self) -> Any:
        return self._all(super().lists())

    def dict(self) -> Any:
        return self._all(QueryDict.dict(self))

    def urlencode(self, safe: str | None = None) -> str:
        return str(self._all(super().urlencode(safe)))

    def __copy__(self) -> Any:
        return self._all(QueryDict(super().urlencode(), mutable=True))

    def __deepcopy__(self, _memo: Any) -> Any:
        return self.__copy__()

    def copy(self) -> Any:
        return self.__copy__()

    def _all(self, found: Any) -> Any:
        self.noted.add(ALL)
        return found


class NotedHead(dict[str, Any]):
    """The head of a request as Django has it; that the query is looked at as it is written is noted."""

    def __init__(self, head: dict[str, Any], noted: set[str]) -> None:
        super().__init__(head)
        self.noted = noted

    def __getitem__(self, name: str) -> Any:
        if name == "QUERY_STRING":
            self.noted.add(ALL)
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:
        if name == "QUERY_STRING":
            self.noted.add(ALL)
        return super().get(name, default)


def note_what_is_read(request: HttpRequest) -> None:
    """From now on, note which fields of the address are looked for."""
    query = NotedQuery(request.GET)
    request.GET = query  # type: ignore[assignment]
    request.META = NotedHead(request.META, query.noted)


def names_read(request: HttpRequest) -> frozenset[str]:
    """What has been looked for so far; all, where nobody has noted it."""
    query = request.GET
    return frozenset(query.noted) if isinstance(query, NotedQuery) else frozenset({ALL})


def own_address(request: HttpRequest) -> str:
    """The path, and those fields of the query that the page has looked for so far: what it is the page of."""
    query = request.GET
    if not isinstance(query, NotedQuery) or ALL in query.noted:
        return request.get_full_path()
    said = query.only(sorted(query.noted))
    return f"{request.path}?{urlencode(said, doseq=True)}" if said else request.path
