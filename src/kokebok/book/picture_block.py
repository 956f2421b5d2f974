"""A picture in a text, with all that is said of it in one place."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import StructBlock
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock


class PictureBlock(StructBlock):  # type: ignore[misc]
    """A picture: what it shows, or that it only decorates; its caption; who made it, and how it may be used."""

    picture = ImageChooserBlock(
        label=_("Picture"), help_text=_("At most 10 MB and 25 million dots, as JPEG, PNG, WebP or GIF.")
    )
    alt = blocks.CharBlock(
        label=_("What the picture shows"),
        required=False,
        max_length=300,
        help_text=_(
            "Read aloud to those who do not see the picture. Say what it tells, in a sentence or two."
        ),
    )
    decorative = blocks.BooleanBlock(
        label=_("The picture is only decoration"),
        required=False,
        help_text=_("Tick this if the text says just as much without it. Then it is not read aloud."),
    )
    caption = blocks.CharBlock(label=_("Text below the picture"), required=False, max_length=500)
    credit = blocks.CharBlock(
        label=_("Who made the picture"),
        required=False,
        max_length=200,
        help_text=_("The photographer or artist has a right to be named: “Photo: Kari Nordmann”."),
    )
    licence = blocks.CharBlock(
        label=_("How it may be used"),
        required=False,
        max_length=200,
        help_text=_(
            "The book may be copied and printed by anyone. Write the picture’s licence, such as “CC BY 4.0”, or with "
            "whose leave it is printed. If you do not know, ask before you use it. Those one can recognise must agree."
        ),
    )

    class Meta:
        label = _("Picture")
        icon = "image"

    def clean(self, value: Any) -> Any:
        """As Wagtail does, and that the picture is described or is decoration, not neither and not both."""
        cleaned = super().clean(value)
        wrong = "" if self.is_deferred_validation else _what_is_wrong(cleaned)
        if wrong:
            raise StructBlockValidationError(block_errors={"alt": ValidationError(wrong)})
        return cleaned


def _what_is_wrong(value: Any) -> str:
    said, decorates = (value.get("alt") or "").strip(), value.get("decorative")
    if said and decorates:
        return gettext(
            "Take away this text, or the tick for decoration: what only decorates is not read aloud."
        )
    if not said and not decorates:
        return gettext("Write what the picture shows, or tick that it is only decoration.")
    return ""


def field_of_words(value: Any) -> str:
    """Where in a picture's block the words stand that its paragraph says: its caption, or else what it shows.

    Raises KeyError for a picture without either, and for what is no picture.
    """
    is_picture = isinstance(getattr(value, "block", None), PictureBlock)
    for field in ("caption", "alt") if is_picture else ():
        if value[field]:
            return field
    raise KeyError("words of a picture")
