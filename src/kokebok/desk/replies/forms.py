"""The form of a reply template."""

from __future__ import annotations

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kokebok.desk.models import ReplyTemplate
from kokebok.desk.replies.placeholders import LANGUAGES, require_known
from kokebok.inputs.models import LONGEST_TEXT
from kokebok.people.rules import Refused
from kokebok.web.fields import NumberField


class TemplateForm(forms.Form):
    """Name, language and words."""

    name = forms.CharField(
        label=_("Name"),
        help_text=_("What you look for it by. Only the desk sees it."),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        help_text=_("It is offered first where the input is in this language."),
        choices=LANGUAGES,
    )
    text = forms.CharField(
        label=_("The words of the template"),
        help_text=_("Placeholders stand between braces, and are filled in for each input."),
        widget=forms.Textarea(attrs={"rows": 9}),
        max_length=LONGEST_TEXT,
    )
    seen = NumberField(widget=forms.HiddenInput, required=False)

    @classmethod
    def of(cls, template: ReplyTemplate | None) -> TemplateForm:
        """The form of a template as it stands, or of a new one."""
        if template is None:
            return cls(initial={"language": get_language()})
        fields = ("name", "language", "text")
        return cls(initial={**{name: getattr(template, name) for name in fields}, "seen": template.version})

    def clean_text(self) -> str:
        """The words, whose placeholders must be known: a wrong one is named."""
        text: str = self.cleaned_data["text"]
        try:
            require_known(text, str(self.data.get("language", "nb")))
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return text
