"""The whole loop: one reads and says something, an editor answers, the text changes, and it is in print with a name."""

from __future__ import annotations

import re
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from kokebok.book.models import Paragraph, Recipe
from kokebok.desk.answering.actions.letters import send_due_letters
from kokebok.desk.models import Decision, Outcome
from kokebok.editions.models import Edition
from kokebok.inputs.models import Input
from kokebok.outlets.formats import Format
from kokebok.outlets.models import Copy, CopyState
from kokebok.people.models import Person
from tests.world import paragraph_saying

BEFORE = "Spør dem det gjelder."
SUGGESTED = "Spør dem det gjelder, og de ansatte."
AFTER = "Spør dem det gjelder, og dem som arbeider der."


def say(reader: Client, anchor: str, done: Any, **said: str) -> Input:
    """Send the form of a paragraph as a reader does; the input it became."""
    address = f"/innspill/gi/{anchor}/"
    slip = reader.get(address).context["form"].initial["slip"]
    with done(execute=True):
        answer = reader.post(address, {"licence": "on", "slip": slip, **said})
    code = re.fullmatch(r"/kvittering/(\w+)/", answer.headers["Location"])
    assert code
    return Input.objects.get(code=code[1])


@pytest.mark.django_db
def test_from_a_paragraph_to_a_printed_page(
    recipe: Recipe, berit: Person, settings: Any, django_capture_on_commit_callbacks: Any, tmp_path: Path
) -> None:
    settings.SECONDS_TO_WRITE = 0
    done = django_capture_on_commit_callbacks
    reader, editor = Client(), Client()
    paragraph = paragraph_saying(BEFORE)
    assert f'href="/innspill/gi/{paragraph.anchor}/"' in reader.get("/oppskrifter/moete/").content.decode()

    given = say(
        reader, paragraph.anchor, done, kind="suggestion", suggestion=SUGGESTED, text="De vet mest.",
        name="Ingrid Solheim", may_be_named="on", email="ingrid@example.no",
    )  # fmt: skip
    confirm = re.search(r"/bekreft/\S+", str(mail.outbox[-1].body))
    assert confirm
    reader.post(confirm[0])
    assert SUGGESTED not in Client().get("/oppskrifter/moete/").content.decode()

    editor.force_login(berit)
    opened = editor.get(f"/redaksjon/innspill/{given.pk}/")
    seen = opened.context["now"]
    with done(execute=True):
        editor.post(
            f"/redaksjon/innspill/{given.pk}/svar/",
            {
                "outcome": Outcome.TAKEN_IN_CHANGED,
                "change_text": "on",
                "new_text": AFTER,
                "weight": "meaning",
                "reply": "Takk! Vi skrev det litt annerledes.",
                "seen": seen.pk,
            },
        )
    assert Paragraph.objects.get(pk=paragraph.pk).text == AFTER
    assert AFTER in Client().get("/oppskrifter/moete/").content.decode()
    send_due_letters(at=timezone.now() + timedelta(days=1))
    assert "Vi skrev det litt annerledes." in mail.outbox[-1].body
    receipt = reader.get(f"/kvittering/{given.code}/").content.decode()
    assert "Vi skrev det litt annerledes." in receipt

    with done(execute=True):
        editor.post(
            "/redaksjon/utgaver/ny/",
            {"number": "1", "title": "Veier", "date": "2026-11-23", "foreword": "Takk til alle."},
        )
    edition = Edition.objects.get()
    assert (edition.number, edition.credits) == ("1", ["Ingrid Solheim"])
    assert AFTER in reader.get("/utgave/1/oppskrifter/moete/").content.decode()
    assert {(copy.form, copy.state) for copy in Copy.objects.all()} == {
        (form, CopyState.READY) for form in Format
    }

    pdf = tmp_path / "1.pdf"
    pdf.write_bytes(b"".join(reader.get("/utgave/1/fil/pdf/").streaming_content))  # type: ignore[attr-defined]
    printed = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    folded = " ".join(printed.split())
    assert AFTER in folded
    assert "Ingrid Solheim" in folded
    assert "ingrid@example.no" not in folded
    assert Decision.objects.get().wording.printed_in.get().edition == edition  # type: ignore[union-attr]
