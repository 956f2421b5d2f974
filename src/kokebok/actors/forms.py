"""What somebody who asks for contact fills in."""

from __future__ import annotations

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kokebok.actors.actions.enquire import NewEnquiry
from kokebok.actors.models import LONGEST_MESSAGE
from kokebok.inputs.fields import TypedField, long_text
from kokebok.inputs.token_forms import AddressForm
from kokebok.letters.writing import LANGUAGES


def name_field() -> TypedField:
    """The name of whoever fills it in."""
    return TypedField(
        label=_("Your name"),
        max_length=120,
        error_messages={"required": _("Write your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


def on_behalf_field() -> TypedField:
    """Whom they speak for who fill it in, if for anybody."""
    return TypedField(
        label=_("Who you speak for"),
        max_length=200,
        required=False,
        help_text=_("An organisation, an office or a business, if you speak for one."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )


def language_now() -> str:
    """The language the form is read in, if we write letters in it; else bokmål."""
    language = get_language() or ""
    return language if language in LANGUAGES else "nb"


class EnquiryForm(AddressForm):
    """Who asks, what they want to say, and that the asked may have their address."""

    name = name_field()
    on_behalf_of = on_behalf_field()
    message = TypedField(
        label=_("What do you want to say?"),
        max_length=LONGEST_MESSAGE,
        help_text=_("What you would like to talk about, and why with them."),
        error_messages={"required": _("Write what you want to say.")},
        widget=long_text(6),
    )
    agrees = forms.BooleanField(
        label=_("If they say yes, they may have my e-mail address"),
        error_messages={"required": _("Tick this: without it they cannot write to you.")},
    )
    field_order = ("message", "name", "on_behalf_of", "email", "agrees")
    use_required_attribute = False

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        self.fields["email"].help_text = _(
            "You get an e-mail to confirm that it is yours. Nobody sees it before they have said yes."
        )

    def wish(self) -> NewEnquiry:
        """What was asked for, from a valid form; letters come in the language the form was filled in."""
        data = self.cleaned_data
        return NewEnquiry(
            email=data["email"],
            name=data["name"],
            on_behalf_of=data["on_behalf_of"],
            message=data["message"],
            language=language_now(),
        )
