"""A draft that others have published other words than since: no false alarm, and the truth where it is none."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kokebok.book.actions.allow_page_editor import allow_page_editor
from kokebok.book.actions.rewrite import Moved
from kokebok.book.actions.set_draft_aside import set_draft_aside
from kokebok.book.meeting import words_in
from kokebok.book.models import FactChapter
from kokebok.journal.models import Entry
from kokebok.people.models import RoleName
from tests.book.test_meeting import FIRST, SECOND, standing
from tests.pen import autosave, open_form, paragraphs, press_publish, press_save
from tests.world import make_fact, make_person

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook
    from kokebok.people.models import Person

Words = tuple[str, str]


@pytest.fixture
def chapter(book: Cookbook) -> FactChapter:
    """A published chapter of two paragraphs."""
    allow_page_editor(book)
    return make_fact(book, f"<p>{FIRST}</p><p>{SECOND}</p>")


def editor(name: str) -> Client:
    """An editor with this name, in the page editor."""
    client = Client()
    client.force_login(make_person(f"{name.lower()}@example.no", name, RoleName.EDITOR))
    return client


def body(chapter: FactChapter, first: str = FIRST, second: str = SECOND) -> list[Words]:
    (one, _first), (two, _second) = paragraphs(chapter)
    return [(one, first), (two, second)]


def is_published(answer: Any, chapter: FactChapter) -> bool:
    return str(answer.url) == f"/redaksjon/etter-publisering/{chapter.pk}/"


def test_one_who_opens_a_joined_page_afresh_writes_on_without_being_asked(chapter: FactChapter) -> None:
    anna, ola = editor("Anna"), editor("Ola")
    opened = open_form(anna, chapter)
    press_publish(ola, chapter, open_form(ola, chapter), *body(chapter, second="Det andre, fra Ola."))
    press_publish(anna, chapter, opened, *body(chapter, first="Det første, fra Anna."))
    opened = open_form(anna, chapter)
    words = body(chapter, "Det første, fra Anna.", "Det andre, videre fra Anna.")
    saved = autosave(anna, chapter, *words, loaded_revision_id=opened)
    answer = press_publish(anna, chapter, opened, *words, overwrite_revision_id=str(saved["revision_id"]))
    assert is_published(answer, chapter)
    assert standing(chapter) == ["Det første, fra Anna.", "Det andre, videre fra Anna."]


def test_one_who_opens_their_joined_draft_afresh_may_change_what_the_other_wrote(
    chapter: FactChapter,
) -> None:
    anna, ola = editor("Anna"), editor("Ola")
    opened = open_form(anna, chapter)
    press_publish(ola, chapter, open_form(ola, chapter), *body(chapter, second="Det andre, fra Ola."))
    press_save(anna, chapter, opened, *body(chapter, first="Det første, fra Anna."))
    words = body(chapter, "Det første, fra Anna.", "Det andre, videre fra Anna.")
    press_save(anna, chapter, open_form(anna, chapter), *words)
    answer = press_publish(anna, chapter, open_form(anna, chapter), *words)
    assert is_published(answer, chapter)
    assert standing(chapter) == ["Det første, fra Anna.", "Det andre, videre fra Anna."]


def test_a_form_that_saves_itself_keeps_what_others_published_though_it_does_not_show_it(
    chapter: FactChapter,
) -> None:
    anna, ola = editor("Anna"), editor("Ola")
    opened = open_form(anna, chapter)
    press_publish(ola, chapter, open_form(ola, chapter), *body(chapter, second="Det andre, fra Ola."))
    press_save(anna, chapter, opened, *body(chapter, first="Det første, fra Anna."))
    draft = FactChapter.objects.get(pk=chapter.pk).latest_revision_id
    for words in ("Det første, så.", "Det første, til slutt."):
        autosave(anna, chapter, *body(chapter, first=words), overwrite_revision_id=str(draft))
    answer = press_publish(
        anna,
        chapter,
        opened,
        *body(chapter, first="Det første, til slutt."),
        overwrite_revision_id=str(draft),
    )
    assert is_published(answer, chapter)
    assert standing(chapter) == ["Det første, til slutt.", "Det andre, fra Ola."]


def test_a_form_never_writes_over_what_was_published_from_the_list_of_pages_meanwhile(
    chapter: FactChapter,
) -> None:
    anna, ola = editor("Anna"), editor("Ola")
    opened = open_form(anna, chapter)
    saved = autosave(anna, chapter, *body(chapter, first="Det første, fra Anna."), loaded_revision_id=opened)
    draft = saved["revision_id"]
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    ola.post(f"{bulk}?id={chapter.pk}", {"include_descendants": ""})
    again = autosave(
        anna, chapter, *body(chapter, first="Det første, videre."), overwrite_revision_id=str(draft)
    )
    page = FactChapter.objects.get(pk=chapter.pk)
    assert (page.live_revision_id, again["revision_id"] == draft) == (draft, False)
    assert words_in(page.live_revision, "body") == f"Det første, fra Anna. {SECOND}"
    answer = press_publish(
        anna, chapter, opened, *body(chapter, first="Det første, videre."),
        overwrite_revision_id=str(again["revision_id"]),
    )  # fmt: skip
    assert is_published(answer, chapter)
    assert standing(chapter) == ["Det første, videre.", SECOND]


@pytest.fixture
def waiting(chapter: FactChapter) -> str:
    """Ola has published the first paragraph; Anna's draft of it, begun before that, waits. Where one chooses."""
    anna, ola = editor("Anna"), editor("Ola")
    opened = open_form(anna, chapter)
    press_publish(ola, chapter, open_form(ola, chapter), *body(chapter, first="Det første, fra Ola."))
    return str(press_publish(anna, chapter, opened, *body(chapter, first="Det første, fra Anna.")).url)


def test_a_third_who_publishes_the_page_is_told_who_wrote_which(chapter: FactChapter, waiting: str) -> None:
    tove = editor("Tove")
    shown = tove.get(reverse("wagtailadmin_pages:edit", args=[chapter.pk])).content.decode()
    assert "Du ser et utkast av Anna. Det ble påbegynt før Ola publiserte andre ord" in shown
    assert waiting in shown
    answer = press_publish(
        tove, chapter, open_form(tove, chapter), *body(chapter, first="Det første, fra Anna.")
    )
    page: Any = tove.get(answer.url)
    [row] = page.context["rows"]
    assert (row.wrote.name, row.clash.mine, row.published.name, row.clash.theirs) == (
        "Anna", "Det første, fra Anna.", "Ola", "Det første, fra Ola.",
    )  # fmt: skip
    assert "har et utkast av Anna, påbegynt før Ola publiserte andre ord" in page.content.decode()
    assert "Mens du skrev" not in page.content.decode()


def test_one_may_set_the_draft_aside_and_begin_from_what_readers_see(
    chapter: FactChapter, waiting: str
) -> None:
    tove, draft = editor("Tove"), FactChapter.objects.get(pk=chapter.pk).latest_revision
    tove.post(waiting, {"aside": "1"})
    page = FactChapter.objects.get(pk=chapter.pk)
    assert [words for _key, words in paragraphs(page)] == ["Det første, fra Ola.", SECOND]
    assert (page.has_unpublished_changes, page.revisions.filter(pk=draft.pk).exists()) == (False, True)
    assert Entry.objects.get(act="page.draft_set_aside").what == {"draft": draft.pk, "of": draft.user_id}
    shown = tove.get(reverse("wagtailadmin_pages:edit", args=[chapter.pk])).content.decode()
    assert "Du ser et utkast" not in shown
    answer = press_publish(tove, chapter, open_form(tove, chapter), *body(chapter, "Nytt, fra Tove."))
    assert is_published(answer, chapter)
    assert standing(chapter) == ["Nytt, fra Tove.", SECOND]


def test_the_writer_whose_draft_was_set_aside_still_meets_the_page(
    chapter: FactChapter, waiting: str
) -> None:
    anna, mine = Client(), FactChapter.objects.get(pk=chapter.pk).latest_revision
    anna.force_login(mine.user)
    editor("Tove").post(waiting, {"aside": "1"})
    answer = press_publish(anna, chapter, str(mine.pk), *body(chapter, first="Det første, fra Anna."))
    assert answer.url.startswith("/redaksjon/samtidig/")
    assert standing(chapter) == ["Det første, fra Ola.", SECOND]


def test_going_back_to_an_older_text_publishes_what_one_saw(chapter: FactChapter, waiting: str) -> None:
    tove, oldest = editor("Tove"), chapter.revisions.order_by("pk").first()
    assert oldest is not None
    address = reverse("wagtailadmin_pages:revisions_revert", args=[chapter.pk, oldest.pk])
    newest = FactChapter.objects.get(pk=chapter.pk).latest_revision_id
    answer = press_publish(tove, chapter, str(newest), *body(chapter), at=address)
    assert is_published(answer, chapter)
    assert standing(chapter) == [FIRST, SECOND]


def drafted(page: Any, title: str, *, live_at: Any = None) -> Any:
    """A draft of a page with another title, which may be to go live at an hour."""
    page = type(page).objects.get(pk=page.pk)
    page.title = title
    return page.save_revision(approved_go_live_at=live_at)


def test_a_draft_set_aside_no_longer_goes_live_and_no_other_is_touched(
    chapter: FactChapter, book: Cookbook, berit: Person
) -> None:
    hour = timezone.now() + timedelta(hours=1)
    other = make_fact(book, slug="en-annen")
    mine, theirs = drafted(chapter, "Mitt", live_at=hour), drafted(other, "Deres", live_at=hour)
    kept = set_draft_aside(chapter, mine, by=berit)
    for draft in (mine, theirs):
        draft.refresh_from_db()
    page, beside = (FactChapter.objects.get(pk=one.pk) for one in (chapter, other))
    assert (mine.approved_go_live_at, theirs.approved_go_live_at) == (None, hour)
    assert (page.latest_revision_id, page.has_unpublished_changes) == (kept.pk, False)
    assert (beside.latest_revision_id, beside.has_unpublished_changes) == (theirs.pk, True)
    assert (kept.user_id, kept.as_object().title) == (berit.pk, chapter.title)


@pytest.mark.parametrize("is_newer", [True, False])
def test_a_draft_is_not_set_aside_where_there_is_a_newer_or_nothing_published(
    chapter: FactChapter, berit: Person, is_newer: bool
) -> None:
    draft = drafted(chapter, "Mitt")
    if is_newer:
        drafted(chapter, "Et nyere")
    else:
        FactChapter.objects.get(pk=chapter.pk).unpublish()
    before = FactChapter.objects.get(pk=chapter.pk).latest_revision_id
    with pytest.raises(Moved):
        set_draft_aside(chapter, draft, by=berit)
    assert FactChapter.objects.get(pk=chapter.pk).latest_revision_id == before
    assert not Entry.objects.filter(act="page.draft_set_aside").exists()
