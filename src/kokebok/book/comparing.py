"""Two versions of a page beside each other in the page editor: entries of lists by their names, not their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.admin.compare import FieldComparison, diff_text, register_comparison_class

from kokebok.book.cards import cards_of
from kokebok.book.chosen import said
from kokebok.book.models.fields import CardsField, ChosenField, EntryField

if TYPE_CHECKING:
    from django.utils.safestring import SafeString


class EntriesComparison(FieldComparison):  # type: ignore[misc]
    """What was chosen before and after, in the editor's language."""

    def htmldiff(self) -> SafeString:
        before, after = (str(said(self.field, value) or "") for value in (self.val_a, self.val_b))
        shown: SafeString = diff_text(before, after).to_html()
        return shown


class CardsComparison(FieldComparison):  # type: ignore[misc]
    """The titles of the cards before and after."""

    def htmldiff(self) -> SafeString:
        before, after = (
            ", ".join(card.title for card in cards_of(value or [])) for value in (self.val_a, self.val_b)
        )
        shown: SafeString = diff_text(before, after).to_html()
        return shown


def compare_by_names() -> None:
    """Let Wagtail compare our fields so."""
    register_comparison_class(EntryField, comparison_class=EntriesComparison)
    register_comparison_class(ChosenField, comparison_class=EntriesComparison)
    register_comparison_class(CardsField, comparison_class=CardsComparison)
