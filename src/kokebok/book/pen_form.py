"""The form of a page in the page editor."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.models import Page

from kokebok.book.publishing import hold_page

JUST_NOW = timedelta(minutes=1)


class PageForm(WagtailAdminPageForm):  # type: ignore[misc]
    """Wagtail's form, for a page that is made while Wagtail is saving it by itself.

    Who presses a button just as their new page is being saved by itself sends the same page twice; the second would be
    refused, since its address is taken by the first.
    """

    def clean(self) -> dict[str, Any]:
        twins, slug = self._twins(), self.cleaned_data.get("slug")
        cleaned: dict[str, Any] = super().clean()
        if twins and set(self.errors) == {
            "slug"
        }:  # all else is in order: the page is made, and the twin is not lost
            del self._errors["slug"]
            cleaned["slug"] = slug
            for twin in twins:
                twin.specific.delete(user=self.for_user)
        return cleaned

    def _twins(self) -> list[Page]:
        if self.instance.pk is not None or self.parent_page is None:
            return []
        hold_page(self.parent_page.pk)
        twins = Page.objects.child_of(self.parent_page).filter(
            slug=self.cleaned_data.get("slug"),
            title=self.cleaned_data.get("title"),
            content_type__model=self.instance._meta.model_name,
            owner=self.for_user,
            live=False,
            first_published_at=None,
            latest_revision_created_at__gte=timezone.now() - JUST_NOW,
        )
        return list(twins)
