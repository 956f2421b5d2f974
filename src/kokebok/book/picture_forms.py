"""Pictures are measured by what their file says of itself, before anything of them is unpacked."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from kokebok.book.picture_uses import in_words, published_pages_with

DAMAGED = (OSError, SyntaxError, ValueError, Image.DecompressionBombError)
"""What Pillow raises at a file that is half a picture, or none."""


class PictureField(WagtailImageField):  # type: ignore[misc]
    """Wagtail's field for a picture, which itself unpacks a picture to see how large it is."""

    def to_python(self, data: Any) -> Any:
        if hasattr(data, "read"):
            self._require_small(data)
        try:
            return super().to_python(data)
        except DAMAGED as error:
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from error

    def _require_small(self, file: Any) -> None:
        """Raise ValidationError if the picture has more pixels than we unpack. What is no picture, Wagtail says."""
        try:
            with Image.open(file) as picture:
                pixels = picture.width * picture.height
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            pixels = None
        except DAMAGED:
            pixels = 0
        finally:
            file.seek(0)
        if pixels is None or pixels > self.max_image_pixels:
            raise ValidationError(
                self.error_messages["file_too_many_pixels"]
                % {"num_pixels": pixels or "…", "max_pixels_count": self.max_image_pixels},
                code="file_too_many_pixels",
            )


class PictureForm(BaseImageForm):  # type: ignore[misc]
    """Wagtail's form for a picture, with our field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            was = self.fields["file"]
            self.fields["file"] = PictureField(
                label=was.label, required=was.required, widget=was.widget, help_text=was.help_text
            )

    def clean_file(self) -> Any:
        """The new file. A picture that readers see gets none: what is published changes by publishing."""
        if self.instance.pk and "file" in self.changed_data:
            pages = published_pages_with(self.instance.pk)
            if pages:
                raise ValidationError(
                    _(
                        "Readers see this picture on %(pages)s. Add the new file as a picture of its own, choose it "
                        "there, and publish."
                    )
                    % {"pages": in_words(pages)}
                )
        return self.cleaned_data["file"]
