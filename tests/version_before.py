"""The small cookbook that tests/flows/test_from_the_version_before.py brings forward, as a version leaves it.

Run with the code of the version that is to be brought forward, from its own folder, before the next one is made:

    KOKEBOK_DATA=/tmp/before .venv/bin/python -m tests.version_before      (an empty folder, and an empty database)

Then pack what it has made: the SQLite file (`VACUUM`, `xz -9`), and `pg_dump --inserts --no-owner --no-privileges` of
the same on PostgreSQL without its \\restrict lines, as version-before-sqlite.xz and version-before-postgresql.xz in
cases/ beside the test.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime

FAR_OFF = datetime(2099, 1, 1, tzinfo=UTC)
REASON = "Vi ser på det til høsten."


def main() -> None:
    """Make the tables and what is in them, in the database that the environment names."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "kokebok.config.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from kokebok.desk.answering.actions.answer import Answer, answer
    from kokebok.desk.models import Outcome
    from kokebok.later.models import QueuedTask
    from kokebok.people.models import Person
    from tests.archive.moving import fill
    from tests.queues import done_at_once

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    call_command("migrate", verbosity=0, interactive=False)
    done_at_once(True)
    given = fill()
    answer(given, Answer(outcome=Outcome.LATER, reason=REASON), by=Person.objects.get())
    QueuedTask.objects.create(
        task="kokebok.outlets.actions.render.render_later",
        ids={"copy_id": 999},
        due_at=FAR_OFF,
        look_at=FAR_OFF,
    )


if __name__ == "__main__":
    main()
