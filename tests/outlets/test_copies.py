from __future__ import annotations

import hashlib
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.utils import timezone

from kokebok.editions.actions.freeze import freeze
from kokebok.editions.models import Edition
from kokebok.journal.queries import acts_on
from kokebok.lib.whole_files import write_whole
from kokebok.outlets import formats
from kokebok.outlets.actions.bring_out import bring_out
from kokebok.outlets.actions.render import file_of, order_again, order_copies, render, stop_making
from kokebok.outlets.actions.sweep import sweep
from kokebok.outlets.composing import manuscript_of
from kokebok.outlets.formats import Format
from kokebok.outlets.manuscript import Manuscript
from kokebok.outlets.models import Copy, CopyState, EarlierCopy
from kokebok.outlets.rules import AlreadyMoved
from tests.world import SIGNED, make_fact, make_tool

DAY = date(2026, 3, 1)


@pytest.fixture
def edition(book, recipe, berit) -> Edition:
    make_fact(
        book, '<p>Se <a href="/oppskrifter/moete/">oppskriften</a> og <a href="/begynn/">start</a>.</p>'
    )
    make_tool(book)
    return freeze(
        book, number="0.1", title="Veier", foreword="Les.\n\nPrøv <den>.", on=DAY, by=berit, signed=SIGNED
    )


@pytest.fixture
def html_copy(edition) -> Copy:
    return Copy.objects.create(edition=edition, form="html")


def broken(manuscript: object) -> bytes:
    raise ValueError("figure 3 has no text")


def test_an_edition_is_brought_out_with_all_its_copies(
    book, recipe, berit, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        edition = bring_out(book, number="1", title="Veier", foreword="", on=DAY, by=berit)
    copies = {copy.form: copy for copy in edition.copies.all()}
    assert {form: copy.state for form, copy in copies.items()} == dict.fromkeys(map(str, Format), "ready")
    for copy in copies.values():
        content = file_of(copy.sha256, copy.form).read()
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (copy.sha256, copy.size)


def test_a_copy_made_again_is_the_same_bytes(edition, html_copy, berit) -> None:
    for form in Format:
        copy, _new = Copy.objects.get_or_create(edition=edition, form=form)
        first = render(copy)
        file_of(first.sha256, form).remove()
        order_again(first, by=berit)
        again = render(Copy.objects.get(pk=copy.pk))
        assert (again.state, again.sha256) == ("ready", first.sha256)


def test_a_copy_that_cannot_be_made_says_why_and_can_be_tried_again(html_copy, berit, monkeypatch) -> None:
    monkeypatch.setitem(formats.FORMATS, Format.HTML, broken)
    failed = render(html_copy)
    assert (failed.state, failed.error, failed.sha256) == ("failed", "figure 3 has no text", "")
    monkeypatch.undo()
    order_again(failed, by=berit)
    made = render(Copy.objects.get(pk=html_copy.pk))
    assert (made.state, made.error) == ("ready", "")


def test_a_copy_is_made_once_though_asked_for_twice(html_copy, monkeypatch) -> None:
    render(html_copy)
    monkeypatch.setitem(formats.FORMATS, Format.HTML, broken)
    assert render(html_copy).state == "ready"


def test_a_copy_somebody_else_is_making_is_left_alone(html_copy, berit) -> None:
    Copy.objects.filter(pk=html_copy.pk).update(state=CopyState.MAKING)
    assert render(html_copy).state == "making"
    with pytest.raises(AlreadyMoved):
        order_again(html_copy, by=berit)


def test_what_is_stopped_while_it_is_made_is_not_ready_and_can_be_made_later(
    edition, html_copy, berit, monkeypatch
) -> None:
    waits = Copy.objects.create(edition=edition, form="md")
    make = formats.FORMATS[Format.HTML]
    stopped = []

    def stopped_meanwhile(manuscript: Manuscript) -> bytes:
        stopped.append(stop_making(edition, by=berit))
        return make(manuscript)

    monkeypatch.setitem(formats.FORMATS, Format.HTML, stopped_meanwhile)
    assert (render(html_copy).state, render(waits).state, stopped) == ("stopped", "stopped", [2])
    monkeypatch.undo()
    sweep(alone=True)
    assert Copy.objects.filter(state="stopped").count() == 2
    order_again(Copy.objects.get(pk=html_copy.pk), by=berit)
    assert render(html_copy).state == "ready"
    assert acts_on(html_copy) == ["copy.stopped", "copy.waiting", "copy.ready"]


def test_copies_are_ordered_once(edition) -> None:
    assert [copy.pk for copy in order_copies(edition)] == [copy.pk for copy in order_copies(edition)]
    assert Copy.objects.count() == len(Format)


def test_a_file_is_whole_or_not_there(tmp_path, monkeypatch) -> None:
    target = tmp_path / "book.pdf"
    write_whole(target, b"first")

    def no_power(self: Path, target: Path) -> None:
        raise OSError("power cut")

    monkeypatch.setattr(Path, "replace", no_power)
    with pytest.raises(OSError, match="power cut"):
        write_whole(target, b"second")
    assert [file.name for file in tmp_path.iterdir()] == ["book.pdf"]
    assert target.read_bytes() == b"first"


def test_what_a_dead_server_was_making_is_made_after_the_next_start(
    html_copy, settings, django_capture_on_commit_callbacks
) -> None:
    Copy.objects.filter(pk=html_copy.pk).update(state=CopyState.MAKING)
    settings.COPIES.mkdir(parents=True)
    (settings.COPIES / ".making-x").write_bytes(b"half")
    with django_capture_on_commit_callbacks(execute=True):
        sweep(alone=True)
    assert set(Copy.objects.values_list("form", "state")) == {(str(form), "ready") for form in Format}
    assert not (settings.COPIES / ".making-x").exists()


def test_what_another_server_is_making_is_given_five_minutes(
    html_copy, django_capture_on_commit_callbacks
) -> None:
    copies = Copy.objects.filter(pk=html_copy.pk)
    order_copies(html_copy.edition)
    now = timezone.now()
    copies.update(state=CopyState.MAKING, changed_at=now - timedelta(minutes=4))
    sweep(alone=False)
    assert copies.get().state == "making"
    copies.update(changed_at=now - timedelta(minutes=6))
    with django_capture_on_commit_callbacks(execute=True):
        sweep(alone=False)
    assert copies.get().state == "ready"


def test_the_manuscript_says_what_the_edition_says(edition, settings) -> None:
    settings.BASE_URL = "https://bok.example.no"
    made = manuscript_of(edition)
    assert (made.number, made.title, made.date, made.licence) == ("0.1", "Veier", DAY, "CC BY 4.0, NLOD 2.0")
    assert made.foreword == ("Les.", "Prøv &lt;den&gt;.")
    assert [(part.title, [c.page.title for c in part.chapters]) for part in made.parts] == [
        ("", ["Veier"]),
        ("Oppskrifter", ["Ta det første møtet"]),
        ("Fakta", ["Hva er det?"]),
        ("Verktoy", ["Sjekkliste"]),
    ]
    assert [chapter.edition_url for chapter in made.chapters][:2] == [
        "https://bok.example.no/utgave/0.1/",
        "https://bok.example.no/utgave/0.1/oppskrifter/moete/",
    ]
    assert made.content_hash == edition.content_hash


def test_links_in_a_file_are_absolute_and_stay_in_the_edition(edition, settings) -> None:
    settings.BASE_URL = "https://bok.example.no"
    fact = next(c for c in manuscript_of(edition).chapters if c.page.kind == "fact")
    html = "".join(p.html for section in fact.page.sections for p in section.passages)
    assert '"https://bok.example.no/utgave/0.1/oppskrifter/moete/"' in html
    assert '"https://bok.example.no/begynn/"' in html


def test_a_change_is_cited_by_its_place_in_the_new_edition(book, edition, berit) -> None:
    page = book.get_descendants().get(slug="hva").specific
    block = page.body.raw_data[0]
    page.body = type(page.body)(
        page.body.stream_block, [{**block, "value": "<p>Noe helt nytt.</p>"}], is_lazy=True
    )
    page.save_revision().publish()
    second = freeze(book, number="0.2", title="Veier", foreword="", on=DAY, by=berit, signed=SIGNED)
    places = [(note.place, note.before, note.after) for note in manuscript_of(second).changes]
    assert ("3.2", "", "Noe helt nytt.") in places
    assert acts_on(second) == ["edition.frozen"]


def test_the_pdf_of_an_edition_from_before_is_made_anew_and_the_one_before_is_kept(
    edition, client, django_capture_on_commit_callbacks
) -> None:
    """Meanwhile readers get the one there is, and the file for the screen is made too."""
    file_of("a" * 64, "pdf").write(b"%PDF-1.7 small pages")
    Copy.objects.create(edition=edition, form="pdf", state=CopyState.READY, sha256="a" * 64, size=20)
    import_module("kokebok.outlets.migrations.0011_pdf_made_anew").make_anew(apps, None)
    assert b"".join(client.get("/utgave/0.1/fil/pdf/").streaming_content) == b"%PDF-1.7 small pages"
    with django_capture_on_commit_callbacks(execute=True):
        sweep(alone=True)
    assert set(Copy.objects.values_list("form", "state")) == {(str(form), "ready") for form in Format}
    kept = EarlierCopy.objects.get()
    assert (kept.copy.form, kept.sha256) == ("pdf", "a" * 64)
    page = client.get("/utgave/0.1/").content.decode()
    assert f"/utgave/0.1/fil/pdf/{kept.sha256}/" in page
    assert "Last ned som PDF for skjerm" in page
