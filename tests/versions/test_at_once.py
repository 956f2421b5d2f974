"""Two who change the versions of one text in the same moment."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kokebok.book.actions.new_page import NotReady
from kokebok.book.models import FactChapter
from kokebok.book.publishing import NotYet
from kokebok.lib import apertium
from kokebok.versions.actions.machine import make_machine_draft
from kokebok.versions.actions.make import make_version
from kokebok.versions.models import Version
from tests.at_once import at_once
from tests.versions.test_machine import put_program
from tests.world import make_cookbook, make_fact, make_person


@pytest.mark.usefixtures("committed")
def test_of_two_who_publish_two_versions_in_one_new_language_at_once_the_second_is_told() -> None:
    berit = make_person("berit@example.no", "Berit")
    page = make_fact(make_cookbook())
    made = make_version(page, language="nn", title="Kva", slug="kva", by=berit)

    def publishing(number: int) -> Any:
        def act() -> str:
            draft = FactChapter.objects.get(pk=number)
            draft.language = "en"
            try:
                draft.save_revision().publish()
            except NotYet:
                return "NotYet"
            return "published"

        return act

    assert at_once(publishing(page.pk), publishing(made.pk)) == ["NotYet", "published"]
    assert Version.objects.filter(language="en").count() == 1


@pytest.mark.usefixtures("committed")
def test_two_machines_drafts_made_at_once_get_each_its_own_address(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    put_program(tmp_path, "/bin/cat")
    monkeypatch.setenv("PATH", f"{tmp_path}")
    apertium.installed.cache_clear()
    berit, book = make_person("berit@example.no", "Berit"), make_cookbook()
    pages = [make_fact(book, slug="a" * 60 + end) for end in ("b", "c", "d")]

    def drafting(number: int) -> Any:
        def act() -> str:
            try:
                made = make_machine_draft(FactChapter.objects.get(pk=number), language="nn", by=berit)
            except NotReady as refusal:
                return type(refusal).__name__
            return str(made.slug)

        return act

    made = at_once(*(drafting(page.pk) for page in pages))
    apertium.installed.cache_clear()
    assert made == ["a" * 60, "a" * 60 + "-2", "a" * 60 + "-3"]
