"""Find groups in the answers to a prompt, in later work: the button only asks, and the screens are told when done."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from kokebok.features.models import Feature
from kokebok.features.queries import those_on
from kokebok.journal.actions.record import record
from kokebok.later.queueing import enqueue_after_commit
from kokebok.lib.opinions import as_data
from kokebok.lib.worker import WorkerFailed, group, opinions
from kokebok.people.rules import Refused
from kokebok.rounds.actions.tell import tell
from kokebok.rounds.models import WRITTEN, Finding, Prompt, PromptKind, RoundInput, Topic, Vote
from kokebok.themes.actions.leases import acquire_lease, finish
from kokebok.themes.models import UNFINISHED, Work

if TYPE_CHECKING:
    from kokebok.people.models import Person
    from kokebok.rounds.models import Round

GROUPED = (*WRITTEN, PromptKind.STANCE)
LOST_AFTER = timedelta(hours=1, minutes=10)  # the longest a turn may take, and a little


@transaction.atomic
def ask_to_find(prompt: Prompt, *, by: Person) -> Finding:
    """Ask for groups as the answers are now. Asked for again while they are being found, it gives back that finding.

    Raises Refused for a prompt whose answers make no groups, or whose groups are switched off.
    """
    if prompt.kind not in kinds_grouped():
        raise Refused(_("The answers to this prompt are counted. They make no groups."))
    asked, is_new = Finding.objects.get_or_create(prompt=prompt, state__in=UNFINISHED)
    if is_new:
        record("prompt.groups_asked", by=by, about=prompt, round=prompt.round_id)
        start(asked)
    return asked


def find_in_all(round_: Round, *, by: Person) -> None:
    """Ask for groups in all prompts that have answers: what the report of a round shows. Called when it ends."""
    for prompt in round_.prompts.filter(kind__in=kinds_grouped()):
        if prompt.answers.exists() or prompt.votes.exists():
            ask_to_find(prompt, by=by)


def kinds_grouped() -> list[PromptKind]:
    """The kinds of prompt whose answers groups are found in: those that are switched on."""
    now = those_on()
    return [
        kind for kind in GROUPED if (Feature.OPINIONS if kind == PromptKind.STANCE else Feature.GROUPS) in now
    ]


def start(finding: Finding) -> None:
    """Put the work in the queue, after the commit."""
    enqueue_after_commit(find_later, finding_id=finding.pk, turn=finding.turn)


@task(backend="later")
def find_later(*, finding_id: int, turn: int) -> None:
    """Find the groups, and tell the wall and the host."""
    finding = acquire_lease(Finding, finding_id, turn)
    if finding is None:
        return
    prompt = Prompt.objects.get(pk=finding.prompt_id)
    try:
        found, counted = _opinions(prompt) if prompt.kind == PromptKind.STANCE else _groups(prompt)
    except WorkerFailed as error:
        finish(finding, Work.FAILED, error=str(error))
        return
    _write(finding, prompt, found, counted)


def sweep_findings(*, alone: bool = False) -> None:
    """Begin again what a server that died left lying. `alone` says that no other process can be at work."""
    _begin_again(timezone.now() if alone else timezone.now() - LOST_AFTER)


@transaction.atomic
def _begin_again(limit: datetime) -> None:
    lost = Finding.objects.filter(state__in=UNFINISHED, changed_at__lte=limit)
    for finding in lost:
        start(finding)
    lost.update(changed_at=timezone.now())


@transaction.atomic
def _write(finding: Finding, prompt: Prompt, found: dict[str, Any], counted: int) -> None:
    """Write what was found in the place of what was found before, unless another turn has taken over."""
    if not finish(finding, Work.DONE, found=found, counted=counted):
        return
    Finding.objects.filter(prompt=prompt, pk__lt=finding.pk).exclude(state__in=UNFINISHED).delete()
    for topic in (Topic.WALL, Topic.QUEUE):
        tell(prompt.round_id, topic, {"found": prompt.pk})


def _groups(prompt: Prompt) -> tuple[dict[str, Any], int]:
    """The inputs on the wall in groups, by the numbers of their rows. What is not on the wall has no part in it."""
    shown = RoundInput.objects.on_wall().filter(prompt=prompt)
    rows = list(shown.order_by("pk").values_list("pk", "given__text"))
    made = group([text for _key, text in rows])
    keys = [key for key, _text in rows]
    groups = [
        {"words": list(words), "members": [keys[at] for at in members]}
        for words, members in zip(made.words, made.members, strict=True)
    ]
    return {"groups": groups, "alone": [keys[at] for at in made.alone]}, len(keys)


def _opinions(prompt: Prompt) -> tuple[dict[str, Any], int]:
    """The opinion groups among those who voted, but for blocked devices."""
    cast = Vote.objects.filter(prompt=prompt, participant__blocked_at=None, statement__isnull=False)
    votes = list(cast.order_by("pk").values_list("participant", "statement", "value"))
    found = opinions([(person, statement or 0, value) for person, statement, value in votes])
    return as_data(found), found.people
