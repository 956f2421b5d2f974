"""Fields of forms that any app may use."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from kokebok.lib.bounded import FIRST_DAY, LARGEST, LAST_DAY, is_near, number_in


class DayField(forms.DateField):
    """A day that a calendar reckons with: one in year 1 or 9999 is a slip of the hand."""

    def to_python(self, value: Any) -> date | None:
        """The day; what is wrong is said in words."""
        day = super().to_python(value)
        if day is not None and not is_near(day):
            raise forms.ValidationError(_too_far())
        return day


class MomentField(forms.DateTimeField):
    """The same, with the time of the day."""

    def to_python(self, value: Any) -> datetime | None:
        """The moment; what is wrong is said in words."""
        try:
            moment = super().to_python(value)
        except OverflowError:
            raise forms.ValidationError(_too_far()) from None
        if moment is not None and not is_near(moment.date()):
            raise forms.ValidationError(_too_far())
        return moment


class NumberField(forms.IntegerField):
    """A whole number that the database keeps."""

    def __init__(self, *, max_value: int = LARGEST, **more: Any) -> None:
        super().__init__(max_value=max_value, **more)


class SmallNumberField(NumberField):
    """The same where the database keeps it in two bytes, as PostgreSQL does and SQLite does not say."""

    def __init__(self, *, max_value: int = 32_767, **more: Any) -> None:
        super().__init__(max_value=max_value, **more)


class ChosenRowsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Rows by their numbers, which the database keeps."""

    def clean(self, value: Any) -> Any:
        """The rows; a number of none is wrong as an unknown one is."""
        beyond = [one for one in value or () if number_in(str(one)) is None]
        if beyond:
            raise forms.ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice", params={"value": beyond[0]}
            )
        return super().clean(value)


def _too_far() -> str:
    return _("Write a day between %(first)s and %(last)s.") % {
        "first": f"{FIRST_DAY:%d.%m.%Y}",
        "last": f"{LAST_DAY:%d.%m.%Y}",
    }
