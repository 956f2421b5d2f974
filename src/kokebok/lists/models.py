"""The cookbook's own lists: what one chooses among when a page or an actor is described, in the body's own words."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

LONGEST_NAME = 120  # characters
LONGEST_KEY = 40
LONGEST_ABOUT = 1500
OTHER = "annet"
"""The key of what is in every list that one must choose from: it may be called something else, and is never lacking."""
UNKNOWN = "unknown"
"""The key of what an example has before anyone has said what came after it."""


class Which(models.TextChoices):
    """The lists there are, by the keys that addresses and files have; the label is what the list is for."""

    FORMS = "former", _("How an example was carried out")
    AUDIENCES = "malgrupper", _("Whom a page is for")
    ACTORS = "aktorer", _("What kind of actor somebody is")
    AFTER = "etterpa", _("What came after an example")
    INGREDIENTS = "ingredienser", _("What a recipe needs")
    CASES = "tilfeller", _("When a recipe is done differently")
    TOOLS = "verktoy", _("What kind of tool it is")
    THEMES = "temaer", _("Words that are suggested for what a page is about")


MUST_BE_CHOSEN_FROM = frozenset(Which) - {Which.THEMES}
"""Themes are free words: the list only suggests."""


class Names(models.Model):
    """What something is called in each language; without a name in Northern Sámi it is called as in bokmål."""

    nb = models.CharField(_("In bokmål"), max_length=LONGEST_NAME)
    nn = models.CharField(_("In nynorsk"), max_length=LONGEST_NAME)
    en = models.CharField(_("In English"), max_length=LONGEST_NAME)
    se = models.CharField(_("In Northern Sámi"), max_length=LONGEST_NAME, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.nb


class List(Names):
    """A list. Its names are what stands before what was chosen, as “For” does before whom a page is for."""

    key = models.CharField(max_length=20, choices=Which, unique=True)

    class Meta:
        ordering = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="list_has_a_name_in_each_language", condition=~Q(nb="") & ~Q(nn="") & ~Q(en="")
            ),
        ]


class Entry(Names):
    """Something one can choose. Texts hold its key, which stays; a retired entry is shown and not offered.

    What a theme is stands on its page (`about_…`): a blank line parts paragraphs. An entry that has become a part of
    another (`merged_into`) is retired, and its address leads to the other. `picture` names a file of book.logos.
    """

    of = models.ForeignKey(List, models.PROTECT, related_name="entries")
    key = models.CharField(max_length=LONGEST_KEY)
    order = models.PositiveIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)
    about_nb = models.TextField(max_length=LONGEST_ABOUT, blank=True, default="")
    about_nn = models.TextField(max_length=LONGEST_ABOUT, blank=True, default="")
    about_en = models.TextField(max_length=LONGEST_ABOUT, blank=True, default="")
    about_se = models.TextField(max_length=LONGEST_ABOUT, blank=True, default="")
    picture = models.CharField(max_length=80, blank=True, default="")
    picture_alt = models.CharField(_("what the picture shows"), max_length=200, blank=True, default="")
    picture_credit = models.CharField(_("who made the picture"), max_length=200, blank=True, default="")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")

    class Meta:
        ordering = ["of", "order", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["of", "key"], name="entry_key_once_a_list"),
            models.UniqueConstraint(
                "of", Lower("nb"), condition=Q(retired_at=None), name="entry_name_once_in_use"
            ),
            models.CheckConstraint(name="entry_has_a_key", condition=~Q(key="")),
            models.CheckConstraint(
                name="entry_has_a_name_in_each_language", condition=~Q(nb="") & ~Q(nn="") & ~Q(en="")
            ),
            models.CheckConstraint(
                name="entry_for_the_rest_is_in_use", condition=~Q(key=OTHER) | Q(retired_at=None)
            ),
            models.CheckConstraint(
                name="entry_picture_can_be_read_aloud", condition=Q(picture="") | ~Q(picture_alt="")
            ),
            models.CheckConstraint(
                name="entry_merged_is_retired", condition=Q(merged_into=None) | Q(retired_at__isnull=False)
            ),
            models.CheckConstraint(
                name="entry_not_merged_into_itself",
                condition=Q(merged_into=None) | ~Q(merged_into=models.F("pk")),
            ),
        ]

    @property
    def is_for_the_rest(self) -> bool:
        """Whether it is what one chooses when nothing else fits: always last, and always there."""
        return self.key == OTHER


class Heading(models.Model):
    """What the cookbook itself calls one of our headings in a language that we have no words of our own in."""

    language = models.CharField(max_length=2)
    key = models.CharField(max_length=80)
    words = models.CharField(max_length=LONGEST_NAME)

    class Meta:
        ordering = ["language", "key"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["language", "key"], name="heading_once_a_language"),
            models.CheckConstraint(name="heading_has_words", condition=~Q(words="")),
        ]

    def __str__(self) -> str:
        return self.words
