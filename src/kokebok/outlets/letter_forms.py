"""The words of letters as they are filled in: a subject and a text for each language form, and templates of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from kokebok.outlets.letter_words import LetterText, fields_explained, require_known, require_link
from kokebok.outlets.models import LetterTemplate, RecipientLanguage
from kokebok.people.refusals import refusal_in
from kokebok.web.fields import NumberField

LONGEST_SUBJECT, LONGEST_LETTER = 150, 10_000


def in_a_sentence(language: str | Promise) -> str:
    """The name of a language as it stands within a sentence: in lower case, but in English."""
    return str(language) if (get_language() or "").startswith("en") else str(language).lower()


def text_fields(language: str) -> dict[str, forms.Field]:
    """The two fields of a letter in a language, by name; both may be left empty."""
    name = {"language": in_a_sentence(RecipientLanguage(language).label)}
    return {
        f"subject_{language}": forms.CharField(
            label=_("Subject (%(language)s)") % name, max_length=LONGEST_SUBJECT, required=False
        ),
        f"letter_{language}": forms.CharField(
            label=_("Text (%(language)s)") % name,
            max_length=LONGEST_LETTER,
            required=False,
            widget=forms.Textarea(attrs={"rows": 10, "lang": language}),
            help_text=fields_explained(language),
        ),
    }


def said_in(texts: dict[str, LetterText]) -> dict[str, str]:
    """What the fields begin with, for these texts by language."""
    begun: dict[str, str] = {}
    for language, text in texts.items():
        begun |= {f"subject_{language}": text.subject, f"letter_{language}": text.letter}
    return begun


def texts_in(form: forms.Form, languages: Iterable[str]) -> dict[str, LetterText]:
    """The texts of a form that has been looked at, by language; those with neither subject nor text are left out."""
    said = form.cleaned_data
    found = {
        one: LetterText(said.get(f"subject_{one}", ""), said.get(f"letter_{one}", "")) for one in languages
    }
    return {language: text for language, text in found.items() if text.subject and text.letter}


def check_texts(form: forms.Form, languages: Iterable[str]) -> None:
    """Say in the field itself what is wrong with each text, or that half of it is lacking."""
    for language in languages:
        fields = [f"subject_{language}", f"letter_{language}"]
        said = [form.cleaned_data.get(one, "") for one in fields]
        if any(said):
            for field, words in zip(fields, said, strict=True):
                check_words(form, field, words, language)


def check_words(form: forms.Form, field: str, words: str, language: str) -> None:
    """Say in the field what is wrong with these words of a letter."""
    if field in form.errors:
        return
    if not words.strip():
        form.add_error(field, _("Write both the subject and the text, or neither."))
        return
    with refusal_in(form, field):
        require_known(words, language)
        if field.startswith("letter"):
            require_link(words, language)


class LetterTemplateForm(forms.Form):
    """A template: what it is called, and its words in each language form."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("What you look for it by. Only the desk sees it."),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    is_default = forms.BooleanField(label=gettext_lazy("New dispatches begin from this one"), required=False)
    seen = NumberField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for language in RecipientLanguage.values:
            self.fields |= text_fields(language)

    @classmethod
    def of(cls, template: LetterTemplate | None) -> LetterTemplateForm:
        """The form of a template as it stands, or of a new one."""
        if template is None:
            return cls()
        begun = {"name": template.name, "is_default": template.is_default, "seen": template.version}
        return cls(initial=begun | said_in(words_of_template(template)))

    def clean(self) -> dict[str, Any]:
        """Say what is wrong with each text, and that one is needed."""
        data = super().clean() or {}
        check_texts(self, RecipientLanguage.values)
        if not self.errors and not self.texts:
            self.add_error("letter_nb", _("Write the letter in at least one language form."))
        return data

    @property
    def texts(self) -> dict[str, LetterText]:
        """The texts by language."""
        return texts_in(self, RecipientLanguage.values)


def words_of_template(template: LetterTemplate) -> dict[str, LetterText]:
    """The texts of a template by language; one query."""
    return {one.language: LetterText(one.subject, one.letter) for one in template.texts.all()}
