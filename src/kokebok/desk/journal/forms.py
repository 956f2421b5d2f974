"""Which lines of the journal somebody asks for."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.http import urlencode
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from kokebok.journal.queries import chosen, those_who_acted
from kokebok.journal.words import all_things, all_words
from kokebok.lib.alphabet import alphabetical
from kokebok.web.fields import DayField, NumberField

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import QueryDict

    from kokebok.journal.models import Entry

PUBLIC = "public"


class JournalForm(forms.Form):
    """Who, what, about what, and when."""

    who = forms.ChoiceField(label=_("Who"), required=False)
    act = forms.ChoiceField(label=_("What"), required=False)
    thing = forms.ChoiceField(label=_("About"), required=False)
    number = NumberField(label=_("Number"), required=False, min_value=1)
    since = DayField(label=_("From and with"), required=False, widget=forms.DateInput({"type": "date"}))
    until = DayField(label=_("Up to and with"), required=False, widget=forms.DateInput({"type": "date"}))

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        people = [(str(key), name) for key, name in those_who_acted()]
        choices: dict[str, list[tuple[str, Any]]] = {
            "who": [(PUBLIC, _("The public, and the machine")), *people],
            "act": sorted(all_words().items(), key=lambda act: alphabetical(str(act[1]))),
            "thing": sorted(all_things().items(), key=lambda thing: alphabetical(str(thing[1]))),
        }
        for name, among in choices.items():
            self.fields[name].choices = [("", _("All")), *among]  # type: ignore[attr-defined]

    def lines(self) -> QuerySet[Entry]:
        """The lines asked for, newest first; what makes no sense does not narrow."""
        self.is_valid()
        said = self.cleaned_data
        who = said.get("who") or ""
        until: date | None = said.get("until")
        since: date | None = said.get("since")
        return chosen(
            by=int(who) if who and who != PUBLIC else None,
            by_the_public=who == PUBLIC,
            act=said.get("act") or "",
            thing=said.get("thing") or "",
            number=said.get("number"),
            since=_midnight(since) if since else None,
            before=_midnight(until + timedelta(days=1)) if until and until < date.max else None,
        )

    @property
    def as_query(self) -> str:
        """What comes after the address, with its question mark; "" when nothing is chosen."""
        given = {name: self.data[name] for name in self.fields if self.data.get(name)}
        return f"?{urlencode(given)}" if given else ""


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))
