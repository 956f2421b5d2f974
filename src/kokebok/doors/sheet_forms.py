"""A list that is put in as a file or as text: a form that shows it as text, to be looked at and corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from django import forms
from django.utils.translation import gettext as _

from kokebok.doors.rules import Unreadable
from kokebok.doors.sheets import as_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sized

    from django.http import HttpRequest

LARGEST_SHEET = 2_000_000  # bytes


class SheetFileField(forms.FileField):
    """A file that is no larger than a list can be."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The file, if it is no larger than 2 MB."""
        file = super().clean(data, initial)
        if file and file.size > LARGEST_SHEET:
            raise forms.ValidationError(_("The file is larger than 2 MB."))
        return file


class ListRead(Protocol):
    """What a list says, with what is wrong in it."""

    @property
    def faults(self) -> Sized:
        """The rows that cannot be used."""


AForm = TypeVar("AForm", bound=forms.Form)
ARead = TypeVar("ARead", bound=ListRead)


def list_sent(
    request: HttpRequest,
    form_class: type[AForm],
    field: str,
    *,
    read: Callable[[str, bytes], ARead],
    written: Callable[[ARead], str],
) -> tuple[AForm, ARead | None]:
    """The form with the rows as text in a field, also when they came as its `file`, and what they say.

    Where rows have faults, all of them stand there as they came, so that they can be put right: the rows without
    faults alone would be a shorter list than was meant.
    """
    sent = form_class(request.POST, request.FILES)
    sent.is_valid()
    data, found = request.POST.copy(), None
    refused = [str(one) for one in sent.errors.get("file", [])]
    file, text = sent.cleaned_data.get("file"), request.POST.get(field, "")
    try:
        if file:
            content = file.read()
            found = read(file.name or "", content)
            data[field] = as_text(file.name or "", content) if found.faults else written(found)
        elif not refused and text.strip():
            found = read("liste.csv", text.encode())
    except Unreadable as refusal:
        refused = [str(refusal)]
    form = form_class(data)
    form.is_valid()
    if refused:
        form.add_error("file" if file or "file" in sent.errors else field, refused)
    elif found is None:
        form.add_error("file", _("Choose a file, or paste a list."))
    return form, found
