"""Who people are: persons who sign in, their roles, and the bodies (actors) they or the texts speak of."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

OTHER_KIND = "annet"


class Body(models.Model):
    """An actor: an organisation, a business, an office, a network. Its kind is a key of the cookbook's list of them.

    `municipality` is a number in the register, which is above: where it is, or the municipality it is itself.
    """

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(max_length=80, unique=True)
    org_number = models.CharField(_("organisation number"), max_length=9, blank=True)
    kind = models.CharField(_("kind"), max_length=40, default=OTHER_KIND)
    legal_form = models.CharField(_("legal form"), max_length=80, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    municipality = models.CharField(_("municipality in the register"), max_length=12, blank=True)
    inhabitants = models.PositiveIntegerField(_("inhabitants"), null=True, blank=True)
    reach = models.CharField(_("reach"), max_length=200, blank=True)
    themes = models.JSONField(_("themes"), default=list, blank=True)
    solves = models.TextField(_("solves"), blank=True)
    offers = models.TextField(_("offers"), blank=True)
    seeks = models.TextField(_("looks for"), blank=True)
    web = models.URLField(_("website"), blank=True)
    contact = models.CharField(_("contact (role or shared mailbox)"), max_length=200, blank=True)
    note = models.TextField(_("about"), blank=True)
    verified_on = models.DateField(_("last checked"), null=True, blank=True)
    closed_on = models.DateField(_("closed"), null=True, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_from")

    class Meta:
        verbose_name = _("actor")
        verbose_name_plural = _("actors")
        ordering = ["name"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="body_not_merged_into_itself",
                condition=Q(merged_into=None) | ~Q(merged_into=models.F("pk")),
            )
        ]

    def __str__(self) -> str:
        return self.name


class PersonManager(BaseUserManager["Person"]):
    """Persons are made without a password: they sign in by a code, a passkey or their body's sign-in."""

    def create_user(self, email: str, **fields: Any) -> Person:
        """A new person with this e-mail address, in lower case."""
        fields.pop("password", None)
        person = self.model(email=email.lower(), **fields)
        person.set_unusable_password()
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email__iexact=username)


class Person(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in: editor, moderator, host, member of the resource group."""

    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(_("language"), max_length=5, default="nb")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="members")
    is_active = models.BooleanField(_("may sign in"), default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        ordering = ["name"]
        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="person_email_once")]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """The name, as Wagtail asks for it."""
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0]

    @cached_property
    def role_names(self) -> frozenset[str]:
        """The names of the person's roles; fetched once for each person object."""
        return frozenset(self.roles.values_list("name", flat=True))

    @property
    def may_write(self) -> bool:
        """Whether they may use the page editor: what their group allows, told by their roles without a query more."""
        return self.is_superuser or bool(self.role_names & {RoleName.ADMINISTRATOR, RoleName.EDITOR})

    @property
    def first_name(self) -> str:
        return self.get_short_name()

    @property
    def last_name(self) -> str:
        return self.name.partition(" ")[2]


class RoleName(models.TextChoices):
    """What a person may be trusted with."""

    ADMINISTRATOR = "administrator", _("Administrator")
    EDITOR = "editor", _("Editor")
    MODERATOR = "moderator", _("Moderator")
    HOST = "host", _("Host")
    RESOURCE = "resource", _("Resource group")
    LOG_READER = "log_reader", _("Reader of the log")


PEN_GROUP = "Redaksjon"
"""The name of Django's group of those who may write in the page editor."""


class Role(models.Model):
    """A role given to a person."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="roles")
    name = models.CharField(max_length=20, choices=RoleName)
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "name"], name="role_once_a_person")
        ]

    def __str__(self) -> str:
        return self.get_name_display()
