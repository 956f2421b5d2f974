"""The pages of a cookbook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import CommentPanel, FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, Revision
from wagtail.search import index

from kokebok.book import blocks
from kokebok.book.cards import cards_for_readers
from kokebok.book.copying import OwnCopyForm
from kokebok.book.meeting import begun_from, meet, published_at
from kokebok.book.models.choices import AsIs, Evidence, Language, PageKind, Stage
from kokebok.book.models.fields import CardsField, ChosenField, EntryField, WordsField
from kokebok.book.models.one_place import ChangedInOnePlace
from kokebok.book.models.paragraphs import Paragraph
from kokebok.book.models.splitting import ReasonForChange
from kokebok.book.models.tells_of_change import cause_field, reason_field, weight_field
from kokebok.book.outline import outline
from kokebok.book.page_editor_dates import hours_panel
from kokebok.book.page_editor_form import PageForm
from kokebok.book.placing import key_rich_text
from kokebok.book.publishing import changes_one_place, holding, publishing
from kokebok.book.searching import searched_text
from kokebok.lib.text import named
from kokebok.lists.models import UNKNOWN, Which
from kokebok.people.models import Body

PLAIN = blocks.PLAIN_FEATURES
LICENCE = "CC BY 4.0, NLOD 2.0"


class BookPage(ChangedInOnePlace, Page):  # type: ignore[misc]
    """What every page of the book has. Publishing one splits its text into paragraphs with lasting anchors."""

    language = models.CharField(
        _("language of this text"), max_length=2, choices=Language, default=Language.NB
    )
    lead = models.TextField(_("lead"), max_length=300, help_text=_("At most 300 characters."))
    responsible_body = models.CharField(_("responsible body"), max_length=200, blank=True)
    role_mailbox = models.EmailField(_("shared mailbox"), blank=True)

    change_panel: ClassVar = MultiFieldPanel(
        [FieldPanel("change_cause"), FieldPanel("change_reason"), FieldPanel("change_weight")],
        _("This change"),
    )
    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("lead"),
        index.SearchField("searched_text"),
        index.AutocompleteField("title"),
    ]

    change_weight = weight_field()
    change_cause = cause_field()
    change_reason = reason_field()
    change_note: ReasonForChange | None = None
    """Why the next publishing changes the text, where an act and not the page editor says it."""
    standing: Sequence[Paragraph] | None = None
    """The page's paragraphs in their order, as they are known when it has just been published."""
    private_page_options: ClassVar[list[str]] = []  # what is published is for everyone
    settings_panels: ClassVar = [hours_panel(), CommentPanel()]
    copy_form_class = OwnCopyForm
    base_form_class = PageForm

    class Meta:
        abstract = True

    @property
    def is_planned(self) -> bool:
        """Whether publishing this text now gives it an hour to go live instead."""
        return bool(self.go_live_at and self.go_live_at > timezone.now())

    def searched_text(self) -> str:
        """What search looks through: the text's words, and their dictionary forms."""
        return searched_text(self)

    def save_revision(
        self, *args: Any, overwrite_revision: Revision | None = None, **kwargs: Any
    ) -> Revision:
        """Keep the text as a revision. What was published is never written over, also by a form that saves itself."""
        key_rich_text(self)
        if overwrite_revision and _is_published(self, overwrite_revision):
            overwrite_revision = None
        return super().save_revision(*args, overwrite_revision=overwrite_revision, **kwargs)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The text as readers would see it, for the page editor; without the margin, which published pages have."""
        context = {
            "page_text": named(outline(self), {}),
            "cards": cards_for_readers(getattr(self, "cards", ())),
        }
        return TemplateResponse(request, "book/preview.html", context)

    def publish(self, revision: Revision, user: Any = None, **kwargs: Any) -> None:
        """Publish a revision; `book.live.made_live` then makes it the book's, as on every other road. Raises NotYet."""
        whole = transaction.atomic(savepoint=self.change_note is None)  # an act is undone whole anyhow
        with whole, holding(self.pk), publishing(self.pk, by=user, note=self.change_note):
            if not changes_one_place(self.pk):
                meet(self, revision, base=begun_from(self, loaded=revision.pk))
            super().publish(revision, user=user, **kwargs)


def all_languages() -> list[str]:
    """The languages the interface is in."""
    return [code for code, _name in settings.LANGUAGES]


def _is_published(page: Page, revision: Revision) -> bool:
    return published_at(page, number=revision.pk) == revision


class Cookbook(BookPage):
    """A cookbook: the start page, and the words the public body uses for it."""

    genre_word = models.CharField(_("word for the genre"), max_length=60, default="kokebok")
    genre_word_definite = models.CharField(
        _("the same in the definite form"), max_length=60, default="kokeboken"
    )
    genre_word_nn = models.CharField(_("the word in Nynorsk"), max_length=60, default="kokebok")
    genre_word_definite_nn = models.CharField(
        _("the word in Nynorsk, definite"), max_length=60, default="kokeboka"
    )
    genre_word_en = models.CharField(_("the word in English"), max_length=60, default="cookbook")
    genre_word_definite_en = models.CharField(
        _("the word in English, definite"), max_length=60, default="the cookbook"
    )
    offered_languages = models.JSONField(_("languages readers may choose"), default=all_languages)
    stage = models.CharField(_("stage"), max_length=12, choices=Stage, default=Stage.OUTLINE)
    deadline = models.DateTimeField(_("deadline for input"), null=True, blank=True)
    deadline_note = models.CharField(_("a word on the deadline"), max_length=200, blank=True)
    about = RichTextField(_("what this is"), features=blocks.TEXT_FEATURES, blank=True)
    explained_by = models.ForeignKey(
        "book.FactChapter",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("the page that explains what it is about"),
    )
    editors_name = models.CharField(_("who answers inputs"), max_length=200, default="Redaksjonen")
    colour = models.CharField(_("main colour"), max_length=7, blank=True)
    logo = models.CharField(_("logo"), max_length=80, blank=True)

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("explained_by"),
        FieldPanel("about"),
        BookPage.change_panel,
    ]
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    subpage_types: ClassVar = ["book.Shelf", "book.TextPage"]

    class Meta:
        verbose_name = _("cookbook")

    @property
    def genre(self) -> str:
        """The word for the genre, in the language of the interface."""
        words = {"nn": self.genre_word_nn, "en": self.genre_word_en}
        return words.get(get_language() or "", self.genre_word)

    @property
    def the_genre(self) -> str:
        """The same in the definite form, as within a sentence."""
        words = {"nn": self.genre_word_definite_nn, "en": self.genre_word_definite_en}
        return words.get(get_language() or "", self.genre_word_definite)


class Shelf(Page):  # type: ignore[misc]
    """The list of all pages of one kind: recipes, facts, examples, tools, blog."""

    kind = models.CharField(_("what stands here"), max_length=10, choices=PageKind)
    lead = models.TextField(_("lead"), max_length=300, blank=True)

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("kind"), FieldPanel("lead")]
    private_page_options: ClassVar[list[str]] = []
    copy_form_class = OwnCopyForm
    preview_modes: ClassVar[list[tuple[str, str]]] = []
    parent_page_types: ClassVar = ["book.Cookbook"]
    subpage_types: ClassVar = ["book.FactChapter", "book.Recipe", "book.Example", "book.Tool", "book.Post"]

    class Meta:
        verbose_name = _("shelf")
        verbose_name_plural = _("shelves")


class Chapter(BookPage):
    """What fact chapters, recipes, examples, tools and posts have in common."""

    audience = ChosenField(_("who it is for"), among=Which.AUDIENCES, default=list, blank=True)
    themes = WordsField(_("themes"), default=list, blank=True)
    actors = ParentalManyToManyField(Body, blank=True, verbose_name=_("actors named"), related_name="+")
    sources = StreamField(blocks.Sources(), blank=True, verbose_name=_("sources"))
    review_by = models.DateField(_("must be reviewed by"), null=True, blank=True)
    licence = models.CharField(_("licence"), max_length=60, default=LICENCE)

    parent_page_types: ClassVar = ["book.Shelf"]
    subpage_types: ClassVar[list[str]] = []
    about_panels: ClassVar = [
        BookPage.change_panel,
        FieldPanel("sources"),
        FieldPanel("actors"),
        MultiFieldPanel(
            [FieldPanel("audience"), FieldPanel("themes"), FieldPanel("language"), FieldPanel("licence")],
            _("About"),
        ),
        FieldRowPanel([FieldPanel("responsible_body"), FieldPanel("role_mailbox"), FieldPanel("review_by")]),
    ]

    class Meta:
        abstract = True

    @cached_property
    def kind(self) -> PageKind:
        """Which of the book's kinds this is."""
        return KIND_OF[type(self).__name__]


class FactChapter(Chapter):
    """A chapter that answers one question."""

    question = models.CharField(_("the question it answers"), max_length=250)
    body = StreamField(blocks.FactBody(), verbose_name=_("text"))
    not_when = RichTextField(_("does not apply when"), features=PLAIN, blank=True)

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("question"),
        FieldPanel("body"),
        FieldPanel("not_when"),
        *Chapter.about_panels,
    ]

    class Meta:
        verbose_name = _("fact chapter")


class Recipe(Chapter):
    """A way to get something done, from a situation the reader knows."""

    situation = models.TextField(_("situation"), max_length=400, help_text=_("You are … and …"))
    outcome = models.TextField(_("what you have when done"))
    ingredients = StreamField(blocks.Ingredients(), verbose_name=_("ingredients"))
    time_prepare = models.CharField(_("time to prepare"), max_length=120, blank=True)
    time_do = models.CharField(_("time to do"), max_length=120, blank=True)
    time_calendar = models.CharField(_("calendar time"), max_length=120, blank=True)
    cost = models.CharField(_("cost"), max_length=200, blank=True)
    pictures = StreamField(blocks.ShownBlock(), blank=True, verbose_name=_("pictures and tables"))
    steps = StreamField(blocks.StepsBlock(), verbose_name=_("steps"))
    mistakes = RichTextField(_("common mistakes"), features=PLAIN, blank=True)
    variants = StreamField(blocks.Variants(), blank=True, verbose_name=_("variants"))
    related = StreamField(blocks.PagesBlock(), blank=True, verbose_name=_("tools, examples and facts"))

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("situation"),
        FieldPanel("outcome"),
        FieldPanel("pictures"),
        FieldPanel("ingredients"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("time_prepare", "time_do", "time_calendar", "cost")],
            _("Time and cost"),
        ),
        FieldPanel("steps"),
        FieldPanel("mistakes"),
        FieldPanel("variants"),
        FieldPanel("related"),
        *Chapter.about_panels,
    ]

    class Meta:
        verbose_name = _("recipe")


class Example(Chapter):
    """What somebody did, told with its result."""

    parties = StreamField(blocks.Parties(), verbose_name=_("parties"))
    places = WordsField(_("places"), default=list, blank=True)
    period = models.CharField(_("period"), max_length=120, blank=True)
    need = RichTextField(_("the need"), features=PLAIN)
    happened = RichTextField(_("what happened"), features=PLAIN)
    form = EntryField(_("form"), among=Which.FORMS)
    money = models.CharField(_("money"), max_length=250, blank=True)
    users = RichTextField(_("the users' part"), features=PLAIN, blank=True)
    result = RichTextField(_("result"), features=PLAIN)
    evidence = models.CharField(_("how we know"), max_length=12, choices=Evidence)
    barriers = RichTextField(_("barriers"), features=PLAIN, blank=True)
    differently = RichTextField(_("what we would do differently"), features=PLAIN, blank=True)
    pictures = StreamField(blocks.PlacedPictures(), blank=True, verbose_name=_("pictures and tables"))
    after = EntryField(_("what came after"), among=Which.AFTER, default=UNKNOWN)
    contact_role = models.CharField(_("contact (role)"), max_length=200, blank=True)
    consent = models.CharField(_("consent of the parties"), max_length=250, blank=True)

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("parties"),
        FieldRowPanel([FieldPanel("places"), FieldPanel("period"), FieldPanel("form")]),
        FieldPanel("need"),
        FieldPanel("happened"),
        FieldPanel("users"),
        FieldPanel("money"),
        FieldPanel("result"),
        FieldRowPanel([FieldPanel("evidence"), FieldPanel("after")]),
        FieldPanel("barriers"),
        FieldPanel("differently"),
        FieldPanel("pictures"),
        FieldRowPanel([FieldPanel("contact_role"), FieldPanel("consent")]),
        *Chapter.about_panels,
    ]

    class Meta:
        verbose_name = _("example")


class Tool(Chapter):
    """A worksheet, checklist, agenda or template, ready to use."""

    form = EntryField(_("form"), among=Which.TOOLS)
    use_when = models.TextField(_("use it when"))
    participants = models.CharField(_("participants"), max_length=200, blank=True)
    time = models.CharField(_("time"), max_length=120, blank=True)
    materials = models.CharField(_("materials"), max_length=250, blank=True)
    steps = StreamField(blocks.ToolSteps(), verbose_name=_("how to use it"))
    body = StreamField(blocks.ToolBody(), verbose_name=_("the tool itself"))
    origin = models.CharField(_("origin"), max_length=250, blank=True)
    as_is = models.CharField(_("can it be used as it is?"), max_length=12, choices=AsIs, blank=True)
    used_by = models.CharField(_("by whom"), max_length=200, blank=True)
    tried_by = models.CharField(_("tried by"), max_length=250, blank=True)

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("form"),
        FieldPanel("use_when"),
        FieldRowPanel([FieldPanel("participants"), FieldPanel("time"), FieldPanel("materials")]),
        FieldPanel("steps"),
        FieldPanel("body"),
        FieldPanel("origin"),
        FieldRowPanel([FieldPanel(name) for name in ("as_is", "used_by", "tried_by")], _("Is it practical?")),
        *Chapter.about_panels,
    ]

    class Meta:
        verbose_name = _("tool")


class Post(Chapter):
    """A post in the blog."""

    date = models.DateField(_("date"))
    author = models.CharField(_("author"), max_length=120)
    body = RichTextField(_("text"), features=blocks.TEXT_FEATURES)
    more = StreamField(blocks.MoreText(), blank=True, verbose_name=_("pictures, tables and more text"))
    cards = CardsField(_("calls, rounds and editions as cards"), default=list, blank=True)

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("date"), FieldPanel("author")]),
        FieldPanel("lead"),
        FieldPanel("body"),
        FieldPanel("more"),
        FieldPanel("cards"),
        *Chapter.about_panels,
    ]

    class Meta:
        verbose_name = _("blog post")
        verbose_name_plural = _("blog posts")


KIND_OF: dict[str, PageKind] = {
    "FactChapter": PageKind.FACT,
    "Recipe": PageKind.RECIPE,
    "Example": PageKind.EXAMPLE,
    "Tool": PageKind.TOOL,
    "Post": PageKind.POST,
}
