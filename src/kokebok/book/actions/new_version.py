"""Copy a page as the beginning of the same text in another language."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from kokebok.book.actions.new_page import NotReady
from kokebok.book.models import Weight
from kokebok.book.publishing import hold_page, require_free_words

if TYPE_CHECKING:
    from kokebok.people.models import Person


class SlugTaken(NotReady):
    """Another page on the shelf has this end of the address."""


@transaction.atomic
def copy_in_language(
    page: Any,
    *,
    language: str,
    title: str,
    slug: str,
    by: Person,
    change: Callable[[Any], None] | None = None,
) -> Any:
    """A draft beside the page, with the words it has now (those that readers see, if they see it), in a language.

    `change` may change the draft before it is kept. The act that calls writes the line in the journal.
    Raises SlugTaken, and NotYet for words that may not be published yet.
    """
    require_free_words(page)
    shelf = page.get_parent()
    hold_page(shelf.pk)
    if shelf.get_children().filter(slug=slug).exists():
        raise SlugTaken(_("Another page on the shelf has this address. Choose another one."))
    made = as_it_stands(page).copy(
        copy_revisions=False,
        keep_live=False,
        user=by,
        update_attrs={
            "title": title,
            "draft_title": title,
            "slug": slug,
            "language": language,
            "go_live_at": None,
            "expire_at": None,
            "change_reason": "",
            "change_cause": "",
            "change_weight": Weight.MEANING,
        },
    )
    if change is not None:
        change(made)
        made.save(clean=False)
        made.save_revision(user=by, clean=False)
    return made


def as_it_stands(page: Any) -> Any:
    """The page with the words that readers see, or for a draft those that were saved last."""
    now = type(page).objects.get(pk=page.pk)
    return now if now.live else now.get_latest_revision_as_object()
