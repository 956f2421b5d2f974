"""The controlled lists of the book."""

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


class Audience(models.TextChoices):
    """Whom a page is for."""

    MUNICIPALITY = "kommune", _("Municipality")
    COUNTY = "fylkeskommune", _("County authority")
    STATE = "stat", _("State body")
    ENTREPRENEUR = "sosial-entreprenor", _("Social entrepreneur")
    VOLUNTARY = "frivillig", _("Voluntary organisation")


class Kind(models.TextChoices):
    """What kind of page it is."""

    RECIPE = "recipe", _("Recipe")
    FACT = "fact", _("Fact chapter")
    EXAMPLE = "example", _("Example")
    TOOL = "tool", _("Tool")
    POST = "post", _("Blog post")


class Form(models.TextChoices):
    """Forms of collaboration."""

    REVIEW = "felles-gjennomgang", _("Joint review or letter of intent")
    PILOT = "pilotavtale", _("Pilot agreement")
    SMALL = "kjop-under-innslagspunktet", _("Purchase below the lower limit of the Act")
    SUBSCRIPTION = "abonnement", _("Subscription or membership")
    OPERATION = "driftsavtale", _("Operating agreement")
    FRAMEWORK = "rammeavtale", _("Framework agreement")
    PROCUREMENT = "anskaffelse", _("Procurement with competition")
    RESERVED = "reservert-kontrakt", _("Reserved contract")
    PARTNERSHIP = "innovasjonspartnerskap", _("Innovation partnership")
    RESEARCH = "fou", _("Research and development")
    GRANT = "tilskudd", _("Grant")
    WITHOUT_MONEY = "partnerskap", _("Partnership without money")
    APPLICATION = "felles-soknad", _("Joint application for outside funds")
    PREMISES = "lokaler", _("Premises or staff made available")
    OWNERSHIP = "eierskap", _("Ownership or founding")


class Evidence(models.TextChoices):
    """How one knows the result."""

    TOLD = "told", _("Told by those involved")
    COUNTED = "counted", _("Counted")
    EVALUATED = "evaluated", _("Evaluated")


class After(models.TextChoices):
    """What happened after the pilot."""

    WENT_ON = "went-on", _("Went on")
    GREW = "grew", _("Grew")
    STOPPED = "stopped", _("Stopped")
    UNKNOWN = "unknown", _("Not known")


class ToolForm(models.TextChoices):
    """What a tool is."""

    WORKSHEET = "worksheet", _("Worksheet")
    TEMPLATE = "template", _("Template")
    CHECKLIST = "checklist", _("Checklist")
    AGENDA = "agenda", _("Agenda")
    AGREEMENT = "agreement", _("Agreement")
