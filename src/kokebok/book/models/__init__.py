"""The text, its anchors and its values."""

from wagtail.models import Page

from kokebok.book.models.causes import CAUSES, ChangeCause
from kokebok.book.models.choices import AsIs, Evidence, Language, PageKind, Stage
from kokebok.book.models.drafts import DraftBase
from kokebok.book.models.pages import (
    BookPage,
    Chapter,
    Cookbook,
    Example,
    FactChapter,
    Post,
    Recipe,
    Shelf,
    Tool,
)
from kokebok.book.models.paragraphs import Paragraph, ParagraphQuerySet, Weight, Wording
from kokebok.book.models.pictures import PictureUse
from kokebok.book.models.senders import Sender, SenderWords
from kokebok.book.models.text_pages import LinkedFrom, TextKind, TextPage
from kokebok.book.models.values import Value, ValueVersion

__all__ = [
    "CAUSES",
    "AsIs",
    "BookPage",
    "ChangeCause",
    "Chapter",
    "Cookbook",
    "DraftBase",
    "Evidence",
    "Example",
    "FactChapter",
    "Language",
    "LinkedFrom",
    "Page",
    "PageKind",
    "Paragraph",
    "ParagraphQuerySet",
    "PictureUse",
    "Post",
    "Recipe",
    "Sender",
    "SenderWords",
    "Shelf",
    "Stage",
    "TextKind",
    "TextPage",
    "Tool",
    "Value",
    "ValueVersion",
    "Weight",
    "Wording",
]
