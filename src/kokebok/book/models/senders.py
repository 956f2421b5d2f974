"""Who sends the cookbook out: how to reach them, what they say first, and what they have promised."""

from __future__ import annotations

import re
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kokebok.book.models.choices import Language
from kokebok.book.models.pages import Cookbook

LONGEST_FOREWORD = 6000  # characters; two pages
LONGEST_WORDS = 1500
NUMBER = re.compile(r"\+?[0-9](?:[ .]?[0-9]){2,14}")


class Sender(models.Model):
    """What a public body says of itself and of its cookbook. Its name, logo and mailbox are the cookbook's own.

    `portrait` is the name of the picture beside the foreword, among the logos. `next_on` and `next_what` say what
    happens next: each may be known without the other.
    """

    cookbook = models.OneToOneField(Cookbook, models.CASCADE, primary_key=True, related_name="sender")
    address = models.TextField(_("postal address"), max_length=300, blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    web = models.URLField(_("website"), blank=True)
    foreword = models.TextField(_("foreword"), max_length=LONGEST_FOREWORD, blank=True)
    foreword_name = models.CharField(_("who signs it"), max_length=120, blank=True)
    foreword_title = models.CharField(_("their title"), max_length=120, blank=True)
    portrait = models.CharField(max_length=80, blank=True)
    portrait_alt = models.CharField(_("what the picture shows"), max_length=200, blank=True)
    signal = models.TextField(_("political signal"), max_length=LONGEST_WORDS, blank=True)
    promised = models.TextField(_("what was promised"), max_length=LONGEST_WORDS, blank=True)
    next_on = models.DateField(_("the next date"), null=True, blank=True)
    next_what = models.CharField(_("what happens then"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("sender")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="sender_portrait_can_be_read_aloud", condition=Q(portrait="") | ~Q(portrait_alt="")
            )
        ]

    def __str__(self) -> str:
        return self.foreword_name

    @property
    def dials(self) -> str:
        """The first number in the telephone field as a phone dials it; "" where there is none."""
        found = NUMBER.search(self.phone)
        return re.sub(r"[^+0-9]", "", found[0]) if found else ""


class SenderWords(models.Model):
    """What the sender says in one language more than the book's own. What is empty is read in the book's."""

    sender = models.ForeignKey(Sender, models.CASCADE, related_name="words")
    language = models.CharField(max_length=2, choices=Language)
    foreword = models.TextField(_("foreword"), max_length=LONGEST_FOREWORD, blank=True)
    foreword_title = models.CharField(_("title of who signs it"), max_length=120, blank=True)
    portrait_alt = models.CharField(_("what the picture shows"), max_length=200, blank=True)
    signal = models.TextField(_("political signal"), max_length=LONGEST_WORDS, blank=True)
    promised = models.TextField(_("what was promised"), max_length=LONGEST_WORDS, blank=True)
    next_what = models.CharField(_("what happens then"), max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sender", "language"], name="sender_words_once_a_language")
        ]

    def __str__(self) -> str:
        return self.language


def sender_of(cookbook: Cookbook) -> Sender:
    """The sender of a cookbook; an empty one, not saved, where nothing is said yet."""
    try:
        sender: Sender = cookbook.sender
    except Sender.DoesNotExist:
        return Sender(cookbook=cookbook)
    return sender


def contact_of(cookbook: Cookbook) -> tuple[str, ...]:
    """How to reach the body, in lines of plain text: its name, its address, and the rest in one line."""
    sender = sender_of(cookbook)
    address = ", ".join(line.strip() for line in sender.address.splitlines() if line.strip())
    ways = " · ".join(filter(None, (sender.phone, cookbook.role_mailbox, sender.web)))
    return tuple(filter(None, (cookbook.responsible_body, address, ways)))
