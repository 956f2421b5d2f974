"""What the text of a page is built of in the page editor."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import StreamBlock, StructBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from kokebok.book.offered import EntryChoice
from kokebok.book.page_editor_dates import EditorDayField, EditorDayInput
from kokebok.book.picture_block import PictureBlock
from kokebok.book.table_block import TableBlock
from kokebok.book.text_stream import TextStream
from kokebok.lists.models import Which

PLAIN_FEATURES = ["bold", "italic", "link", "ol", "ul"]
TEXT_FEATURES = [*PLAIN_FEATURES, "h3", "h4", "blockquote", "superscript", "subscript"]

PARTS_OF_EXAMPLE = [
    ("need", _("Under the need")),
    ("happened", _("Under what happened")),
    ("users", _("Under the users' part")),
    ("result", _("Under the result")),
    ("barriers", _("Under the barriers")),
    ("differently", _("Under what we would do differently")),
]


class EntryBlock(blocks.FieldBlock):  # type: ignore[misc]
    """One entry of one of the cookbook's lists, by its key."""

    def __init__(self, *, among: str = "", **kwargs: Any) -> None:
        self.field = EntryChoice(among=among)
        super().__init__(**kwargs)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return ("wagtail.blocks.CharBlock", [], {"label": self.label})

    class Meta:
        icon = "list-ul"


class MythBlock(StructBlock):  # type: ignore[misc]
    """A myth and the fact that answers it."""

    myth = blocks.TextBlock(label=_("Myth"))
    fact = blocks.TextBlock(label=_("Fact"))

    class Meta:
        label = _("Myth and fact")
        icon = "help"


class ValueBlock(StructBlock):  # type: ignore[misc]
    """A named amount or date, with a sentence that leads to it."""

    text = blocks.TextBlock(label=_("Sentence before the value"), required=False)
    value = SnippetChooserBlock("book.Value", label=_("Value"))

    class Meta:
        label = _("Value")
        icon = "tag"


class LawBlock(StructBlock):  # type: ignore[misc]
    """What a law or regulation says about it."""

    name = blocks.CharBlock(label=_("Law or regulation"))
    url = blocks.URLBlock(label=_("Address"), required=False)
    text = blocks.TextBlock(label=_("What it says about this"))

    class Meta:
        label = _("Law reference")
        icon = "doc-full"


class FactBody(TextStream):
    """The body of a fact chapter."""

    heading = blocks.CharBlock(label=_("Heading"), icon="title")
    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES)
    myth = MythBlock()
    value = ValueBlock()
    law = LawBlock()
    table = TableBlock()
    picture = PictureBlock()


class TextBody(TextStream):
    """The body of a text page."""

    heading = blocks.CharBlock(label=_("Heading"), icon="title")
    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES)
    table = TableBlock()
    picture = PictureBlock()


class IngredientBlock(StructBlock):  # type: ignore[misc]
    """Something one needs before beginning."""

    kind = EntryBlock(among=Which.INGREDIENTS, label=_("Kind"))
    text = blocks.TextBlock(label=_("What"))

    class Meta:
        label = _("Ingredient")
        icon = "list-ul"


class StepBlock(StructBlock):  # type: ignore[misc]
    """One step of a recipe."""

    what = blocks.CharBlock(label=_("What to do"))
    how = blocks.RichTextBlock(label=_("How"), features=PLAIN_FEATURES)
    who = blocks.CharBlock(label=_("Who"), required=False)
    time = blocks.CharBlock(label=_("Time"), required=False)
    tool = blocks.PageChooserBlock(["book.Tool"], label=_("Tool"), required=False)
    fact = blocks.PageChooserBlock(["book.FactChapter"], label=_("Fact chapter"), required=False)
    stop = blocks.TextBlock(label=_("Stop and check (before a legal gate)"), required=False)
    done_when = blocks.TextBlock(label=_("You are done when"), required=False)
    pictures = blocks.ListBlock(PictureBlock(), label=_("Pictures"), default=[])
    tables = blocks.ListBlock(TableBlock(), label=_("Tables"), default=[])

    class Meta:
        label = _("Step")
        icon = "tick"


class StepsBlock(StreamBlock):  # type: ignore[misc]
    """The steps of a recipe, in order."""

    step = StepBlock()


class VariantBlock(StructBlock):  # type: ignore[misc]
    """How to do it when things are different."""

    case = EntryBlock(among=Which.CASES, label=_("Case"))
    text = blocks.RichTextBlock(label=_("What to do differently"), features=PLAIN_FEATURES)

    class Meta:
        label = _("Variant")
        icon = "copy"


class PartyBlock(StructBlock):  # type: ignore[misc]
    """Somebody who took part, and as what."""

    actor = SnippetChooserBlock("people.Body", label=_("Actor"), required=False)
    role = blocks.CharBlock(label=_("Role"), required=False)

    class Meta:
        label = _("Party")
        icon = "user"


class ToolStepBlock(StructBlock):  # type: ignore[misc]
    """One step in using a tool."""

    what = blocks.CharBlock(label=_("What to do"))
    how = blocks.TextBlock(label=_("How"), required=False)

    class Meta:
        label = _("Step")
        icon = "tick"


class ChecklistBlock(StructBlock):  # type: ignore[misc]
    """Boxes to tick."""

    title = blocks.CharBlock(label=_("Title"), required=False)
    items = blocks.ListBlock(blocks.TextBlock(label=_("Item")), label=_("Items"))

    class Meta:
        label = _("Checklist")
        icon = "list-ul"


class FieldBlock(StructBlock):  # type: ignore[misc]
    """A question with space to write."""

    question = blocks.TextBlock(label=_("Question"))
    help = blocks.TextBlock(label=_("Help"), required=False)


class WorksheetBlock(StructBlock):  # type: ignore[misc]
    """Questions with space to write."""

    title = blocks.CharBlock(label=_("Title"), required=False)
    fields = blocks.ListBlock(FieldBlock(label=_("Question")), label=_("Questions"))

    class Meta:
        label = _("Worksheet")
        icon = "form"


class ToolBody(TextStream):
    """The tool itself: what one prints and fills in."""

    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES)
    checklist = ChecklistBlock()
    worksheet = WorksheetBlock()
    table = TableBlock()
    picture = PictureBlock()


class DayBlock(blocks.DateBlock):  # type: ignore[misc]
    """Wagtail's block for a day, with our field. To the database it is Wagtail's."""

    @cached_property
    def field(self) -> EditorDayField:
        return EditorDayField(**{**self.field_options, "widget": EditorDayInput()})

    def deconstruct(self) -> Any:
        _path, args, kwargs = super().deconstruct()
        return "wagtail.blocks.DateBlock", args, kwargs


class SourceBlock(StructBlock):  # type: ignore[misc]
    """Where something is taken from."""

    title = blocks.CharBlock(label=_("Title"))
    url = blocks.URLBlock(label=_("Address"), required=False)
    year = blocks.CharBlock(label=_("Year"), required=False, max_length=20)
    checked = DayBlock(label=_("Last checked"), required=False)

    class Meta:
        label = _("Source")
        icon = "link"


class Ingredients(StreamBlock):  # type: ignore[misc]
    """What a recipe needs."""

    ingredient = IngredientBlock()


class Variants(StreamBlock):  # type: ignore[misc]
    """The variants of a recipe."""

    variant = VariantBlock()


class PlacedPictureBlock(PictureBlock):
    """A picture of an example, and which part of it the picture belongs to."""

    under = blocks.ChoiceBlock(PARTS_OF_EXAMPLE, label=_("Where it stands"), default="happened")


class PlacedTableBlock(TableBlock):
    """A table of an example, and which part of it the table belongs to."""

    under = blocks.ChoiceBlock(PARTS_OF_EXAMPLE, label=_("Where it stands"), default="result")


class PlacedPictures(StreamBlock):  # type: ignore[misc]
    """The pictures and tables of an example."""

    picture = PlacedPictureBlock()
    table = PlacedTableBlock()


class ShownBlock(StreamBlock):  # type: ignore[misc]
    """The pictures and tables of a recipe, in order."""

    picture = PictureBlock()
    table = TableBlock()


class MoreText(TextStream):
    """Pictures and tables, and text that goes on after them."""

    picture = PictureBlock()
    table = TableBlock()
    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES)


class Parties(StreamBlock):  # type: ignore[misc]
    """Who took part in an example."""

    party = PartyBlock()


class ToolSteps(StreamBlock):  # type: ignore[misc]
    """How a tool is used."""

    step = ToolStepBlock()


class Sources(StreamBlock):  # type: ignore[misc]
    """The sources of a page."""

    source = SourceBlock()


class PagesBlock(StreamBlock):  # type: ignore[misc]
    """Other pages of the book, in order."""

    page = blocks.PageChooserBlock(
        ["book.Recipe", "book.Example", "book.Tool", "book.FactChapter"], label=_("Page")
    )
