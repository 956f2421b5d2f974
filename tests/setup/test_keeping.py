"""How long it is kept who sent an input: tried first, then set, then done by the clock, and told to readers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from kokebok.editions.actions.freeze import freeze
from kokebok.inputs.actions.forget_senders import forget_senders
from kokebok.inputs.models import Input, State
from kokebok.journal.models import Entry
from kokebok.outlets.actions.dispatch import prepare, start
from kokebok.outlets.actions.forget_recipients import forget_recipients
from kokebok.outlets.actions.sending import send_batch
from kokebok.outlets.models import Delivery
from kokebok.outlets.recipients import Recipient
from kokebok.people.models import RoleName
from tests.world import InputFactory, make_person

pytestmark = pytest.mark.django_db
PAGE = "/redaksjon/innstillinger/lagringstid/"


def test_what_is_set_is_tried_first_and_told_and_done(client, recipe):
    ago = timezone.now() - timedelta(days=100)
    old: Any
    new: Any
    old, new = (
        InputFactory(
            page=recipe, name="Anne", may_be_named=True, email="anne@a.example", sender="b", state=State.WITHDRAWN,
            settled_at=at,
        )
        for at in (ago, timezone.now())
    )  # fmt: skip
    assert forget_senders() == 0
    assert "Til avsenderen får det slettet" in client.get("/personvern/").content.decode()
    client.force_login(make_person("ada@example.no", "Ada", RoleName.ADMINISTRATOR))
    wanted = {"names": "90", "addresses": "90", "browsers": ""}
    tried = client.post(PAGE, wanted).content.decode()
    assert "Innspill som mister navnet" in tried
    assert tried.count("<dd>1</dd>") == 2
    assert forget_senders() == 0  # nothing is set yet
    assert client.post(PAGE, {**wanted, "names": "3"}).status_code == 422
    assert client.post(PAGE, {**wanted, "save": "yes"}).status_code == 302
    assert Entry.objects.get(act="periods.set").what == {"names": 90, "addresses": 90, "browsers": None}
    assert (forget_senders(), forget_senders()) == (2, 0)
    rows = {one.pk: (one.name, one.email, one.sender) for one in Input.objects.all()}
    assert rows == {old.pk: ("", "", "b"), new.pk: ("Anne", "anne@a.example", "b")}
    assert Entry.objects.get(act="senders.forgotten").what == {"names": 1, "addresses": 1, "browsers": 0}
    client.logout()
    told = client.get("/personvern/").content.decode()
    assert "90 dager etter at innspillet er avgjort" in told
    assert "/mitt/" in told


def test_whom_a_dispatch_went_to_goes_after_its_own_period_and_what_became_of_it_stays(
    client, book, recipe, berit
):
    edition = freeze(book, number="0.1", title="Veier", foreword="", on=date(2026, 3, 1), by=berit)
    them = [
        Recipient("Kari", "kari@example.no"),
        Recipient("Oslo", "post@oslo.example.no"),
        Recipient("Bodø", ""),
    ]
    dispatch = prepare(edition, subject="Ut", letter="{lenke}", a_minute=6000, recipients=them, by=berit)
    send_batch(dispatch.pk, start(dispatch, by=berit).run)
    Delivery.objects.filter(name="Kari").update(tried_at=timezone.now() - timedelta(days=100))
    client.force_login(make_person("ada@example.no", "Ada", RoleName.ADMINISTRATOR))
    wanted = {"names": "", "addresses": "", "browsers": "", "deliveries": "90"}
    tried = " ".join(client.post(PAGE, wanted).content.decode().split())
    assert "<dt>E-poster i utsendinger som mister hvem de gikk til</dt> <dd>1</dd>" in tried
    assert (forget_recipients(), Delivery.objects.filter(name="Kari").count()) == (0, 1)
    assert client.post(PAGE, {**wanted, "save": "yes"}).status_code == 302
    assert Entry.objects.get(act="deliveries.period_set").what == {"days": 90}
    assert not Entry.objects.filter(act="periods.set").exists()
    assert (forget_recipients(), forget_recipients()) == (1, 0)
    assert Entry.objects.get(act="deliveries.forgotten").what == {"letters": 1}
    rows = Delivery.objects.order_by("pk").values_list("name", "email", "address_key", "state")
    assert [(name, email, bool(key), state) for name, email, key, state in rows] == [
        ("", "", False, "sent"),
        ("Oslo", "post@oslo.example.no", True, "sent"),
        ("Bodø", "", False, "by_hand"),
    ]
    shown = client.get(f"/redaksjon/utsending/{dispatch.pk}/").content.decode()
    assert ("2 av 3 er sendt." in shown, "kari@example.no" in shown) == (True, False)
    client.logout()
    assert "90 dager etter at den ble sendt" in client.get("/personvern/").content.decode()


def test_only_an_administrator_sets_it(client, book, berit):
    client.force_login(berit)
    assert client.post(PAGE, {"names": "90", "save": "yes"}).status_code in {403, 404}
    assert not Entry.objects.filter(act="periods.set").exists()
