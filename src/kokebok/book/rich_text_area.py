"""Where rich text is written in the page editor. Its script sends JSON; anybody can send anything."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import BadRequest
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.admin.rich_text.editors.draftail import DraftailRichTextArea
from wagtail.admin.staticfiles import versioned_static

from kokebok.lib.typed import tidy

KEPT = [
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "bold",
    "italic",
    "link",
    "ol",
    "ul",
    "blockquote",
    "superscript",
    "subscript",
    "code",
]
"""What a text keeps when it is opened and saved, also where the field offers fewer buttons."""


def paste_script() -> forms.Media:
    """The script that reads what is pasted; always after Wagtail's blocks, which it builds on."""
    return forms.Media(js=[versioned_static("wagtailadmin/js/telepath/blocks.js"), "book/paste.js"])


class RichTextArea(DraftailRichTextArea):  # type: ignore[misc]
    """Wagtail's own, which falls over what is not its script's JSON, and drops what the field has no button for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.converter = ContentstateConverter(
            [*self.features, *(one for one in KEPT if one not in self.features)]
        )

    @property
    def media(self) -> forms.Media:
        return super().media + paste_script()

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        try:
            said = super().value_from_datadict(data, files, name)
        except (ValueError, AttributeError, KeyError, TypeError) as error:
            raise BadRequest(name) from error
        return tidy(said) if isinstance(said, str) else said
