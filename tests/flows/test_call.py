"""The story of a call: a few sentences, the rest when the next phase opens, a page all agree to, and credit."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from kokebok.book.models import Page
from kokebok.calls.actions.opening import tell_of_openings
from kokebok.calls.actions.prepare import set_phase
from kokebok.calls.models import Call, CallAnswer, Making
from kokebok.people.models import Person
from tests.calls.conftest import as_berit, asked, call, draft_call, phase_of, send
from tests.world import finish_draft

__all__ = ["as_berit", "call", "draft_call"]
AT = re.compile(r"http://[^/\s]+(/\S+)")


@pytest.fixture(autouse=True)
def _written_slowly(settings: Any) -> None:
    settings.SECONDS_TO_WRITE = 0


def link_to(part: str, letter: Any) -> str:
    """The path of the link in a letter that has this in it."""
    return next(path for path in AT.findall(str(letter.body)) if part in path)


def test_from_a_few_sentences_to_a_page_of_the_book_with_credit(
    call: Call,
    berit: Person,
    as_berit: Client,
    client: Client,
    django_capture_on_commit_callbacks: Any,
) -> None:
    set_phase(call, phase_of(call, 2), by=berit, opens_at=timezone.now() + timedelta(days=1))
    with django_capture_on_commit_callbacks(execute=True):
        send(client, call, name="Ingrid Solheim", may_be_named="on", email="ingrid@example.no")
    given = CallAnswer.objects.get().given
    client.post(link_to("/bekreft/", mail.outbox[-1]))

    assert tell_of_openings(at=phase_of(call, 2).opens_at) == 1
    form = link_to("/etterlysning/2/", mail.outbox[-1])
    set_phase(call, phase_of(call, 2), by=berit, opens_at=timezone.now() - timedelta(minutes=1))
    title, need, result = (f"q{question.pk}" for question in asked(call, 2))
    client.post(form, {title: "Bedre besøk", "save": "yes"})
    assert 'value="Bedre besøk"' in client.get(form).content.decode()
    client.post(form, {title: "Bedre besøk", need: "Pårørende ventet.", result: "Færre ventet."})

    book = f"/redaksjon/innspill/{given.pk}/til-boka/"
    as_berit.post(book, {"act": "begin"})
    draft = Page.objects.get(pk=Making.objects.get().page_id)
    finish_draft(draft)
    with django_capture_on_commit_callbacks(execute=True):
        as_berit.post(book, {"act": "ask"})
    consent = link_to("/etterlysninger/tekst/", mail.outbox[-1])
    as_berit.post(book, {"act": "publish", "reply": "For tidlig."})
    assert Page.objects.get(pk=draft.pk).live is False
    seen = client.get(consent).context["form"].initial["seen"]
    client.post(consent, {"seen": seen, "agree": "yes"})
    as_berit.post(book, {"act": "publish", "reply": "Takk! Nå står det i kokeboken."})

    page = Client().get("/eksempler/bedre-besok/").content.decode()
    assert ("Færre ventet." in page, "Ingrid Solheim" in page) == (True, True)
    receipt = client.get(f"/kvittering/{given.code}/").content.decode()
    assert ("Nå står det i kokeboken." in receipt, "/eksempler/bedre-besok/" in receipt) == (True, True)
    log = Client().get(f"/innspill/?omfang=etterlysning-{call.slug}")
    assert [row.number for row in log.context["rows"]] == [given.pk]
