"""Fields that keep what people type, and say in words what is wrong with it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import ngettext

from kokebok.lib.typed import clean, says_something


class TypedField(forms.CharField):
    """Text somebody types: cleaned before it is counted, and shown again as it was typed, however long it is."""

    def to_python(self, value: Any) -> str:
        """The cleaned text; "" when it says nothing."""
        text = clean(str(value or "")).strip()
        if isinstance(self.widget, forms.TextInput):  # of one line: no line may begin in a name
            text = " ".join(text.split("\n"))
        return text if says_something(text) else ""

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What was typed, without the characters that no field can show."""
        return clean(data) if isinstance(data, str) else data

    def run_validators(self, value: Any) -> None:
        """Raise ValidationError with the limit and how far above it the text is."""
        over = len(value or "") - (self.max_length or 0)
        if self.max_length and over > 0:
            words = ngettext(
                "This is %(over)s character too long: there is room for %(limit)s. All you wrote is still here.",
                "This is %(over)s characters too long: there is room for %(limit)s. All you wrote is still here.",
                over,
            )
            raise ValidationError(words % {"over": over, "limit": self.max_length}, code="too_long")
        super().run_validators(value)


class EmptyField(forms.CharField):
    """A field that people do not see and must leave empty; machines fill it in."""

    def __init__(self) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"})
        super().__init__(required=False, widget=widget)

    def bound_data(self, data: Any, initial: Any) -> str:
        """Nothing: who was taken for a machine can send again as they are."""
        return ""


def long_text(rows: int, **more: Any) -> forms.Textarea:
    """A text area of so many rows. It is not cut off by the browser: the server says how much is too much."""
    return forms.Textarea(attrs={"rows": rows, "dir": "auto", **more})
