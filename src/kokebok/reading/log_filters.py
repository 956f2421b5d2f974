"""Which inputs of the log somebody asks for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Literal

from django.db.models import Q, QuerySet
from django.utils.http import urlencode
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from kokebok.inputs.models import UNSETTLED, Input, State, readable
from kokebok.inputs.seen import seen_by_all
from kokebok.lib.word_forms import lemma
from kokebok.moderation.queries import is_redacted

PATIENCE = timedelta(days=14)  # an input that has waited longer for its answer is late
LATE = "late"
REDACTED = "redacted"
STATUSES = {
    State.WAITING.value: _("Waiting to be approved"),
    State.OPEN.value: _("Not answered yet"),
    LATE: _("Late"),
    State.ANSWERED.value: _("Answered"),
    REDACTED: _("Published without a part"),
    State.REFUSED.value: _("Not published"),
    State.WITHDRAWN.value: _("Withdrawn"),
}
IN_ADDRESS = {
    "scope": "omfang",
    "words": "q",
    "status": "status",
    "outcome": "avgjorelse",
    "kind": "slag",
    "about": "side",
    "day": "dato",
    "since": "fra",
    "until": "til",
}
WORD = re.compile(r"\w+")

Day = Literal["received", "answered"]


@dataclass(frozen=True)
class LogFilter:
    """A choice among the inputs of a scope; what is empty does not narrow it.

    `status` is a key of STATUSES, `about` the key of a page; `since` and `until` are days, both included, of what
    `day` says.
    """

    scope: str = ""
    words: str = ""
    status: str = ""
    outcome: str = ""
    kind: str = ""
    about: int | None = None
    day: Day = "received"
    since: date | None = None
    until: date | None = None

    @property
    def as_query(self) -> str:
        """What comes after the address, with its question mark; "" when nothing is chosen."""
        chosen = {
            IN_ADDRESS[name]: value for name, value in vars(self).items() if value != getattr(ALL, name)
        }
        return f"?{urlencode(chosen)}" if chosen else ""

    @property
    def narrows(self) -> bool:
        """Whether it asks for less than the whole scope."""
        return self != LogFilter(scope=self.scope)


ALL = LogFilter()


def matching(wanted: LogFilter, holds: Q, *, today: date) -> QuerySet[Input]:
    """The inputs asked for among those that meet the scope's condition, newest first.

    Those that are not public count too, except when words are asked for: what they say must not be found out.
    """
    inputs: QuerySet[Input] = Input.objects.filter(holds)
    if wanted.status:
        inputs = inputs.filter(has_status(wanted.status, today))
    if wanted.outcome:
        inputs = inputs.filter(has_outcome(wanted.outcome))
    if wanted.kind:
        inputs = inputs.filter(kind=wanted.kind)
    if wanted.about:
        inputs = inputs.filter(Q(page_id=wanted.about) | Q(paragraph__page_id=wanted.about))
    inputs = inputs.filter(received_within(wanted)).filter(_answered_within(wanted))
    if wanted.words:
        inputs = Input.objects.filter(pk__in=_with_words(inputs, wanted.words))
    return inputs.order_by("-received_at", "-pk")


def has_status(status: str, today: date) -> Q:
    """The condition for a key of STATUSES."""
    if status == REDACTED:
        return is_redacted()
    return is_late(today) if status == LATE else Q(state=status)


def is_late(today: date) -> Q:
    """Unsettled, and received more than PATIENCE before this day began: it changes at midnight, not by the minute."""
    return Q(state__in=UNSETTLED, received_at__lt=beginning_of(today - PATIENCE))


def has_outcome(outcome: str) -> Q:
    """Answered with this decision."""
    return Q(state=State.ANSWERED, decision__outcome=outcome)


def beginning_of(day: date) -> datetime:
    """Midnight in the site's time zone."""
    return make_aware(datetime.combine(day, time.min))


def received_within(wanted: LogFilter) -> Q:
    """The condition for an input that came within the days asked for; none where days are asked for of answers."""
    return _within(wanted, "received_at") if wanted.day == "received" else Q()


def _within(wanted: LogFilter, field: str) -> Q:
    condition = Q()
    if wanted.since:
        condition &= Q(**{f"{field}__gte": beginning_of(wanted.since)})
    if wanted.until:
        condition &= Q(**{f"{field}__lt": beginning_of(wanted.until + timedelta(days=1))})
    return condition


def _answered_within(wanted: LogFilter) -> Q:
    if wanted.day == "received" or not (wanted.since or wanted.until):
        return Q()
    return Q(state=State.ANSWERED) & _within(wanted, "decision__at")


def _with_words(inputs: QuerySet[Input], words: str) -> list[int]:
    """The keys of the public inputs among these that have every word, as the public sees them with their answers.

    Read here and not by the database: only so is it the same on both, for Å and å, and for the forms of a word.
    """
    rows = inputs.order_by().filter(readable()).select_related("decision")
    fields = ("state", "text", "suggestion", "name", "on_behalf_of", "may_be_named")
    rows = rows.only(*fields, "decision__reply", "decision__reason")
    asked = sought(words)
    return [given.pk for given in rows if has_words(_read_by_all(given), asked)]


def _read_by_all(given: Any) -> list[str]:
    """What is read of a public input and its answer."""
    seen = seen_by_all(given)
    answer = [given.decision.reply, given.decision.reason] if hasattr(given, "decision") else []
    return [seen.text, seen.suggestion, seen.name, seen.body, *answer]


def sought(words: str) -> list[str]:
    """The words of a question; the whole of it where it has none."""
    plain = _plain(words)
    return WORD.findall(plain) or [plain]


def has_words(texts: Iterable[str], asked: list[str]) -> bool:
    """Whether every word asked for stands in the texts: in another form of it, or as part of a longer word."""
    text = _plain("\n".join(texts))
    missing = [word for word in asked if word not in text]
    if not missing:
        return True
    forms = {lemma(word) for word in WORD.findall(text)}
    return all(lemma(word) in forms for word in missing)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
