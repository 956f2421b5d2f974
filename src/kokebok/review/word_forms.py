"""What one fills in about Word files that have come back: the files, and how what is said in them is taken in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from kokebok.inputs.models import State
from kokebok.review.actions.word_intake import How
from kokebok.review.models import Reader

STATES = [
    (State.OPEN, _("Be public at once: I have read all that is ticked")),
    (State.WAITING, _("Wait until somebody has read each of them")),
]
MOST_FILES = 20


class SeveralFiles(forms.FileInput):
    """A field for several files."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[UploadedFile[bytes]]:
        return list(files.getlist(name)) if hasattr(files, "getlist") else []


class WordFilesForm(forms.Form):
    """Word files that have come back."""

    came = forms.Field(
        label=_("Word files"),
        help_text=_("One or more files with comments or changes (.docx). You see first what comes of them."),
        error_messages={"required": _("Choose a file.")},
        widget=SeveralFiles(attrs={"accept": ".docx,.dotx"}),
    )

    def clean_came(self) -> list[UploadedFile[bytes]]:
        """The files. Raises ValidationError for more than are read at once."""
        files: list[UploadedFile[bytes]] = self.cleaned_data["came"]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("Choose at most %(most)s files at a time.") % {"most": MOST_FILES})
        return files


class TakeInForm(forms.Form):
    """How what is ticked is taken in."""

    reader = forms.ModelChoiceField(
        label=_("Whose words are these?"),
        help_text=_(
            "What a member says of a reading is read by the editors alone, until it is published there."
        ),
        queryset=Reader.objects.none(),
        required=False,
        empty_label=_("Those who are named in the file: it becomes ordinary inputs"),
    )
    state = forms.ChoiceField(
        label=_("The new inputs shall"), choices=STATES, initial=State.OPEN, widget=forms.RadioSelect
    )
    may_be_named = forms.BooleanField(
        label=_("Those who wrote have agreed to be named in public"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reader"]
        open_ones = Reader.objects.filter(reading__closed_at=None).select_related("reading", "person")
        field.queryset = open_ones.order_by("-reading", "person__name")  # type: ignore[attr-defined]
        field.label_from_instance = _named  # type: ignore[attr-defined]

    def how(self) -> How:
        """What a valid form chooses."""
        data = self.cleaned_data
        return How(State(data["state"]), may_be_named=data["may_be_named"], reader=data["reader"])


def _named(reader: Reader) -> str:
    return f"{reader.person.name}: {reader.reading.title}"
