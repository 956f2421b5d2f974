"""What an editor chooses from the cookbook's lists, and words between commas."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.utils.text import capfirst

from kokebok.book.cards import CardsChoice
from kokebok.book.offered import EntriesChoice, EntryChoice
from kokebok.lib.env import words
from kokebok.lists.models import LONGEST_KEY


class WordsInput(forms.CharField):
    """Words between commas in, a list out."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return value if isinstance(value, list) else words(value or "")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return list(initial or []) != self.to_python(data)


class WordsField(models.JSONField):
    """A short list of words."""

    def formfield(self, *args: Any, **kwargs: Any) -> Any:
        return WordsInput(
            label=capfirst(self.verbose_name), required=not self.blank, help_text=self.help_text
        )


class EntryField(models.CharField[Any, Any]):
    """The key of one entry of one of the cookbook's lists, `among`."""

    def __init__(self, *args: Any, among: str = "", **kwargs: Any) -> None:
        self.among = among
        super().__init__(*args, **{"max_length": LONGEST_KEY, **kwargs})

    def formfield(self, *args: Any, **kwargs: Any) -> Any:
        return EntryChoice(
            among=self.among,
            may_be_none=self.blank or not self.has_default(),
            label=capfirst(self.verbose_name),
            required=not self.blank,
            initial=self.default if self.has_default() else None,
        )


class ChosenField(models.JSONField):
    """The keys of some entries of one of the cookbook's lists, `among`."""

    def __init__(self, *args: Any, among: str = "", **kwargs: Any) -> None:
        self.among = among
        super().__init__(*args, **kwargs)

    def formfield(self, *args: Any, **kwargs: Any) -> Any:
        return EntriesChoice(among=self.among, label=capfirst(self.verbose_name), required=not self.blank)


class CardsField(models.JSONField):
    """The keys of calls, rounds and editions that stand as cards on a page (book.cards)."""

    def formfield(self, *args: Any, **kwargs: Any) -> Any:
        return CardsChoice(label=capfirst(self.verbose_name), required=not self.blank)
