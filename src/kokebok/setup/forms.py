"""What an administrator fills in, a screen a form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kokebok.book.models import Cookbook, Language, Stage
from kokebok.setup.beginnings import beginnings
from kokebok.web.fields import MomentField
from kokebok.web.meanwhile import Meanwhile

EXAMPLES = (".example", "example.no", "example.com", "example.org")


class MailboxField(forms.EmailField):
    """An address that somebody reads: those of documentation are no one's."""

    def clean(self, value: Any) -> str:
        address: str = super().clean(value)
        if address.lower().endswith(EXAMPLES):
            raise forms.ValidationError(_("That is an example address. Give one that somebody reads."))
        return address


class BeginForm(forms.Form):
    """What the cookbook is called, who stands behind it, and what it begins from."""

    title = forms.CharField(
        label=_("What is the cookbook called?"),
        max_length=120,
        help_text=_("You can change it later, as all of this."),
    )
    lead = forms.CharField(
        label=_("What is it for?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One or two sentences. Readers see them first."),
    )
    responsible_body = forms.CharField(label=_("Which public body stands behind it?"), max_length=200)
    role_mailbox = MailboxField(
        max_length=254,
        label=_("Shared mailbox"),
        help_text=_("Shown to readers, and used for answers to e-mails."),
    )
    language = forms.ChoiceField(label=_("Which language is it written in?"), choices=Language)
    beginning = forms.ChoiceField(label=_("What do you begin from?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["beginning"].choices = [  # type: ignore[attr-defined]
            (one.key, f"{one.name}: {one.about}") for one in beginnings()
        ]


class BodyForm(Meanwhile, forms.Form):
    """The body, and how to reach it."""

    responsible_body = BeginForm.base_fields["responsible_body"]
    role_mailbox = BeginForm.base_fields["role_mailbox"]
    editors_name = forms.CharField(
        label=_("Who answers inputs?"),
        max_length=200,
        help_text=_("Shown with answers, as in “The editors”."),
    )


class BookForm(Meanwhile, forms.Form):
    """What the cookbook is called, and how far it has come."""

    title = BeginForm.base_fields["title"]
    lead = BeginForm.base_fields["lead"]
    stage = forms.ChoiceField(label=_("How far has it come?"), choices=Stage)
    deadline = MomentField(
        label=_("Deadline for input"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    deadline_note = forms.CharField(label=_("A word on the deadline"), max_length=200, required=False)
    genre_word = forms.CharField(
        label=_("The word for the genre, in bokmål"),
        max_length=60,
        help_text=_("As in “kokebok” or “veileder”."),
    )
    genre_word_definite = forms.CharField(
        label=_("The same in the definite form"),
        max_length=60,
        help_text=_("As in “kokeboken” or “veilederen”."),
    )
    genre_word_nn = forms.CharField(label=_("In nynorsk"), max_length=60, help_text=_("As in “kokebok”."))
    genre_word_definite_nn = forms.CharField(
        label=_("In nynorsk, definite"), max_length=60, help_text=_("As in “kokeboka”.")
    )
    genre_word_en = forms.CharField(label=_("In English"), max_length=60, help_text=_("As in “cookbook”."))
    genre_word_definite_en = forms.CharField(
        label=_("In English, definite"), max_length=60, help_text=_("As in “the cookbook”.")
    )


class LanguagesForm(Meanwhile, forms.Form):
    """Which language the front page is in, and which the interface is offered in."""

    language = BeginForm.base_fields["language"]
    offered_languages = forms.MultipleChoiceField(
        label=_("Which languages may readers choose for the interface?"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Offer at least one.")},
    )


class BeginAgainForm(forms.Form):
    """That one means it: the title, typed."""

    title = forms.CharField(label=_("Type the title of the cookbook"), max_length=255)

    def __init__(self, *args: Any, title: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expected = title

    def clean_title(self) -> str:
        said = " ".join(str(self.cleaned_data["title"]).split())
        if said != " ".join(self.expected.split()):
            raise forms.ValidationError(_("That is not the title. Nothing is deleted."))
        return said


class TryForm(forms.Form):
    """Where a test letter goes."""

    to = MailboxField(label=_("Send a test e-mail to"), max_length=254)


def values_of(cookbook: Cookbook, form: type[forms.Form]) -> dict[str, Any]:
    """What holds now, of a form's fields."""
    return {name: getattr(cookbook, name) for name in form.base_fields}
