"""What is said beside an edition: an erratum, that it is withdrawn, or that it holds again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokebok.editions.queries import text_as_frozen
from kokebok.lib.text import passages_of

if TYPE_CHECKING:
    from kokebok.editions.models import Edition, EditionPage

LONGEST = 2000
WHOLE = "whole"  # of an erratum about the edition as a whole
CITED = re.compile(r"(?:¶\s*)?(\d{1,5})\.(\d{1,5})")
ON_ITS_PAGE = re.compile(r"(.*?)[\s,:]*¶\s*(\d{1,5})")
ANCHOR = re.compile(r"(?:.*(?:/a/|#a-))?([a-z0-9]{4,12})/?")


class CitedParagraph(NamedTuple):
    """A paragraph as it is shown to who writes of it: the title of its page, its number in the files, its words."""

    page: str
    number: str
    words: str


class ErratumForm(forms.Form):
    """What is wrong in an edition, and where."""

    place = forms.CharField(
        label=gettext_lazy("Paragraph"),
        required=False,
        max_length=300,
        help_text=gettext_lazy(
            "Its number in the files (4.12), the title of its page with the number beside it (Contact ¶ 3), or "
            "the address one copies from that number. Empty for the whole edition."
        ),
    )
    text = forms.CharField(
        label=gettext_lazy("What is wrong, and what is right"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy(
            "It cannot be changed afterwards: what is wrong in it, the next erratum says."
        ),
    )

    # What the form has shown that it is about: a second press confirms it, for there is no way back.
    shown = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)

    def __init__(self, *args: Any, edition: Edition, **more: Any) -> None:
        super().__init__(*args, **more)
        self.edition = edition

    @property
    def is_confirmed(self) -> bool:
        """Whether the one who sends it has seen which paragraph it is about."""
        return bool(self.cleaned_data["shown"] == self._about)

    @property
    def _about(self) -> str:
        return self.cleaned_data["place"] or WHOLE

    def to_confirm(self) -> ErratumForm:
        """The same form, to be sent once more."""
        said = {**{name: self[name].value() for name in self.fields}, "shown": self._about}
        return ErratumForm(initial=said, edition=self.edition)

    def clean_place(self) -> str:
        """The anchor of the paragraph; "" for the whole edition."""
        said = self.cleaned_data["place"].strip()
        if not said:
            return ""
        anchor = anchor_at(self.edition, said)
        if anchor is None:
            number = {"number": self.edition.number, "place": said}
            raise forms.ValidationError(
                _(
                    "Edition %(number)s has no one paragraph “%(place)s”. "
                    "Write its page before the number, or copy its address."
                )
                % number
            )
        return anchor


class WithdrawForm(forms.Form):
    """Why an edition is not to be used any more, and what is."""

    why = forms.CharField(
        label=gettext_lazy("Why it is withdrawn"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Readers see this on each page of the edition, and in its files."),
    )
    instead = forms.ChoiceField(label=gettext_lazy("What to use instead"), required=False)

    def __init__(self, *args: Any, others: list[Edition], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["instead"].choices = [  # type: ignore[attr-defined]
            *(
                (
                    one.number,
                    _("Edition %(number)s, %(day)s") % {"number": one.number, "day": date_format(one.date)},
                )
                for one in others
            ),
            ("", _("The text as it is now")),
        ]
        self.others = {one.number: one for one in others}

    @property
    def chosen(self) -> Edition | None:
        """The edition to use instead; None for the living text."""
        return self.others.get(self.cleaned_data["instead"])


class RestoreForm(forms.Form):
    """Why an edition holds again."""

    why = forms.CharField(
        label=gettext_lazy("Why it holds again"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4})
    )


def anchor_at(edition: Edition, said: str) -> str | None:
    """The paragraph of an edition that is cited like this, or stands at this address; None where it has none."""
    cited, address, on_page = CITED.fullmatch(said), ANCHOR.fullmatch(said), ON_ITS_PAGE.fullmatch(said)
    if cited:
        chapter, number = int(cited[1]), int(cited[2])
        page = edition.pages.order_by("order")[chapter - 1 : chapter].first() if chapter else None
        return _numbered(page, number) if page else None
    if on_page:
        return _numbered_on(edition, on_page[1], int(on_page[2]))
    if address is None:
        return None
    wordings = edition.wordings.filter(wording__paragraph__anchor=address[1])
    return address[1] if wordings.exists() else None


def paragraph_at(edition: Edition, anchor: str) -> CitedParagraph | None:
    """The paragraph of an edition with this anchor; None where it has none."""
    for chapter, page in enumerate(edition.pages.order_by("order"), 1):
        for one in passages_of(text_as_frozen(page)):
            if anchor and one.anchor == anchor:
                return CitedParagraph(page.title, f"{chapter}.{one.number}", one.text)
    return None


def _numbered_on(edition: Edition, title: str, number: int) -> str | None:
    """The paragraph with this number on the page of that title; "" is the only page that has the number."""
    pages = [one for one in edition.pages.order_by("order") if not title or _same(one.title, title)]
    found = list(filter(None, (_numbered(page, number) for page in pages)))
    return found[0] if len(found) == 1 else None


def _numbered(page: EditionPage, number: int) -> str | None:
    passages = passages_of(text_as_frozen(page))
    return next((one.anchor for one in passages if one.number == number and one.anchor), None)


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()
