"""The OpenAPI document as people read it: what each address gives, what it takes, and every field of the answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kokebok.api.openapi import document


@dataclass(frozen=True)
class FieldTold:
    """A parameter or a field: its name with those it lies within, what it is in words, what it holds, its choices."""

    name: str
    what: str
    type: str
    choices: tuple[str, ...] = ()
    is_required: bool = False


@dataclass(frozen=True)
class AddressTold:
    """What can be done with an address."""

    key: str
    method: str
    path: str
    title: str
    about: str
    takes: tuple[FieldTold, ...]
    sends: tuple[FieldTold, ...]
    gives: tuple[FieldTold, ...]


@dataclass(frozen=True)
class Documented:
    """Addresses about the same."""

    title: str
    addresses: tuple[AddressTold, ...]


def titles() -> dict[str, str]:
    """What each group of addresses is called, by its tag, in their order."""
    return {
        "book": _("The text"),
        "inputs": _("Inputs"),
        "editions": _("Editions"),
        "calls": _("Calls"),
        "rounds": _("Live rounds"),
        "events": _("Events"),
        "directory": _("What the text refers to"),
    }


def types() -> dict[str, str]:
    """What a value can be, in words."""
    return {
        "string": _("text"),
        "integer": _("whole number"),
        "boolean": _("yes or no"),
        "array": _("list"),
        "object": _("object"),
        "date": _("day, as 2026-05-17"),
        "date-time": _("moment, with its time zone"),
    }


def documented() -> list[Documented]:
    """All of it in the language of now, group by group."""
    whole = document()
    known = _Classes(whole["components"]["schemas"], types())
    groups: dict[str, list[AddressTold]] = {tag: [] for tag in titles()}
    for path, said in whole["paths"].items():
        for method, operation in said.items():
            groups[operation["tags"][0]].append(known.address(path, method, operation))
    return [Documented(titles()[tag], tuple(found)) for tag, found in groups.items() if found]


@dataclass(frozen=True)
class _Classes:
    """The classes of the document by their names, and what types are called."""

    schemas: dict[str, Any]
    types: dict[str, str]

    def address(self, path: str, method: str, operation: dict[str, Any]) -> AddressTold:
        sent = next(
            (one["schema"] for one in operation.get("requestBody", {}).get("content", {}).values()), None
        )
        given = next(one for status, one in operation["responses"].items() if status.startswith("2"))
        answer = given.get("content", {}).get("application/json", {}).get("schema")
        return AddressTold(
            key=operation["operationId"].rpartition("_views_")[2],
            method=method.upper(),
            path=path,
            title=operation["summary"],
            about=operation["description"],
            takes=tuple(self._parameter(one) for one in operation["parameters"]),
            sends=tuple(self._fields(sent)) if sent else (),
            gives=tuple(self._fields(answer)) if answer else (),
        )

    def _parameter(self, said: dict[str, Any]) -> FieldTold:
        schema = self._itself(said["schema"])
        what = said.get("description") or schema.get("description") or ""
        choices = tuple(str(one) for one in schema.get("enum", ()))
        return FieldTold(said["name"], what, self._type(schema), choices, bool(said.get("required")))

    def _fields(self, schema: dict[str, Any], within: str = "") -> Iterator[FieldTold]:
        """The fields of an object, each followed by those that lie within it."""
        schema = self._itself(schema)
        for name, said in schema.get("properties", {}).items():
            own = self._itself(said)
            at = f"{within}{name}"
            required = name in schema.get("required", ())
            choices = tuple(str(one) for one in own.get("enum", ()))
            yield FieldTold(at, said.get("description", ""), self._type(own), choices, required)
            yield from self._fields(own.get("items", own), f"{at}.")

    def _itself(self, schema: dict[str, Any]) -> dict[str, Any]:
        """What a reference leads to, and what may be null without that."""
        if "$ref" in schema:
            return self._itself(self.schemas[schema["$ref"].rpartition("/")[2]])
        options = [one for one in schema.get("anyOf", schema.get("allOf", ())) if one.get("type") != "null"]
        return self._itself(options[0]) if options else schema

    def _type(self, schema: dict[str, Any]) -> str:
        return self.types.get(schema.get("format", "")) or self.types.get(schema.get("type", ""), "")
