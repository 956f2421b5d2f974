"""What the databases are asked: terms as a query of FTS5 or of PostgreSQL. Both get the same, and say the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from kokebok.lib.search_query import Near, Term, Way

COLUMNS = ("title", "lead", "passage", "body")
"""Where in a text something is found, best first: its title, its lead, one passage, or here and there."""
MOST_TEXTS = 500
MOST_COUNTED = 1000


@dataclass(frozen=True)
class SearchHit:
    """A page, an actor or a topic that has what was asked for: how near, and where in it (a place in COLUMNS)."""

    page: int | None
    actor: int | None
    topic: int | None
    kind: str
    near: Near
    column: int
    passages: int

    @property
    def of(self) -> tuple[int | None, ...]:
        """The keys of what has it, of which one is there."""
        return (self.page, self.actor, self.topic)


def is_sqlite() -> bool:
    """Which of the two databases this is."""
    return bool(connection.vendor == "sqlite")


def expression(terms: Iterable[Term], near: Near, *, apart: bool = True) -> str:
    """What has all the terms, each in one of the ways that are this near; "" where a term has none.

    Unless words may stand `apart`, the ways of several words are left out: far from one another they say other things.
    """
    each = [_any([_way(way) for way in term.up_to(near) if apart or len(way) == 1]) for term in terms]
    return "" if not all(each) else (" AND " if is_sqlite() else " & ").join(each)


def any_of(terms: Iterable[Term], near: Near) -> str:
    """What has one of the terms."""
    return _any([_way(way) for term in terms for way in term.up_to(near)])


def _any(ways: Sequence[str]) -> str:
    joined = " OR " if is_sqlite() else " | "
    return f"({joined.join(dict.fromkeys(ways))})" if ways else ""


def _way(way: Way) -> str:
    """All phrases of a way. Terms are letters and digits alone, so none can mean something to the database."""
    if is_sqlite():
        return "(" + " AND ".join('"' + " ".join(phrase) + '"' for phrase in way) + ")"
    return "(" + " & ".join("(" + " <-> ".join(f"'{term}'" for term in phrase) + ")" for phrase in way) + ")"


def _matches(table: str, key: str, column: str) -> str:
    """The keys of the rows that have something in a column; takes one parameter."""
    if is_sqlite():
        return f"SELECT rowid AS id FROM {table}_index WHERE {table}_index MATCH %s"  # noqa: S608 (our own names)
    return (
        f"SELECT {key} AS id FROM {table} WHERE to_tsvector('simple', {column}) @@ to_tsquery('simple', %s)"  # noqa: S608
    )


def _asked(column: str, said: str) -> str:
    return f"{column} : ({said})" if is_sqlite() else said


def levels(terms: Sequence[Term], least: Near, *, apart: bool = True) -> list[tuple[Near, str]]:
    """What is asked for at each nearness, without those that ask for nothing more than the one before."""
    found: list[tuple[Near, str]] = []
    for near in Near:
        said = expression(terms, near, apart=apart) if near <= least else ""
        if said and (not found or found[-1][1] != said):
            found.append((near, said))
    return found


def texts(terms: Sequence[Term], least: Near) -> list[SearchHit]:
    """The published pages, topics and actors shown that have all the terms, nearest first, and then by where."""
    asked = [
        (near * len(COLUMNS) + at, column, said)
        for at, column in enumerate(COLUMNS)
        for near, said in levels(terms, least, apart=column != "body")
    ]
    return _places([(rank, _asked(column, said), column) for rank, column, said in asked])


def texts_with_most(terms: Sequence[Term], least: Near, most: int) -> list[SearchHit]:
    """The texts that have one of the terms, those with most of them first."""
    found = [texts([term], least) for term in terms]
    counted: dict[tuple[int | None, ...], list[SearchHit]] = {}
    for places in found:
        for place in places:
            counted.setdefault(place.of, []).append(place)
    ranked = sorted(
        counted.values(), key=lambda each: (-len(each), min(one.near for one in each), each[0].column)
    )
    return [each[0] for each in ranked[:most]]


def _places(asked: Sequence[tuple[int, str, str]]) -> list[SearchHit]:
    if not asked:
        return []
    each = " UNION ALL ".join(
        f"SELECT id, {rank} AS place FROM ({_matches('search_text', 'id', column)}) AS m{rank}"  # noqa: S608
        for rank, _said, column in asked
    )
    sql = f"""
        SELECT part.page_id, part.actor_id, part.topic_id, part.kind, MIN(found.place) AS best,
            COUNT(DISTINCT part.id) AS passages
        FROM ({each}) AS found
        JOIN search_text AS part ON part.id = found.id
        LEFT JOIN wagtailcore_page AS page ON page.id = part.page_id
        LEFT JOIN lists_entry AS topic ON topic.id = part.topic_id
        WHERE page.live OR (topic.id IS NOT NULL AND topic.retired_at IS NULL) OR EXISTS (
            SELECT 1 FROM search_named AS named JOIN wagtailcore_page AS on_page ON on_page.id = named.page_id
            WHERE named.actor_id = part.actor_id AND on_page.live
        )
        GROUP BY part.page_id, part.actor_id, part.topic_id, part.kind ORDER BY best LIMIT {MOST_TEXTS}
    """  # noqa: S608 (our own names and numbers; what is asked goes in as parameters)
    rows = _rows(sql, [said for _rank, said, _column in asked])
    size = len(COLUMNS)
    return [
        SearchHit(page, actor, topic, kind, Near(best // size), best % size, passages)
        for page, actor, topic, kind, best, passages in rows
    ]


def records(table: str, key: str, terms: Sequence[Term], least: Near, most: int) -> list[tuple[int, Near]]:
    """The newest rows of a table that have all the terms, nearest first, at most so many."""
    found: dict[int, Near] = {}
    for near, said in levels(terms, least):
        if len(found) >= most:
            break
        order = "rowid" if is_sqlite() else key
        sql = f"{_matches(table, key, 'body')} ORDER BY {order} DESC LIMIT {most + len(found)}"
        for (number,) in _rows(sql, [said]):
            found.setdefault(number, near)
    return list(found.items())[:most]


def count(table: str, key: str, terms: Sequence[Term], least: Near) -> int:
    """How many rows of a table have all the terms; MOST_COUNTED + 1 where there are more than that."""
    said = expression(terms, least)
    if not said:
        return 0
    sql = f"SELECT COUNT(*) FROM ({_matches(table, key, 'body')} LIMIT {MOST_COUNTED + 1}) AS counted"  # noqa: S608
    return int(_rows(sql, [said])[0][0])


def _rows(sql: str, parameters: list[str]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def begun(words: Sequence[str]) -> list[SearchHit]:
    """The texts whose titles have all the words as they stand, the last of them perhaps only begun."""
    if is_sqlite():
        said = " AND ".join([*(f'"x{word}"' for word in words[:-1]), f'"x{words[-1]}"*'])
    else:
        said = " & ".join([*(f"'x{word}'" for word in words[:-1]), f"'x{words[-1]}':*"])
    return _places([(0, _asked("title", said), "title")])
