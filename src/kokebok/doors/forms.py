"""What those who work here fill in: the fast form, a file, how a file is to be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokebok.doors.targets import Aim, NoSuchTarget, SeveralPlaces, all_places, page_choices
from kokebok.inputs.actions.send import Said
from kokebok.inputs.fields import TypedField, long_text
from kokebok.inputs.file_fields import WithFiles
from kokebok.inputs.kinds import SUGGESTING, Kind
from kokebok.inputs.models import LONGEST_TEXT, Door
from kokebok.inputs.private import private_to_ask_about, words_read
from kokebok.inputs.token_forms import TypedInForm
from kokebok.web.fields import DayField, NumberField

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from kokebok.book.models import Paragraph
    from kokebok.lib.private_numbers import PrivateNumber

LANGUAGES = [
    ("nb", gettext_lazy("Norwegian Bokmål")),
    ("nn", gettext_lazy("Norwegian Nynorsk")),
    ("en", gettext_lazy("English")),
]
KEPT = ("door", "page", "number", "where", "received_on", "language")
"""The fields that stand as they were when the next input is typed in."""


@dataclass(frozen=True)
class FastEntry:
    """A valid fast form."""

    said: Said
    aim: Aim
    door: Door
    received_on: date | None


class TypeInForm(TypedInForm, WithFiles):
    """Paper and telephone, fast: the fields are in the order one has them before one, and few are needed."""

    door = forms.ChoiceField(
        label=gettext_lazy("How it came"),
        choices=[(door.value, door.label) for door in (Door.PAPER, Door.PHONE)],
        initial=Door.PAPER,
        widget=forms.RadioSelect,
    )
    page = forms.ChoiceField(label=gettext_lazy("Page"), required=False)
    number = NumberField(
        label=gettext_lazy("Paragraph number"),
        required=False,
        min_value=1,
        help_text=gettext_lazy("Leave it empty for the page as a whole."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    where = TypedField(
        label=gettext_lazy("Or words from the paragraph, or its address"),
        max_length=500,
        required=False,
        help_text=gettext_lazy(
            "Goes before page and number. If the words stand in several places, you choose."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=Kind.choices, initial=Kind.COMMENT, widget=forms.Select
    )
    text = TypedField(
        label=gettext_lazy("What it says"), max_length=LONGEST_TEXT, required=False, widget=long_text(6)
    )
    suggestion = TypedField(
        label=gettext_lazy("Suggested wording"),
        max_length=LONGEST_TEXT,
        required=False,
        help_text=gettext_lazy("Only for a suggested wording: the paragraph as it should stand."),
        widget=long_text(3),
    )
    email = forms.EmailField(
        label=gettext_lazy("The sender's e-mail"),
        required=False,
        max_length=254,
        help_text=gettext_lazy("The sender gets an e-mail to confirm it, and then the answer."),
        error_messages={
            "invalid": gettext_lazy(
                "This is not an e-mail address. Write it as name@example.no, or leave it empty."
            )
        },
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    received_on = DayField(
        label=gettext_lazy("The day it came"),
        required=False,
        help_text=gettext_lazy("Empty is today."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=LANGUAGES, initial="nb")
    licence = forms.BooleanField(
        label=gettext_lazy(
            "The sender knows that it becomes public, and may be used freely (CC BY 4.0 and NLOD 2.0)"
        ),
        error_messages={
            "required": gettext_lazy("Tick this when the sender has been told. Ask if you do not know.")
        },
    )
    field_order = (
        *("door", "page", "number", "where", "kind", "text", "suggestion"),
        *("name", "on_behalf_of", "may_be_named", "email", "received_on", "language", "licence"),
    )

    def __init__(self, data: Any = None, files: Any = None, **more: Any) -> None:
        super().__init__(data, files, **more)
        self.fields["page"].choices = page_choices()  # type: ignore[attr-defined]
        self.several: list[Paragraph] = []
        self.aim = Aim()

    def clean(self) -> dict[str, Any]:
        """With the place found, and what the kind needs asked for."""
        data = super().clean()
        self._find_place(data)
        kind, suggestion = data.get("kind"), data.get("suggestion", "")
        if kind in SUGGESTING and not suggestion and "suggestion" not in self.errors:
            self.add_error("suggestion", _("Write the text as the sender wants it to stand."))
        elif kind and kind not in SUGGESTING and suggestion:
            self.add_error("kind", _("There is a suggested wording. Choose that kind, or empty the field."))
        elif not (suggestion or data.get("text") or "text" in self.errors):
            self.add_error("text", _("Write what the sender said."))
        self.require_name(data)
        if data.get("received_on") and data["received_on"] > timezone.localdate():
            self.add_error("received_on", _("That day has not been yet. Write the day it came."))
        return data

    def private(self) -> list[PrivateNumber]:
        """What looks private in what others will read, until whoever types has been asked."""
        return private_to_ask_about(self.data, words_read(self.cleaned_data))

    def typed(self) -> FastEntry:
        """What a valid form says."""
        data = self.cleaned_data
        said = Said(
            kind=Kind(data["kind"]),
            text=data["text"],
            suggestion=data["suggestion"],
            language=data["language"],
            name=data["name"],
            on_behalf_of=data["on_behalf_of"],
            may_be_named=data["may_be_named"],
            email=data["email"],
            ticket=self.token.ticket_for(*self._all_typed()),
            slip=self.token.ticket,
        )
        return FastEntry(said, self.aim, Door(data["door"]), data["received_on"])

    def _all_typed(self) -> list[str]:
        """What makes it the same input when it is sent twice: two notes may say the same in other names."""
        data, aim = self.cleaned_data, self.aim
        place = aim.paragraph.anchor if aim.paragraph else str(aim.page.pk if aim.page else "")
        said = ("kind", "text", "suggestion", "name", "on_behalf_of", "email", "door", "received_on")
        return [place, *(str(data[name] or "") for name in said)]

    def next_form(self) -> dict[str, str]:
        """What the next form is to begin with, as the query of its address."""
        data: Mapping[str, Any] = self.cleaned_data
        return {name: str(data[name]) for name in KEPT if data.get(name)}

    def _find_place(self, data: dict[str, Any]) -> None:
        if self.errors.keys() & {"page", "number", "where"}:
            return
        places, chosen = all_places(), str(self.data.get("choice", ""))
        number, where = data.get("number") or 0, data.get("where", "")
        try:
            if chosen in places.by_anchor:
                self.aim = Aim(paragraph=places.by_anchor[chosen])
            elif where:
                self.aim = places.find(where, number)
            else:
                pages = {str(page.pk): page for page in places.pages}
                self.aim = places.numbered(pages.get(data.get("page", "")), number)
        except SeveralPlaces as several:
            self.several = several.choices
            self.add_error("where", str(several))
        except NoSuchTarget as refusal:
            self.add_error("where" if where else "number", str(refusal))
