"""Lists kept as JSON that an editor fills in as boxes or as words between commas."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.utils.text import capfirst

from kokebok.lib.env import words


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


class ChosenField(models.JSONField):
    """Some of a controlled list, shown as boxes to tick."""

    def __init__(self, *args: Any, among: type[models.TextChoices] | None = None, **kwargs: Any) -> None:
        self.among = among
        super().__init__(*args, **kwargs)

    def formfield(self, *args: Any, **kwargs: Any) -> Any:
        return forms.MultipleChoiceField(
            label=capfirst(self.verbose_name),
            required=not self.blank,
            choices=self.among.choices if self.among else [],
            widget=forms.CheckboxSelectMultiple,
        )
