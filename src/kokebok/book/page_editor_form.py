"""The form of a page in the page editor."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.models import Page

from kokebok.book.cards import cards_to_choose
from kokebok.book.chosen import chosen_on
from kokebok.book.help_texts import help_for
from kokebok.book.offered import also_offered, offer
from kokebok.book.publishing import hold_page
from kokebok.book.slugs import following_slug
from kokebok.lists.models import Which
from kokebok.lists.queries import all_words

INHERITED = frozenset({"responsible_body", "role_mailbox"})
OF_A_CHANGE = frozenset({"change_cause", "change_reason", "change_weight"})
JUST_NOW = timedelta(minutes=1)


class PageForm(WagtailAdminPageForm):  # type: ignore[misc]
    """Wagtail's form, for a page that is made while Wagtail is saving it by itself.

    Who presses a button just as their new page is being saved by itself sends the same page twice; the second would be
    refused, since its address is taken by the first.

    It offers what is in use in the cookbook's lists, and what the page has already.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None and self.parent_page:
            self._begin_as_the_book()
        if self.instance.first_published_at is None:  # nobody has read what it would be changed from
            for field in OF_A_CHANGE & self.fields.keys():
                del self.fields[field]
        for field, said in help_for(type(self.instance).__name__).items():
            if field in self.fields:
                self.fields[field].help_text = said
        self.chosen = chosen_on(self.instance)
        offer(self, self.chosen)
        if "cards" in self.fields:
            self._offer_cards()
        if "themes" in self.fields:
            self.fields["themes"].help_text = _suggested_themes(self.instance.language)

    def _begin_as_the_book(self) -> None:
        """A new page answers to whom the book does; whoever writes it may say otherwise."""
        above = self.parent_page.get_ancestors(inclusive=True).specific()
        book = next((page for page in above if hasattr(page, "role_mailbox")), None)
        for field in INHERITED & self.fields.keys():
            self.initial[field] = self.initial.get(field) or getattr(book, field, "")

    def _offer_cards(self) -> None:
        """What is on the page already can be kept, also where readers no longer see it, and is then said to be so."""
        choices = cards_to_choose(self.for_user, self.instance.cards)
        if choices:
            self.fields["cards"].choices = choices
        else:
            del self.fields["cards"]

    def full_clean(self) -> None:
        with also_offered(self.chosen):
            super().full_clean()

    def clean(self) -> dict[str, Any]:
        self._follow_title()
        twins, slug = self._twins(), self.cleaned_data.get("slug")
        cleaned: dict[str, Any] = super().clean()
        if "title" in cleaned:  # of one line, whatever was pasted
            cleaned["title"] = " ".join(cleaned["title"].split())
        if twins and set(self.errors) == {
            "slug"
        }:  # all else is in order: the page is made, and the twin is not lost
            del self._errors["slug"]
            cleaned["slug"] = slug
            for twin in twins:
                twin.specific.delete(user=self.for_user)
        return cleaned

    def _follow_title(self) -> None:
        """Let the address of a draft that nobody has read yet say its title; the browser sees to some of them only."""
        slug, title = self.cleaned_data.get("slug"), self.cleaned_data.get("title")
        if slug and title:
            self.cleaned_data["slug"] = following_slug(self.instance, slug, title)

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


def _suggested_themes(language: str) -> str:
    words = [one.said(language) for one in all_words().of(Which.THEMES) if not one.is_retired]
    if not words:
        return _("Words with commas between.")
    return _("Words with commas between. For example: %(words)s.") % {"words": ", ".join(words)}
