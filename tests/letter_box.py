"""What has come out of the outbox: to look into `django.core.mail.outbox` is to have the sender come by first."""

from __future__ import annotations

from types import ModuleType
from typing import Any

from django.core import mail


class LetterBox(ModuleType):
    """The module `django.core.mail`, with a box in which what is due lies when somebody looks."""

    letters: list[Any]
    is_watched = False

    @property
    def outbox(self) -> list[Any]:
        """The letters that have left, each as it was handed over."""
        if self.is_watched:
            from kokebok.letters.actions.send import send_due_letters

            self.is_watched = False  # the sender puts letters into this very box
            try:
                send_due_letters()
            finally:
                self.is_watched = True
        return self.letters

    @outbox.setter
    def outbox(self, letters: list[Any]) -> None:
        self.letters = letters

    @outbox.deleter
    def outbox(self) -> None:
        self.letters = []


def put_up() -> LetterBox:
    """The box, put in the place of Django's own."""
    mail.__class__ = LetterBox
    box: Any = mail
    box.letters = []
    return box
