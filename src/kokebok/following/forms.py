"""What somebody who wants to follow fills in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kokebok.following.actions.follow import Wish
from kokebok.following.models import HowOften, LetterLanguage
from kokebok.following.queries import BookNow
from kokebok.following.scopes import WHOLE_BOOK, Scope, read_scope, theme_scope
from kokebok.inputs.fields import EmptyField
from kokebok.inputs.forms import replaced
from kokebok.inputs.slips import read_slip, slip_of


def how_often_field() -> forms.ChoiceField:
    """How often letters may come."""
    return forms.ChoiceField(
        label=_("How often do you want a letter?"),
        choices=HowOften,
        initial=HowOften.WEEK,
        widget=forms.RadioSelect,
        help_text=_("It gathers everything you follow, and it only comes when something is new."),
    )


class FollowForm(forms.Form):
    """What to follow, how often to hear of it, and where. `asked_for` is what the reader came from, if anything."""

    what = forms.ChoiceField(label=_("What do you want to follow?"))
    how_often = how_often_field()
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("You get a letter to confirm that it is yours. It is never shown to others."),
        error_messages={
            "required": _("Write the address the letters should go to."),
            "invalid": _("This is not an e-mail address. Write it as name@example.no."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    website = EmptyField()
    slip = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, book: BookNow, asked_for: Scope | None = None) -> None:
        super().__init__(data)
        self.drawn_slip = slip_of(data)
        self.initial["slip"] = self.drawn_slip.signed()
        scopes = [WHOLE_BOOK, *(theme_scope(theme) for theme in book.themes)]
        if asked_for is not None:
            scopes = [asked_for, *(scope for scope in scopes if scope != asked_for)]
        self.fields["what"].choices = [(str(one), book.name_of(one)) for one in scopes]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Raise ValidationError, friendly to a person who can simply send again, when it looks like a machine's."""
        data = super().clean() or {}
        if data.get("website"):
            raise ValidationError(
                _("We could not tell whether a person sent this. Nothing is lost: please send it again.")
            )
        if read_slip(data.get("slip", "")) is None:
            self.data = replaced(self.data, "slip", self.drawn_slip.signed())
            raise ValidationError(
                _(
                    "The form had been open too long, or was incomplete. Nothing is lost: please send it again."
                )
            )
        if self.drawn_slip.age() < settings.SECONDS_TO_WRITE:
            raise ValidationError(
                _("That was so quick that it looked automatic. Nothing is lost: please send it again.")
            )
        return data

    def wish(self) -> Wish:
        """What was asked for, from a valid form; letters come in the language the form was filled in."""
        language = get_language() or ""
        return Wish(
            email=self.cleaned_data["email"],
            scope=read_scope(self.cleaned_data["what"]) or WHOLE_BOOK,
            how_often=HowOften(self.cleaned_data["how_often"]),
            language=language if language in LetterLanguage.values else LetterLanguage.NB,
        )


class ConfirmForm(forms.Form):
    """Confirm, and choose how often."""

    how_often = how_often_field()

    def chosen(self) -> HowOften:
        """How often, from a valid form."""
        return HowOften(self.cleaned_data["how_often"])


class LettersForm(ConfirmForm):
    """How the letters should be."""

    language = forms.ChoiceField(label=_("The language of the letters"), choices=LetterLanguage)

    def language_chosen(self) -> LetterLanguage:
        """The language, from a valid form."""
        return LetterLanguage(self.cleaned_data["language"])
