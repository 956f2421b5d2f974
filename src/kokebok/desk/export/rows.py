"""All that the desk knows of many inputs, as the person who asks may see it there: the rows of a file.

The address of a sender is not here, since nobody sees it at the desk.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kokebok.clusters.models import Member
from kokebok.desk.assigning.notes import readable_notes
from kokebok.desk.inbox.queries import visible_to
from kokebok.desk.models import Assignment, Note, Outcome
from kokebok.inputs.models import Input
from kokebok.inputs.seen import may_see_all, seen_by
from kokebok.letters.writing import absolute
from kokebok.moderation.models import Ruling
from kokebok.moderation.rules import may as may_moderate
from kokebok.themes.models import InputTheme

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from kokebok.desk.models import Decision
    from kokebok.inputs.seen import Seen
    from kokebok.people.models import Person

AT_A_TIME = 5000  # inputs fetched: a handful of queries for each so many


@dataclass(frozen=True)
class ExportRow:
    """An input with all that belongs to it, as somebody may see it."""

    given: Input
    seen: Seen
    holder: Assignment | None
    themes: tuple[str, ...]
    cluster: int | None
    notes: tuple[Note, ...]
    rulings: tuple[Ruling, ...]
    with_sender: bool

    @property
    def decision(self) -> Decision | None:
        """What was decided, if anything was."""
        return getattr(self.given, "decision", None)

    @property
    def page(self) -> str:
        """The title of the page it is about; "" for the whole text."""
        about = self.given.paragraph.page if self.given.paragraph else self.given.page
        return about.title if about else ""

    @property
    def paragraph(self) -> str:
        """The number of its paragraph; "" where there is none in the text."""
        paragraph = self.given.paragraph
        return str(paragraph.order + 1) if paragraph and paragraph.gone_at is None else ""

    @property
    def place_url(self) -> str:
        """Where the paragraph, or the page, is read; "" where readers cannot open it."""
        paragraph, page = self.given.paragraph, self.given.page
        if paragraph:
            return absolute("reading:permalink", paragraph.anchor) if paragraph.page.live else ""
        return f"{settings.BASE_URL}{page.url or ''}" if page and page.live else ""

    @property
    def wording(self) -> str:
        """The words it was written about."""
        return self.given.wording.text if self.given.wording else ""

    @property
    def due(self) -> str:
        """The day it is to be answered within, as 2026-05-17; "" for none."""
        return self.holder.due.isoformat() if self.holder and self.holder.due else ""

    @property
    def outcome(self) -> str:
        """What was decided, in words; "" for nothing."""
        return str(Outcome(self.decision.outcome).label) if self.decision else ""

    @property
    def moderated(self) -> str:
        """What was done with it as a moderator, each with its reason."""
        language = (get_language() or "nb")[:2]
        said = [f"{one.get_measure_display()}: {one.why_in(language)}" for one in self.rulings]
        if not said and self.given.refusal:
            said = [self.given.refusal]
        return "\n".join(said)

    @property
    def told(self) -> str:
        """Whether the sender gets the answer by e-mail, in words; "" where one may not see it."""
        if not self.with_sender:
            return ""
        if self.given.email_confirmed_at:
            return _("Yes")
        return _("Not confirmed") if self.given.email else _("No")

    @property
    def noted(self) -> str:
        """The internal notes, each with who wrote it and when."""
        return "\n\n".join(f"{one.by.name}, {moment(one.at)}: {one.text}" for one in self.notes)


def rows_of(person: Person, keys: Sequence[int]) -> Iterator[ExportRow]:
    """The inputs with these keys that the person may see, in their order. Eight queries for each five thousand."""
    for start in range(0, len(keys), AT_A_TIME):
        yield from _rows(person, keys[start : start + AT_A_TIME])


def moment(at: datetime | None) -> str:
    """A moment with its time zone; "" for none."""
    return localtime(at).isoformat(timespec="seconds") if at else ""


def _rows(person: Person, keys: Sequence[int]) -> Iterator[ExportRow]:
    related = ("paragraph__page", "page", "decision__by", "wording")
    found = visible_to(person).filter(pk__in=keys).select_related(*related).in_bulk()
    here = Q(given__in=list(found))
    holders = {one.given_id: one for one in Assignment.objects.active().filter(here).select_related("to")}
    clusters = dict(Member.objects.filter(here).values_list("given_id", "cluster_id"))
    themes: dict[int, list[str]] = defaultdict(list)
    for key, name in (
        InputTheme.objects.filter(here).order_by("theme__name").values_list("given_id", "theme__name")
    ):
        themes[key].append(name)
    notes: dict[int, list[Note]] = defaultdict(list)
    for note in readable_notes(person).filter(here).select_related("by"):
        notes[note.given_id].append(note)
    rulings: dict[int, list[Ruling]] = defaultdict(list)
    if may_moderate(person, "moderation.rule"):
        for ruling in Ruling.objects.standing().filter(here).select_related("reason").order_by("at", "pk"):
            rulings[ruling.given_id].append(ruling)
    for key in keys:
        if key in found:
            yield ExportRow(
                given=found[key],
                seen=seen_by(person, found[key]),
                holder=holders.get(key),
                themes=tuple(themes[key]),
                cluster=clusters.get(key),
                notes=tuple(notes[key]),
                rulings=tuple(rulings[key]),
                with_sender=may_see_all(person),
            )
