"""Does an edition reach 5,000 recipients, each once, when the server is killed in the middle again and again?

A real server on a real SQLite file sends to a real mail server that this starts. It is killed with SIGKILL at random
moments and started again, and left alone for the last letters. `sent` is how many recipients got one, `lost` how many
got none and are told of to nobody; `doubled` how many got more than one, and `per_second`
how many letters left in a second while the server was up: the pace asked for is the fastest there is, a hundred.

A letter in hand when the server dies is told of as uncertain, and no machine sends it again: `uncertain` is how many,
and `uncertain_arrived` how many of those had come. An editor who then sends all of them again doubles just these.
`./kokebok bench dispatch --quick` sends to 300, and kills three times.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path[:0] = [
    str(Path(__file__).parent.parent),
    str(Path(__file__).parent.parent / "src"),
]
from bench._server import environment, free_port, started  # noqa: E402
from tests.mailbox import Mailbox, mail_server  # noqa: E402

if TYPE_CHECKING:
    from kokebok.outlets.models import Dispatch

QUICK = "--quick" in sys.argv
RECIPIENTS, KILLS = (300, 3) if QUICK else (5000, 10)
FASTEST = 6000  # letters a minute
LONGEST = 600.0 if QUICK else 1800.0  # seconds
LETTER = "Hei {navn},\n\nUtgave {utgave} av {tittel} er her: {lenke}"


def main() -> None:
    """Print the figures for people, then one JSON object on the last line."""
    with tempfile.TemporaryDirectory() as folder, mail_server() as (mailbox, smtp):
        os.environ.update(environment(Path(folder), free_port()))
        dispatch = make_dispatch()
        up = kill_and_start(Path(folder), smtp, mailbox, dispatch)
        figures = counted(dispatch, mailbox.arrived())
    figures["per_second"] = round(len(mailbox.letters) / up, 1)
    figures["kills"] = KILLS
    print(", ".join(f"{name} {value}" for name, value in figures.items()))
    print(json.dumps(figures))


def make_dispatch() -> Dispatch:
    """An edition of one page, on its way to all recipients."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    from datetime import date

    from django.utils import timezone

    from kokebok.book.models import Cookbook
    from kokebok.editions.models import Edition
    from kokebok.outlets.actions.dispatch import prepare, start
    from kokebok.outlets.formats import Format
    from kokebok.outlets.models import Copy
    from kokebok.outlets.recipients import Recipient
    from kokebok.people.models import RoleName
    from kokebok.staff.actions.roles import welcome
    from kokebok.starter.loading import load_starter

    load_starter()
    by = welcome(email="kari@example.no", name="Kari", roles=(RoleName.EDITOR,))
    edition = Edition.objects.create(
        cookbook=Cookbook.objects.get(), number="9", title="Lang", genre_word="kokebok", stage="test", language="nb",
        date=date(2026, 1, 1), licence="", content_hash="0" * 64, frozen_at=timezone.now(), frozen_by=by,
    )  # fmt: skip
    for one in Edition.objects.all():  # their files are not what is measured
        have = set(one.copies.values_list("form", flat=True))
        Copy.objects.bulk_create(
            Copy(edition=one, form=form, state="ready", sha256="0" * 64)
            for form in Format
            if form not in have
        )
    Copy.objects.update(state="ready", sha256="0" * 64)
    recipients = [Recipient(name=f"Virksomhet {n}", email=f"post{n}@example.no") for n in range(RECIPIENTS)]
    dispatch = prepare(
        edition, subject="{tittel} er ute", letter=LETTER, a_minute=FASTEST, recipients=recipients, by=by
    )
    return start(dispatch, by=by)


def kill_and_start(data: Path, smtp: int, mailbox: Mailbox, dispatch: Dispatch) -> float:
    """Send until the dispatch is done, killing the server at random moments on the way; seconds it was sending."""
    chance, up, ends = random.Random(15), 0.0, time.monotonic() + LONGEST
    each = RECIPIENTS * 0.95 / KILLS
    for kill in range(KILLS + 1):
        first = len(mailbox.letters)
        last = first + int(chance.uniform(0.2, 1.0) * each) if kill < KILLS else RECIPIENTS + 1
        server = _serve(data, smtp)
        try:
            _wait(mailbox, dispatch, first + 1, ends)
            begun = time.perf_counter()
            _wait(mailbox, dispatch, last, ends)
            time.sleep(chance.uniform(0, 0.02))
            up += time.perf_counter() - begun
        finally:
            server.send_signal(signal.SIGKILL)
            server.wait()
    return up


def _serve(data: Path, smtp: int) -> subprocess.Popen[bytes]:
    port = free_port()
    return started(
        data, port, {"KOKEBOK_SMTP": f"smtp://127.0.0.1:{smtp}", "KOKEBOK_FROM_EMAIL": "k@example.no"}
    )


def _wait(mailbox: Mailbox, dispatch: Dispatch, letters: int, ends: float) -> None:
    """Wait until so many letters have come, or the dispatch is done: that is asked once a second."""
    asked = time.monotonic()
    while len(mailbox.letters) < letters:
        if time.monotonic() > ends:
            raise RuntimeError("the dispatch was not done in the time there is")
        time.sleep(0.005)
        if time.monotonic() > asked + 1:
            asked = time.monotonic()
            dispatch.refresh_from_db()
            if dispatch.state == "done":
                return


def counted(dispatch: Dispatch, arrived: Counter[str]) -> dict[str, Any]:
    """What became of each recipient: by the mail server, and by what the desk says."""
    states = dict(dispatch.deliveries.values_list("email", "state"))
    uncertain = [email for email, state in states.items() if state == "uncertain"]
    told_of = ("uncertain", "failed")
    return {
        "sent": len(arrived),
        "lost": sum(email not in arrived and state not in told_of for email, state in states.items()),
        "doubled": sum(number > 1 for number in arrived.values()),
        "uncertain": len(uncertain),
        "uncertain_arrived": sum(email in arrived for email in uncertain),
    }


if __name__ == "__main__":
    main()
