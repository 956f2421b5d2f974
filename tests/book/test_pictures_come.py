"""A book that was written before there were pictures, when they come: no text of it is lost or changed."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test import Client

from kokebok.book.models import Page, Paragraph, Wording
from kokebok.book.queries import text_of
from kokebok.config.tables import bring_up_to_date
from kokebok.lib.text import Passage, Picture, PictureSize, as_data, from_data, pictures_of, with_pictures
from tests.databases import go_back_to
from tests.world import make_cookbook, make_example, make_fact, make_post, make_recipe, make_tool

BEFORE = [("book", "0008_what_a_draft_has_met"), ("editions", "0002_refuse_changes")]


def written() -> dict[str, Any]:
    """All text there is: as readers meet it, and as it is kept."""
    pages = [
        page.specific for page in Page.objects.filter(paragraphs__isnull=False).distinct().order_by("pk")
    ]
    return {
        "texts": [as_data(text_of(page)) for page in pages],
        "paragraphs": list(Paragraph.objects.order_by("pk").values()),
        "wordings": list(Wording.objects.order_by("pk").values()),
        "drafts": [as_data(text_of(page.get_latest_revision_as_object())) for page in pages],
    }


def test_a_book_from_before_keeps_all_its_texts_and_is_written_on_in(committed: None) -> None:
    book = make_cookbook()
    made = [make(book) for make in (make_recipe, make_fact, make_example, make_tool, make_post)]
    before = written()
    go_back_to(BEFORE)
    with connection.cursor() as cursor:
        columns = {
            column.name for column in connection.introspection.get_table_description(cursor, "book_recipe")
        }
    assert "pictures" not in columns
    assert bring_up_to_date() is True
    assert written() == before
    for page in made:
        page.specific_class.objects.get(pk=page.pk).save_revision().publish()
    after = written()
    assert (after["texts"], after["paragraphs"]) == (before["texts"], before["paragraphs"])
    assert Client().get("/oppskrifter/moete/").status_code == 200


def test_what_was_frozen_before_there_were_pictures_is_read_as_it_stood() -> None:
    passage = {
        "path": "a",
        "kind": "text",
        "html": "A",
        "text": "A",
        "anchor": "x",
        "number": 1,
        "level": 0,
        "rows": [],
    }
    section = {"key": "body", "title": "", "shape": "plain", "facts": [], "passages": [passage], "parts": []}
    page = {"slug": "a", "kind": "fact", "title": "A", "language": "nb", "lead": "", "facts": [], "sections": [section],
            "sources": [], "review_by": "", "responsible": ""}  # fmt: skip
    read = from_data(page)
    assert read.sections[0].passages == (
        Passage(path="a", kind="text", html="A", text="A", anchor="x", number=1),
    )
    again = as_data(read)["sections"][0]["passages"][0]
    assert {**again, "rows": []} == passage


def test_a_frozen_picture_is_read_as_it_was() -> None:
    picture = Picture(
        (PictureSize("a.png", 4, 3), PictureSize("b.png", 8, 6)), alt="A", caption="B", credit="C"
    )
    text = from_data({**EMPTY, "sections": [{**SECTION, "passages": [as_passage(picture)]}]})
    assert pictures_of(text) == [picture]
    assert pictures_of(from_data(as_data(text))) == [picture]
    assert pictures_of(with_pictures(text, lambda one: Picture(one.sizes[:1]))) == [
        Picture(picture.sizes[:1])
    ]


EMPTY: dict[str, Any] = dict.fromkeys(("slug", "kind", "title", "language", "lead"), "") | {
    "facts": [],
    "sources": [],
}
SECTION = {"key": "", "title": "", "shape": "plain", "facts": [], "parts": []}


def as_passage(picture: Picture) -> dict[str, Any]:
    sizes = [{"name": size.name, "width": size.width, "height": size.height} for size in picture.sizes]
    words = {
        "alt": picture.alt,
        "caption": picture.caption,
        "credit": picture.credit,
        "licence": picture.licence,
    }
    return {
        "path": "",
        "kind": "picture",
        "html": "",
        "text": "",
        "rows": [],
        "picture": {"sizes": sizes, **words},
    }
