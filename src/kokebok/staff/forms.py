"""What an administrator fills in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kokebok.people.models import Person, RoleName
from kokebok.staff.queries import open_bodies

HELP = {
    RoleName.ADMINISTRATOR: _("Administrator: all an editor may, and says who works here"),
    RoleName.EDITOR: _("Editor: writes texts, answers inputs, brings out editions"),
    RoleName.MODERATOR: _("Moderator: sees to what may be published"),
    RoleName.HOST: _("Host: leads input rounds"),
    RoleName.RESOURCE: _("Resource group: reads and gives advice before the text goes out"),
    RoleName.LOG_READER: _("Reader of the log: sees who did what"),
}
ROLES = [(role.value, words) for role, words in HELP.items()]


class RolesField(forms.MultipleChoiceField):
    """Roles, as boxes to tick; the cleaned value is a list of RoleName."""

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=ROLES, widget=forms.CheckboxSelectMultiple, label=_("Roles"), **options)

    def clean(self, value: Any) -> list[RoleName]:
        return [RoleName(role) for role in super().clean(value)]


def _about_bodies() -> str:
    """What a body is to those who work here, and where one is made that is not among those to choose."""
    return format_html(
        '{} {} <a class="ds-link" href="{}">{}</a>',
        gettext("A body may have several members; each signs in as themselves."),
        gettext("One that is not here is made in the page editor:"),
        reverse("wagtailsnippets_people_body:add"),
        gettext("make a body"),
    )


class BodyField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """The body somebody comes from."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            queryset=open_bodies(),
            required=False,
            label=_("Comes from"),
            help_text=lazy(_about_bodies, str)(),
            empty_label=_("No body"),
            **options,
        )


class InvitationForm(forms.Form):
    """Whom to invite, and to what."""

    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("As others will see it."))
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("Their own, not one that several share: codes to sign in are sent there."),
    )
    roles = RolesField()
    body = BodyField()
    language = forms.ChoiceField(label=_("Language of the e-mail"), choices=settings.LANGUAGES)


class FirstForm(forms.Form):
    """Who the first administrator is."""

    name = forms.CharField(label=_("Your name"), max_length=120, help_text=_("As others will see it."))
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("Codes to sign in are sent there from now on."),
    )


class IdentityForm(forms.Form):
    """What somebody is called, and where codes to sign in are sent. `had` is the address the page was made with."""

    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("As others will see it."))
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_(
            "Codes to sign in are sent there. If it is changed, they are signed out everywhere, and both addresses "
            "get an e-mail."
        ),
    )
    had = forms.CharField(widget=forms.HiddenInput)


class PersonForm(forms.Form):
    """The roles of somebody who works here, and where they come from. `seen` is the roles the page was made with."""

    roles = RolesField(required=False)
    body = BodyField()
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_seen(self) -> list[RoleName]:
        said = self.cleaned_data["seen"].split(",")
        return [RoleName(role) for role in said if role in RoleName.values]


def person_form_for(person: Person) -> PersonForm:
    """The form with what holds now."""
    roles = sorted(person.role_names)
    return PersonForm(initial={"roles": roles, "body": person.body_id, "seen": ",".join(roles)})


def identity_form_for(person: Person) -> IdentityForm:
    """The form with the name and address that hold now."""
    return IdentityForm(initial={"name": person.name, "email": person.email, "had": person.email})
