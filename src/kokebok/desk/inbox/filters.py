"""Which inputs somebody asks for: each filter is one object in FILTERS, and all of the inbox follows from that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokebok.book.models import Language, Page
from kokebok.desk.inbox.assignees import GROUP, NOBODY, OVERDUE, whose
from kokebok.desk.inbox.counting import Counted, Facet, by, number_of
from kokebok.desk.inbox.doors import doors_offered
from kokebok.desk.models import Assignment
from kokebok.desk.rules import may
from kokebok.inputs.models import UNSETTLED, Door, Input, Kind, State
from kokebok.inputs.searching import with_words, without_hidden_names
from kokebok.inputs.seen import may_see_all
from kokebok.lib.alphabet import alphabetical
from kokebok.lib.bounded import number_in
from kokebok.rounds.models import Round, RoundInput
from kokebok.themes.models import InputTheme, Theme
from kokebok.web.present import is_present

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from kokebok.people.models import Person

ALL = "all"
UNKNOWN = "unknown"
WITHOUT = "none"
WHOLE_BOOK = "0"
LONGEST_QUERY = 200  # characters

Narrow = Callable[["QuerySet[Input]", str], "QuerySet[Input]"]


@dataclass(frozen=True)
class FilterChoice:
    """A value one can choose in a filter, and how many inputs it has under the other filters."""

    value: str
    label: str
    count: int


Choices = Callable[["Person", Counted, str], list[FilterChoice]]
Facets = Callable[["QuerySet[Input]"], list[Facet]]


@dataclass(frozen=True)
class Filter:
    """A filter of the inbox.

    `name` stands in the address. `takes` says whether a value there means anything. `narrow` gives the inputs with
    the value; it is also asked with "" where `always`. `facets` says what is to be counted among the inputs that the
    other filters leave, and `choices` makes the choices of the numbers, and has the value that is chosen; the first,
    with the value "", is for not choosing. Without `choices` one writes in it. `in_sight`: its field stands beside the
    search, where those of the others are folded. `app` is whose it is, where that can be left out.
    """

    name: str
    label: str | Promise
    takes: Callable[[str], bool]
    narrow: Narrow
    facets: Facets | None = None
    choices: Choices | None = None
    always: bool = False
    in_sight: bool = False
    app: str = ""


@dataclass(frozen=True, init=False)
class InboxFilter:
    """Which inputs somebody asks for: values by the names of filters, in their order; what is empty is left out."""

    values: Mapping[str, str]

    def __init__(self, **values: object) -> None:
        object.__setattr__(self, "values", {name: str(value) for name, value in values.items() if value})

    def get(self, name: str) -> str:
        """The value of a filter; "" when it is not chosen."""
        return self.values.get(name, "")

    def but(self, **values: object) -> InboxFilter:
        """The same, but for these; "" takes a filter away."""
        return InboxFilter(**{**self.values, **values})

    @property
    def as_query(self) -> str:
        """What comes after the address, with its question mark; "" when nothing is chosen."""
        known = [(one.name, self.values[one.name]) for one in filters() if one.name in self.values]
        return f"?{urlencode(known)}" if known else ""


def wanted_in(query: Mapping[str, str]) -> InboxFilter:
    """The choices in an address. What means nothing is left out."""
    said = {one.name: query.get(one.name, "").replace("\x00", "").strip() for one in filters()}
    return InboxFilter(
        **{one.name: said[one.name] for one in filters() if said[one.name] and one.takes(said[one.name])}
    )


def narrowed(inputs: QuerySet[Input], wanted: InboxFilter, person: Person) -> QuerySet[Input]:
    """Those of the inputs that are asked for. Nobody finds an input by a name they may not see."""
    for one in filters():
        value = wanted.get(one.name)
        if value or one.always:
            inputs = one.narrow(inputs, value)
    if wanted.get("q") and not may_see_all(person):
        return without_hidden_names(inputs, wanted.get("q"))
    return inputs


def _by(field: str) -> Facets:
    return lambda inputs: [by(inputs, field, field)]


def _listed(
    nothing: str | Promise, labels: Iterable[tuple[str, str | Promise]], counts: Counter[str]
) -> list[FilterChoice]:
    """A choice for each value, after one for not choosing."""
    first = FilterChoice("", str(nothing), sum(counts.values()))
    return [first, *(FilterChoice(value, str(label), counts[value]) for value, label in labels)]


# --- status ---


def _with_state(inputs: QuerySet[Input], value: str) -> QuerySet[Input]:
    if value == ALL:
        return inputs
    return inputs.filter(state__in=[value] if value else UNSETTLED)


def _states(person: Person, counted: Counted, _value: str) -> list[FilterChoice]:
    counts = counted.of("state")
    states = [state for state in State if may(person, "desk.approve") or state.is_readable]
    return [
        FilterChoice("", _("Unsettled"), sum(counts[state] for state in UNSETTLED)),
        *(FilterChoice(state.value, str(state.label), counts[state.value]) for state in states),
        FilterChoice(ALL, _("All"), sum(counts.values())),
    ]


# --- kind, door ---


def _kinds(_person: Person, counted: Counted, _value: str) -> list[FilterChoice]:
    return _listed(_("All kinds"), Kind.choices, counted.of("kind"))


def _doors(_person: Person, counted: Counted, value: str) -> list[FilterChoice]:
    counts = counted.of("door")
    return _listed(_("All doors"), doors_offered(counts, value), counts)


# --- page ---


def _about(inputs: QuerySet[Input], value: str) -> QuerySet[Input]:
    if value == WHOLE_BOOK:
        return inputs.filter(page=None, paragraph=None)
    return inputs.filter(Q(page_id=int(value)) | Q(paragraph__page_id=int(value)))


def _page_facets(inputs: QuerySet[Input]) -> list[Facet]:
    spoken_of = inputs.annotate(
        about=Coalesce("paragraph__page_id", "page_id"),
        title=Coalesce("paragraph__page__title", "page__title"),
    )
    return [by(spoken_of, "page", "about", "title")]


def _pages(_person: Person, counted: Counted, value: str) -> list[FilterChoice]:
    counts = Counter({key or WHOLE_BOOK: number for key, number in counted.of("page").items()})
    titles = {key: title for key, title in counted.words["page"].items() if key}
    if value not in ("", WHOLE_BOOK, *titles):
        titles.update((value, page.title) for page in Page.objects.filter(pk=value))
    in_order = sorted(titles.items(), key=lambda page: (alphabetical(page[1]), int(page[0])))
    return _listed(_("All pages"), [(WHOLE_BOOK, _("About the whole text")), *in_order], counts)


# --- age ---

OLDER = "older"

AGES: dict[str, tuple[int, bool, str | Promise]] = {
    # by value: days, whether it is at most that many, and the words for it
    "1d": (1, True, gettext_lazy("Came in the last 24 hours")),
    "7d": (7, True, gettext_lazy("Came in the last 7 days")),
    "over7d": (7, False, gettext_lazy("More than 7 days old")),
    "over14d": (14, False, gettext_lazy("More than 14 days old")),
    "over30d": (30, False, gettext_lazy("More than 30 days old")),
}


def _has_age(value: str) -> Q:
    days, is_newer, _label = AGES[value]
    limit = timezone.now() - timedelta(days=days)
    return Q(received_at__gte=limit) if is_newer else Q(received_at__lt=limit)


def _of_age(inputs: QuerySet[Input], value: str) -> QuerySet[Input]:
    return inputs.filter(_has_age(value))


def _age_facets(inputs: QuerySet[Input]) -> list[Facet]:
    now = timezone.now()
    limits = sorted({days for days, _is_newer, _label in AGES.values()})
    within = [When(received_at__gte=now - timedelta(days=days), then=Value(str(days))) for days in limits]
    return [by(inputs, "days", Case(*within, default=Value(OLDER)))]


def _ages(_person: Person, counted: Counted, _value: str) -> list[FilterChoice]:
    found = counted.of("days")

    def number(days: int, is_newer: bool) -> int:
        return sum(n for key, n in found.items() if (key != OLDER and int(key) <= days) == is_newer)

    first = FilterChoice("", _("All ages"), counted.total("days"))
    ages = ((value, number(days, is_newer), str(label)) for value, (days, is_newer, label) in AGES.items())
    return [first, *(FilterChoice(value, label, n) for value, n, label in ages)]


# --- language ---


def _in_language(inputs: QuerySet[Input], value: str) -> QuerySet[Input]:
    return inputs.filter(language="" if value == UNKNOWN else value)


def _languages(_person: Person, counted: Counted, _value: str) -> list[FilterChoice]:
    counts = Counter({key or UNKNOWN: number for key, number in counted.of("language").items()})
    return _listed(_("All languages"), [*Language.choices, (UNKNOWN, _("Unknown language"))], counts)


# --- theme ---


def _has_theme(inputs: QuerySet[Input], value: str) -> QuerySet[Input]:
    with_some = InputTheme.objects.all() if value == WITHOUT else InputTheme.objects.filter(theme=int(value))
    has_it = Q(pk__in=with_some.values("given"))
    return inputs.filter(~has_it if value == WITHOUT else has_it)


def _theme_facets(inputs: QuerySet[Input]) -> list[Facet]:
    given = InputTheme.objects.filter(given__in=inputs.order_by().values("pk"))
    with_some = inputs.filter(pk__in=InputTheme.objects.values("given"))
    return [
        number_of(inputs, "all"),
        number_of(with_some, "with some"),
        by(given, "themes", "theme"),
        by(Theme.objects.in_use(), "in use", "pk", "name"),
    ]


def _themes(_person: Person, counted: Counted, _value: str) -> list[FilterChoice]:
    in_use = sorted(counted.words["in use"].items(), key=lambda one: (alphabetical(one[1]), int(one[0])))
    return [
        FilterChoice("", _("All themes"), counted.total("all")),
        *(FilterChoice(value, name, counted.of("themes")[value]) for value, name in in_use),
        FilterChoice(WITHOUT, _("No theme"), counted.total("all") - counted.total("with some")),
    ]


# --- round ---


def _in_round(inputs: QuerySet[Input], value: str) -> QuerySet[Input]:
    return inputs.filter(pk__in=RoundInput.objects.filter(prompt__round=int(value)).values("given"))


def _round_facets(inputs: QuerySet[Input]) -> list[Facet]:
    in_one = RoundInput.objects.filter(given__in=inputs.order_by().values("pk"))
    return [number_of(inputs, "all"), by(in_one, "round", "prompt__round", "prompt__round__title")]


def _rounds(_person: Person, counted: Counted, value: str) -> list[FilterChoice]:
    titles = counted.words["round"]
    keys = sorted(titles, key=int, reverse=True)
    choices = [FilterChoice(key, titles[key], counted.of("round")[key]) for key in keys]
    if value and value not in titles:
        chosen = Round.objects.filter(pk=int(value)).values_list("title", flat=True)
        choices += [FilterChoice(value, title, 0) for title in chosen]
    return [FilterChoice("", _("In a round or not"), counted.total("all")), *choices]


# --- who has it ---


def _with_holder(inputs: QuerySet[Input], value: str) -> QuerySet[Input]:
    return inputs.filter(whose(NOBODY if value == WITHOUT else value))


def _holder_facets(inputs: QuerySet[Input]) -> list[Facet]:
    # Asked of each, and not of all inputs: few are somebody's, and many wait.
    assignments = Assignment.objects.active().filter(
        Exists(inputs.order_by().filter(pk=OuterRef("given")).values("pk"))
    )
    return [
        number_of(inputs, "all"),
        by(assignments.filter(to__isnull=False), "person", "to", "to__name"),
        number_of(assignments.filter(to_group=True), "group"),
        number_of(assignments.overdue(), "overdue"),
    ]


def _holders(_person: Person, counted: Counted, _value: str) -> list[FilterChoice]:
    names = sorted(counted.words["person"].items(), key=lambda one: (alphabetical(one[1]), int(one[0])))
    total, by_group = counted.total("all"), counted.total("group")
    return [
        FilterChoice("", _("Everybody and nobody"), total),
        *(FilterChoice(key, name, counted.of("person")[key]) for key, name in names),
        FilterChoice(GROUP, _("The resource group"), by_group),
        FilterChoice(OVERDUE, _("Overdue"), counted.total("overdue")),
        FilterChoice(WITHOUT, _("Nobody has"), total - counted.total("person") - by_group),
    ]


def _is_key(value: str) -> bool:
    return number_in(value) is not None


FILTERS: tuple[Filter, ...] = (
    Filter("q", gettext_lazy("Search"), lambda value: len(value) <= LONGEST_QUERY, with_words),
    Filter(
        "state",
        gettext_lazy("Status"),
        {ALL, *State.values}.__contains__,
        _with_state,
        _by("state"),
        _states,
        True,
    ),
    Filter(
        "kind",
        gettext_lazy("Kind"),
        Kind.values.__contains__,
        lambda inputs, value: inputs.filter(kind=value),
        _by("kind"),
        _kinds,
    ),
    Filter("about", gettext_lazy("Page"), _is_key, _about, _page_facets, _pages, in_sight=True),
    Filter(
        "door",
        gettext_lazy("Door"),
        Door.values.__contains__,
        lambda inputs, value: inputs.filter(door=value),
        _by("door"),
        _doors,
    ),
    Filter("round", gettext_lazy("Input round"), _is_key, _in_round, _round_facets, _rounds, app="rounds"),
    Filter(
        "theme",
        gettext_lazy("Theme"),
        lambda value: value == WITHOUT or _is_key(value),
        _has_theme,
        _theme_facets,
        _themes,
        app="themes",
    ),
    Filter(
        "holder",
        gettext_lazy("Who has it"),
        lambda value: value in {WITHOUT, GROUP, OVERDUE} or _is_key(value),
        _with_holder,
        _holder_facets,
        _holders,
        in_sight=True,
    ),
    Filter("age", gettext_lazy("Age"), AGES.__contains__, _of_age, _age_facets, _ages),
    Filter(
        "language",
        gettext_lazy("Language"),
        {UNKNOWN, *Language.values}.__contains__,
        _in_language,
        _by("language"),
        _languages,
    ),
)
"""The filters, in their order. To add one, add an object: its name in the address must be its own."""


def filters() -> list[Filter]:
    """The filters of the apps that are there."""
    return [one for one in FILTERS if is_present(one.app)]
