"""What people say, whatever door it came in by."""

from __future__ import annotations

import secrets
import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokebok.book.models import Language, Page, Paragraph, Wording
from kokebok.inputs.kinds import SUGGESTING
from kokebok.inputs.kinds import Kind as Kind  # noqa: PLC0414  (had from here as the other choices are)
from kokebok.inputs.tally_models import Fate as Fate  # noqa: PLC0414  (tables of the app, for Django to find)
from kokebok.inputs.tally_models import Tally as Tally  # noqa: PLC0414
from kokebok.inputs.tally_models import Unnoted as Unnoted  # noqa: PLC0414
from kokebok.lib.contents import SORTS, FileSort

LONGEST_TEXT = 8000  # characters: about three pages
CODE_LETTERS = "23456789bcdfghjkmnpqrstvwxz"
LONGEST_FILE_NAME = 150  # characters
CODE_LENGTH = 16  # some 76 bits: nobody guesses another's receipt


class Door(models.TextChoices):
    """The way an input came in."""

    PAGE = "page", _("The page")
    CALL = "call", _("A call")
    ROUND = "round", _("A live round")
    PAPER = "paper", _("Paper")
    PHONE = "phone", _("Telephone")
    EMAIL = "email", _("E-mail")
    BLOG = "blog", _("A blog")
    SHEET = "sheet", _("A spreadsheet")
    WORD = "word", _("A Word document")
    GROUP = "group", _("The resource group")
    API = "api", _("A program")


class State(models.TextChoices):
    """Where an input is."""

    WAITING = "waiting", _("Waiting to be published")
    OPEN = "open", _("Waiting for an answer")
    ANSWERED = "answered", _("Answered")
    REFUSED = "refused", _("Not published")
    WITHDRAWN = "withdrawn", _("Withdrawn")

    @property
    def is_readable(self) -> bool:
        """Whether anyone may read an input that is here."""
        return self in (State.OPEN, State.ANSWERED)


class Place(models.TextChoices):
    """Where an input stands in the text as it is now."""

    EXACT = "exact", _("Where it was written")
    MOVED = "moved", _("Moved with its words")
    APPROXIMATE = "approximate", _("Where the words are most alike")
    DETACHED = "detached", _("Its words are no longer in the text")


UNSETTLED = (State.WAITING, State.OPEN)


def readable(path: str = "") -> Q:
    """The condition for an input anyone may read; with a path (`given__`) for what belongs to one.

    This, `InputQuerySet.readable` and `is_readable` are the one place where it is said what may be read
    (docs/decisions/0023). What may be shown of it, and to whom, is in `inputs.seen`.
    """
    return Q(**{f"{path}state__in": [state for state in State if state.is_readable]})


def fresh_code() -> str:
    """A receipt code."""
    return "".join(secrets.choice(CODE_LETTERS) for _n in range(CODE_LENGTH))


def _number_of(rows: models.QuerySet[Any], by: str) -> Coalesce:
    """How many of these rows there are for the row they are asked for."""
    return Coalesce(Subquery(rows.order_by().values(by).annotate(n=Count("pk")).values("n")), 0)


class InputQuerySet(models.QuerySet["Input"]):
    """Inputs by what is the matter with them."""

    def readable(self) -> Self:
        """Those anyone may read."""
        return self.filter(readable())

    def unsettled(self) -> Self:
        """Those the desk owes an answer."""
        return self.filter(state__in=UNSETTLED)

    def oldest_first(self) -> Self:
        return self.order_by("received_at", "pk")

    def detached(self) -> Self:
        """Those still owed an answer whose words have left the text."""
        return self.unsettled().filter(place=Place.DETACHED)

    def with_echo(self) -> Self:
        """With `number_of_supports`, and `number_of_replies` for the public comments on it."""
        replies = Input.objects.readable().filter(reply_to=OuterRef("pk"))
        return self.annotate(
            number_of_supports=_number_of(Support.objects.filter(given=OuterRef("pk")), "given"),
            number_of_replies=_number_of(replies, "reply_to"),
        )

    def on_page(self, page: Page) -> Self:
        """Those about a page or one of its paragraphs."""
        # Not one condition with "or" across two tables: each half is found in its own index.
        of_page = Input.objects.filter(page_id=page.pk).order_by().values("pk")
        of_paragraphs = Input.objects.filter(paragraph__page_id=page.pk).order_by().values("pk")
        return self.filter(pk__in=of_page.union(of_paragraphs))


class Input(models.Model):
    """What one person says about one target: a paragraph, a page, or (with neither) the whole cookbook."""

    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=fresh_code, editable=False)
    ticket = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    slip = models.UUIDField(
        unique=True, null=True, editable=False
    )  # of the form it came by, which makes one input
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    door = models.CharField(_("door"), max_length=8, choices=Door, default=Door.PAGE)
    state = models.CharField(_("status"), max_length=12, choices=State)
    paragraph = models.ForeignKey(Paragraph, models.PROTECT, null=True, blank=True, related_name="inputs")
    page = models.ForeignKey(Page, models.PROTECT, null=True, blank=True, related_name="+")
    wording = models.ForeignKey(Wording, models.PROTECT, null=True, blank=True, related_name="inputs")
    text = models.TextField(_("text"), max_length=LONGEST_TEXT, blank=True)
    suggestion = models.TextField(_("suggested wording"), max_length=LONGEST_TEXT, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language, default="", blank=True)
    """What it is written in; "" where nobody can tell. What reads it then takes the text it is about for its guide."""
    quote = models.JSONField(null=True, blank=True)
    place = models.CharField(_("place"), max_length=12, choices=Place, default=Place.EXACT)
    place_is_weak = models.BooleanField(default=False)
    reply_to = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replies")

    name = models.CharField(_("name"), max_length=120, blank=True)
    on_behalf_of = models.CharField(_("on behalf of"), max_length=200, blank=True)
    may_be_named = models.BooleanField(_("may be named"), default=False)
    may_be_contacted = models.BooleanField(_("may be asked for contact"), default=False)
    email = models.EmailField(_("e-mail"), blank=True)
    email_confirmed_at = models.DateTimeField(null=True, blank=True)
    sender = models.CharField(max_length=64, blank=True, db_index=True)
    licensed_at = models.DateTimeField(default=timezone.now)

    received_at = models.DateTimeField(_("received"), default=timezone.now, db_index=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    refusal = models.TextField(_("reason for not publishing"), blank=True)
    unnamed_at = models.DateTimeField(null=True, blank=True)  # when the name was erased; the words stay

    objects: ClassVar = InputQuerySet.as_manager()
    there: frozenset[str] | None = None
    """Which of the things beside it there are, where `ask_what_is_there` has asked; None where nobody has."""

    class Meta:
        ordering = ["received_at", "pk"]
        # The inbox counts by each of these: in the index alone, without going through all that has been said.
        indexes = [
            models.Index(
                fields=[
                    "state", "received_at", "kind", "door", "language", "page", "paragraph", "place", "place_is_weak",
                ],
                name="input_inbox",
            ),
            # What is newest about a paragraph or a page, and how much there is, however much has been said elsewhere.
            models.Index(fields=["paragraph", "received_at", "id", "state"], name="input_on_paragraph"),
            models.Index(fields=["page", "received_at", "id", "state"], name="input_on_page"),
            # Whom a page thanks: those who agreed to be named, and no others, are looked at.
            models.Index(fields=["paragraph"], name="input_named_on_paragraph", condition=Q(may_be_named=True)),
            models.Index(fields=["page"], name="input_named_on_page", condition=Q(may_be_named=True)),
            # What something happened to last, as feeds tell it.
            models.Index(fields=["settled_at"], name="input_settled"),
            models.Index(fields=["published_at"], name="input_published"),
            models.Index(fields=["edited_at"], name="input_edited"),
        ]  # fmt: skip
        constraints: ClassVar = [
            models.CheckConstraint(name="input_says_something", condition=~Q(text="") | ~Q(suggestion="")),
            models.CheckConstraint(
                name="input_suggestion_only_of_its_kind",
                condition=Q(("suggestion", ""), *(("kind", kind) for kind in SUGGESTING), _connector=Q.OR),
            ),
            models.CheckConstraint(
                name="input_suggestion_is_for_a_wording",
                condition=Q(suggestion="") | Q(wording__isnull=False),
            ),
            models.CheckConstraint(
                name="input_settled_when_no_longer_unsettled",
                condition=Q(state__in=UNSETTLED, settled_at=None)
                | (~Q(state__in=UNSETTLED) & Q(settled_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="input_refused_with_a_reason", condition=~Q(state=State.REFUSED) | ~Q(refusal="")
            ),
            models.CheckConstraint(
                name="input_replies_to_another", condition=Q(reply_to=None) | ~Q(reply_to=models.F("pk"))
            ),
            models.CheckConstraint(
                name="input_confirmed_email_is_an_email", condition=Q(email_confirmed_at=None) | ~Q(email="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def is_readable(self) -> bool:
        """Whether anyone may read it."""
        return State(self.state).is_readable

    def may_have(self, name: str) -> bool:
        """Whether there may be something of this name beside it; False only where one knows that there is not."""
        return self.there is None or name in self.there


class KeepingPeriods(models.Model):
    """How many days after an input is settled what tells who sent it is kept; None until its sender has it erased.

    There is one row, or none: then nothing goes by itself. `browsers` is the pseudonym of the browser.
    """

    names = models.PositiveIntegerField(null=True)
    addresses = models.PositiveIntegerField(null=True)
    browsers = models.PositiveIntegerField(null=True)

    class Meta:
        verbose_name_plural = "keeping periods"
        constraints: ClassVar = [
            models.CheckConstraint(name="keepingperiods_once", condition=Q(pk=1)),
        ]

    def __str__(self) -> str:
        return "keeping periods"


class DaySalt(models.Model):
    """What the pseudonyms of networks are made with today. There is one row, and it is written over each day."""

    day = models.DateField()
    salt = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"salt of {self.day}"  # never the salt: this may stand in a log


class Support(models.Model):
    """Somebody's support for a suggested wording: once a person, without a name."""

    given = models.ForeignKey(Input, models.PROTECT, related_name="supports")
    sender = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["given", "sender"], name="support_once_a_sender")
        ]

    def __str__(self) -> str:
        return f"support for {self.given_id}"


class NamedParty(models.Model):
    """Somebody whom the sender of a tip names as taking part, to be asked before anything is published.

    Shown to nobody but the sender, on their receipt, and those who ask them.
    """

    given = models.ForeignKey(Input, models.PROTECT, related_name="named_parties")
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"), blank=True)

    class Meta:
        ordering = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["given", "name"], name="namedparty_once_an_input"),
            models.CheckConstraint(name="namedparty_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return f"named in {self.given_id}"


class Attachment(models.Model):
    """A file sent with an input. The file itself lies outside the database, under the hash of what is in it."""

    given = models.ForeignKey(Input, models.PROTECT, related_name="attachments")
    name = models.CharField(_("name of the file"), max_length=LONGEST_FILE_NAME)
    sort = models.CharField(max_length=8)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    let_out_at = models.DateTimeField(null=True, blank=True)
    let_out_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    is_lost = False
    """Whether its file is not where files are kept, as `attachments_of` found it."""

    class Meta:
        ordering = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["given", "sha256"], name="attachment_once_an_input"),
            models.CheckConstraint(name="attachment_has_something_in_it", condition=Q(size__gt=0)),
            models.CheckConstraint(name="attachment_is_of_a_known_sort", condition=Q(sort__in=list(SORTS))),
            models.CheckConstraint(
                name="attachment_let_out_by_somebody",
                condition=Q(let_out_at=None, let_out_by=None)
                | Q(let_out_at__isnull=False, let_out_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_public(self) -> bool:
        """Whether anyone may fetch it: an editor has let it out, and its input is public."""
        return self.let_out_at is not None and self.given.is_readable

    @property
    def media_type(self) -> str:
        """What it is sent as."""
        sort: FileSort = SORTS[self.sort]
        return sort.media_type


class Words(models.Model):
    """What a search finds an input by: its words, and their dictionary forms in bokmål and nynorsk.

    `said` is what they were made from, so that it can be seen when the input says something else now.
    The database keeps its search index in step with `words` (see the migration).
    """

    given = models.OneToOneField(Input, models.CASCADE, primary_key=True, related_name="words")
    said = models.TextField()
    words = models.TextField()

    class Meta:
        verbose_name_plural = "words"

    def __str__(self) -> str:
        return f"words of {self.given_id}"
