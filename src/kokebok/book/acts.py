"""What the acts of book are called in the journal."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: dict[str, str | Promise] = {
    "cookbook.made": _("Made the cookbook"),
    "paragraph.put_back": _("Put back the words a paragraph had"),
    "paragraph.rewritten": _("Changed a paragraph"),
    "page.joined": _("Published a page, joined with what others had published meanwhile"),
    "page.draft_set_aside": _("Set a draft aside, and began from what readers see"),
    "page.mended": _("Brought a page's paragraphs in step with its text"),
    "page.not_published": _("A page was not published at its hour"),
    "page.split": _("Published a page"),
    "page.taken_down": _("Took a page down at its hour"),
    "page.deleted": _("Deleted a page"),
    "page.drafted": _("Made a draft page"),
    "page.taken_back": _("Made a published page a draft again"),
}

THINGS: dict[str, str | Promise] = {
    "book.cookbook": _("Cookbook"),
    "book.shelf": _("Shelf"),
    "book.textpage": _("Text page"),
    "book.recipe": _("Recipe"),
    "book.factchapter": _("Fact chapter"),
    "book.example": _("Example"),
    "book.tool": _("Tool"),
    "book.post": _("Blog post"),
    "book.paragraph": _("Paragraph"),
    "wagtailcore.page": _("Page"),
}
