"""What phones choose, as it is counted: looked at when it has been put in order, and never more than one may cast."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from kokebok.people.rules import Refused
from kokebok.rounds.models import VOTED, Event, PromptKind, RoundInput, Statement, Topic, Vote

if TYPE_CHECKING:
    from datetime import datetime

    from kokebok.rounds.models import Participant, Prompt

Said = tuple[tuple[str, int], ...]


class Ballots:
    """The choices of a batch, by prompt and participant, on their way into the database.

    Of two messages in one batch, as of two in two batches, the later holds: all of it where one chooses among inputs,
    otherwise what it speaks about.
    """

    def __init__(self, prompts: Iterable[Prompt], now: datetime) -> None:
        self.now = now
        asked = [prompt for prompt in prompts if prompt.kind in VOTED]
        statements = Statement.objects.filter(prompt__in=asked) if asked else ()
        self.statements = {(one.prompt_id, f"s{one.pk}"): one for one in statements}
        sources = {prompt.choose_from_id for prompt in asked if prompt.kind == PromptKind.PRIORITISE} - {None}
        shown = RoundInput.objects.on_wall().each_once().filter(prompt__in=sources) if sources else ()
        self.choices = {(one.prompt_id, f"i{one.pk}"): one for one in shown}
        self.cast: dict[tuple[int, int], dict[str, Vote]] = {}
        self.chose_anew: set[tuple[int, int]] = set()

    def take(self, prompt: Prompt, by: Participant, said: Said) -> None:
        """Take what one phone says to one prompt. What the prompt does not have is left out.

        Raises Refused where nothing is left, or more than one may choose.
        """
        votes = {vote.about: vote for vote in (self._vote(prompt, by, *one) for one in said) if vote}
        if not votes:
            raise Refused(_("Choose one of the answers that stand here now."))
        key = (prompt.pk, by.pk)
        if prompt.kind != PromptKind.PRIORITISE:
            self.cast.setdefault(key, {}).update(votes)
            return
        if sum(vote.value for vote in votes.values()) > prompt.most_choices:
            raise Refused(_("Choose at most %(most)s.") % {"most": prompt.most_choices})
        self.chose_anew.add(key)
        self.cast[key] = votes

    def write(self) -> list[Event]:
        """Write them, and give the events that tell of them."""
        for prompt, by in self.chose_anew:  # what is chosen now takes the place of all that was chosen before
            Vote.objects.filter(prompt=prompt, participant=by, value=1).update(value=0, at=self.now)
        votes = [vote for cast in self.cast.values() for vote in cast.values()]
        Vote.objects.bulk_create(
            votes,
            update_conflicts=True,
            unique_fields=["prompt", "participant", "about"],
            update_fields=["value", "at"],
        )
        return _voted(votes)

    def _vote(self, prompt: Prompt, by: Participant, about: str, value: int) -> Vote | None:
        """A choice as a row; None where the prompt has no such thing, or no such answer to it."""
        vote = Vote(prompt=prompt, participant=by, about=about, value=value, at=self.now)
        if prompt.kind == PromptKind.STANCE:
            vote.statement = self.statements.get((prompt.pk, about))
            return vote if vote.statement is not None and value in (-1, 0, 1) else None
        if prompt.kind == PromptKind.PRIORITISE:
            vote.chosen = self.choices.get((prompt.choose_from_id or 0, about))
            return vote if vote.chosen is not None and value in (0, 1) else None
        return vote if about == "" and 1 <= value <= prompt.scale_steps else None


def _voted(votes: list[Vote]) -> list[Event]:
    """The results of a prompt have changed: the wall and the host ask for them anew."""
    pairs: Any = sorted({(vote.prompt.round_id, vote.prompt_id) for vote in votes})
    return [
        Event(round_id=round_id, topic=topic, what={"voted": prompt_id})
        for round_id, prompt_id in pairs
        for topic in (Topic.WALL, Topic.QUEUE)
    ]
