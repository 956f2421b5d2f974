"""What must follow when what anyone may read of an input changes, as apps above inputs say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kokebok.inputs.models import Input


def after_coming(given: Sequence[Input]) -> None:
    """Call all that is named in AFTER_COMING with the inputs that have come in, inside the act's transaction."""
    for name in settings.AFTER_COMING:
        import_string(name)(given)


def after_words_change(given: Input) -> None:
    """Call all that is named in AFTER_WORDS_CHANGE.

    Whoever writes the words or the state of an input calls this, inside the act's transaction.
    """
    for name in settings.AFTER_WORDS_CHANGE:
        import_string(name)(given)
