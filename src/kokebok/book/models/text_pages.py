"""Pages about the cookbook itself: about, contact, terms. They stand beside the shelves, and outside the editions."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import Resolver404, resolve
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from kokebok.book import blocks
from kokebok.book.models.pages import BookPage, Chapter


class TextKind(models.TextChoices):
    """What stands on no shelf."""

    TEXT = "text", _("Text page")


class LinkedFrom(models.TextChoices):
    """Where readers find the way to a text page on every page."""

    FOOTER = "footer", _("The foot of the page")
    MENU = "menu", _("The menu")
    BOTH = "both", _("The menu and the foot of the page")
    NOWHERE = "nowhere", _("Nowhere: other texts link to it")


class TextPage(Chapter):
    """A text of one's own beside the shelves. Among others, it has the place it has in the page editor's list."""

    linked_from = models.CharField(
        _("where readers find it"),
        max_length=8,
        choices=LinkedFrom,
        default=LinkedFrom.FOOTER,
        help_text=_("Several stand in the order they have in the list of pages."),
    )
    body = StreamField(blocks.TextBody(), verbose_name=_("text"))

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("body"),
        FieldPanel("linked_from"),
        BookPage.change_panel,
        FieldPanel("language"),
        FieldRowPanel([FieldPanel("responsible_body"), FieldPanel("role_mailbox"), FieldPanel("review_by")]),
    ]
    parent_page_types: ClassVar = ["book.Cookbook"]

    class Meta:
        verbose_name = _("text page")
        verbose_name_plural = _("text pages")

    def clean(self) -> None:
        super().clean()
        if self.slug and _is_taken(self.slug):
            taken = _(
                "Another page of the site has the address “%(address)s”, and would hide this one. Choose another."
            )
            raise ValidationError({"slug": taken % {"address": f"/{self.slug}/"}})

    @cached_property
    def kind(self) -> TextKind:  # type: ignore[override]
        """It is of no shelf's kind."""
        return TextKind.TEXT


def _is_taken(slug: str) -> bool:
    """Whether the address a text page would have leads to something that is not the book's."""
    try:
        return resolve(f"/{slug}/").url_name != "wagtail_serve"
    except Resolver404:
        return False
