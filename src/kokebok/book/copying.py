"""Copying a page, without what cannot be kept in step with the book."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import CopyForm
from wagtail.coreutils import find_available_slug


class OwnCopyForm(CopyForm):  # type: ignore[misc]
    """Wagtail's form without “Alias”: an alias goes live and changes with its original, and is never split.

    What stands in it can be sent as it is: Wagtail would suggest the original's own address, and then refuse it.

    Nor are the copies published where a page has a draft: Wagtail would publish the one text and call the other live.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_title"].initial = _("%(title)s (copy)") % {"title": self.page.title}
        self.fields["new_slug"].initial = find_available_slug(self.page.get_parent(), self.page.slug)
        self.fields.pop("alias", None)
        if self.page.get_descendants(inclusive=True).filter(has_unpublished_changes=True).exists():
            self.fields.pop("publish_copies", None)
