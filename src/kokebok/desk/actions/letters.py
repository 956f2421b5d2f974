"""What earlier versions queued about letters: its name stands in their queues, so it stays here."""

from __future__ import annotations

from django_tasks import task

from kokebok.desk.answering.actions.letters import send_letter


@task(backend="later")
def send_letter_later(*, rest_id: int) -> None:
    """Queued by versions before the outbox."""
    send_letter(rest_id)
