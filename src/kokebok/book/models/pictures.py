"""Which pictures the published text shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from wagtail.images import get_image_model_string
from wagtail.models import Page

from kokebok.book.pictures import numbers_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kokebok.lib.text import Passage


class PictureUse(models.Model):
    """A picture that a page shows, as it was published last. The database keeps the picture as long as this stands."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="+")
    picture = models.ForeignKey(get_image_model_string(), models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["page", "picture"], name="picture_use_once_a_page")
        ]

    def __str__(self) -> str:
        return f"{self.picture_id} on {self.page_id}"


def note_pictures(page: Page, passages: Iterable[Passage]) -> None:
    """Note which pictures a page shows now."""
    names = [size.name for passage in passages if passage.picture for size in passage.picture.sizes]
    shown = numbers_of(names)
    uses = PictureUse.objects.filter(page=page)
    known = set(uses.values_list("picture_id", flat=True))
    if known - shown:
        uses.exclude(picture__in=shown).delete()
    PictureUse.objects.bulk_create(
        PictureUse(page_id=page.pk, picture_id=number) for number in sorted(shown - known)
    )
