"""Forms over what stands already, where a colleague may save something while one has the form open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_SHOWN = 200  # characters of what stands now


class Meanwhile(forms.BaseForm):
    """A form that overwrites nothing its reader has not seen.

    It is to be given what stands now (`initial`, or `instance`), also when it is posted. Each field goes out with
    what it held (Django's `show_hidden_initial`; `components/field.html` writes it). Of what somebody else has
    changed since, that which one has not touched is kept as it stands now. Where both have changed the same field,
    nothing is saved, what one typed is kept, what stands now is shown, and who presses once more has seen it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = not isinstance(field, forms.FileField)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, seen in self._changed_by_others():
            field = self.fields[name]
            if not _differs(field, field.to_python(seen), self[name].data):
                cleaned[name] = self._as_it_stands(name)
            elif _differs(field, self[name].initial, self[name].data):
                self.add_error(name, _changed_to(self[name]))
                self._show_what_stands(name)
        return cleaned

    def _changed_by_others(self) -> Iterator[tuple[str, Any]]:
        """Fields that hold something else than when the page was made, with what they held then."""
        for name, field in self.fields.items():
            if not field.show_hidden_initial or self[name].html_initial_name not in self.data:
                continue
            seen = self._widget_data_value(  # type: ignore[attr-defined]
                field.hidden_widget(), self[name].html_initial_name
            )
            if _differs(field, self[name].initial, seen):
                yield name, seen

    def _as_it_stands(self, name: str) -> Any:
        field = self.fields[name]
        self.cleaned_data[name] = field.clean(field.prepare_value(self[name].initial))
        more = getattr(self, f"clean_{name}", None)
        return more() if more else self.cleaned_data[name]

    def _show_what_stands(self, name: str) -> None:
        """Have the form say, when it is shown again, that what stands now has been seen."""
        said = self.data.copy()  # type: ignore[attr-defined]
        del said[self[name].html_initial_name]
        self.data = said


def _differs(field: forms.Field, before: Any, now: Any) -> bool:
    """Whether two values of a field differ. A browser sends ends of lines in its own way."""
    try:
        return field.has_changed(_lines(before), _lines(now))
    except forms.ValidationError:
        return False


def _lines(said: Any) -> Any:
    return said.replace("\r\n", "\n") if isinstance(said, str) else said


def _changed_to(field: forms.BoundField) -> str:
    now = str(field.field.prepare_value(field.initial) or "")
    short = now if len(now) <= LONGEST_SHOWN else f"{now[:LONGEST_SHOWN]} …"
    if not now:
        return _("Somebody has emptied this since you opened the page. Save once more to use what you wrote.")
    return _(
        "Somebody has changed this since you opened the page. It now says: “%(now)s”. "
        "Save once more to use what you wrote instead."
    ) % {"now": short}
