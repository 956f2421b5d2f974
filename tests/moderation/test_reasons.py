"""The list of reasons: offered in one click, kept at the desk, retired and never deleted, needed before calls open."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from kokebok.inputs.rules import TooLate
from kokebok.journal.models import Entry
from kokebok.moderation.actions.reasons import (
    ReasonWords,
    add_reason,
    begin_with_starter_list,
    change_reason,
    retire_reason,
    return_reason,
)
from kokebok.moderation.models import Reason
from kokebok.moderation.rules import NoReasons, require_reasons
from kokebok.people.rules import Refused
from tests.moderation.conftest import browser

WORDS = ReasonWords("Støy", "Støy", "Noise", "Bare støy.", "Berre støy.", "Only noise.")


def acts() -> list[str]:
    return list(Entry.objects.filter(act__startswith="reason").values_list("act", flat=True))


def test_a_call_cannot_open_before_there_is_a_list_and_is_told_what_to_do(db) -> None:
    with pytest.raises(NoReasons, match="under Moderation"), translation.override("en"):
        require_reasons()
    begin_with_starter_list(by=None)
    require_reasons()


def test_a_list_with_everything_out_of_use_is_no_list(reasons, berit) -> None:
    for reason in reasons.values():
        retire_reason(reason, by=berit)
    with pytest.raises(NoReasons):
        require_reasons()


def test_the_list_is_offered_in_one_click_and_a_second_click_adds_nothing(book, berit) -> None:
    client = browser(berit)
    for _click in range(2):
        client.post("/redaksjon/moderering/grunner/begynn/")
    assert (Reason.objects.count(), acts()) == (6, ["reasons.begun"])
    assert all(
        getattr(reason, f"{field}_{language}")
        for reason in Reason.objects.all()
        for field in ("title", "explanation")
        for language in ("nb", "nn", "en")
    )


def test_a_reason_is_added_changed_retired_and_returned_and_all_of_it_is_in_the_journal(berit) -> None:
    reason = add_reason(code="stoy", words=WORDS, by=berit)
    change_reason(reason, words=replace(WORDS, title_en="Static"), by=berit)
    assert (retire_reason(reason, by=berit), retire_reason(reason, by=berit)) == (True, False)
    assert (return_reason(reason, by=berit), return_reason(reason, by=berit)) == (True, False)
    reason.refresh_from_db()
    assert (reason.title_en, reason.retired_at) == ("Static", None)
    assert acts() == ["reason.added", "reason.changed", "reason.retired", "reason.returned"]


def test_a_code_is_used_once(berit) -> None:
    add_reason(code="stoy", words=WORDS, by=berit)
    with pytest.raises(Refused):
        add_reason(code="stoy", words=WORDS, by=berit)
    assert Reason.objects.count() == 1


def test_of_two_who_change_a_reason_the_second_is_told(berit, egil) -> None:
    reason = add_reason(code="stoy", words=WORDS, by=berit)
    seen_by_egil = Reason.objects.get()
    change_reason(reason, words=replace(WORDS, title_nb="Bråk"), by=berit)
    with pytest.raises(TooLate):
        change_reason(seen_by_egil, words=replace(WORDS, title_nb="Larm"), by=egil)
    assert Reason.objects.get().title_nb == "Bråk"


def test_the_database_refuses_a_reason_without_a_title(db) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Reason.objects.create(code="tom", title_nb="", title_nn="a", title_en="b")


def test_the_pages_of_the_list_work_by_form(book, berit, reasons) -> None:
    client = browser(berit)
    said = {"code": "stoy", **vars(WORDS)}
    assert client.post("/redaksjon/moderering/grunner/ny/", {**said, "title_nn": ""}).status_code == 422
    client.post("/redaksjon/moderering/grunner/ny/", said)
    made = Reason.objects.get(code="stoy")
    client.post(f"/redaksjon/moderering/grunner/{made.pk}/", {**vars(WORDS), "title_nb": "Bråk"})
    client.post(f"/redaksjon/moderering/grunner/{made.pk}/bruk/", {"to": "rest"})
    made.refresh_from_db()
    assert (made.title_nb, made.retired_at is None) == ("Bråk", False)
    page = client.get("/redaksjon/moderering/grunner/").content.decode()
    assert "Bråk" in page


def test_the_rules_are_public_in_each_language_with_the_reasons_in_use(client, book, reasons, berit) -> None:
    retire_reason(reasons["reklame"], by=berit)
    titles = {"nb": "Personopplysninger", "nn": "Personopplysningar", "en": "Personal data"}
    for language, title in titles.items():
        client.cookies["kokebok_language"] = language
        page = client.get("/regler/")
        assert title in page.content.decode()
        assert len(page.context["reasons"]) == 5
