"""One act for each kind of task: what people do, and what is to come of it. Letters go to an address of their own."""

from __future__ import annotations

import uuid
from collections import Counter
from datetime import date, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from kokebok.archive.actions.make import order_archive
from kokebok.archive.models import SiteArchive
from kokebok.calls.actions import reminders, take_in
from kokebok.calls.actions.answer import answer_call
from kokebok.calls.actions.prepare import make_call, publish, set_phase, set_question
from kokebok.calls.words import as_one_text
from kokebok.desk.answering.actions.answer import Answer, answer
from kokebok.desk.bulk.actions.run import begin
from kokebok.desk.bulk.rules import BulkAnswer
from kokebok.desk.models import BulkAct, BulkRun, Outcome
from kokebok.doors.actions.batches import put_in, start_letters
from kokebok.doors.models import Batch
from kokebok.following.actions.follow import FollowWish, follow
from kokebok.following.models import LetterFrequency
from kokebok.following.scopes import WHOLE_BOOK
from kokebok.inputs.actions.send import Said, send
from kokebok.inputs.models import Input, Kind, State
from kokebok.journal.models import Entry
from kokebok.moderation.actions.reasons import begin_with_starter_list
from kokebok.moderation.actions.redact import redact
from kokebok.moderation.actions.refuse import refuse
from kokebok.moderation.actions.review import answer_review, ask_for_review
from kokebok.moderation.models import Reason
from kokebok.moderation.models import ReviewOutcome as Ruled
from kokebok.moderation.rules import Grounds
from kokebok.outlets.actions.bring_out import bring_out
from kokebok.outlets.actions.dispatch import prepare, start
from kokebok.outlets.formats import Format
from kokebok.outlets.models import Copy, Delivery, Dispatch
from kokebok.outlets.recipients import Recipient
from kokebok.people.models import RoleName
from kokebok.rounds.actions.find import ask_to_find
from kokebok.rounds.actions.lead import go_to, open_round
from kokebok.rounds.actions.receive import Message, receive
from kokebok.rounds.models import Finding, Prompt, PromptKind, Round, Visibility
from kokebok.staff.actions.invitations import invite
from kokebok.staff.actions.persons import change_address
from kokebok.staff.signing_in import note_change
from kokebok.themes.actions.group import ask_for_groups
from kokebok.themes.actions.learn import learn_soon
from kokebok.themes.actions.sweep import sweep as sweep_themes
from kokebok.themes.models import Grouping, GroupingScope, Learning
from tests.doors.conftest import letter, mbox
from tests.world import InputFactory, finish_draft, make_cookbook, make_person, make_recipe, paragraph_saying

if TYPE_CHECKING:
    from kokebok.people.models import Person

TASKS = {
    "archive.actions.make.make_archive_later",
    "desk.bulk.actions.work.work_later",
    "doors.actions.batches.take_in_later",
    "outlets.actions.render.render_later",
    "outlets.actions.sending.send_later",
    "rounds.actions.find.find_later",
    "themes.actions.group.group_later",
    "themes.actions.learn.learn_later",
}
TOLD = {"email_confirmed_at": timezone.now()}


def act_on_everything() -> None:
    """What people do, so that there is a task of each kind. The acts answer, or raise what a test is to see."""
    book = make_cookbook()
    make_recipe(book)
    begin_with_starter_list(by=None)
    berit = make_person("berit@example.no", "Berit", RoleName.EDITOR)
    egil = make_person("egil@example.no", "Egil", RoleName.EDITOR)
    at = paragraph_saying("Spør dem det gjelder.")
    _editions(book, berit)
    _inputs(at, berit, egil)
    _call(berit)
    _round()
    follow(FollowWish("follower@example.no", WHOLE_BOOK, LetterFrequency.WEEK, "nb"))
    ask_for_groups(by=berit, scope=GroupingScope.PUBLIC)
    learn_soon()
    sweep_themes()
    invite(email="invited@example.no", name="Ny", language="nb", roles=[RoleName.EDITOR], body=None, by=berit)
    note_change(egil, change="totp_activated")
    moved = make_person("moved.from@example.no", "Flyttet", RoleName.HOST)
    change_address(moved, had=moved.email, email="moved.to@example.no", by=berit)


def _editions(book: Any, by: Person) -> None:
    edition = bring_out(book, number="1", title="Veier", foreword="", on=date(2026, 3, 1), by=by)
    order_archive("site", "", by=by)  # that of an edition is refused while its files are being made
    readers = [Recipient(f"Leser {n}", f"reader{n}@example.no") for n in range(3)]
    words: dict[str, Any] = {"subject": "{tittel}", "letter": "Hei. {lenke}"}
    start(prepare(edition, **words, a_minute=6000, recipients=readers, by=by), by=by)


def _inputs(at: Any, berit: Person, egil: Person) -> None:
    privacy = Grounds(Reason.objects.get(code="personopplysninger"))
    send(Said(kind=Kind.COMMENT, text="Takk.", email="sender@example.no"), paragraph=at)
    refused = InputFactory.create(paragraph=at, email="refused@example.no", **TOLD)
    ruling = refuse(refused, grounds=privacy, by=berit)
    answer_review(ask_for_review(ruling, words="Nei."), answer=Ruled.UPHELD, explanation="Jo.", by=egil)
    named = InputFactory.create(paragraph=at, text="Kari sa det.", email="redacted@example.no", **TOLD)
    redact(named, words=["Kari"], grounds=privacy, by=berit)
    answered = InputFactory.create(paragraph=at, email="answered@example.no", **TOLD)
    answer(answered, Answer(Outcome.LATER, "Takk.", "Det hører til neste utgave."), by=berit)
    waiting = [InputFactory.create(paragraph=at, state=State.WAITING).pk for _each in range(3)]
    begin(waiting, BulkAnswer(BulkAct.PUBLISH), by=berit, ticket=uuid.uuid4())
    batch = put_in("post.mbox", mbox(letter(number="1"), letter("Mer.", number="2")), by=berit)
    start_letters(batch, state=State.OPEN, by=berit)


def _call(by: Person) -> None:
    words = {"purpose": "Vi trenger det.", "decides": "Vi", "criteria": "Lær.", "what_next": "Svar."}
    call = make_call(by=by, title="Fortell", slug="fortell", gathers="example", **words)
    now = timezone.now()
    times = {"opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=60)}
    phase = set_phase(call, None, by=by, title="Først", **times)
    asked = set_question(
        phase, None, by=by, text="Hva gjorde dere?", most=500, fills="happened", required=True
    )
    publish(call, by=by)
    reminders.ask(call, email="reminded@example.no", language="nb", network="")
    replies = {asked.pk: "Vi prøvde et verktøy."}
    said = Said(kind=Kind.EXAMPLE, text=as_one_text([asked], replies))
    mine = answer_call(phase, said, replies, sender="", network="")
    making = take_in.begin(mine.given, by=by)
    take_in.add_party(making, name="Ingrid", email="consents@example.no", by=by)
    finish_draft(making.page)
    take_in.ask_all(making, by=by)


def _round() -> None:
    vera = make_person("vera@example.no", "Vera", RoleName.HOST)
    round_ = Round.objects.create(title="Innspill", host=vera, seconds_between=0)
    open_one = {"kind": PromptKind.OPEN, "visibility": Visibility.DIRECT}
    prompt = Prompt.objects.create(round=round_, order=1, title="Hva mangler?", **open_one)
    go_to(open_round(round_, by=vera), prompt, by=vera)
    for n, text in enumerate(("Mer penger.", "Penger mangler.", "Bussen går sjelden.")):
        receive(
            [
                Message(
                    round_id=round_.pk, sender=f"tlf {n}", prompt_id=prompt.pk, text=text, ticket=uuid.uuid4()
                )
            ]
        )
    ask_to_find(Prompt.objects.select_related("round").get(pk=prompt.pk), by=vera)


LETTERS = Counter(
    {
        "reader0@example.no": 1,
        "reader1@example.no": 1,
        "reader2@example.no": 1,
        "sender@example.no": 1,
        "refused@example.no": 2,
        "redacted@example.no": 1,
        "answered@example.no": 1,
        "kare@example.no": 2,
        "reminded@example.no": 1,
        "consents@example.no": 1,
        "follower@example.no": 1,
        "invited@example.no": 1,
        "egil@example.no": 1,
        "moved.from@example.no": 1,
        "moved.to@example.no": 1,
    }
)

DONE = {
    "archives": {"ready": 1},
    "copies": {"ready": len(Format)},
    "dispatches": {"done": 1},
    "deliveries": {"sent": 3},
    "runs": [True],
    "batches": {"done": 1},
    "groupings": {"done": 1},
    "learnings": {"done": 1},
    "findings": {"done": 1},
    "taken in": 2,
    "copies made": len(Format),
}


def what_is_done() -> dict[str, Any]:
    """What has come of it, in the database."""

    def states(kind: Any) -> dict[str, int]:
        return dict(Counter(kind.objects.values_list("state", flat=True)))

    return {
        "archives": states(SiteArchive),
        "copies": states(Copy),
        "dispatches": states(Dispatch),
        "deliveries": states(Delivery),
        "runs": [run.finished_at is not None for run in BulkRun.objects.all()],
        "batches": states(Batch),
        "groupings": states(Grouping),
        "learnings": {"done": Learning.objects.filter(state="done").count()},
        "findings": states(Finding),
        "taken in": Input.objects.filter(arrival__isnull=False).count(),
        "copies made": Entry.objects.filter(act="copy.ready").count(),
    }


def letters_in(folder: Path) -> Counter[str]:
    """How many letters have come to each address, of those the tests know."""
    files = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in folder.glob("*.eml")]
    found = Counter(str(one["To"]).partition("<")[2].rstrip(">") or str(one["To"]) for one in files)
    return Counter({to: number for to, number in found.items() if to in LETTERS})
