"""Say who sends the cookbook out, and what they say in other languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from kokebok.book.models import Cookbook, Sender, SenderWords
from kokebok.journal.actions.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kokebok.people.models import Person


@transaction.atomic
def change_sender(cookbook: Cookbook, values: Mapping[str, Any], *, by: Person) -> bool:
    """Let these fields of the sender hold from now on; whether any of them was new."""
    Cookbook.objects.select_for_update().get(pk=cookbook.pk)
    sender = Sender.objects.filter(cookbook=cookbook).first() or Sender(cookbook=cookbook)
    new = {name: value for name, value in values.items() if getattr(sender, name) != value}
    if not new:
        return False
    for name, value in new.items():
        setattr(sender, name, value)
    sender.save()
    record("sender.changed", by=by, about=cookbook, fields=sorted(new))
    return True


@transaction.atomic
def change_sender_words(cookbook: Cookbook, language: str, values: Mapping[str, Any], *, by: Person) -> bool:
    """Let these words of the sender hold in a language from now on; whether any of them was new."""
    Cookbook.objects.select_for_update().get(pk=cookbook.pk)
    sender, _made = Sender.objects.get_or_create(cookbook=cookbook)
    words = SenderWords.objects.filter(sender=sender, language=language).first()
    words = words or SenderWords(sender=sender, language=language)
    new = {name: value for name, value in values.items() if getattr(words, name) != value}
    if not new:
        return False
    for name, value in new.items():
        setattr(words, name, value)
    words.save()
    record("sender.changed", by=by, about=cookbook, fields=sorted(new), language=language)
    return True
