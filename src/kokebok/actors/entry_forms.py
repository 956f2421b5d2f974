"""What somebody fills in who keeps, or wants to keep, the entry of a body."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kokebok.actors.actions.claim import Claimant
from kokebok.actors.forms import language_now, name_field
from kokebok.actors.rules import ENTRY_FIELDS, domain_of, names_somebody
from kokebok.inputs.fields import TypedField, long_text
from kokebok.inputs.token_forms import AddressForm
from kokebok.lists.models import Which
from kokebok.lists.queries import all_words
from kokebok.registers.queries import municipalities_to_choose
from kokebok.web.meanwhile import Meanwhile

if TYPE_CHECKING:
    from kokebok.people.models import Body

LONGEST_SAID = 1000  # characters
MOST_INHABITANTS = 100_000_000
OF_THE_REGISTER = ("municipality", "inhabitants")
"""What is asked only where there is a register of municipalities."""


def _without_name(web: str) -> str:
    if names_somebody(web):
        raise forms.ValidationError(_("Write the address of the website without a user name."))
    return web


def _of_their_own(web: str) -> str:
    if not domain_of(_without_name(web)):
        raise forms.ValidationError(_("Many share this domain. Write the address of a website of your own."))
    return web


class ClaimForm(AddressForm):
    """Who wants to keep the entry of a body."""

    name = name_field()
    role = TypedField(
        label=_("Your role"),
        max_length=120,
        help_text=_("As in: adviser, chair, general manager."),
        error_messages={"required": _("Write your role.")},
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    field_order: tuple[str, ...] = ("name", "role", "email")
    use_required_attribute = False

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["email"].help_text = _(
            "Your own address at work. You get an e-mail to confirm that it is yours. It is never shown to others."
        )

    def claimant(self) -> Claimant:
        """Who it is, from a valid form; letters come in the language the form was filled in."""
        data = self.cleaned_data
        return Claimant(data["email"], data["name"], data["role"], language_now())


class ColleagueForm(ClaimForm):
    """Who is asked to keep the entry too, filled in by one who keeps it."""

    name = TypedField(
        label=_("Their name"),
        max_length=120,
        error_messages={"required": _("Write their name.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    role = TypedField(
        label=_("Their role"),
        max_length=120,
        help_text=_("As in: adviser, chair, general manager."),
        error_messages={"required": _("Write their role.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        email = self.fields["email"]
        email.label = _("Their address at work")
        email.help_text = _("They get an e-mail to confirm that it is theirs. It is never shown to others.")
        email.error_messages["required"] = _("Write their address.")
        email.widget.attrs["autocomplete"] = "off"


class JoinForm(ClaimForm):
    """The same, and what a body without an entry is."""

    body_name = TypedField(
        label=_("What is your organisation called?"),
        max_length=200,
        error_messages={"required": _("Write what it is called.")},
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    kind = forms.ChoiceField(
        label=_("What kind is it?"), error_messages={"required": _("Choose what kind it is.")}
    )
    place = TypedField(label=_("Place"), max_length=120, required=False)
    web = forms.URLField(
        label=_("Website"),
        max_length=200,
        assume_scheme="https",
        help_text=_("Your e-mail address must end in the same domain: it shows that you speak for them."),
        error_messages={
            "required": _("Write the address of the website."),
            "invalid": _("This is no address of a website. Write it as example.no."),
        },
    )
    field_order = ("body_name", "kind", "place", "web", "name", "role", "email")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        words = all_words()
        in_use = [one.key for one in words.of(Which.ACTORS) if not one.is_retired]
        self.fields["kind"].choices = [("", _("Choose")), *words.among(Which.ACTORS, in_use)]  # type: ignore[attr-defined]
        self.only_kind = in_use[0] if len(in_use) == 1 else ""
        if self.only_kind:
            del self.fields["kind"]

    def clean_web(self) -> str:
        """The website, if it is of a domain of their own."""
        return _of_their_own(self.cleaned_data["web"])

    def new_body(self) -> dict[str, str]:
        """What the body is, from a valid form."""
        data = self.cleaned_data
        return {
            "name": data["body_name"],
            "kind": self.only_kind or data["kind"],
            "place": data["place"],
            "web": data["web"],
        }


class EntryForm(Meanwhile, forms.Form):
    """What a body says of itself."""

    solves = TypedField(
        label=_("What do you solve?"), max_length=LONGEST_SAID, required=False, widget=long_text(4)
    )
    offers = TypedField(
        label=_("What do you offer others?"), max_length=LONGEST_SAID, required=False, widget=long_text(4)
    )
    seeks = TypedField(
        label=_("What do you look for?"), max_length=LONGEST_SAID, required=False, widget=long_text(4)
    )
    place = TypedField(label=_("Place"), max_length=120, required=False)
    municipality = forms.ChoiceField(
        label=_("Municipality"),
        required=False,
        help_text=_("The one you are, or are in. Others in the same county find you by it."),
        error_messages={"invalid_choice": _("Choose one of the municipalities in the list.")},
    )
    inhabitants = forms.IntegerField(
        label=_("Inhabitants"),
        required=False,
        min_value=1,
        max_value=MOST_INHABITANTS,
        help_text=_(
            "How many live there, if you are a municipality. Those of about the same size are shown to you."
        ),
        error_messages={
            "invalid": _("Write a number, as in 12400."),
            "min_value": _("Write a number above zero."),
            "max_value": _("So many do not live in a municipality. Write how many do."),
        },
    )
    reach = TypedField(
        label=_("Reach"),
        max_length=200,
        required=False,
        help_text=_("Where you work: as in local, county, national."),
    )
    themes = TypedField(
        label=_("Themes"), max_length=300, required=False, help_text=_("With commas between them.")
    )
    web = forms.URLField(
        label=_("Website"),
        max_length=200,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("This is no address of a website. Write it as example.no.")},
    )
    contact = TypedField(
        label=_("Contact"),
        max_length=200,
        required=False,
        help_text=_("A role or a shared mailbox, no private person. It is shown to everybody."),
    )
    note = TypedField(label=_("About you"), max_length=LONGEST_SAID, required=False, widget=long_text(4))
    use_required_attribute = False

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        number = self.initial.get("municipality", "")
        choices = municipalities_to_choose(number)
        self.fields["municipality"].choices = [("", _("None")), *choices]  # type: ignore[attr-defined]
        if not choices:
            for name in OF_THE_REGISTER:
                del self.fields[name]

    def clean_web(self) -> str:
        """The website, without a name in front of its host."""
        return _without_name(self.cleaned_data["web"])

    def clean_themes(self) -> str:
        """The themes, each once, with commas."""
        words = dict.fromkeys(" ".join(one.split()) for one in self.cleaned_data["themes"].split(","))
        return ", ".join(word for word in words if word)

    def said(self) -> dict[str, Any]:
        """What the entry is to say, from a valid form, by the names of its fields."""
        data = {**{name: self.initial[name] for name in OF_THE_REGISTER}, **self.cleaned_data}
        data["themes"] = [word for word in data["themes"].split(", ") if word]
        return data


def entry_form(data: Any, body: Body, said: dict[str, Any]) -> EntryForm:
    """The form over what an entry says; `said` is what was asked for already, and waits."""
    names = [name for name in ENTRY_FIELDS if name != "themes"]
    stands = {name: said.get(name, getattr(body, name)) for name in names}
    stands["themes"] = ", ".join(said.get("themes", body.themes))
    return EntryForm(data, initial=stands)


class LinkForm(AddressForm):
    """Where the link that lets one in is to go."""

    use_required_attribute = False

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["email"].help_text = _("The address by which you keep the entry.")
