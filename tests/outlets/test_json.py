"""The JSON of an edition: by its schema, with all that the edition says."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, get_args

import fastjsonschema
import pytest

from kokebok.lib.text import Heads, Kind, Place, Shape
from kokebok.outlets.formats import FORMATS, Format
from kokebok.outlets.formats.json_edition import SCHEMA, SCHEMA_ADDRESS, VERSION
from kokebok.outlets.manuscript import ForewordBeside, IndexEntry, Manuscript
from tests.outlets.sample import SAMPLE
from tests.outlets.test_formats import DOUBLED, EMPTY
from tests.outlets.test_hostile_formats import edition_of

if TYPE_CHECKING:
    from django.test import Client

INDEXED = replace(
    SAMPLE,
    topics=(IndexEntry("Arbeid", (1, 2)),),
    actors=(IndexEntry("Rana kommune", (1,), is_credited=True),),
    forewords_beside=(ForewordBeside("se", ("<b>Bures</b>",)),),
)


def data_of(manuscript: Manuscript) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(FORMATS[Format.JSON](manuscript))
    return read


@pytest.mark.parametrize("made", [SAMPLE, INDEXED, EMPTY, DOUBLED, edition_of("<b>\x00\u202e& 🍳")])
def test_an_edition_is_as_its_schema_says(made: Manuscript) -> None:
    fastjsonschema.compile(json.loads(SCHEMA.read_bytes()))(data_of(made))


def test_the_schema_refuses_what_it_does_not_tell_of_and_knows_all_that_a_text_can_be() -> None:
    schema = json.loads(SCHEMA.read_bytes())
    check = fastjsonschema.compile(schema)
    for wrong in ({"more": 1}, {"version": VERSION + 1}, {"number": 1}):
        with pytest.raises(fastjsonschema.JsonSchemaValueException):
            check({**data_of(SAMPLE), **wrong})
    inside = schema["$defs"]["passage"]["properties"]
    assert (inside["kind"]["enum"], inside["heads"]["enum"]) == (list(get_args(Kind)), list(get_args(Heads)))
    assert inside["in_list"]["enum"] == list(get_args(Place))
    assert schema["$defs"]["section"]["properties"]["shape"]["enum"] == list(get_args(Shape))


def test_it_says_what_the_edition_is_and_where_each_paragraph_is_cited() -> None:
    said = data_of(INDEXED)
    assert (said["format"], said["version"], said["number"]) == ("kokebok-edition", VERSION, SAMPLE.number)
    assert [one["language"] for one in said["forewords"]] == [SAMPLE.language, "se"]
    assert said["actors"] == [{"name": "Rana kommune", "pages": [1], "credited": True}]
    pages = [page for part in said["parts"] for page in part["pages"]]
    chapters = list(SAMPLE.chapters)
    assert [page["title"] for page in pages] == [one.page.title for one in chapters]
    first = next(section for section in pages[0]["sections"] if section["passages"])["passages"][0]
    assert first["place"] == f"1.{chapters[0].page.sections[0].passages[0].number}"
    assert first["url"].endswith(f"/a/{first['anchor']}")


@pytest.mark.django_db
def test_the_schema_is_where_each_file_says_it_is(client: Client) -> None:
    answer = client.get(f"/{SCHEMA_ADDRESS}")
    assert answer.headers["Content-Type"] == "application/schema+json"
    assert answer.content == SCHEMA.read_bytes()
    assert data_of(SAMPLE)["$schema"].endswith(f"/{SCHEMA_ADDRESS}")
