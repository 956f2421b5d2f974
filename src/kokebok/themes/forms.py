"""The forms of themes."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kokebok.inputs.models import Door
from kokebok.themes.models import LONGEST_NAME, GroupingScope, Theme


class ThemeForm(forms.Form):
    """A theme's name and what belongs there."""

    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME)
    about = forms.CharField(
        label=_("What belongs here"),
        max_length=300,
        required=False,
        help_text=_("One sentence, so that all editors choose alike."),
    )


class MergeForm(forms.Form):
    """The theme that another is merged into."""

    into = forms.ModelChoiceField(label=_("Merge into"), queryset=Theme.objects.none())

    def __init__(self, *args: object, theme: Theme, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["into"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Theme.objects.in_use().exclude(pk=theme.pk)


class GroupingForm(forms.Form):
    """Which inputs are to be grouped."""

    heap = forms.ChoiceField(label=_("Which inputs"), choices=GroupingScope)
    door = forms.ChoiceField(
        label=_("Came in by"), choices=[("", _("Any way")), *Door.choices], required=False
    )
