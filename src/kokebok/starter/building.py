"""From a starter file's plain values to an unsaved page of the right kind."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from kokebok.book.models import Chapter, Example, FactChapter, Post, Recipe, TextPage, Tool, Value
from kokebok.book.table_block import table_value
from kokebok.people.models import Body

NAMESPACE = uuid.UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
COMMON = ("slug", "title", "language", "lead", "audience", "themes", "review_by")


@dataclass
class KnownTargets:
    """What pages may point to: actors by name, values by key, pages already made by slug."""

    actors: dict[str, Body]
    values: dict[str, Value]
    pages: dict[str, Any]

    def page(self, slug: str) -> int | None:
        return self.pages[slug].pk if slug else None


def build(data: dict[str, Any], known: KnownTargets) -> Chapter:
    """The page a file describes. Raises KeyError if it points to an actor, value or page that is not known."""
    stream = Stream(data["slug"])
    common = {name: data[name] for name in COMMON if name in data}
    common["sources"] = stream("source", (_source(source) for source in data.get("sources", [])))
    return BUILDERS[data["kind"]](data, common, stream, known)


@dataclass
class Stream:
    """Makes stream values. Ids follow from the page's slug and the order, so a second load makes the same."""

    slug: str
    count: int = 0

    def _id(self) -> str:
        self.count += 1
        return str(uuid.uuid5(NAMESPACE, f"{self.slug}/{self.count}"))

    def block(self, kind: str, value: Any) -> dict[str, Any]:
        return {"type": kind, "id": self._id(), "value": value}

    def items(self, values: Iterable[Any]) -> list[dict[str, Any]]:
        return [self.block("item", value) for value in values]

    def __call__(self, kind: str, values: Iterable[Any]) -> str:
        return json.dumps([self.block(kind, value) for value in values])


def _source(source: dict[str, Any]) -> dict[str, Any]:
    return {**source, "checked": source.get("checked") or None}


def _some(data: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: data.get(name, "") for name in names}


def _fact(data: dict[str, Any], common: dict[str, Any], stream: Stream, known: KnownTargets) -> Chapter:
    blocks = []
    for entry in data["body"]:
        kind = entry["type"]
        value: Any = {name: said for name, said in entry.items() if name != "type"}
        if kind in {"text", "heading"}:
            value = entry.get("html") or entry.get("text")
        elif kind == "value":
            value = {"text": entry["text"], "value": known.values[entry["key"]].pk}
        blocks.append(stream.block(kind, value))
    return FactChapter(**common, **_some(data, "question", "not_when"), body=json.dumps(blocks))


def _recipe(data: dict[str, Any], common: dict[str, Any], stream: Stream, known: KnownTargets) -> Chapter:
    steps = [
        {**step, "tool": known.page(step["tool"]), "fact": known.page(step["fact"])} for step in data["steps"]
    ]
    related = [*data.get("tools", []), *data.get("examples", []), *data.get("facts", [])]
    names = ("situation", "outcome", "time_prepare", "time_do", "time_calendar", "cost", "mistakes")
    return Recipe(
        **common,
        **_some(data, *names),
        ingredients=stream("ingredient", data["ingredients"]),
        steps=stream("step", steps),
        variants=stream("variant", data.get("variants", [])),
        related=stream("page", (known.page(slug) for slug in related)),
    )


def _example(data: dict[str, Any], common: dict[str, Any], stream: Stream, known: KnownTargets) -> Chapter:
    names = (
        "period",
        "need",
        "happened",
        "users",
        "result",
        "barriers",
        "differently",
        "form",
        "money",
        "evidence",
    )
    parties = [_party(party["actor"], party["role"], known) for party in data["parties"]]
    return Example(
        **common,
        **_some(data, *names, "after", "contact_role", "consent"),
        places=data["places"],
        parties=stream("party", parties),
    )


def _party(actor: str, role: str, known: KnownTargets) -> dict[str, Any]:
    """A party with its actor; one that is described without a name has its description as role."""
    if actor in known.actors:
        return {"actor": known.actors[actor].pk, "role": role}
    return {"actor": None, "role": f"{actor} ({role})" if role else actor}


def _tool(data: dict[str, Any], common: dict[str, Any], stream: Stream, known: KnownTargets) -> Chapter:
    return Tool(
        **common,
        **_some(data, "form", "use_when", "participants", "time", "materials", "origin"),
        steps=stream("step", data["steps"]),
        body=json.dumps([stream.block(entry["type"], _tool_block(entry, stream)) for entry in data["body"]]),
    )


def _tool_block(entry: dict[str, Any], stream: Stream) -> Any:
    if entry["type"] == "text":
        return entry["html"]
    if entry["type"] == "checklist":
        return {"title": entry["title"], "items": stream.items(entry["items"])}
    if entry["type"] == "worksheet":
        return {"title": entry["title"], "fields": stream.items(entry["fields"])}
    return table_value([entry["header"], *entry["rows"]], caption=entry["caption"])


def _post(data: dict[str, Any], common: dict[str, Any], stream: Stream, known: KnownTargets) -> Chapter:
    return Post(**common, **_some(data, "author", "body"), date=data["date"])


def _text(data: dict[str, Any], common: dict[str, Any], stream: Stream, known: KnownTargets) -> Chapter:
    body = [stream.block(entry["type"], entry["text"]) for entry in data["body"]]
    return TextPage(**common, body=json.dumps(body))


BUILDERS: dict[str, Callable[[dict[str, Any], dict[str, Any], Stream, KnownTargets], Chapter]] = {
    "fact": _fact,
    "text": _text,
    "recipe": _recipe,
    "example": _example,
    "tool": _tool,
    "post": _post,
}
