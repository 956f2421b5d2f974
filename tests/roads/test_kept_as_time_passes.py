"""As a day passes in which nobody does anything, a page that is kept is the page one would make now.

Each kind of page is kept, as the server keeps them, from the morning of a day in which a call opens and closes, an
event closes for registration, begins and ends, a round was to begin, another has been over for so long that it is told
of no more, and a text is to be reviewed. After each of these, each kept page is held against a fresh one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from kokebok.book.models import Cookbook, FactChapter
from kokebok.calls.models import Call, Phase
from kokebok.config.freshness import Freshness
from kokebok.events.models import Event, EventState
from kokebok.people.models import Person
from kokebok.process.models import Announced
from kokebok.process.queries import AFTERWARDS
from kokebok.rounds.models import Round, RoundState
from tests.kept_pages import Kept
from tests.roads.test_kept_after_every_act import Pages

pytestmark = pytest.mark.usefixtures("in_silence")

LATER = timedelta(days=400)  # when all that goes on in the demo is over
MORNING, MIDNIGHT = "in the morning", "at midnight"
HOURS = {
    MORNING: 6,
    "a call opens": 8,
    "registration for an event closes": 9,
    "an event begins": 10,
    "a round was to begin": 11,
    "an event ends": 12,
    "a call closes": 13,
    "the deadline of the book passes": 14,
    "a round has been over for so long": 15,
    MIDNIGHT: 24,
}
"""The hours of the day at which something happens by itself."""


def on(day: date, hour: int) -> datetime:
    """An hour of a day in Norway."""
    midnight = datetime.combine(day, time(), timezone.get_default_timezone())
    return midnight + timedelta(hours=hour)


def fill(day: date) -> None:
    """What happens on the day, by HOURS."""
    by, hour = Person.objects.order_by("pk")[0], {what: on(day, hours) for what, hours in HOURS.items()}
    words = {"purpose": "p", "decides": "d", "criteria": "c", "what_next": "w", "made_by": by}
    call = Call.objects.create(title="Dagens", slug="dagens", published_at=hour[MORNING], **words)
    Phase.objects.create(
        call=call, number=1, title="En", opens_at=hour["a call opens"], closes_at=hour["a call closes"]
    )
    Event.objects.create(
        title="Dagens samling",
        place="Bodø",
        state=EventState.PUBLISHED,
        closes_at=hour["registration for an event closes"],
        starts_at=hour["an event begins"],
        ends_at=hour["an event ends"],
    )
    planned = Round.objects.create(title="Skulle begynt", host=by, starts_at=hour["a round was to begin"])
    ended = hour["a round has been over for so long"] - AFTERWARDS
    over = Round.objects.create(
        title="Er over", host=by, state=RoundState.CLOSED, opened_at=ended, closed_at=ended
    )
    for one in (planned, over):
        Announced.objects.create(round=one, by=by)
    Cookbook.objects.update(deadline=hour["the deadline of the book passes"])
    FactChapter.objects.update(review_by=day)


@dataclass
class Day:
    """Pages kept as time passes; `now` is what the clock says."""

    now: datetime
    kept: Kept = field(default_factory=lambda: Kept(Freshness()))
    pages: Pages = field(default_factory=Pages)

    def begin(self) -> None:
        """Keep a page or two of each kind, and have made what is made once for a process."""
        self.pages.keep_some()
        self.wait_until(self.now)

    def wait_until(self, moment: datetime) -> tuple[set[str], set[str]]:
        """Let nobody do anything until a moment; which of the pages are shown wrongly then, and which are new."""
        self.now, self.kept.now = moment, self.kept.now + 3600
        before = {address: made.answer.body for address, made in self.pages.kept.items()}
        shown = {address: self.kept.body(address) for address in self.pages.kept}
        self.pages.kept = {address: self.pages.make(address) for address in self.pages.kept}
        fresh = {address: made.answer.body for address, made in self.pages.kept.items()}
        wrong = {address for address, body in shown.items() if body != fresh[address]}
        return wrong, {address for address, body in fresh.items() if body != before[address]}


def test_whatever_the_clock_says_a_kept_page_is_the_page_one_would_make_now(
    demo: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = timezone.localdate() + LATER
    fill(day)
    passing = Day(on(day, HOURS[MORNING]))
    monkeypatch.setattr(timezone, "now", lambda: passing.now)
    passing.begin()
    found = {what: passing.wait_until(on(day, hours) + timedelta(seconds=1)) for what, hours in HOURS.items()}
    assert len(passing.pages.kept) >= 25
    assert {what: wrong for what, (wrong, _new) in found.items() if wrong} == {}
    assert {what for what, (_wrong, new) in found.items() if new} == {
        "a call opens",
        "an event ends",
        "a call closes",
        MIDNIGHT,
    }
