"""What is said, each thing once, and what is like what; and the clusters that people make of it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kokebok.inputs.models import Input


class Saying(models.Model):
    """One thing said, however many have said it. `digest` is of its words; its words are not here.

    `compared_at` is None until it has been compared with all the others.
    """

    digest = models.CharField(max_length=40, unique=True)
    size = models.PositiveIntegerField()
    compared_at = models.DateTimeField(null=True, blank=True, db_index=True)

    def __str__(self) -> str:
        return self.digest


class Sketch(models.Model):
    """Which saying an input is, as of the words it had at `edited_at`."""

    given = models.OneToOneField(Input, models.CASCADE, related_name="sketch")
    saying = models.ForeignKey(Saying, models.PROTECT, related_name="sketches")
    edited_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"sketch of {self.given_id}"


class Mark(models.Model):
    """A word of a saying, as a number: by it, sayings with the same word are found."""

    saying = models.ForeignKey(Saying, models.CASCADE, related_name="marks")
    word = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["saying", "word"], name="mark_once")]
        indexes: ClassVar = [models.Index(fields=["word", "saying"], name="mark_word")]

    def __str__(self) -> str:
        return f"{self.word} in {self.saying_id}"


class Nearness(models.TextChoices):
    """How two sayings are alike, as the machine sees it."""

    NEAR = "near", "near"
    PART = "part", "part"
    APART = "apart", "apart"


class Nearby(models.Model):
    """Two sayings that are alike: what the machine suggests. What people decide stands in the tables below."""

    one = models.ForeignKey(Saying, models.CASCADE, related_name="+")
    other = models.ForeignKey(Saying, models.CASCADE, related_name="+")
    how = models.CharField(max_length=5, choices=Nearness)
    percent = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["one", "other"], name="nearby_once"),
            models.CheckConstraint(name="nearby_lower_first", condition=Q(one__lt=F("other"))),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} and {self.other_id}: {self.how}"


class InMeaning(models.Model):
    """The inputs nearest to one in meaning, as the machine reads them: their keys, the nearest first.

    `digest` is of the words and the model it was found by (see themes.models.Vector).
    """

    given = models.OneToOneField(Input, models.CASCADE, related_name="in_meaning")
    digest = models.CharField(max_length=64)
    nearest = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"nearest {self.given_id}"


class Cluster(models.Model):
    """Inputs that say the same, as a person has decided. `size` is how many: never fewer than two."""

    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    size = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="cluster_of_two_or_more", condition=Q(size__gte=2))
        ]

    def __str__(self) -> str:
        return f"cluster {self.pk}"


class Member(models.Model):
    """An input in a cluster: it keeps its text, its receipt and its credit."""

    cluster = models.ForeignKey(Cluster, models.CASCADE, related_name="members")
    given = models.OneToOneField(Input, models.PROTECT, related_name="member")
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.given_id} in {self.cluster_id}"


class NotSame(models.Model):
    """Two inputs that a person has said are not the same; the machine does not suggest them again."""

    one = models.ForeignKey(Input, models.CASCADE, related_name="+")
    other = models.ForeignKey(Input, models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["one", "other"], name="not_same_once"),
            models.CheckConstraint(name="not_same_lower_first", condition=Q(one__lt=F("other"))),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} is not {self.other_id}"
