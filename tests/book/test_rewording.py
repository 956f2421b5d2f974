"""Every word a writer has put in a page is given to whoever puts it in other words."""

from __future__ import annotations

import json
from itertools import count
from typing import Any

import pytest
from django.db.models import BooleanField, CharField, DateField, JSONField, TextField
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from kokebok.book.blocks import EntryBlock
from kokebok.book.models import Chapter
from kokebok.book.models.fields import EntryField
from kokebok.book.rewording import KEPT_FIELDS, KEPT_IN_BLOCKS, reword, words_of
from kokebok.book.table_block import GridBlock, table_value
from tests.world import make_fact

KINDS = Chapter.__subclasses__()
WITHOUT_WORDS = (
    blocks.BooleanBlock,
    blocks.ChooserBlock,
    blocks.ChoiceBlock,
    blocks.DateBlock,
    blocks.URLBlock,
    EntryBlock,
)
"""Blocks that hold a choice, a day, an address or another thing, and no words in a language."""
FIELDS_WITHOUT_WORDS = (BooleanField, DateField, EntryField, JSONField)
"""Fields that do the same; the lists of words (themes, places) are names."""


class Words:
    """Fills in a page with words that are all different, and remembers them."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.numbers = count(1)

    def word(self) -> str:
        self.said.append(f"ord{next(self.numbers)}x")
        return self.said[-1]

    def block(self, block: Any) -> Any:
        """What a block with words everywhere is kept as; fails on a kind of block that nobody has thought of."""
        if isinstance(block, blocks.StreamBlock):
            return [{"type": name, "value": self.block(one)} for name, one in block.child_blocks.items()]
        if isinstance(block, blocks.StructBlock):
            return {
                name: "" if name in KEPT_IN_BLOCKS else self.block(one)
                for name, one in block.child_blocks.items()
            }
        if isinstance(block, blocks.ListBlock):
            return [self.block(block.child_block)]
        if isinstance(block, GridBlock):
            return [[self.word(), ""], ["", self.word()]]
        if isinstance(block, blocks.RichTextBlock):
            return f"<p>{self.word()}</p>"
        if isinstance(block, blocks.CharBlock | blocks.TextBlock):
            return self.word()
        assert isinstance(block, WITHOUT_WORDS), f"{block!r} is neither put in other words nor kept"
        return False if isinstance(block, blocks.BooleanBlock) else None

    def field(self, field: Any) -> Any:
        """The same of a field; None for one that holds no words."""
        if isinstance(field, StreamField):
            return json.dumps(self.block(field.stream_block))
        if isinstance(field, RichTextField):
            return f"<p>{self.word()}</p>"
        if field.is_relation or field.choices or isinstance(field, FIELDS_WITHOUT_WORDS):
            return None
        assert isinstance(field, CharField | TextField), f"{field!r} is neither put in other words nor kept"
        return self.word()


def filled(kind: type[Any], words: Words) -> Any:
    """An unsaved page of this kind with words in every field and every block."""
    page = kind(title=words.word())
    for field in kind._meta.get_fields():
        if not field.concrete or field.name in KEPT_FIELDS or field.model is Page:
            continue
        said = words.field(field)
        if said is not None:
            setattr(page, field.name, said)
    return page


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.django_db
def test_all_words_of_every_kind_of_page_are_given_to_be_put_in_other_words(kind: type[Any]) -> None:
    words = Words()
    page = filled(kind, words)
    found = " ".join(text for text, _is_html in words_of(page))
    assert [one for one in words.said if one not in found] == []


@pytest.mark.django_db
def test_the_cells_of_a_table_are_put_in_other_words_and_empty_ones_stay_empty(book: Any) -> None:
    page = make_fact(book)
    table = table_value([["Hva", "Hvor"], ["noe", ""]], caption="Tabell")
    page.body = json.dumps([{"type": "table", "value": table}])
    reword(page, lambda words, is_html: words.upper())
    assert page.body[0].value["cells"] == [["HVA", "HVOR"], ["NOE", ""]]
