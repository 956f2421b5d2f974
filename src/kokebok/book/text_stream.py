"""A text of blocks whose place the page editor's script can find, so that what is pasted becomes blocks of it."""

from __future__ import annotations

from django import forms
from django.utils.functional import cached_property
from wagtail.admin.telepath import register
from wagtail.blocks import StreamBlock
from wagtail.blocks.stream_block import StreamBlockAdapter

from kokebok.book.rich_text_area import paste_script


class TextStream(StreamBlock):  # type: ignore[misc]
    """Blocks of text, tables and more."""


class TextStreamAdapter(StreamBlockAdapter):  # type: ignore[misc]
    """Wagtail's own, with a script that knows where it is."""

    js_constructor = "kokebok.book.Text"

    @cached_property
    def media(self) -> forms.Media:
        return super().media + paste_script()


register(TextStreamAdapter(), TextStream)
