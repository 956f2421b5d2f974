"""What the pages of themes show."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Max, Q
from django.shortcuts import get_object_or_404

from kokebok.inputs.models import Input
from kokebok.themes.models import (
    SORTABLE,
    Group,
    Grouping,
    InputTheme,
    Learning,
    Member,
    NoTheme,
    Proposal,
    Theme,
    Work,
)
from kokebok.web.ordering import alphabetically

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

MOST_GROUPINGS = 20
MEMBERS_SHOWN = 5


@dataclass(frozen=True)
class SortingTally:
    """How far the sorting has come: every input is counted in exactly one of the three."""

    with_theme: int
    none_fits: int
    left: int

    @property
    def total(self) -> int:
        """All inputs that can have a theme."""
        return self.with_theme + self.none_fits + self.left


@dataclass(frozen=True)
class Ask:
    """An input the machine wants to know about, with its proposals; the earlier, the less sure."""

    given: Input
    proposals: Sequence[Proposal]
    others: Sequence[Theme]
    left: int


@dataclass(frozen=True)
class ThemeGroupShown:
    """A group with its size, the most typical of its inputs, and the least typical unless that is among them."""

    group: Group
    size: int
    typical: Sequence[Input]
    least: Input | None

    @property
    def name(self) -> str:
        """The words an editor is offered as a name."""
        return ", ".join(self.group.words[:3])


def find_theme(number: int) -> Theme:
    """A theme, in use or not. Raises Http404."""
    return get_object_or_404(Theme.objects.select_related("merged_into"), pk=number)


def find_sortable(number: int) -> Input:
    """An input that can have a theme. Raises Http404."""
    return get_object_or_404(Input, pk=number, state__in=SORTABLE)


def find_grouping(number: int) -> Grouping:
    """A grouping. Raises Http404."""
    return get_object_or_404(Grouping.objects.select_related("by"), pk=number)


def find_group(number: int, group: int) -> Group:
    """A group of a grouping. Raises Http404."""
    return get_object_or_404(Group, grouping_id=number, number=group)


def tally() -> SortingTally:
    """How many inputs have a theme, have been found to have none, and are left."""
    has = InputTheme.objects.has_any()
    sortable = Input.objects.filter(state__in=SORTABLE)
    total = sortable.count()
    with_theme = sortable.filter(has).count()
    none = sortable.filter(~has, no_theme__isnull=False).count()
    return SortingTally(with_theme=with_theme, none_fits=none, left=total - with_theme - none)


def inputs_with(theme: Theme) -> QuerySet[Input]:
    """The inputs that have a theme, newest first."""
    found: QuerySet[Input] = Input.objects.filter(input_themes__theme=theme)
    return found.order_by("-received_at", "-pk")


def themes_of(given: Input) -> list[InputTheme]:
    """The themes an editor has given an input, in alphabetical order."""
    if not given.may_have("input_themes"):
        return []
    return list(
        given.input_themes.select_related("theme", "by").order_by(alphabetically("theme__name"), "pk")
    )


def proposals_for(given: Input) -> list[Proposal]:
    """The themes the machine proposes for an input, likeliest first."""
    if not given.may_have("theme_proposals"):
        return []
    return list(given.theme_proposals.select_related("theme", "like").order_by("place"))


def has_none(given: Input) -> bool:
    """Whether an editor has found that no theme fits."""
    return given.may_have("no_theme") and NoTheme.objects.filter(given=given).exists()


def undecided() -> QuerySet[Input]:
    """The inputs that nobody has decided about."""
    inputs: QuerySet[Input] = Input.objects.filter(state__in=SORTABLE)
    return inputs.filter(~InputTheme.objects.has_any(), no_theme=None)


def next_to_ask(skipped: Sequence[int]) -> Ask | None:
    """The input the machine is least sure about, taking turns among the themes it would choose; None when all is done.

    Where nothing is proposed yet, the oldest. `skipped` are asked about last.
    """
    waiting = undecided()
    left = waiting.count()
    given = (
        _least_sure(waiting.exclude(pk__in=list(skipped)), len(skipped))
        or waiting.order_by("received_at", "pk").first()
    )
    if given is None:
        return None
    proposals = proposals_for(given)
    proposed = {one.theme_id for one in proposals}
    others = [theme for theme in Theme.objects.in_use() if theme.pk not in proposed]
    return Ask(given, proposals, others, left)


def _least_sure(waiting: QuerySet[Input], skipped: int) -> Input | None:
    """The least sure of those that would get the theme whose turn it is: each decision and each skip is a turn."""
    firsts = Proposal.objects.filter(place=0, given__in=waiting.order_by().values("pk"))
    themes = sorted(set(firsts.order_by().values_list("theme_id", flat=True)))
    if not themes:
        return waiting.order_by("received_at", "pk").first()
    turn = (InputTheme.objects.count() + NoTheme.objects.count() + skipped) % len(themes)
    first = firsts.filter(theme_id=themes[turn]).order_by("lead", "given_id").select_related("given").first()
    return first.given if first else None


def latest_learning() -> Learning | None:
    """The newest learning that is done; None before the first."""
    return Learning.objects.filter(state=Work.DONE).order_by("-pk").first()


def groupings() -> list[Grouping]:
    """The newest groupings, with `number_of_groups`."""
    counted = Grouping.objects.select_related("by").annotate(number_of_groups=Count("groups"))
    return list(counted.order_by("-pk")[:MOST_GROUPINGS])


def groups_in(grouping: Grouping) -> list[ThemeGroupShown]:
    """The groups, largest first, with how many each has now, its most typical inputs and its least. Three queries."""
    counted = grouping.groups.select_related("theme").annotate(
        size=Count("members"), last=Max("members__place")
    )
    groups = list(counted.order_by("number"))
    typical: dict[int, list[Input]] = defaultdict(list)
    least: dict[int, Input] = {}
    last = {group.pk: group.last for group in groups}
    is_shown = Q(place__lt=MEMBERS_SHOWN) | Q(place__in=set(last.values()) - {None})
    shown = Member.objects.filter(is_shown, grouping=grouping, group__isnull=False)
    for member in shown.select_related("given").order_by("group__number", "place", "pk"):
        group = member.group_id or 0
        if member.place < MEMBERS_SHOWN:
            typical[group].append(member.given)
        elif member.place == last[group]:
            least[group] = member.given
    return [ThemeGroupShown(group, group.size, typical[group.pk], least.get(group.pk)) for group in groups]


def least_typical(group: Group) -> int | None:
    """The key of the input that is least typical of a group of several."""
    places = list(group.members.order_by("-place", "-given_id").values_list("given_id", flat=True)[:2])
    return places[0] if len(places) > 1 else None


def alone_in(grouping: Grouping) -> int:
    """How many inputs are alone in a grouping."""
    return Member.objects.filter(grouping=grouping, group=None).count()


def members_of(grouping: Grouping, group: Group | None) -> QuerySet[Member]:
    """The inputs of a group (or those alone), most typical first, with `has_theme`."""
    members = Member.objects.filter(grouping=grouping, group=group).select_related("given")
    return members.annotate(has_theme=InputTheme.objects.has_any("given_id")).order_by("place", "given_id")


def theme_counts() -> dict[int, int]:
    """For each theme, how many inputs the machine would put there first."""
    rows = Proposal.objects.filter(place=0).order_by().values_list("theme_id")
    return dict(rows.annotate(number=Count("pk")).values_list("theme_id", "number"))


def retired() -> QuerySet[Theme]:
    """Themes that are not offered any more, newest first."""
    found: QuerySet[Theme] = Theme.objects.filter(~Q(retired_at=None)).with_counts()
    return found.select_related("merged_into").order_by("-retired_at", "-pk")
