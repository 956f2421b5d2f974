"""The demo at each stage of its story: what there is less of before the test version, and more of after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from kokebok.book.models import Stage
from kokebok.editions.actions.freeze import freeze
from kokebok.editions.gaps import Signed
from kokebok.editions.queries import upcoming
from kokebok.outlets.actions.dispatch import prepare, start, stop
from kokebok.outlets.actions.recipient_lists import keep_list, municipalities_listed
from kokebok.outlets.actions.render import order_copies
from kokebok.outlets.actions.sending import send_batch
from kokebok.outlets.kept_recipients import ALL, recipients_chosen
from kokebok.people.models import Body, Person, RoleName
from kokebok.registers.actions.take_in import take_in
from kokebok.registers.shipped import HOLDS_FROM, shipped_areas
from kokebok.review.actions.be_named import be_named
from kokebok.rounds.actions.prepare import add_prompt, change_round
from kokebok.rounds.models import PromptKind, Round, RoundState
from kokebok.setup.actions.change import change_settings
from kokebok.staff.actions.roles import welcome
from kokebok.starter.demo_answers import fill_answers
from kokebok.starter.reading_files import read
from kokebok.web.present import is_present

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook
    from kokebok.calls.models import Call

SKETCH, TEST, INPUT, OUT = "skisse", "testversjon", "innspill", "utgitt"
STAGES = {SKETCH: Stage.OUTLINE, TEST: Stage.TEST, INPUT: Stage.INPUT, OUT: Stage.PUBLISHED}
A_MINUTE = 6000  # letters, which are files in a folder
REACHED = 150  # of the municipalities, when the dispatch was stopped


def at_stage(cookbook: Cookbook, stage: str, *, by: Person) -> None:
    """Say on every page how far the cookbook has come."""
    said = read("stages").get(stage, {})
    change_settings(cookbook, {"stage": STAGES[stage], **said}, by=by)


def more_input(call: Call | None, *, by: Person) -> None:
    """What has come since the test version.

    Answers to the call with the page that one has become, more who have advised, and a round that asks for tips.
    """
    if call:
        fill_answers(call, by=by)
    if is_present("review"):
        _advise()
    for round_ in Round.objects.filter(state=RoundState.OPEN):
        for row in read("answers")["prompt"]:
            add_prompt(round_, by=by, fields={"kind": PromptKind.TIP, **row})
        change_round(round_, by=by, **read("answers")["round"])


def _advise() -> None:
    for row in read("answers")["adviser"]:
        member = welcome(email=row["email"], name=row["name"], roles=[RoleName.RESOURCE])
        Person.objects.filter(pk=member.pk).update(body=Body.objects.get(name=row["body"]))
        be_named(agrees=True, by=member)


def signed_in_demo(cookbook: Cookbook, by: Person) -> Signed:
    """What the editor of the demo signs where something is left when an edition is frozen."""
    return Signed(
        "Resten er svart på til neste utgave. Vi holdt datoen vi hadde lovet.",
        by.name,
        upcoming(cookbook).gaps,
    )


def bring_out(cookbook: Cookbook, *, by: Person) -> None:
    """The first edition, and a dispatch of it that was stopped half-way to all municipalities.

    Their addresses are made up: they reach nobody.
    """
    edition = freeze(
        cookbook,
        number="1.0",
        title=cookbook.title,
        foreword="Dette er den første utgaven. Takk til alle som har vært med.",
        on=timezone.localdate(),
        by=by,
        signed=signed_in_demo(cookbook, by),
    )
    order_copies(edition)
    take_in(shipped_areas().rows, day=HOLDS_FROM, is_whole=False, by=by)
    rows = municipalities_listed()
    for row in rows:
        row.addresses = f"kommune{row.area.number if row.area else ''}@example.no"
    keep_list(None, name="Alle kommuner (oppdiktede adresser)", rows=rows, by=by)
    dispatch = prepare(
        edition,
        subject="{tittel}: utgave {utgave}",
        letter="Hei {navn},\n\nKokeboken er her: {lenke}\n\nLes, prøv og si fra.",
        a_minute=A_MINUTE,
        recipients=recipients_chosen(ALL).recipients,
        by=by,
    )
    started = start(dispatch, by=by)
    send_batch(started.pk, started.run, most=REACHED)
    stop(started, by=by)
