"""The field for files in a form. A file that has come once stays, also when something else in the form is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _

from kokebok.inputs.files import (
    CheckedFile,
    endings_taken,
    keep,
    largest,
    read_token,
    sorts_taken,
    too_large_words,
)
from kokebok.inputs.rules import UnfitFile


@dataclass(frozen=True)
class SentFiles:
    """What came in a form: files, and the tokens of those that came before."""

    tokens: list[str]
    uploads: list[UploadedFile[bytes]]

    def __bool__(self) -> bool:
        return bool(self.tokens or self.uploads)


@dataclass(frozen=True)
class Received:
    """The files of a form that are taken, and what is wrong with the others, in words."""

    kept: list[CheckedFile]
    errors: list[str]


class TokensHidden(forms.MultipleHiddenInput):
    """The files that have come, carried through a page that does not show them."""


class FilesWidget(forms.FileInput):
    """A field for several files, under a list of those that have come already."""

    allow_multiple_selected = True
    template_name = "inputs/widgets/files.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> SentFiles:
        """The tokens and the files. A browser sends a field without a file as an empty word."""
        tokens = data.getlist(name) if hasattr(data, "getlist") else []
        uploads = files.getlist(name) if hasattr(files, "getlist") else []
        return SentFiles([str(token) for token in tokens if token], list(uploads))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in files and name not in data

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """With `kept`: the token and the file of each that has come."""
        context: dict[str, Any] = super().get_context(name, None, attrs)
        pairs = [(token, read_token(token)) for token in value or []]
        context["kept"] = [(token, kept) for token, kept in pairs if kept]
        context["widget"]["attrs"]["accept"] = ",".join(endings_taken())
        return context


class FilesField(forms.Field):
    """Files that go with an input. Its value is a Received: nothing is lost because one of several is wrong."""

    widget = FilesWidget
    hidden_widget = TokensHidden

    def __init__(self) -> None:
        super().__init__(label=gettext_lazy("Files"), required=False)

    def get_bound_field(self, form: Any, field_name: str) -> forms.BoundField:
        """With the words of the settings as they are now."""
        bound = super().get_bound_field(form, field_name)
        bound.help_text = gettext(
            "Up to %(number)s, each at most %(most)s MB: %(sorts)s. Where a picture was taken is left out."
        ) % {
            "number": settings.ATTACHMENTS_AN_INPUT,
            "most": settings.ATTACHMENT_MB,
            "sorts": ", ".join(ending.lstrip(".") for ending in endings_taken()),
        }
        return bound

    def clean(self, value: Any) -> Received:
        """The files looked into, with what is wrong. Raises nothing."""
        kept = {one.sha256: one for token in value.tokens if (one := read_token(token))}
        errors = [_("A file was chosen too long ago. Choose it again.")] * (len(value.tokens) > len(kept))
        for upload in value.uploads:
            try:
                one = self._taken(upload)
                kept.setdefault(one.sha256, one)
            except UnfitFile as refusal:
                errors.append(str(refusal))
        most = settings.ATTACHMENTS_AN_INPUT
        if len(kept) > most:
            errors.append(_("There is room for %(most)s files with an input.") % {"most": most})
        return Received(list(kept.values()), errors)

    def bound_data(self, data: Any, initial: Any) -> Any:
        """The tokens: what a browser can be given back."""
        return data.tokens if isinstance(data, SentFiles) else []

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data and (data.tokens or data.uploads))

    def _taken(self, upload: UploadedFile[bytes]) -> CheckedFile:
        if (upload.size or 0) > largest():
            raise UnfitFile(too_large_words(upload.name or ""))
        return keep(upload.name or "", upload.read())


class WithFiles(forms.Form):
    """A form with the field `files`. After it is looked into it carries the files' tokens, and no files."""

    files_sent = FilesField()

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        if not sorts_taken():
            del self.fields["files_sent"]

    def clean_files_sent(self) -> list[CheckedFile]:
        """The files. Raises ValidationError for those that are not taken, after those that are have been noted."""
        received: Received = self.cleaned_data["files_sent"]
        carried = MultiValueDict(self.data) if not hasattr(self.data, "copy") else self.data.copy()
        if hasattr(carried, "setlist"):
            carried.setlist(self.add_prefix("files_sent"), [kept.token() for kept in received.kept])
            self.data, self.files = carried, MultiValueDict()
        if received.errors:
            raise forms.ValidationError(received.errors)
        return received.kept

    def kept_files(self) -> list[CheckedFile]:
        """The files of a valid form."""
        return list(self.cleaned_data.get("files_sent", []))
