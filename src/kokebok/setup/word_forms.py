"""What one fills in about a Word file that is to become drafts: the file, and what its parts are to become."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokebok.book.models import Language, PageKind
from kokebok.doors.batch_forms import file_to_look_at
from kokebok.lib.word_cut import LEVELS, WordPart
from kokebok.setup.word_looking import LookedAt, WordImportOptions, notices


class WordFileForm(forms.Form):
    """A Word file."""

    file = file_to_look_at(
        gettext_lazy("A Word file"),
        gettext_lazy(
            "A .docx or .dotx file, without macros. You see first what comes of it; nothing is made before you say so."
        ),
        ".docx,.dotx",
    )


class PartsForm(forms.Form):
    """What each part is to become, and the language they are all in."""

    level = forms.TypedChoiceField(
        choices=[(one, one) for one in LEVELS], coerce=int, widget=forms.HiddenInput
    )
    language = forms.ChoiceField(label=gettext_lazy("Which language is it written in?"), choices=Language)

    def __init__(self, *args: Any, looked: LookedAt, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.looked = looked
        for part in looked.parts:
            title = looked.title_of(part)
            self.fields[f"kind_{part.number}"] = forms.ChoiceField(
                label=_("What “%(title)s” becomes") % {"title": title},
                choices=[("", _("Leave it out")), *PageKind.choices],
                required=False,
            )
            self.fields[f"steps_{part.number}"] = forms.BooleanField(
                label=_("The lists are steps"), required=False
            )

    @classmethod
    def as_chosen(cls, chosen: WordImportOptions, looked: LookedAt) -> PartsForm:
        """The form as the choices stand."""
        initial: dict[str, Any] = {"level": chosen.level, "language": chosen.language}
        for part in looked.parts:
            initial[f"kind_{part.number}"] = chosen.kinds.get(part.number, "")
            initial[f"steps_{part.number}"] = part.number in chosen.steps
        return cls(initial=initial, looked=looked)

    def chosen(self) -> WordImportOptions:
        """What a valid form chooses."""
        data, parts = self.cleaned_data, self.looked.parts
        return WordImportOptions(
            data["level"],
            data["language"],
            {part.number: data[f"kind_{part.number}"] for part in parts},
            frozenset(part.number for part in parts if data[f"steps_{part.number}"]),
        )

    def rows(self) -> list[tuple[WordPart, str, forms.BoundField, forms.BoundField | None, list[str]]]:
        """Each part with its title, its fields, and what becomes otherwise in it. Parts without lists have no steps."""
        rows = []
        for part in self.looked.parts:
            kind = self[f"kind_{part.number}"]
            steps = self[f"steps_{part.number}"] if part.tally["items"] else None
            said = str(kind.value() or "")
            known = said if said in PageKind.values else ""
            rows.append((part, self.looked.title_of(part), kind, steps, notices(part, known)))
        return rows
