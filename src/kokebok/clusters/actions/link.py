"""Link inputs that say the same, take one out again, and remember those that do not. Each keeps what it is."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import combinations
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from kokebok.clusters.models import Cluster, Member, NotSame
from kokebok.clusters.rules import CAN_BE_LINKED, MOST_AT_ONCE, CannotBeLinked, TooFew
from kokebok.inputs.models import Input
from kokebok.inputs.rules import TooLate
from kokebok.journal.actions.record import record
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from kokebok.people.models import Person


@transaction.atomic
def link(inputs: Iterable[Input], *, by: Person) -> Cluster:
    """Link inputs, and all that they are linked with already, as saying the same. Twice is once.

    Raises TooFew for fewer than two, CannotBeLinked for one that is withdrawn or not published, TooLate if somebody
    links or parts the same inputs at this moment.
    """
    keys = _chosen(inputs)
    _require_linkable(keys)
    before = _locked_clusters(keys)
    members = {member.given_id: member.cluster_id for member in Member.objects.filter(cluster__in=before)}
    everyone = sorted({*keys, *members})
    if len(before) == 1 and set(keys) <= set(members):
        return before[0]
    cluster = before[0] if before else Cluster.objects.create(made_by=by, size=len(everyone))
    Member.objects.filter(cluster__in=before[1:]).update(cluster=cluster)
    Cluster.objects.filter(pk__in=[one.pk for one in before[1:]]).delete()
    added = [key for key in everyone if key not in members]
    Member.objects.bulk_create([Member(cluster=cluster, given_id=key, by=by) for key in added])
    Cluster.objects.filter(pk=cluster.pk).update(size=len(everyone))
    NotSame.objects.filter(one__in=everyone, other__in=everyone).delete()
    _note("input.linked", [key for key in everyone if members.get(key) != cluster.pk], everyone, by=by)
    cluster.refresh_from_db()
    return cluster


@transaction.atomic
def unlink(given: Input, *, by: Person) -> bool:
    """Take an input out from those it is linked with, and remember that it is not the same. False if it was not linked.

    The last one left is linked with nobody. Raises TooLate if somebody links or parts the same inputs at this moment.
    """
    clusters = _locked_clusters([given.pk])
    if not clusters:
        return False
    others = list(
        Member.objects.filter(cluster=clusters[0]).exclude(given=given).values_list("given_id", flat=True)
    )
    Member.objects.filter(given=given).delete()
    if len(others) < 2:
        clusters[0].delete()
    else:
        Cluster.objects.filter(pk=clusters[0].pk).update(size=F("size") - 1)
    _remember([(min(given.pk, other), max(given.pk, other)) for other in others], by=by)
    _note("input.unlinked", [given.pk], [given.pk, *others], by=by)
    return True


@transaction.atomic
def not_same(inputs: Iterable[Input], *, by: Person, than: Input | None = None) -> int:
    """Remember that inputs do not say the same as one another, or as `than`; how many pairs were new.

    They are not suggested again. Those that somebody has linked stay linked. Raises TooFew for fewer than two.
    """
    keys = _chosen([*inputs, than] if than else inputs)
    linked = dict(Member.objects.filter(given__in=keys).values_list("given_id", "cluster_id"))
    known = set(NotSame.objects.filter(one__in=keys, other__in=keys).values_list("one_id", "other_id"))
    pairs = [
        pair
        for pair in combinations(keys, 2)
        if (than is None or than.pk in pair)
        and pair not in known
        and (pair[0] not in linked or linked[pair[0]] != linked.get(pair[1]))
    ]
    _remember(pairs, by=by)
    for given in Input.objects.filter(pk__in={key for pair in pairs for key in pair}).order_by("pk"):
        others = [key for pair in pairs if given.pk in pair for key in pair if key != given.pk]
        record("input.not_same", by=by, about=given, number=", ".join(map(str, others)))
    return len(pairs)


def _chosen(inputs: Iterable[Input]) -> list[int]:
    keys = sorted({given.pk for given in inputs})
    if len(keys) < 2:
        raise TooFew(_("Choose at least one that says the same."))
    if len(keys) > MOST_AT_ONCE:
        raise Refused(_("Choose at most %(most)s at a time.") % {"most": MOST_AT_ONCE})
    return keys


def _require_linkable(keys: Collection[int]) -> None:
    """Raise CannotBeLinked for an input that nobody is to read. Holds the inputs until the act is done."""
    inputs = Input.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    wrong = [given.pk for given in inputs if given.state not in CAN_BE_LINKED]
    if wrong:
        raise CannotBeLinked(
            _("Input %(numbers)s is withdrawn or not published, so it cannot be linked.")
            % {"numbers": ", ".join(map(str, wrong))}
        )


def _locked_clusters(keys: Collection[int]) -> list[Cluster]:
    """The clusters these inputs are in, oldest first, held until the act is done."""
    seen = set(Member.objects.filter(given__in=keys).values_list("cluster_id", flat=True))
    held = list(Cluster.objects.select_for_update().filter(pk__in=seen).order_by("pk"))
    now = set(Member.objects.filter(given__in=keys).values_list("cluster_id", flat=True))
    if now != {cluster.pk for cluster in held}:
        raise TooLate(_("Somebody else is linking the same inputs. Look again, and choose anew."))
    return held


def _remember(pairs: Collection[tuple[int, int]], *, by: Person) -> None:
    NotSame.objects.bulk_create(
        [NotSame(one_id=one, other_id=other, by=by) for one, other in sorted(pairs)], ignore_conflicts=True
    )


def _note(act: str, about: Collection[int], among: Collection[int], *, by: Person) -> None:
    """A line in the journal for each input, with the numbers of the others."""
    for given in Input.objects.filter(pk__in=about).order_by("pk"):
        record(act, by=by, about=given, number=", ".join(str(key) for key in among if key != given.pk))
