"""How values and actors are kept in the page editor."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import ObjectList, extract_panel_definitions_from_model_class
from wagtail.snippets.views.snippets import SnippetViewSet

from kokebok.book.offered import BLANK, Chosen, EntryChoice, also_offered, offer
from kokebok.lists.models import Which


class UniqueSnippets(SnippetViewSet):  # type: ignore[misc]
    """A list of things of which each is one of its kind, so that none is a copy of another."""

    copy_view_enabled = False


class ActorForm(WagtailAdminModelForm):  # type: ignore[misc]
    """The form of an actor, which offers the cookbook's own kinds of actors, and the municipalities of the register.

    The municipality is chosen only where there is a register.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chosen: Chosen = {Which.ACTORS: {self.instance.kind}}
        self.fields["kind"] = EntryChoice(among=Which.ACTORS, may_be_none=False)
        offer(self, self.chosen)
        self._offer_municipalities()

    def _offer_municipalities(self) -> None:
        choices = import_string(settings.MUNICIPALITIES)(self.instance.municipality)
        if not choices:
            del self.fields["municipality"]
            return
        label = capfirst(self.fields["municipality"].label)
        self.fields["municipality"] = forms.ChoiceField(
            label=label, choices=[BLANK, *choices], required=False, help_text=_("The one it is, or is in.")
        )
        self.fields["inhabitants"].help_text = _(
            "How many live there, if it is a municipality. Others of about the same size are shown on its page."
        )

    def full_clean(self) -> None:
        with also_offered(self.chosen):
            super().full_clean()


class Actors(UniqueSnippets):
    """The actors."""

    def get_edit_handler(self) -> Any:
        panels = extract_panel_definitions_from_model_class(self.model)
        return ObjectList(panels, base_form_class=ActorForm).bind_to_model(self.model)
