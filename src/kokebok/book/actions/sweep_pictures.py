"""Taking away what was drawn of pictures that are no longer in the library, or have another file by now."""

from __future__ import annotations

from wagtail.images import get_image_model

from kokebok.book.pictures import NAME, folder, sizes_of


def sweep_pictures() -> None:
    """Delete the drawn sizes nobody can be shown any more. Editions have their own copies. May run at any time.

    A picture that is taken away must not stay on the disk: those one sees in it may have asked for it.
    """
    drawn = [file for file in folder().glob("*") if NAME.fullmatch(file.name)]
    numbers = {int(file.name.partition("-")[0]) for file in drawn}
    images = get_image_model().objects.filter(pk__in=numbers)
    names = {size.name for image in images for size in sizes_of(image)}
    for file in drawn:
        if file.name not in names:
            file.unlink(missing_ok=True)
