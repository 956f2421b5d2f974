"""What somebody fills in who wants to talk with others of a round or a theme."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kokebok.actors.actions.meet import WantsToTalk
from kokebok.actors.forms import language_now, name_field, on_behalf_field
from kokebok.actors.models import LONGEST_ABOUT
from kokebok.inputs.fields import TypedField
from kokebok.inputs.token_forms import AddressForm


class MeetForm(AddressForm):
    """Who it is, what they want to talk about, and who may see it."""

    name = name_field()
    on_behalf_of = on_behalf_field()
    about = TypedField(
        label=_("What do you want to talk about?"),
        max_length=LONGEST_ABOUT,
        help_text=_("Some words are enough."),
        error_messages={"required": _("Write what you want to talk about.")},
    )
    agrees = forms.BooleanField(
        label=_("Others on the list may see my name, who I speak for and what I want to talk about"),
        error_messages={"required": _("Tick this: it is what the list is for.")},
    )
    is_public = forms.BooleanField(
        label=_("Anyone may see it, on the page of the list"),
        required=False,
        help_text=_(
            "Without this, others on the list see it, and those who look after it: editors, moderators, "
            "administrators and the host of a round."
        ),
    )
    field_order = ("name", "on_behalf_of", "about", "email", "agrees", "is_public")
    use_required_attribute = False

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        self.fields["email"].help_text = _(
            "You get an e-mail to confirm that it is yours. It is never shown: who wants contact asks through us."
        )

    def who(self) -> WantsToTalk:
        """Who it is, from a valid form; letters come in the language the form was filled in."""
        data = self.cleaned_data
        return WantsToTalk(
            email=data["email"],
            name=data["name"],
            on_behalf_of=data["on_behalf_of"],
            about=data["about"],
            is_public=data["is_public"],
            language=language_now(),
        )
