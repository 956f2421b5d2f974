"""The book's own kinds and states. What depends on its subject is in its lists (`kokebok.lists`)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Language(models.TextChoices):
    """The language a text is written in."""

    NB = "nb", _("Norwegian Bokmål")
    NN = "nn", _("Norwegian Nynorsk")
    SE = "se", _("Northern Sámi")
    EN = "en", _("English")


class Stage(models.TextChoices):
    """How far the cookbook has come."""

    OUTLINE = "outline", _("Outline")
    TEST = "test", _("Test version")
    INPUT = "input", _("Open for input")
    PUBLISHED = "published", _("Published")
    REVISING = "revising", _("Being revised")


class PageKind(models.TextChoices):
    """What kind of page it is."""

    RECIPE = "recipe", _("Recipe")
    FACT = "fact", _("Fact chapter")
    EXAMPLE = "example", _("Example")
    TOOL = "tool", _("Tool")
    POST = "post", _("Blog post")


class AsIs(models.TextChoices):
    """Whether a tool can be used as it is."""

    YES = "yes", _("Yes, print it and begin")
    ADAPTED = "adapted", _("Yes, with small changes of your own")
    HELPED = "helped", _("Only with somebody who knows it")


class Evidence(models.TextChoices):
    """How one knows the result."""

    TOLD = "told", _("Told by those involved")
    COUNTED = "counted", _("Counted")
    EVALUATED = "evaluated", _("Evaluated")
