"""What a sender fills in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kokebok.inputs.actions.send import Said
from kokebok.inputs.fields import TypedField, long_text
from kokebok.inputs.file_fields import WithFiles
from kokebok.inputs.kinds import KINDS, SUGGESTING, TIPS, Kind
from kokebok.inputs.models import LONGEST_TEXT, Input
from kokebok.inputs.practicality import QUESTIONS as PRACTICALITY
from kokebok.inputs.practicality import with_answers
from kokebok.inputs.practicality_forms import PracticalForm
from kokebok.inputs.private import READ_BY_OTHERS, words_read
from kokebok.inputs.token_forms import OpenForm, replaced
from kokebok.lib.bounded import is_near
from kokebok.lib.named_parties import named_parties
from kokebok.lib.private_numbers import PrivateNumber, private_numbers
from kokebok.lib.quotes import LONGEST as LONGEST_QUOTE
from kokebok.lib.quotes import Quote, quote_of
from kokebok.web.present import is_present

if TYPE_CHECKING:
    from kokebok.inputs.queries import Target

ASKED_FOR = [(kind, traits.prompt) for kind, traits in KINDS.items() if traits.prompt]
"""The kinds one chooses among on the form."""
LANGUAGES = ("nb", "nn", "en")


def same_at_end(one: str, other: str) -> int:
    """How many characters two texts end with alike."""
    pairs = zip(reversed(one), reversed(other), strict=False)
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], pairs))


class SenderForm(OpenForm, WithFiles):
    """What every form for input has: who sends (all of it optional), the licence, and what keeps machines out."""

    name = TypedField(
        label=_("Your name"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    on_behalf_of = TypedField(
        label=_("Who you speak for"),
        max_length=200,
        required=False,
        help_text=_("An organisation, an office or a business, if you speak for one."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    may_be_named = forms.BooleanField(
        label=_("My name and organisation may be shown"),
        required=False,
        help_text=_(
            "With the input, and among those thanked in the editions. Otherwise only the editors see them."
        ),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        max_length=254,
        help_text=_(
            "Only if you want an e-mail when you are answered. You confirm it first, and it is never shown to others."
        ),
        error_messages={
            "invalid": _("This is not an e-mail address. Write it as name@example.no, or leave it empty.")
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    may_be_contacted = forms.BooleanField(
        label=_("I have experience with this, and others may ask me for contact"),
        required=False,
        help_text=_(
            "They write through us, and you say yes or no each time. Nobody gets your address from us. "
            "You can take this back on your receipt."
        ),
    )
    licence = forms.BooleanField(
        label=_("What I write may be used freely under CC BY 4.0 and NLOD 2.0"),
        help_text=_(
            "Then your words can stand in the text and in printed editions, and others can build on them."
        ),
        error_messages={"required": _("Tick this: without it we cannot use what you write.")},
    )
    use_required_attribute = (
        False  # what a field needs depends on the kind; the server says it in our own words
    )
    private_in: tuple[str, ...] = ("name", "on_behalf_of")
    """The fields that are read by others, and looked through for private numbers."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        if not is_present("actors"):
            del self.fields["may_be_contacted"]

    def clean(self) -> dict[str, Any]:
        """A name that may be shown must be there."""
        data = super().clean()
        self.require_name(data)
        if data.get("may_be_contacted") and not data.get("email") and "email" not in self.errors:
            self.add_error("email", _("Write the address we can reach you at, or take away the tick below."))
        return data

    def private(self, known: str = "") -> list[PrivateNumber]:
        """The private numbers in what others will read, but those that stand in `known`."""
        return private_numbers(
            "\n".join(self.cleaned_data.get(field, "") for field in self.private_in), known
        )

    def _said(self, kind: Kind, text: str, suggestion: str = "") -> Said:
        data = self.cleaned_data
        language = get_language() or ""
        return Said(
            kind=kind,
            text=text,
            suggestion=suggestion,
            language=language if language in LANGUAGES else "",
            name=data["name"],
            on_behalf_of=data["on_behalf_of"],
            may_be_named=data["may_be_named"],
            may_be_contacted=data.get("may_be_contacted", False),
            email=data["email"],
            ticket=self.token.ticket_for(kind, text, suggestion, *self._sender_and_files()),
            slip=self.token.ticket,
        )

    def _sender_and_files(self) -> list[str]:
        """What also makes it another input: who sends, and with which files."""
        data = self.cleaned_data
        sender = [str(data[name]) for name in ("name", "on_behalf_of", "may_be_named", "email")]
        sender += ["may be contacted"] if data.get("may_be_contacted") else []
        sender += ["parties", data["parties"]] if data.get("parties") else []
        files = [f"{file.name} {file.size}" for _name, several in self.files.lists() for file in several]
        return [*sender, *sorted(files)]


class InputForm(SenderForm):
    """Comment, suggested wording, question or correction, on one form. Without a paragraph, no suggested wording."""

    kind = forms.ChoiceField(
        label=_("What kind of input is it?"),
        choices=ASKED_FOR,
        initial=Kind.COMMENT,
        widget=forms.RadioSelect,
    )
    text = TypedField(
        label=_("Your input"),
        max_length=LONGEST_TEXT,
        required=False,
        help_text=_("With a suggested wording, you may say here why it is better."),
        widget=long_text(6),
    )
    suggestion = TypedField(
        label=_("Suggested wording"),
        max_length=LONGEST_TEXT,
        required=False,
        help_text=_("Only for a suggested wording: change the text below as you want it to stand."),
        widget=long_text(8),
    )
    phrase = TypedField(
        label=_("The words it is about"),
        max_length=LONGEST_QUOTE,
        required=False,
        help_text=_("If it is about some of the words only: copy them here from the paragraph above."),
    )
    before = forms.CharField(required=False, max_length=200, strip=False, widget=forms.HiddenInput)
    field_order = ("kind", "text", "suggestion", "phrase")
    private_in = READ_BY_OTHERS

    def __init__(self, data: Any = None, files: Any = None, *, target: Target, **more: Any) -> None:
        super().__init__(data, files, **more)
        self.target = target
        self.suggesting = SUGGESTING if target.wording else ()  # the kinds its field is shown with
        self.initial["suggestion"] = target.text
        self.fields["text"].error_messages["required"] = _("Write what you want to say.")
        self.fields["text"].required = self["kind"].value() not in SUGGESTING
        if target.wording is None:
            for name in ("suggestion", "phrase", "before"):
                del self.fields[name]
            self.fields["kind"].choices = [pair for pair in ASKED_FOR if pair[0] not in SUGGESTING]  # type: ignore[attr-defined]
            self.fields["text"].help_text = ""

    def clean(self) -> dict[str, Any]:
        """Ask for what the kind needs, and never leave out something that was typed."""
        data = super().clean()
        kind, suggestion = data.get("kind"), data.get("suggestion", "")
        changed = suggestion.split() != self.target.text.split()
        if kind in SUGGESTING and not suggestion and "suggestion" not in self.errors:
            self.add_error("suggestion", _("Write the text as you want it to stand."))
        elif kind and kind not in SUGGESTING and suggestion and changed:
            self.add_error(
                "kind", _("You have changed the text. Choose suggested wording, or put the text back.")
            )
        if data.get("phrase") and self._quote(data) is None:
            self.add_error(
                "phrase",
                _(
                    "These words do not stand in the paragraph. Copy them exactly as they are, or leave this empty."
                ),
            )
        return data

    def _quote(self, data: Mapping[str, Any]) -> Quote | None:
        """The phrase as it stands in the paragraph; of several, the one with most of `before` before it."""
        text, phrase = self.target.text, " ".join(data.get("phrase", "").split())
        starts = [match.start() for match in re.finditer(re.escape(phrase), text)] if phrase else []
        if not starts:
            return None
        before = data.get("before", "")
        best = max(starts, key=lambda start: same_at_end(before, text[:start]))
        return quote_of(text, best, best + len(phrase))

    def said(self) -> Said:
        """What was said, from a valid form."""
        kind = Kind(self.cleaned_data["kind"])
        suggestion = self.cleaned_data.get("suggestion", "") if kind in SUGGESTING else ""
        said = self._said(kind, self.cleaned_data["text"], suggestion)
        return replace(said, quote=self._quote(self.cleaned_data))


class TipForm(PracticalForm, SenderForm):
    """A tip, about an example for instance; it becomes an ordinary input. `tip` has the words it is asked for in."""

    what = TypedField(label=_("What is it?"), max_length=2000, widget=long_text(4))
    where = TypedField(label=_("Where is it, and who is behind it?"), max_length=500, required=False)
    link = TypedField(label=_("A link"), max_length=500, required=False)
    why = TypedField(
        label=_("What can others learn from it?"), max_length=3000, required=False, widget=long_text(4)
    )
    parties = TypedField(
        label=_("Who took part?"),
        max_length=2000,
        required=False,
        widget=long_text(3),
        help_text=_(
            "One on each line, with an e-mail address if you know it. Only the editors see the addresses, and those "
            "you name are asked before we publish a page about it."
        ),
    )
    tried_by = TypedField(
        label=PRACTICALITY["tried_by"],
        max_length=250,
        required=False,
        help_text=_("Say where too, if you know: an organisation, a school, you yourself."),
    )
    theme = TypedField(label=_("Theme"), max_length=120, required=False)
    field_order = ("theme", "what", "where", "link", "why", *PRACTICALITY, "parties")
    private_in = ("what", "where", "why", "used_by", "tried_by", "name", "on_behalf_of")

    def __init__(
        self, data: Any = None, files: Any = None, *, kind: Kind, theme: str = "", **more: Any
    ) -> None:
        super().__init__(data, files, **more)
        self.kind, self.tip = kind, TIPS[kind]
        if not self.tip.asks_if_practical:
            for name in PRACTICALITY:
                del self.fields[name]
        if theme:
            self.initial["theme"] = theme
        else:  # it is asked for by a link of a topic alone
            del self.fields["theme"]
        self.fields["what"].error_messages["required"] = _("Say in a sentence or two what it is.")
        if not is_present("calls"):  # where those who are named are asked
            del self.fields["parties"]

    def said(self) -> Said:
        """The tip as one text, each answer after its question, from a valid form."""
        data = self.cleaned_data
        answers = [
            f"{self.fields[name].label}\n{data[name]}"
            for name in ("theme", "where", "link", "why")
            if data.get(name)
        ]
        practical = {name: data.get(name, "") for name in PRACTICALITY}
        said = self._said(self.kind, with_answers("\n\n".join([data["what"], *answers]), practical))
        return replace(said, parties=named_parties(data.get("parties", "")))


class EditForm(forms.Form):
    """The words of an input its sender changes. `seen` is when they were last changed, as the sender saw it."""

    text = TypedField(label=_("Your input"), max_length=LONGEST_TEXT, required=False, widget=long_text(8))
    suggestion = TypedField(
        label=_("Suggested wording"), max_length=LONGEST_TEXT, required=False, widget=long_text(8)
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, given: Input) -> None:
        super().__init__(
            data, initial={"text": given.text, "suggestion": given.suggestion, "seen": seen_of(given)}
        )
        self.needed = "suggestion" if given.kind in SUGGESTING else "text"
        self.fields[self.needed].required = True
        self.fields[self.needed].error_messages["required"] = _(
            "Write something, or withdraw the input instead."
        )
        if self.needed == "text":
            del self.fields["suggestion"]

    def seen_at(self) -> datetime | None:
        """When the sender's own copy was last changed; None for never."""
        return moment_in(self.cleaned_data["seen"])

    def new_text(self) -> str:
        """The text of a valid form."""
        return str(self.cleaned_data["text"])

    def new_suggestion(self) -> str:
        """The suggested wording of a valid form; "" for other kinds."""
        return str(self.cleaned_data.get("suggestion", ""))

    def private(self, known: str = "") -> list[PrivateNumber]:
        """The private numbers in what others will read, but those that stand in `known`."""
        return private_numbers(words_read(self.cleaned_data), known)

    def carry_on_from(self, given: Input) -> None:
        """Let the next sending of this form change the input as it is now."""
        self.data = replaced(self.data, "seen", seen_of(given))


def moment_in(said: str) -> datetime | None:
    """The moment a form carries, as `seen_of` writes it; None for never, and for what is no moment."""
    try:
        moment = parse_datetime(said)
    except ValueError:
        return None
    is_one = moment is not None and moment.tzinfo is not None and is_near(moment.date())
    return moment if is_one else None


def seen_of(given: Input) -> str:
    """When the words of an input were last changed, as a form carries it; "" for never."""
    return given.edited_at.isoformat() if given.edited_at else ""


class ReceiptCodeForm(forms.Form):
    """A receipt code somebody types."""

    code = TypedField(
        label=_("Receipt code"),
        max_length=80,
        help_text=_("Sixteen letters and digits. Spaces and capitals do not matter."),
        error_messages={"required": _("Write the code from your receipt.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}
        ),
    )
