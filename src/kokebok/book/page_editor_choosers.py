"""Choosers of the page editor, given what is no key. Wagtail takes one that leads nowhere for nothing chosen, and falls
over one that cannot be a key at all; here both are nothing chosen."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from wagtail.admin.widgets import AdminPageChooser, BaseChooser
from wagtail.blocks import ChooserBlock

if TYPE_CHECKING:
    from collections.abc import Callable

    Found = Callable[[Any, Any], Any]


def take_what_is_no_key_for_nothing() -> None:
    """Have all choosers do so: a form with one is shown again as any form with a mistake in it."""
    for chooser in (BaseChooser, AdminPageChooser):
        chooser.get_instance = _or_nothing(chooser.get_instance)
    ChooserBlock.value_from_form = _or_nothing(ChooserBlock.value_from_form)
    ChooserBlock.to_python = _or_nothing(ChooserBlock.to_python)


def _or_nothing(found: Found) -> Found:
    @wraps(found)
    def found_or_nothing(self: Any, value: Any) -> Any:
        try:
            return found(self, value)
        except (ValueError, TypeError, OverflowError):
            return None

    return found_or_nothing
