"""The index: what each thing that anyone may read is found by. All of it can be made again from what it is made of.

What is in the columns `title`, `lead`, `body` and `passage` are terms (`lib.search_terms`); the database keeps a
full-text index of each (see the second migration, which must be run again by whoever alters these tables: SQLite makes
a table anew then, and its triggers are lost).
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kokebok.book.models import Page
from kokebok.editions.models import EditionPage
from kokebok.inputs.models import Input
from kokebok.lib.word_forms import LONGEST
from kokebok.lists.models import Entry
from kokebok.people.models import Body

LONGEST_GROUP = 300  # characters


class Text(models.Model):
    """A page, an actor or a topic as a whole (`order` is 0, with `title`, `lead` and `body`), or one of its passages.

    A passage is shown with its words; one without an anchor is a fact, a heading or a source.
    """

    page = models.ForeignKey(Page, models.CASCADE, null=True, related_name="+")
    actor = models.ForeignKey(Body, models.CASCADE, null=True, related_name="+")
    topic = models.ForeignKey(Entry, models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=10)
    order = models.PositiveIntegerField()
    language = models.CharField(max_length=2, blank=True)
    anchor = models.CharField(max_length=10, blank=True)
    shown = models.TextField(blank=True)
    title = models.TextField(blank=True)
    lead = models.TextField(blank=True)
    passage = models.TextField(blank=True)
    body = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="search_text_of_one_thing",
                condition=Q(page__isnull=True, actor__isnull=False, topic__isnull=True)
                | Q(page__isnull=False, actor__isnull=True, topic__isnull=True)
                | Q(page__isnull=True, actor__isnull=True, topic__isnull=False),
            ),
            models.UniqueConstraint(fields=["page", "order"], name="search_text_of_page_in_order"),
            models.UniqueConstraint(fields=["actor", "order"], name="search_text_of_actor_in_order"),
            models.UniqueConstraint(fields=["topic", "order"], name="search_text_of_topic_in_order"),
        ]

    def __str__(self) -> str:
        return self.shown


class Named(models.Model):
    """That a published page names an actor: an actor whom no page names is not shown."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="+")
    actor = models.ForeignKey(Body, models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["page", "actor"], name="search_named_once_a_page")
        ]

    def __str__(self) -> str:
        return f"{self.actor_id} on {self.page_id}"


class Given(models.Model):
    """An input that anyone may read, with "" for one without a word. A row goes when it may not be read any more."""

    given = models.OneToOneField(Input, models.CASCADE, primary_key=True, related_name="+")
    body = models.TextField()

    def __str__(self) -> str:
        return f"{self.given_id}"


class Frozen(models.Model):
    """A page of an edition."""

    page = models.OneToOneField(EditionPage, models.CASCADE, primary_key=True, related_name="+")
    body = models.TextField()

    def __str__(self) -> str:
        return f"{self.page_id}"


class Word(models.Model):
    """A word that is known to be written so: it stands in the book. None is taken from inputs.

    What is proposed instead of a misspelt word is among these; whether it is found anywhere is asked of the index.
    A word may have two rows, learnt by two at once: if the database let there be one, each would wait for the other's
    transaction, and where both publish several pages, for good.
    """

    word = models.CharField(max_length=LONGEST, db_index=True)
    length = models.PositiveSmallIntegerField(db_index=True)
    typed = models.CharField(max_length=LONGEST, db_index=True)

    def __str__(self) -> str:
        return self.word


class Synonyms(models.Model):
    """Words that the editors say mean the same, with commas between."""

    words = models.CharField(_("Words that mean the same"), max_length=LONGEST_GROUP, unique=True)

    class Meta:
        ordering = ["words"]
        verbose_name_plural = "synonyms"

    def __str__(self) -> str:
        return self.words

    @property
    def each(self) -> list[str]:
        """The words, or names of several words."""
        return [one.strip() for one in self.words.split(",") if one.strip()]


class Made(models.Model):
    """What the index was made under, in one row: another way to make terms, or other lists, make it old."""

    terms = models.PositiveIntegerField(default=0)
    around = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name_plural = "made"

    def __str__(self) -> str:
        return self.around
