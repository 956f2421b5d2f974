"""What an editor fills in: the call, a phase with its moments by a clock, and a question."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.conf import settings
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from kokebok.book.models import AsIs
from kokebok.book.offered import offer_or_leave_out
from kokebok.book.queries import shelves, the_cookbook
from kokebok.calls.models import AnswerKind, Call, Phase, Question
from kokebok.calls.rules import FILLS
from kokebok.inputs.practicality import as_is_called
from kokebok.lib.bounded import is_near
from kokebok.web.meanwhile import Meanwhile

if TYPE_CHECKING:
    from django.http import QueryDict

FEWEST_CHOICES, MOST_CHOICES, LONGEST_CHOICE = 2, 30, 120
ON_THE_CLOCK = "%Y-%m-%dT%H:%M"


def _zones() -> list[tuple[str, str]]:
    """The zones one can choose, Norway's first."""
    usual = ["Europe/Oslo", "Arctic/Longyearbyen", "Europe/London", "Europe/Helsinki", "UTC"]
    rest = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))
    return [(zone, zone.replace("_", " ")) for zone in dict.fromkeys([*usual, *rest])]


class CallForm(Meanwhile, forms.ModelForm[Call]):
    """What a call is."""

    about = forms.TypedChoiceField(
        label=gettext_lazy("The page it is about"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=gettext_lazy("For comments on an outline. Otherwise leave it empty."),
    )
    frames = forms.CharField(
        label=gettext_lazy("Sites that may show it in a frame"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("One address on each line, as https://www.example.no. Empty: none may."),
    )

    class Meta:
        model = Call
        fields = (
            "title",
            "slug",
            "gathers",
            "language",
            "purpose",
            "decides",
            "criteria",
            "what_next",
            "takes_late",
            "themes",
        )
        widgets = {
            name: forms.Textarea(attrs={"rows": rows})
            for name, rows in (("purpose", 5), ("criteria", 4), ("what_next", 4))
        }
        help_texts = {
            "slug": gettext_lazy("The last part of its address: small letters, digits and hyphens."),
            "purpose": gettext_lazy("Why you ask, and what the answers are for."),
            "decides": gettext_lazy("Who decides what is taken in: a body, or a role."),
            "criteria": gettext_lazy(
                "What you look for. Those who write should be able to judge for themselves."
            ),
            "what_next": gettext_lazy("What happens after the deadline, and when they hear from you."),
            "themes": gettext_lazy("It is shown on the pages of these while it is open."),
            "takes_late": gettext_lazy(
                "Otherwise whoever comes late meets a page that says where they can turn."
            ),
        }

    field_order = ("title", "slug", "gathers", "about", "themes", "language")

    def __init__(self, data: QueryDict | None = None, *, instance: Call | None = None) -> None:
        cookbook = the_cookbook()
        if instance:
            initial = {"about": instance.about_id, "frames": "\n".join(instance.frames)}
        else:
            initial = {"language": cookbook.language} if cookbook else {}
        super().__init__(data, instance=instance, initial=initial)
        pages = [page for shelf in shelves(cookbook) for page in shelf.pages] if cookbook else []
        offer_or_leave_out(self, "themes", instance.themes if instance else [])
        self.fields["about"].choices = [("", "–"), *((page.pk, page.title) for page in pages)]  # type: ignore[attr-defined]

    def clean_frames(self) -> list[str]:
        """The origins, each as a policy can hold it."""
        lines = [
            line.strip().rstrip("/") for line in self.cleaned_data["frames"].splitlines() if line.strip()
        ]
        for line in lines:
            host = line.removeprefix("https://")
            if host == line or not host or set(host) - set("abcdefghijklmnopqrstuvwxyz0123456789.-:"):
                raise forms.ValidationError(
                    _("“%(line)s” is not an address of a site. Write it as https://www.example.no.")
                    % {"line": line[:80]}
                )
        return lines[:20]

    def said(self) -> dict[str, Any]:
        """The fields of the call, from a valid form."""
        data = self.cleaned_data
        plain = {name: data[name] for name in self.Meta.fields if name in data}
        return {**plain, "about_id": data["about"], "frames": data["frames"]}

    def _post_clean(self) -> None:
        """Leave the row alone, the act writes it; only see that the address is free."""
        taken = Call.objects.filter(slug=self.cleaned_data.get("slug", "")).exclude(pk=self.instance.pk)
        if taken.exists():
            self.add_error("slug", _("Another call has this address."))


class ClockInput(forms.DateTimeInput):
    """A day and a time of the clock, by the browser's own calendar."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format=ON_THE_CLOCK)


class PhaseDatesForm(Meanwhile, forms.Form):
    """When a phase opens and closes, by the clock of a place: the one place where a deadline is said."""

    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=120,
        help_text=gettext_lazy("As “Tell us in a few sentences”, or “Tell the whole story”."),
    )
    opens = forms.CharField(label=gettext_lazy("Opens"), widget=ClockInput())
    closes = forms.CharField(label=gettext_lazy("Closes"), widget=ClockInput())
    zone = forms.ChoiceField(label=gettext_lazy("By the clock in"), choices=lazy(_zones, list)())
    takes_files = forms.BooleanField(label=gettext_lazy("Files may be attached"), required=False)

    def __init__(self, data: QueryDict | None = None, *, phase: Phase | None = None) -> None:
        initial: dict[str, Any] = {"zone": settings.TIME_ZONE}
        if phase is not None:
            initial = {
                "title": phase.title,
                "opens": phase.opens_there.strftime(ON_THE_CLOCK),
                "closes": phase.closes_there.strftime(ON_THE_CLOCK),
                "zone": phase.zone,
                "takes_files": phase.takes_files,
            }
        super().__init__(data, initial=initial)

    def clean(self) -> dict[str, Any]:
        """The two moments, and that they come in order."""
        data = super().clean() or {}
        zone = data.get("zone", "")
        if not zone:
            return data
        for name, fold in (("opens", 0), ("closes", 1)):
            try:
                data[f"{name}_at"] = moment_of(str(data.get(name, "")), zone, fold=fold)
            except ValueError as error:
                self.add_error(name, str(error))
        opens, closes = data.get("opens_at"), data.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes", _("It must close after it opens."))
        return data

    def said(self) -> dict[str, Any]:
        """The fields of the phase, from a valid form."""
        names = ("title", "opens_at", "closes_at", "zone", "takes_files")
        return {name: self.cleaned_data[name] for name in names}


def moment_of(raw: str, zone: str, *, fold: int) -> datetime:
    """The moment a clock in a zone shows this. In the hour that comes twice in autumn `fold` says which one is meant.

    Raises ValueError, in words, for what is no time, and for the hour that is skipped in spring.
    """
    try:
        plain = datetime.fromisoformat(raw.strip())
    except ValueError:
        raise ValueError(_("Write a day and a time.")) from None
    if plain.tzinfo is not None or not is_near(plain.date()):
        raise ValueError(_("Write a day and a time."))
    there = plain.replace(tzinfo=ZoneInfo(zone), fold=fold)
    moment = there.astimezone(UTC)
    if moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != plain:
        raise ValueError(
            _("That night the clock is put forward, and this time does not come. Choose another.")
        )
    return moment


class QuestionForm(Meanwhile, forms.ModelForm[Question]):
    """A guiding question."""

    lines = forms.CharField(
        label=gettext_lazy("The list"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("For “One of a list”: one on each line."),
    )

    class Meta:
        model = Question
        fields = ("text", "help", "kind", "most", "required", "fills")
        help_texts = {
            "help": gettext_lazy("What a good answer has. One or two sentences."),
            "fills": gettext_lazy("Where in the page the answer is put when you make a draft of it."),
        }

    def __init__(
        self, data: QueryDict | None = None, *, phase: Phase, instance: Question | None = None
    ) -> None:
        initial = {"lines": "\n".join(instance.choices)} if instance else {}
        super().__init__(data, instance=instance, initial=initial)
        self.phase = phase
        fills = [(key, str(label)) for key, label in FILLS[phase.call.gathers].items()]  # type: ignore[index]
        if fills:
            nowhere = ("", _("nowhere by itself"))
            self.fields["fills"] = forms.ChoiceField(
                label=gettext_lazy("Goes into"),
                required=False,
                choices=[nowhere, *fills],
                help_text=self.fields["fills"].help_text,
            )
        else:
            del self.fields["fills"]

    def clean(self) -> dict[str, Any]:
        """A list where one is needed, and each field of the page filled by one question at most."""
        data: dict[str, Any] = super().clean() or {}
        lines = [line.strip() for line in str(data.get("lines", "")).splitlines() if line.strip()]
        if data.get("fills") == "as_is":
            lines = self._answers_of_the_field(data, lines)
        is_list = data.get("kind") == AnswerKind.CHOICE
        if is_list and not FEWEST_CHOICES <= len(lines) <= MOST_CHOICES:
            self.add_error("lines", _("Write between 2 and 30 to choose among."))
        if any(len(line) > LONGEST_CHOICE for line in lines):
            self.add_error("lines", _("Each may have at most 120 characters."))
        data["choices"] = list(dict.fromkeys(lines)) if is_list else []
        fills = data.get("fills", "")
        others = Question.objects.filter(phase=self.phase, fills=fills).exclude(pk=self.instance.pk)
        if fills and others.exists():
            self.add_error("fills", _("Another question of this phase goes there already."))
        return data

    def _answers_of_the_field(self, data: dict[str, Any], typed: list[str]) -> list[str]:
        """The answers there are to whether a tool can be used as it is, in the language of the call."""
        with override(self.phase.call.language):
            known = [str(label) for label in AsIs.labels]
        if any(not as_is_called(line) for line in typed):
            wrong = _("This has answers of its own: %(answers)s. Leave the list empty.")
            self.add_error("lines", wrong % {"answers": ", ".join(f"“{line}”" for line in known)})
        data["kind"] = AnswerKind.CHOICE
        return known

    def said(self) -> dict[str, Any]:
        """The fields of the question, from a valid form."""
        names = ("text", "help", "kind", "most", "required", "choices")
        return {
            **{name: self.cleaned_data[name] for name in names},
            "fills": self.cleaned_data.get("fills", ""),
        }

    def _post_clean(self) -> None:
        """Leave the row alone, the act writes it; only see that the limit is one."""
        most = self.cleaned_data.get("most")
        if most is not None and not 20 <= most <= 4000:
            self.add_error("most", _("Between 20 and 4000."))
