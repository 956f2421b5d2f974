"""A picture in a form: looked at and kept when the form is sent, also when something else in it is wrong."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokebok.book.logos import TooLong, find_logo, keep_photograph, keep_portrait
from kokebok.inputs.files import MB
from kokebok.lib.pictures import NotAPicture
from kokebok.lists.models import Entry
from kokebok.setup.look_forms import MOST_MB
from kokebok.web.meanwhile import Meanwhile


class OnePictureForm(forms.Form):
    """A form with one picture, and a field, named `alt`, for what it shows. `now` is the picture there is."""

    alt = ""
    now = ""
    keep = staticmethod(keep_portrait)

    picture = forms.FileField(
        label=gettext_lazy("Picture"),
        required=False,
        help_text=gettext_lazy("As PNG, JPEG, WebP or GIF; at most 5 MB and 25 million dots."),
        error_messages={"empty": gettext_lazy("There is nothing in the file.")},
        widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg,.webp,.gif"}),
    )
    kept = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    remove = forms.BooleanField(label=gettext_lazy("Use no picture"), required=False)

    def clean_picture(self) -> str:
        """The name of the new picture, "" where none is put in."""
        file = self.cleaned_data["picture"]
        if not file:
            return ""
        if file.size > MOST_MB * MB:
            raise forms.ValidationError(
                _("The file is too large: a picture may be %(most)s MB.") % {"most": MOST_MB}
            )
        try:
            return self.keep(file.read())
        except (NotAPicture, TooLong) as error:
            raise forms.ValidationError(
                _(
                    "“%(name)s” cannot be read as a picture of the sorts and sizes we take. Save it as JPEG or PNG."
                )
                % {"name": file.name}
            ) from error

    def clean_kept(self) -> str:
        name = str(self.cleaned_data["kept"])
        return name if find_logo(name) else ""

    @property
    def chosen(self) -> str:
        """The picture there will be; "" for none. May be asked of a form with errors too."""
        said = getattr(self, "cleaned_data", {})
        if said.get("remove"):
            return ""
        return str(said.get("picture") or said.get("kept") or self.now)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.chosen and not cleaned.get(self.alt) and self.alt not in self.errors:
            self.add_error(self.alt, _("Say what the picture shows, for those who do not see it."))
        return cleaned


class TopicPictureForm(OnePictureForm, Meanwhile, forms.ModelForm):  # type: ignore[type-arg]
    """The picture on the page of a topic."""

    alt = "picture_alt"
    keep = staticmethod(keep_photograph)

    class Meta:
        model = Entry
        fields = ("picture_alt", "picture_credit")
        help_texts = {
            "picture_alt": gettext_lazy("Read aloud to those who do not see it."),
            "picture_credit": gettext_lazy("As in “Photo: Kari Nordmann”. Stands below the picture."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = self.instance.picture

    def values(self) -> dict[str, str]:
        """What holds when it is saved."""
        said = self.cleaned_data
        alt = said["picture_alt"] if self.chosen else ""
        return {"picture": self.chosen, "picture_alt": alt, "picture_credit": said["picture_credit"]}
