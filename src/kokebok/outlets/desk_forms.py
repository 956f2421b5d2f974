"""The forms of editions and dispatches at the desk."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone, translation
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from kokebok.book.models.senders import sender_of
from kokebok.editions.gaps import EditionGaps, Signed
from kokebok.editions.rules import next_number
from kokebok.inputs.token_forms import OPEN_TOO_LONG, TokenForm
from kokebok.lib.bounded import number_in
from kokebok.outlets.actions.dispatch import MOST_A_MINUTE
from kokebok.outlets.kept_recipients import choices_of_recipients
from kokebok.outlets.letter_forms import (
    LONGEST_LETTER,
    LONGEST_SUBJECT,
    check_texts,
    check_words,
    in_a_sentence,
    said_in,
    text_fields,
    texts_in,
    words_of_template,
)
from kokebok.outlets.letter_words import LetterText, fields_explained
from kokebok.outlets.models import LetterTemplate, RecipientLanguage
from kokebok.registers.queries import has_municipalities
from kokebok.web.fields import DayField

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook
    from kokebok.editions.models import Edition
    from kokebok.people.models import Person

LARGEST_LIST = 2_000_000  # bytes; 20,000 recipients with long names
SUBJECT = gettext_noop("{tittel}: edition {utgave} is out")
LETTER = gettext_noop(
    "{tiltale}\n\nEdition {utgave} of “{tittel}” is out. Read it or download it here:\n{lenke}\n\n"
    "Every paragraph is open for input, without an account. You get an answer, and see what changed."
)


class EditionForm(forms.Form):
    """What an edition is called, and what its editors want to say first."""

    number = forms.CharField(label=_("Number"), max_length=12, help_text=_("For example 1, 1.2 or 1.2.3."))
    title = forms.CharField(label=_("Title"), max_length=255)
    date = DayField(
        label=_("Date"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The date that is printed on the edition."),
    )
    foreword = forms.CharField(
        label=_("Foreword"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Plain text. A blank line begins a new paragraph."),
    )
    signed_reason = forms.CharField(
        label=_("Why it is frozen all the same"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The edition prints it, with the numbers above and the name."),
    )
    signed_name = forms.CharField(
        label=_("Signed"),
        max_length=120,
        help_text=_("Who stands behind it. Where that is somebody else than you, your name is printed too."),
    )
    lacking = forms.CharField(required=False, max_length=30, widget=forms.HiddenInput)

    def __init__(self, *args: Any, gaps: EditionGaps, **more: Any) -> None:
        super().__init__(*args, **more)
        if not gaps:
            for name in ("signed_reason", "signed_name", "lacking"):
                del self.fields[name]

    def see(self, gaps: EditionGaps) -> None:
        """Have the form say, when it is shown again, that these numbers have been seen."""
        said = self.data.copy()  # type: ignore[attr-defined]
        said["lacking"] = said_of(gaps)
        self.data = said

    @property
    def signed(self) -> Signed | None:
        """Who goes on though something is lacking, and why; None where nothing is."""
        if "signed_reason" not in self.fields:
            return None
        said = self.cleaned_data
        numbers = [number_in(one) or 0 for one in [*said["lacking"].split("-"), "", ""]]
        return Signed(said["signed_reason"], said["signed_name"], EditionGaps(*numbers[:2]))


class DispatchForm(TokenForm):
    """Whom to write to, what, and how fast. Sent twice with the same in it, it makes one dispatch."""

    to = forms.ChoiceField(
        label=_("To"),
        required=False,
    )
    file = forms.FileField(
        label=_("List of recipients as a file"),
        required=False,
        help_text=_("A spreadsheet (XLSX or CSV) with the columns navn and e-post. The file is not kept."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.tsv,.txt"}),
    )
    recipients = forms.CharField(
        label=_("Recipients"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_(
            "Paste or correct the list here: one line each, or all on one line as your mail program writes them."
        ),
    )
    subject = forms.CharField(label=_("Subject"), max_length=LONGEST_SUBJECT)
    letter = forms.CharField(
        label=_("Text of the e-mail"),
        max_length=LONGEST_LETTER,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    a_minute = forms.IntegerField(
        label=_("E-mails a minute"),
        min_value=1,
        max_value=MOST_A_MINUTE,
        help_text=_("Ask whoever runs the mail server how many it takes. 60 is calm."),
    )

    def __init__(self, *args: Any, language: str = "nb", **more: Any) -> None:
        super().__init__(*args, **more)
        self.language = language
        self.others = [one for one in RecipientLanguage.values if one != language]
        self.fields["letter"].help_text = fields_explained(language)
        for one in self.others:
            self.fields |= text_fields(one)
        offered = choices_of_recipients()
        self.fields["to"].choices = [("", _("The list in the file, or below")), *offered]  # type: ignore[attr-defined]
        if not offered:
            del self.fields["to"]
        elif has_municipalities():
            self.fields["to"].help_text = gettext(
                "Municipalities get the e-mail at the address that a kept list has for them."
            )

    def ticket_for(self, edition: Edition, *of_a_test: str) -> uuid.UUID:
        """The ticket of the dispatch, or of the test, that this form makes with what is in it now."""
        of_others = [f"{field}_{one}" for one in self.others for field in ("subject", "letter")]
        names = ["to", "recipients", "subject", "letter", "a_minute", *of_others]
        said = [str(self.data.get(name, "")) for name in names]
        return self.token.ticket_for(edition.number, *said, *of_a_test)

    def in_other_languages(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields of the letter in each language that is not the edition's, under its name."""
        return [
            (in_a_sentence(RecipientLanguage(one).label), [self[f"subject_{one}"], self[f"letter_{one}"]])
            for one in self.others
        ]

    def of_the_dispatch(self) -> list[forms.BoundField]:
        """All fields but those of the letter in other languages."""
        return [one for one in self if not one.name.endswith(tuple(f"_{other}" for other in self.others))]

    def clean(self) -> dict[str, Any]:
        """Say it when the form has been open too long, and what is wrong with the letter in each language."""
        data = super().clean() or {}
        if not self.has_valid_token() and data.get("slip"):
            self.add_error(None, OPEN_TOO_LONG)
        for field in ("subject", "letter"):
            check_words(self, field, data.get(field, ""), self.language)
        check_texts(self, self.others)
        return data

    @property
    def texts(self) -> dict[str, LetterText]:
        """The letter in other languages than the edition's."""
        return texts_in(self, self.others)

    def clean_file(self) -> Any:
        """The file, if it is no larger than a list can be."""
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST_LIST:
            raise forms.ValidationError(
                _("The file is larger than 2 MB. Part the list in several dispatches.")
            )
        return file


class LetterTestForm(TokenForm):
    """Whom a test goes to. Sent twice, it goes once."""

    to = forms.ChoiceField(label=_("To"))

    def __init__(self, *args: Any, readers: list[Person], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            (one.email, f"{one.name} ({one.email})" if one.name else one.email) for one in readers
        ]

    def clean(self) -> dict[str, Any]:
        """Say it when the form has been open too long."""
        data = super().clean() or {}
        if not self.has_valid_token():
            self.add_error(None, OPEN_TOO_LONG)
        return data


def edition_suggested(
    cookbook: Cookbook, previous: Edition | None, gaps: EditionGaps, person: Person
) -> dict[str, Any]:
    """What a new edition would most likely be called, and who signs if something is lacking."""
    return {
        "signed_name": person.name,
        "lacking": said_of(gaps),
        "number": next_number(previous),
        "title": cookbook.title,
        "date": timezone.localdate(),
        "foreword": sender_of(cookbook).foreword,
    }


def said_of(gaps: EditionGaps) -> str:
    """The numbers somebody has before them, as the form keeps them."""
    return f"{gaps.unexplained}-{gaps.unanswered}"


def letter_suggested(edition: Edition, template: LetterTemplate | None) -> dict[str, Any]:
    """A letter to begin with: that of the template, and in the language of the edition in any case."""
    with translation.override(edition.language):
        own = LetterText(gettext(SUBJECT), gettext(LETTER))
    texts = words_of_template(template) if template else {}
    own = texts.pop(edition.language, own)
    return {"subject": own.subject, "letter": own.letter, "a_minute": 60, **said_in(texts)}
