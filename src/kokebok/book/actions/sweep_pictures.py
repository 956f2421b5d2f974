"""Taking away what was drawn of pictures that are no longer in the library, or have another file by now."""

from __future__ import annotations

import time

from wagtail.images import get_image_model
from wagtail.models import Revision

from kokebok.book.logos import kept_logos
from kokebok.book.models import Cookbook, Sender
from kokebok.book.pictures import all_shown, sizes_of
from kokebok.lists.models import Entry

LOGO_WAITS = 24 * 60 * 60  # seconds, for whoever looks at a logo before they choose it


def sweep_pictures() -> None:
    """Delete the drawn sizes nobody can be shown any more, and logos that are not chosen. May run at any time.

    Editions have their own copies.

    A picture that is taken away must not stay on the disk: those one sees in it may have asked for it.
    """
    drawn = all_shown()
    numbers = {int(file.name.partition("-")[0]) for file in drawn}
    images = get_image_model().objects.filter(pk__in=numbers)
    names = {size.name for image in images for size in sizes_of(image)}
    for file in drawn:
        if file.name not in names:
            file.remove()
    _sweep_logos()


def _sweep_logos() -> None:
    """The logo there is, and those of earlier versions of the cookbook's page, which may be taken back, stay."""
    versions = Revision.page_revisions.filter(
        object_id__in=[str(one) for one in Cookbook.objects.values_list("pk", flat=True)]
    )
    chosen = {
        *Cookbook.objects.values_list("logo", flat=True),
        *versions.values_list("content__logo", flat=True),
        *Sender.objects.values_list("portrait", flat=True),
        *Entry.objects.values_list("picture", flat=True),
    }
    for one in kept_logos():
        if one.file.name not in chosen and one.changed_at < time.time() - LOGO_WAITS:
            one.file.remove()
