"""What an editor fills in to write a newsletter and to send it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokebok.following.models import LONGEST_SUBJECT, LetterLanguage
from kokebok.following.newsletter_rules import LONGEST_LETTER, require_no_fields
from kokebok.inputs.token_forms import OPEN_TOO_LONG, TokenForm
from kokebok.outlets.letter_forms import texts_in
from kokebok.people.refusals import refusal_in
from kokebok.web.fields import MomentField, NumberField
from kokebok.web.language_names import in_sentence, interface_name

if TYPE_CHECKING:
    from datetime import datetime

    from kokebok.outlets.letter_words import LetterText

JUST_NOW = timedelta(minutes=2)


def _text_fields(language: str) -> dict[str, forms.Field]:
    name = {"language": in_sentence(interface_name(language))}
    return {
        f"subject_{language}": forms.CharField(
            label=_("Subject (%(language)s)") % name, max_length=LONGEST_SUBJECT, required=False
        ),
        f"letter_{language}": forms.CharField(
            label=_("Text (%(language)s)") % name,
            max_length=LONGEST_LETTER,
            required=False,
            widget=forms.Textarea(attrs={"rows": 12, "lang": language}),
        ),
    }


class NewsletterForm(TokenForm):
    """The words of a newsletter in each language form; at least one. Sent twice, it makes one."""

    seen = NumberField(widget=forms.HiddenInput, required=False)
    post = NumberField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for language in LetterLanguage.values:
            self.fields |= _text_fields(language)

    @property
    def in_languages(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields of each language, by what it is called."""
        return [
            (interface_name(one), [self[f"subject_{one}"], self[f"letter_{one}"]])
            for one in LetterLanguage.values
        ]

    @property
    def texts(self) -> dict[str, LetterText]:
        """The texts by language, from a valid form."""
        return texts_in(self, LetterLanguage.values)

    def clean(self) -> dict[str, Any]:
        """Ask for both halves of each text, for one text, and for words in place of fields."""
        data = super().clean() or {}
        for language in LetterLanguage.values:
            names = [f"subject_{language}", f"letter_{language}"]
            lacking = [one for one in names if not data.get(one) and one not in self.errors]
            for name in lacking if any(data.get(one) for one in names) else []:
                self.add_error(name, _("Write both the subject and the text, or neither."))
            for name in names:
                with refusal_in(self, name):
                    require_no_fields(data.get(name) or "")
        if not self.errors and not texts_in(self, LetterLanguage.values):
            self.add_error("subject_nb", _("Write the newsletter in at least one language form."))
        if not self.has_valid_token():
            self.add_error(None, OPEN_TOO_LONG)
        return data


class SendNewsletterForm(forms.Form):
    """When it is to leave; `seen` is the version the editor has read."""

    at = MomentField(
        label=gettext_lazy("When"),
        required=False,
        help_text=gettext_lazy("Leave it empty to send at once."),
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
    )
    seen = NumberField(widget=forms.HiddenInput, required=False)

    def clean_at(self) -> datetime | None:
        """The moment, which must be ahead."""
        at: datetime | None = self.cleaned_data["at"]
        if at is not None and at < timezone.now() - JUST_NOW:
            raise forms.ValidationError(_("That moment has been. Choose one ahead, or leave it empty."))
        return at
