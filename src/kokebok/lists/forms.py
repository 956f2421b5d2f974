"""The forms of the lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.text import format_lazy, slugify
from django.utils.translation import gettext_lazy as _

from kokebok.lists.headings import HEADINGS, KNOWN
from kokebok.lists.models import LONGEST_ABOUT, LONGEST_NAME
from kokebok.lists.words import LANGUAGES
from kokebok.web.meanwhile import Meanwhile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import QueryDict

    from kokebok.lists.models import Entry


class NamesForm(forms.Form):
    """What something is called in each language."""

    nb = forms.CharField(label=_("In bokmål"), max_length=LONGEST_NAME)
    nn = forms.CharField(label=_("In nynorsk"), max_length=LONGEST_NAME)
    en = forms.CharField(label=_("In English"), max_length=LONGEST_NAME)
    se = forms.CharField(
        label=_("In Northern Sámi"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=_("Without it, the name in bokmål is used."),
    )

    def names(self) -> dict[str, str]:
        """The names by language, when the form is valid."""
        return {language: str(self.cleaned_data[language]) for language in LANGUAGES}


def _about(label: Any, language: str) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 5, "lang": language})
    return forms.CharField(label=label, max_length=LONGEST_ABOUT, required=False, widget=widget)


class AboutForm(Meanwhile, forms.Form):
    """What a theme is, in each language."""

    prefix = "about"

    nb = _about(_("In bokmål"), "nb")
    nn = _about(_("In nynorsk"), "nn")
    en = _about(_("In English"), "en")
    se = _about(_("In Northern Sámi"), "se")

    def about(self) -> dict[str, str]:
        """The texts by language, when the form is valid."""
        return {language: str(self.cleaned_data[language]) for language in LANGUAGES}


class HeadingsForm(forms.Form):
    """What each of our headings is called in Northern Sámi; `own` is what the cookbook calls them now."""

    def __init__(self, posted: QueryDict | None = None, *, own: Mapping[str, str]) -> None:
        super().__init__(posted)
        self.keys = {f"h-{slugify(key)}": key for key in HEADINGS}
        for name, key in self.keys.items():
            ours = KNOWN["se"].get(key)
            self.fields[name] = forms.CharField(
                label=HEADINGS[key],
                max_length=LONGEST_NAME,
                required=False,
                initial=own.get(key, ""),
                help_text=format_lazy(_("Empty, it is called “{ours}”."), ours=ours)
                if ours
                else ""
                if key in own
                else _("Lacks a word: it stands in bokmål."),
                widget=forms.TextInput(attrs={"lang": "se", "autocomplete": "off"}),
            )
            self.fields[f"seen_{name}"] = forms.CharField(
                required=False, initial=own.get(key, ""), widget=forms.HiddenInput()
            )

    def words(self) -> dict[str, str]:
        """The words by the headings' keys, of those that were in the form as it was sent."""
        return {key: str(self.cleaned_data[name]) for name, key in self.keys.items() if name in self.data}

    def seen(self) -> dict[str, str]:
        """What the headings were called when the form was opened, by their keys."""
        return {key: str(self.cleaned_data[f"seen_{name}"]) for name, key in self.keys.items()}

    def tell(self, now: Mapping[str, str]) -> None:
        """Say at each heading what a colleague has called it meanwhile; sent once more, the form knows of that."""
        seen = {f"seen_{name}": now[key] for name, key in self.keys.items() if key in now}
        self.data = {**{name: self.data.get(name, "") for name in self.data}, **seen}
        for name, key in self.keys.items():
            if key not in now:
                continue
            said = (
                _("Somebody has just called it “%(now)s”. Save again to use your word instead.")
                % {"now": now[key]}
                if now[key]
                else _("Somebody has just taken the word away. Save again to use yours.")
            )
            self.add_error(name, said)


class MergeEntryForm(forms.Form):
    """Which of the others an entry becomes a part of."""

    def __init__(self, posted: QueryDict | None = None, *, others: Sequence[Entry]) -> None:
        super().__init__(posted)
        self.others = {str(one.pk): one for one in others}
        choices = [("", "–"), *((key, one.nb) for key, one in self.others.items())]
        self.fields["into"] = forms.ChoiceField(label=_("Merge into"), choices=choices)

    def into(self) -> Entry:
        """The other, when the form is valid."""
        return self.others[self.cleaned_data["into"]]


def seen_names(posted: QueryDict) -> dict[str, str]:
    """What the names were when the form was opened, as its unseen fields tell."""
    return {language: posted.get(f"seen_{language}", "") for language in LANGUAGES}
