"""What somebody who wants to come fills in, and what an event is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kokebok.book.offered import EntriesChoice, offer_or_leave_out
from kokebok.events.actions.register import Guest
from kokebok.events.models import LONGEST_ABOUT
from kokebok.inputs.fields import TypedField, long_text
from kokebok.inputs.token_forms import AddressForm
from kokebok.letters.writing import LANGUAGES
from kokebok.lists.models import Which
from kokebok.web.fields import MomentField, SmallNumberField
from kokebok.web.meanwhile import Meanwhile

if TYPE_CHECKING:
    from kokebok.events.models import Event

FIELDS = ("title", "about", "starts_at", "ends_at", "place", "online", "places", "closes_at", "themes")


class RegisterForm(AddressForm):
    """Who comes."""

    name = TypedField(
        label=_("Your name"),
        max_length=120,
        error_messages={"required": _("Write your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    on_behalf_of = TypedField(
        label=_("Who you speak for"),
        max_length=200,
        required=False,
        help_text=_("An organisation, an office or a business, if you speak for one."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    may_meet = forms.BooleanField(
        label=_("Others who come may see my name and organisation"),
        required=False,
        help_text=_("Only those who tick this themselves. Then you know whom to look for."),
    )
    field_order = ("name", "on_behalf_of", "email", "may_meet")
    use_required_attribute = False

    def guest(self) -> Guest:
        """Who it is, from a valid form; letters come in the language the form was filled in."""
        data, language = self.cleaned_data, get_language() or ""
        return Guest(
            email=data["email"],
            name=data["name"],
            on_behalf_of=data["on_behalf_of"],
            may_meet=data["may_meet"],
            language=language if language in LANGUAGES else "nb",
        )


def _moment(label: Any, **more: Any) -> MomentField:
    widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
    return MomentField(label=label, widget=widget, **more)


class EventForm(Meanwhile, forms.Form):
    """What an event is."""

    title = TypedField(label=_("Title"), max_length=200)
    about = TypedField(label=_("What it is"), max_length=LONGEST_ABOUT, required=False, widget=long_text(8))
    starts_at = _moment(_("Begins"))
    ends_at = _moment(_("Ends"))
    place = TypedField(label=_("Place"), max_length=200)
    online = forms.URLField(
        label=_("Address on the net"),
        max_length=200,
        required=False,
        assume_scheme="https",
        help_text=_("Told only to those who have a place."),
    )
    places = SmallNumberField(
        label=_("Number of places"),
        required=False,
        min_value=1,
        help_text=_(
            "Empty: room for all. When it is full there is a waiting list, which moves up by itself."
        ),
    )
    closes_at = _moment(_("Registration closes"), required=False, help_text=_("Empty: when it begins."))
    themes = EntriesChoice(
        among=Which.THEMES,
        label=_("Themes"),
        required=False,
        help_text=_("It is shown on the pages of these until it is over."),
    )
    use_required_attribute = False

    def clean(self) -> dict[str, Any]:
        """It ends after it begins."""
        data = super().clean()
        if data.get("starts_at") and data.get("ends_at") and data["ends_at"] <= data["starts_at"]:
            self.add_error("ends_at", _("It must end after it begins."))
        return data

    def said(self) -> dict[str, Any]:
        """What the event is to be, from a valid form."""
        return {name: self.cleaned_data[name] for name in FIELDS if name in self.cleaned_data}


def event_form(data: Any, event: Event | None) -> EventForm:
    """The form over an event, or for a new one."""
    initial = {name: getattr(event, name) for name in FIELDS} if event else {}
    form = EventForm(data, initial=initial)
    offer_or_leave_out(form, "themes", event.themes if event else [])
    return form
