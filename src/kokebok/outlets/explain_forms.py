"""The form that says why a text was changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokebok.book.models.causes import CAUSES, explains, prompts
from kokebok.lib.bounded import number_in

if TYPE_CHECKING:
    from kokebok.editions.change_rows import FoundChange


class ExplainForm(forms.Form):
    """Why one change was made. `anchor` and `seen` say which, and what one had before one."""

    anchor = forms.CharField(max_length=12, widget=forms.HiddenInput)
    seen = forms.CharField(max_length=40, widget=forms.HiddenInput)
    cause = forms.ChoiceField(label=gettext_lazy("What the change comes from"))
    reason = forms.CharField(
        label=gettext_lazy("Why the text is changed"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Readers see this beside the change."),
    )
    inputs = forms.CharField(
        label=gettext_lazy("Numbers of the inputs it comes from"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("With commas between: 12, 40."),
    )
    rest_too = forms.BooleanField(
        label=gettext_lazy("The same holds for everything else on this page that is not explained"),
        required=False,
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name in ("reason", "inputs"):  # what the cause decides: some need the one, some the other
            self.fields[name].is_asked_for = True  # type: ignore[attr-defined]
        self.fields["cause"].choices = [("", _("Choose")), *prompts()]  # type: ignore[attr-defined]

    def see(self, seen: str) -> None:
        """Have the form say, when it is shown again, that what stands now has been seen."""
        said = self.data.copy()  # type: ignore[attr-defined]
        said["seen"] = seen
        self.data = said

    def clean_inputs(self) -> list[int]:
        """The numbers, whatever stands between them."""
        said = [one for one in re.split(r"[\s,;#]+", self.cleaned_data["inputs"]) if one]
        numbers = [number_in(one) for one in said]
        if None in numbers:
            raise forms.ValidationError(_("Write the numbers with commas between: 12, 40."))
        return [one for one in numbers if one is not None]

    def clean(self) -> dict[str, Any]:
        """A cause that needs words, or an input, has them."""
        said: dict[str, Any] = super().clean() or {}
        cause, reason = said.get("cause"), said.get("reason", "")
        if cause and "inputs" in said and not explains(cause, reason=reason, has_inputs=bool(said["inputs"])):
            if CAUSES[cause].needs_input:
                self.add_error("inputs", _("Give the number of the input, or say in words who said it."))
            else:
                self.add_error("reason", _("Say why in words: readers see this beside the change."))
        return said


def form_for(found: FoundChange, seen: str) -> ExplainForm:
    """The form of a change, with what is said of it already; `seen` says what whoever fills it in had before them."""
    explained, causes = found.explained, [one for one in found.change.causes if one]
    said = {
        "anchor": found.change.anchor,
        "seen": seen,
        "cause": explained.cause if explained else (causes or [""])[0],
        "reason": explained.reason if explained else found.change.reason,
        "inputs": ", ".join(str(one.pk) for one in explained.inputs.all()) if explained else "",
    }
    return ExplainForm(initial=said, auto_id=id_of(found.change.anchor))


def id_of(anchor: str) -> str:
    """How the fields of a change are named on a page with many."""
    return f"id_{''.join(re.findall('[A-Za-z0-9]', anchor))}_%s"
