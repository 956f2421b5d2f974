"""Which two states of the book to compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kokebok.outlets.comparing import NOW

if TYPE_CHECKING:
    from kokebok.editions.models import Edition


class CompareForm(forms.Form):
    """Two different states, in whichever order. `editions` are all there are, the newest first."""

    fra = forms.ChoiceField(label=_("Compare"))
    til = forms.ChoiceField(label=_("with"))

    def __init__(self, *args: Any, editions: list[Edition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order = [NOW, *(edition.number for edition in editions)]
        choices = [
            (NOW, gettext("The text as it is now")),
            *(
                (
                    edition.number,
                    gettext("Edition %(number)s, %(day)s")
                    % {"number": edition.number, "day": date_format(edition.date)},
                )
                for edition in editions
            ),
        ]
        for name in ("fra", "til"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The two, the older one first."""
        said = super().clean() or {}
        one, other = said.get("fra"), said.get("til")
        if one and one == other:
            self.add_error("til", _("Choose two that are different."))
        if one and other and self.order.index(one) < self.order.index(other):
            said["fra"], said["til"] = other, one
        return said
