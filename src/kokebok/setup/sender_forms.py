"""Who sends the cookbook out, as one fills it in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokebok.book.models import Sender, SenderWords
from kokebok.setup.picture_forms import OnePictureForm
from kokebok.web.fields import DayField
from kokebok.web.meanwhile import Meanwhile

HELP = {
    "address": gettext_lazy(
        "Stands on the front page, at the end of e-mails and in the colophon of editions."
    ),
    "foreword": gettext_lazy("Plain text. A blank line begins a new paragraph. Editions begin with it too."),
    "foreword_title": gettext_lazy("As in “Minister”."),
    "portrait_alt": gettext_lazy("Read aloud to those who do not see it."),
    "signal": gettext_lazy("What you want with this, in your own words, as in a letter of commission."),
    "promised": gettext_lazy("As in “Every input gets an answer within four weeks.”"),
    "next_on": gettext_lazy(
        "Shown to readers until it has passed. Without a date, only what happens is shown."
    ),
    "next_what": gettext_lazy("As in “The resource group meets” or “The test version is sent out”."),
}
LONGEST_OWN = 200  # characters, of what the sender says in the book's language
ROWS = {"address": 2, "foreword": 10, "signal": 4, "promised": 3}


class SenderSetupForm(OnePictureForm, Meanwhile, forms.ModelForm):  # type: ignore[type-arg]
    """The sender. A picture is looked at and kept when the form is sent, also when something else in it is wrong."""

    alt = "portrait_alt"

    next_on = DayField(
        label=gettext_lazy("The next date"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    web = forms.URLField(label=gettext_lazy("Website"), max_length=200, required=False, assume_scheme="https")

    class Meta:
        model = Sender
        fields = (
            "address",
            "phone",
            "web",
            "foreword",
            "foreword_name",
            "foreword_title",
            "picture",
            "portrait_alt",
            "signal",
            "promised",
            "next_on",
            "next_what",
        )
        help_texts = HELP
        widgets = {name: forms.Textarea(attrs={"rows": rows}) for name, rows in ROWS.items()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["next_on"].help_text = HELP["next_on"]
        self.now = self.instance.portrait
        self.fields["picture"].label = _("Picture of who signs")
        self.fields["picture"].help_text += " " + _(
            "An edition keeps the picture for good: ask the one it shows before you put it in."
        )

    def values(self) -> dict[str, Any]:
        """What holds when it is saved, of each field of the sender."""
        own = {name: self.cleaned_data[name] for name in self.Meta.fields if name != "picture"}
        return {**own, "portrait": self.chosen}


def _in_own(said: str, language: str) -> str:
    return format_html('{} <q lang="{}">{}</q>', _("In the cookbook’s own language:"), language, said)


class SenderWordsForm(Meanwhile, forms.ModelForm):  # type: ignore[type-arg]
    """What the sender says in a language beside the book's own. What `own` says stands where nothing is said."""

    class Meta:
        model = SenderWords
        fields = ("foreword", "foreword_title", "portrait_alt", "signal", "promised", "next_what")
        widgets = {
            name: forms.Textarea(attrs={"rows": rows}) for name, rows in ROWS.items() if name != "address"
        }

    def __init__(self, *args: Any, own: Sender, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            said = Truncator(getattr(own, name)).chars(LONGEST_OWN)
            field.help_text = _in_own(said, own.cookbook.language) if said else ""

    def values(self) -> dict[str, Any]:
        """What holds when it is saved."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
