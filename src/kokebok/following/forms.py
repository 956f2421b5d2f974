"""What somebody who wants to follow fills in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kokebok.features.models import Feature
from kokebok.features.queries import is_on
from kokebok.following.actions.follow import FollowWish
from kokebok.following.models import LetterFrequency, LetterLanguage
from kokebok.following.queries import BookNow
from kokebok.following.scopes import NEWSLETTER, WHOLE_BOOK, FollowScope, read_scope, theme_scope
from kokebok.inputs.token_forms import AddressForm


def how_often_field() -> forms.ChoiceField:
    """How often letters may come."""
    return forms.ChoiceField(
        label=_("How often do you want an e-mail?"),
        choices=LetterFrequency,
        initial=LetterFrequency.WEEK,
        widget=forms.RadioSelect,
        help_text=_("It gathers everything you follow, and it only comes when something is new."),
    )


class FollowForm(AddressForm):
    """What to follow, how often to hear of it, and where. `asked_for` is what the reader came from, if anything.

    Who came for the newsletter is asked only for an address: it is one thing, and comes when it is sent.
    """

    what = forms.ChoiceField(label=_("What do you want to follow?"))
    how_often = how_often_field()
    field_order = ("what", "how_often", "email")

    def __init__(self, data: Any = None, *, book: BookNow, asked_for: FollowScope | None = None) -> None:
        super().__init__(data)
        newsletter = [NEWSLETTER] if is_on(Feature.NEWSLETTER) else []
        scopes = [WHOLE_BOOK, *newsletter, *(theme_scope(theme) for theme in book.themes)]
        if asked_for is not None:
            scopes = [asked_for, *(scope for scope in scopes if scope != asked_for)]
        if asked_for == NEWSLETTER:
            scopes = [NEWSLETTER]
            self.fields["what"].widget = forms.HiddenInput()
            self.fields["what"].initial = str(NEWSLETTER)
            del self.fields["how_often"]
        self.fields["what"].choices = [(str(one), book.name_of(one)) for one in scopes]  # type: ignore[attr-defined]

    def wish(self) -> FollowWish:
        """What was asked for, from a valid form; letters come in the language the form was filled in."""
        language = get_language() or ""
        return FollowWish(
            email=self.cleaned_data["email"],
            scope=read_scope(self.cleaned_data["what"]) or WHOLE_BOOK,
            how_often=LetterFrequency(self.cleaned_data["how_often"]) if "how_often" in self.fields else None,
            language=language if language in LetterLanguage.values else LetterLanguage.NB,
        )


class ConfirmForm(forms.Form):
    """Confirm, and choose how often; the newsletter comes when it is sent."""

    how_often = how_often_field()

    def __init__(self, data: Any = None, *, scope: FollowScope | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        if scope == NEWSLETTER:
            del self.fields["how_often"]

    def chosen(self) -> LetterFrequency:
        """How often, from a valid form; as it was, where nothing was asked."""
        return LetterFrequency(self.cleaned_data.get("how_often") or self.initial["how_often"])


class LetterSettingsForm(ConfirmForm):
    """How the letters should be."""

    language = forms.ChoiceField(label=_("The language of the e-mails"), choices=LetterLanguage)

    def language_chosen(self) -> LetterLanguage:
        """The language, from a valid form."""
        return LetterLanguage(self.cleaned_data["language"])
