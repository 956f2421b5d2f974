"""Letters that an earlier version has queued leave after the update: each once, whole, and with what it must say."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core import mail
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from kokebok.config.tables import bring_up_to_date
from kokebok.letters.actions.send import send_due_letters
from kokebok.letters.models import Letter
from tests.databases import go_back_to
from tests.world import make_cookbook

EARLIER = {
    "before letters asked": [("letters", "0003_no_answer_of_what_is_erased")],
    "before answers were erased": [("letters", "0002_letter_is_unwanted")],
    "before letters were taken back, and tasks let lie": [
        ("letters", "0001_letter"),
        ("later", "0001_queued_tasks_sweeps_and_workers"),
    ],
}


def at(version: list[tuple[str, str]]) -> Any:
    """The tables as that version has them."""
    go_back_to(version)
    return MigrationExecutor(connection).loader.project_state(version).apps


def queued_by(apps: Any) -> None:
    """A letter that waits, a secret one, one in hand when the server stopped, one for tomorrow, one that has left."""
    now, letters = timezone.now(), apps.get_model("letters", "Letter").objects
    whole = {"subject": "Et brev", "text": "Hei.\n", "headers": {"Message-ID": "<en@example.no>"}}
    letters.create(key="waits", to="en@example.no", **whole)
    letters.create(key="secret", to="to@example.no", is_secret=True, **whole)
    letters.create(
        key="in hand",
        to="tre@example.no",
        state="sending",
        lease_until=now - timedelta(hours=1),
        tries=1,
        **whole,
    )
    letters.create(key="later", to="fire@example.no", due_at=now + timedelta(days=1), **whole)
    letters.create(key="sent", to="fem@example.no", state="sent", sent_at=now, answer="250 ok", **whole)


def test_what_an_earlier_version_has_queued_leaves_after_the_update(committed: None) -> None:
    make_cookbook()
    for name, version in EARLIER.items():
        queued_by(at(version))
        assert bring_up_to_date() is True
        send_due_letters()
        left = sorted((letter.to[0], letter.subject, letter.body) for letter in mail.outbox)
        wanted = [(to, "Et brev", "Hei.\n") for to in ("en@example.no", "to@example.no", "tre@example.no")]
        assert (name, left) == (name, wanted)
        states = dict(Letter.objects.values_list("key", "state"))
        assert states == {
            "waits": "sent",
            "secret": "sent",
            "in hand": "sent",
            "later": "waiting",
            "sent": "sent",
        }
        Letter.objects.all().delete()
        mail.outbox.clear()
