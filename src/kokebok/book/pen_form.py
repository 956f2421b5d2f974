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
        if self.instance.pk is None and self.parent_page is not None:
            self._take_the_place_of_its_twin()
        cleaned: dict[str, Any] = super().clean()
        return cleaned

    def _take_the_place_of_its_twin(self) -> None:
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
        for twin in twins:
            twin.specific.delete(user=self.for_user)
