"""Where rich text is written in the page editor. Its script sends JSON; anybody can send anything."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import BadRequest
from wagtail.admin.rich_text.editors.draftail import DraftailRichTextArea


class RichTextArea(DraftailRichTextArea):  # type: ignore[misc]
    """Wagtail's own, which falls over what is not its script's JSON."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        try:
            return super().value_from_datadict(data, files, name)
        except (ValueError, AttributeError, KeyError, TypeError) as error:
            raise BadRequest(name) from error
