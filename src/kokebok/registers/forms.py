"""A file of the register, and what it holds."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kokebok.doors.sheet_forms import SheetFileField
from kokebok.web.fields import DayField

LONGEST_LIST = 1_000_000  # characters


class RegisterFileForm(forms.Form):
    """A newer file, from when it holds, and whether it names all there are."""

    file = SheetFileField(
        label=_("File"),
        required=False,
        help_text=_(
            "CSV or XLSX with the columns kommunenummer, kommunenavn, fylkesnummer and fylkesnavn, and if you "
            "have them gyldig fra, gyldig til and etterfølger. Or JSON from KLASS 131 of Statistics Norway. The "
            "file is not kept."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.json"}),
    )
    areas = forms.CharField(
        label=_("The list"),
        required=False,
        strip=False,
        max_length=LONGEST_LIST,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_(
            "Paste or correct the rows here. What stands here is what is taken in. An empty cell changes nothing; "
            "write - under gyldig til for one that has not ended after all."
        ),
    )
    day = DayField(
        label=_("It holds from"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("For those of which the file does not say when they began or ended."),
    )
    is_whole = forms.BooleanField(
        label=_("The file names all there are: those that are not in it have ended"), required=False
    )
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
