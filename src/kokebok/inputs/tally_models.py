"""How many inputs there are of each sort, kept by the database itself (decision 53)."""

from __future__ import annotations

from django.db import models


class TallyBy(models.TextChoices):
    """What a line of the tally counts inputs by, beside their state."""

    RECEIVED = "received", "the day it was received"
    SORT = "sort", "its kind and its decision"
    ANSWERED = "answered", "the day it was answered and its decision"
    WAITED = "waited", "how long it waited for its answer"


class Fate(models.Model):
    """What is counted of one input: a row as narrow as can be, that triggers write when the input or its decision is.

    `outcome` is "" and `answered_at` None for one without a decision. `given` is the input's key and not a foreign key:
    a table with triggers that name another cannot be made anew on SQLite while the other is away.
    """

    given = models.BigIntegerField(primary_key=True)
    state = models.CharField(max_length=12)
    kind = models.CharField(max_length=12)
    received_at = models.DateTimeField()
    outcome = models.CharField(max_length=20, default="")
    answered_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"fate of {self.given}"


class Unnoted(models.Model):
    """An input that is new or says something else, so that its words are to be noted for the search. Triggers write it.

    `given` is the input's key, as in a fate.
    """

    given = models.BigIntegerField(primary_key=True)

    class Meta:
        verbose_name_plural = "unnoted"

    def __str__(self) -> str:
        return f"words of {self.given} to note"


class Tally(models.Model):
    """So many inputs more, or fewer, of one sort. How many there are is the sum; `fold_tally` makes one line of many.

    `day` is a day here, and `tenths` so many tenths of a day; both None where it is not counted by them. Lines are only
    added, never changed, so nobody waits for anybody.
    """

    by = models.CharField(max_length=8, choices=TallyBy)
    state = models.CharField(max_length=12)
    kind = models.CharField(max_length=12, default="")
    outcome = models.CharField(max_length=20, default="")
    day = models.DateField(null=True)
    tenths = models.IntegerField(null=True)
    number = models.IntegerField()

    class Meta:
        verbose_name_plural = "tallies"
        indexes = [models.Index(fields=["by"], name="tally_by")]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.number} by {self.by}"
