"""Every road by which Wagtail makes a page live passes the one place that makes it the book's."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from kokebok.book.actions.allow_page_editor import allow_page_editor
from kokebok.book.actions.publish_due import publish_due
from kokebok.book.models import FactChapter, Paragraph, Weight, Wording
from kokebok.journal.models import Entry, name_of
from tests.pen import fact_form, open_form, paragraphs, press_publish, save_draft, shelf_of_facts
from tests.world import InputFactory, make_fact

if TYPE_CHECKING:
    from django.test import Client

    from kokebok.book.models import Cookbook
    from kokebok.people.models import Person

WORDS = "Et nytt avsnitt som redaktøren skrev."


@pytest.fixture
def writer(client: Client, book: Cookbook, berit: Person) -> Client:
    """Berit, an editor, in the page editor."""
    allow_page_editor(book)
    client.force_login(berit)
    return client


@pytest.fixture
def chapter(book: Cookbook) -> FactChapter:
    """A published chapter of one paragraph."""
    return make_fact(book, "<p>Det som sto der før.</p>")


def standing(page: Any) -> list[str]:
    """The words of the paragraphs of a chapter's body, in order."""
    body = Paragraph.objects.standing().on(page).filter(path__startswith="body").order_by("order")
    return list(body.values_list("text", flat=True))


def split_by(page: Any) -> list[str | None]:
    """Who has published a page, one for each line in the journal, from the first."""
    lines = Entry.objects.filter(act="page.split", about=name_of(page)).order_by("pk")
    return [line.by.email if line.by else None for line in lines]


def with_new_words(chapter: FactChapter) -> list[tuple[str, str]]:
    return [*paragraphs(chapter), ("nytt1", WORDS)]


def test_publishing_in_the_edit_view(writer: Client, chapter: FactChapter) -> None:
    answer = press_publish(writer, chapter, open_form(writer, chapter), *with_new_words(chapter),
                           change_reason="Fordi det manglet.", change_weight="small")  # fmt: skip
    assert answer.url == f"/redaksjon/etter-publisering/{chapter.pk}/"
    assert standing(chapter) == ["Det som sto der før.", WORDS]
    assert split_by(chapter) == [None, "berit@example.no"]
    assert FactChapter.objects.get(pk=chapter.pk).change_reason == ""


def test_the_reason_that_was_written_stands_beside_the_change(writer: Client, chapter: FactChapter) -> None:
    [(key, _words)] = paragraphs(chapter)
    press_publish(writer, chapter, open_form(writer, chapter), (key, "Det som sto her før, og er rettet."),
                  change_reason="Fordi det var galt.", change_weight="small")  # fmt: skip
    newest = Wording.objects.filter(paragraph__page=chapter).latest("number")
    assert (newest.reason, newest.weight, newest.by.email if newest.by else "") == (
        "Fordi det var galt.", Weight.SMALL, "berit@example.no",
    )  # fmt: skip


def test_publishing_in_the_create_view(writer: Client, book: Cookbook) -> None:
    new = FactChapter(title="Nytt", slug="nytt", lead="Kort.", question="Hva?")
    address = reverse("wagtailadmin_pages:add", args=["book", "factchapter", shelf_of_facts().pk])
    form = fact_form(new, ("nytt1", WORDS))
    answer: Any = writer.post(address, {**form, "action-publish": "action-publish"})
    made = FactChapter.objects.get(slug="nytt")
    assert answer.url == f"/redaksjon/etter-publisering/{made.pk}/"
    assert (standing(made), split_by(made)) == ([WORDS], ["berit@example.no"])


def test_publishing_a_new_page_just_as_it_is_saved_by_itself_makes_one_page(
    writer: Client, book: Cookbook
) -> None:
    new = FactChapter(title="Nytt", slug="nytt", lead="Kort.", question="Hva?")
    address = reverse("wagtailadmin_pages:add", args=["book", "factchapter", shelf_of_facts().pk])
    form = fact_form(new, ("nytt1", WORDS))
    by_itself = writer.post(address, form, headers={"accept": "application/json"})
    assert by_itself.json()["success"] is True
    answer: Any = writer.post(address, {**form, "action-publish": "action-publish"})
    made = FactChapter.objects.get(slug="nytt")
    assert (answer.url, standing(made)) == (f"/redaksjon/etter-publisering/{made.pk}/", [WORDS])


def test_publishing_several_at_once(writer: Client, chapter: FactChapter) -> None:
    save_draft(writer, chapter, *with_new_words(chapter))
    assert standing(chapter) == ["Det som sto der før."]
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    writer.post(f"{address}?id={chapter.pk}", {"include_descendants": ""})
    assert (standing(chapter), split_by(chapter)[1:]) == (
        ["Det som sto der før.", WORDS],
        ["berit@example.no"],
    )


def test_publishing_what_stands_below_several_at_once(writer: Client, chapter: FactChapter) -> None:
    chapter.unpublish()
    save_draft(writer, chapter, *with_new_words(chapter))
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    writer.post(f"{address}?id={shelf_of_facts().pk}", {"include_descendants": "on"})
    assert standing(chapter) == ["Det som sto der før.", WORDS]


def test_a_draft_that_lacks_something_is_not_published_with_others(
    writer: Client, chapter: FactChapter
) -> None:
    save_draft(writer, chapter, *with_new_words(chapter), question="")
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    answer: Any = writer.post(f"{address}?id={chapter.pk}", {"include_descendants": ""})
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[chapter.pk])
    assert (standing(chapter), len(split_by(chapter))) == (["Det som sto der før."], 1)


def test_a_copy_that_is_published_has_paragraphs_of_its_own(writer: Client, chapter: FactChapter) -> None:
    form = {
        "new_title": "Kopi",
        "new_slug": "kopi",
        "new_parent_page": shelf_of_facts().pk,
        "publish_copies": "on",
    }
    writer.post(reverse("wagtailadmin_pages:copy", args=[chapter.pk]), form)
    copy = FactChapter.objects.get(slug="kopi")
    assert (copy.live, standing(copy), standing(chapter)) == (
        True,
        ["Det som sto der før."],
        ["Det som sto der før."],
    )
    assert split_by(copy) == ["berit@example.no"]


def test_a_page_is_copied_with_what_the_form_suggests_and_one_stands_in_the_copy(
    writer: Client, chapter: FactChapter
) -> None:
    address = reverse("wagtailadmin_pages:copy", args=[chapter.pk])
    offered = writer.get(address).context["form"]
    suggested = {name: offered[name].value() for name in ("new_title", "new_slug")}
    answer: Any = writer.post(address, {**suggested, "new_parent_page": shelf_of_facts().pk})
    copy = FactChapter.objects.latest("pk")
    assert (copy.title, copy.live) == (f"{chapter.title} (kopi)", False)
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[copy.pk])


def test_an_alias_is_not_offered_and_not_made(writer: Client, chapter: FactChapter) -> None:
    address = reverse("wagtailadmin_pages:copy", args=[chapter.pk])
    assert "alias" not in writer.get(address).context["form"].fields
    form = {"new_title": "Kopi", "new_slug": "kopi", "new_parent_page": shelf_of_facts().pk, "alias": "on"}
    writer.post(address, form)
    copy = FactChapter.objects.get(slug="kopi")
    assert (copy.alias_of_id, copy.live, standing(copy)) == (None, False, [])


def test_publishing_an_older_revision_again(writer: Client, chapter: FactChapter) -> None:
    first = chapter.live_revision_id
    press_publish(writer, chapter, open_form(writer, chapter), *with_new_words(chapter))
    form = fact_form(chapter, *paragraphs(FactChapter.objects.get(pk=chapter.pk))[:1])
    loaded = open_form(writer, chapter)
    more = {"revision": first, "loaded_revision_id": loaded, "action-publish": "action-publish"}
    writer.post(reverse("wagtailadmin_pages:edit", args=[chapter.pk]), {**form, **more})
    assert standing(chapter) == ["Det som sto der før."]


def test_a_page_that_was_taken_down_and_is_published_again_has_its_old_anchors(
    writer: Client, chapter: FactChapter
) -> None:
    before = list(Paragraph.objects.on(chapter).values_list("anchor", "text"))
    writer.post(reverse("wagtailadmin_pages:unpublish", args=[chapter.pk]))
    chapter.refresh_from_db()
    assert chapter.live is False
    press_publish(writer, chapter, open_form(writer, chapter), *paragraphs(chapter))
    assert list(Paragraph.objects.standing().on(chapter).values_list("anchor", "text")) == before


def test_moving_a_page_leaves_its_paragraphs_alone(writer: Client, chapter: FactChapter) -> None:
    before = list(Paragraph.objects.on(chapter).values_list("anchor", "text", "gone_at"))
    other = shelf_of_facts().get_siblings(inclusive=False).first()
    writer.post(reverse("wagtailadmin_pages:move_confirm", args=[chapter.pk, other.pk]))
    assert FactChapter.objects.get(pk=chapter.pk).get_parent().pk == other.pk
    assert list(Paragraph.objects.on(chapter).values_list("anchor", "text", "gone_at")) == before


def test_no_road_of_a_page_takes_an_input_from_another_that_says_the_same(
    writer: Client, chapter: FactChapter
) -> None:
    """Copied, taken down and put back, moved, and published at its hour: the input stays with the page it is about."""
    [(key, words)] = paragraphs(chapter)
    given = InputFactory.create(paragraph=Paragraph.objects.get(text=words))
    form = {
        "new_title": "Kopi",
        "new_slug": "kopi",
        "new_parent_page": shelf_of_facts().pk,
        "publish_copies": "on",
    }
    writer.post(reverse("wagtailadmin_pages:copy", args=[chapter.pk]), form)
    copy = FactChapter.objects.get(slug="kopi")
    writer.post(reverse("wagtailadmin_pages:unpublish", args=[copy.pk]))
    press_publish(writer, chapter, open_form(writer, chapter), (key, "Helt andre ord enn de som sto her."))
    copy.refresh_from_db()
    press_publish(writer, copy, open_form(writer, copy), *paragraphs(copy))
    other = shelf_of_facts().get_siblings(inclusive=False).first()
    writer.post(reverse("wagtailadmin_pages:move_confirm", args=[copy.pk, other.pk]))
    give_hour(writer, copy, timezone.now() + timedelta(hours=1))
    let_the_hour_come(copy)
    publish_due(at=timezone.now())
    given.refresh_from_db()
    assert (standing(copy), given.paragraph.page_id if given.paragraph else 0) == ([words, WORDS], chapter.pk)
    writer.post(reverse("wagtailadmin_pages:delete", args=[chapter.pk]))
    given.refresh_from_db()
    assert (given.paragraph.page_id if given.paragraph else 0) == chapter.pk


def give_hour(writer: Client, chapter: FactChapter, hour: Any) -> None:
    press_publish(
        writer, chapter, open_form(writer, chapter), *with_new_words(chapter),
        go_live_at=timezone.localtime(hour).strftime("%Y-%m-%d %H:%M"), expire_at="",
    )  # fmt: skip


def let_the_hour_come(chapter: FactChapter) -> None:
    revision = chapter.revisions.exclude(approved_go_live_at=None).get()
    past = timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"] = past.isoformat()
    revision.approved_go_live_at = past
    revision.save()


def test_a_page_goes_live_at_its_hour_and_not_before(writer: Client, chapter: FactChapter) -> None:
    hour = timezone.now() + timedelta(hours=1)
    give_hour(writer, chapter, hour)
    now = timezone.now()
    assert (publish_due(at=now), standing(chapter)) == ([], ["Det som sto der før."])
    let_the_hour_come(chapter)
    assert [page.pk for page in publish_due(at=now)] == [chapter.pk]
    assert (standing(chapter), publish_due(at=now)) == (["Det som sto der før.", WORDS], [])
    assert split_by(chapter)[1:] == ["berit@example.no"]


def test_wagtails_own_command_for_the_hour_passes_the_same_place(
    writer: Client, chapter: FactChapter
) -> None:
    give_hour(writer, chapter, timezone.now() + timedelta(hours=1))
    let_the_hour_come(chapter)
    call_command("publish_scheduled")
    assert standing(chapter) == ["Det som sto der før.", WORDS]


def test_a_page_is_taken_down_at_its_hour(writer: Client, chapter: FactChapter) -> None:
    hour = timezone.now() + timedelta(hours=1)
    FactChapter.objects.filter(pk=chapter.pk).update(expire_at=hour)
    assert [page.pk for page in publish_due(at=hour)] == [chapter.pk]
    chapter.refresh_from_db()
    assert (chapter.live, chapter.expired, publish_due(at=hour)) == (False, True, [])
    assert Entry.objects.filter(act="page.taken_down", about__endswith=f":{chapter.pk}").count() == 1


def test_one_that_lacks_something_at_its_hour_stays_a_draft_and_the_journal_says_why(
    writer: Client, chapter: FactChapter
) -> None:
    hour = timezone.now() + timedelta(hours=1)
    give_hour(writer, chapter, hour)
    revision = chapter.revisions.exclude(approved_go_live_at=None).get()
    revision.content["question"] = ""
    revision.save(update_fields=["content"])
    assert (publish_due(at=hour), standing(chapter)) == ([], ["Det som sto der før."])
    line = Entry.objects.get(act="page.not_published")
    assert line.what["revision"] == revision.pk
    assert publish_due(at=hour) == []


def test_there_is_no_workflow_to_submit_to(writer: Client, chapter: FactChapter) -> None:
    shown = writer.get(reverse("wagtailadmin_pages:edit", args=[chapter.pk])).content.decode()
    assert ("action-submit" in shown, "action-publish" in shown) == (False, True)


def test_what_cannot_be_published_leaves_nothing_behind(
    writer: Client, chapter: FactChapter, settings: Any
) -> None:
    settings.BEFORE_PUBLISHING = ["tests.book.test_roads_to_live.refuse"]
    form = {
        "new_title": "Kopi",
        "new_slug": "kopi",
        "new_parent_page": shelf_of_facts().pk,
        "publish_copies": "on",
    }
    writer.post(reverse("wagtailadmin_pages:copy", args=[chapter.pk]), form)
    assert not FactChapter.objects.filter(slug="kopi", live=True).exists()


def refuse(page: Any) -> None:
    from kokebok.book.publishing import NotYet

    raise NotYet("Ikke ennå.", where="/redaksjon/")


def test_a_page_with_a_draft_is_copied_as_a_draft_only(writer: Client, chapter: FactChapter) -> None:
    save_draft(writer, chapter, *with_new_words(chapter))
    address = reverse("wagtailadmin_pages:copy", args=[chapter.pk])
    assert "publish_copies" not in writer.get(address).context["form"].fields
