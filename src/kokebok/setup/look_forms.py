"""The colour and the logo of the body, as one fills them in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokebok.book.logos import LONGEST, TooLong, find_logo, keep_logo
from kokebok.inputs.files import MB
from kokebok.lib.colours import colour_in, fits, nearest_that_fits
from kokebok.lib.pictures import NotAPicture
from kokebok.web.meanwhile import Meanwhile

MOST_MB = 5


class LookForm(Meanwhile, forms.Form):
    """A colour that can be read, and a logo. `instead` is the nearest colour that fits, where the one said does not."""

    colour = forms.CharField(
        label=gettext_lazy("Main colour"),
        max_length=20,
        required=False,
        help_text=gettext_lazy(
            "Six digits, as in #0c6672: the body’s visual profile has them. Leave it empty for the usual blue."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "size": 10}),
    )
    logo = forms.FileField(
        label=gettext_lazy("Logo"),
        required=False,
        help_text=gettext_lazy(
            "A picture, as PNG, JPEG, WebP or GIF; at most 5 MB and 25 million dots. "
            "It is read aloud as the body’s name."
        ),
        error_messages={"empty": gettext_lazy("There is nothing in the file.")},
        widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg,.webp,.gif"}),
    )
    kept = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    remove = forms.BooleanField(label=gettext_lazy("Use no logo"), required=False)

    def __init__(self, *args: Any, now: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        self.instead = ""

    def clean_colour(self) -> str:
        said = str(self.cleaned_data["colour"]).strip()
        if not said:
            return ""
        colour = colour_in(said)
        if colour is None:
            raise forms.ValidationError(
                _("That is not a colour. Write # and six digits or letters from a to f.")
            )
        if not fits(colour):
            self.instead = nearest_that_fits(colour)
            raise forms.ValidationError(
                _(
                    "%(colour)s is too light: white text on it, and links in it on white, cannot be read by all. "
                    "%(instead)s is the nearest shade that can."
                )
                % {"colour": colour, "instead": self.instead}
            )
        return colour

    def clean_logo(self) -> str:
        """The name of the new logo, "" where none is put in."""
        file = self.cleaned_data["logo"]
        if not file:
            return ""
        if file.size > MOST_MB * MB:
            raise forms.ValidationError(
                _("The file is too large: a logo may be %(most)s MB.") % {"most": MOST_MB}
            )
        try:
            return keep_logo(file.read())
        except TooLong as error:
            raise forms.ValidationError(
                _(
                    "“%(name)s” is too long and narrow for a logo: at most %(most)s times as long one way "
                    "as the other. Crop it, or use another."
                )
                % {"name": file.name, "most": LONGEST}
            ) from error
        except NotAPicture as error:
            raise forms.ValidationError(
                _("“%(name)s” cannot be read as a picture of the sorts and sizes we take. Save it as PNG.")
                % {"name": file.name}
            ) from error

    def clean_kept(self) -> str:
        name = str(self.cleaned_data["kept"])
        return name if find_logo(name) else ""

    @property
    def chosen_logo(self) -> str:
        """The logo there will be; "" for none. May be asked of a form with errors too."""
        said = getattr(self, "cleaned_data", {})
        if said.get("remove"):
            return ""
        return str(said.get("logo") or said.get("kept") or self.now)
