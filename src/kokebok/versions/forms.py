"""The forms of versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import validate_slug
from django.utils.translation import gettext_lazy as _

from kokebok.versions.queries import could_be_tied, languages_left
from kokebok.versions.words import IN
from kokebok.web.language_names import OWN_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict

    from kokebok.versions.models import Version

LONGEST_TITLE = 255
LONGEST_SLUG = 60


class TieForm(forms.Form):
    """Which other page is a version of the same text."""

    other = forms.ChoiceField(
        label=_("The other page"), help_text=_("Pages of the same kind, in languages that the text lacks.")
    )

    def __init__(self, posted: QueryDict | None = None, *, page: Any, versions: Iterable[Version]) -> None:
        super().__init__(posted)
        self.pages = {str(one.pk): one for one in could_be_tied(page, versions)}
        offered = [(key, f"{one.title} ({OWN_NAMES[one.language]})") for key, one in self.pages.items()]
        self.fields["other"].choices = [("", "–"), *offered]  # type: ignore[attr-defined]

    def chosen(self) -> Any:
        """The page that was chosen, when the form is valid."""
        return self.pages[self.cleaned_data["other"]]


class VersionForm(forms.Form):
    """A version to be made: in which language, what it is called, and where it is read."""

    language = forms.ChoiceField(label=_("Language"))
    title = forms.CharField(
        label=_("Title"), max_length=LONGEST_TITLE, help_text=_("You can change it in the page editor.")
    )
    slug = forms.CharField(
        label=_("The end of the address"),
        max_length=LONGEST_SLUG,
        required=False,
        validators=[validate_slug],
        help_text=_(
            "Letters a–z, numbers and hyphens. Leave it empty, and it is that of this page with the language after it."
        ),
    )

    def __init__(self, posted: QueryDict | None = None, *, page: Any, versions: Iterable[Version]) -> None:
        left = languages_left(page, versions)
        super().__init__(posted, initial={"language": left[0][0] if left else "", "title": page.title})
        self.own_slug = page.slug[: LONGEST_SLUG - 3].strip("-")
        self.fields["language"].choices = [(code, IN[code]) for code, _name in left]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """With the address that is suggested, where none is said."""
        said = self.cleaned_data
        if "slug" in said and not said["slug"] and "language" in said:
            said["slug"] = f"{self.own_slug}-{said['language']}"
        return said
