"""Two who change one page at once: the second is told, both texts are kept, and nothing is overwritten."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from django.utils import timezone

from kokebok.book.actions.allow_page_editor import allow_page_editor
from kokebok.book.actions.publish_due import publish_due
from kokebok.book.actions.rewrite import Moved, rewrite
from kokebok.book.models import FactChapter, Paragraph
from kokebok.book.models.splitting import ReasonForChange
from kokebok.book.queries import wording_now
from kokebok.journal.models import Entry
from tests.at_once import at_once
from tests.pen import open_form, paragraphs, press_publish, press_save, save_draft
from tests.world import make_fact, make_person, paragraph_saying

if TYPE_CHECKING:
    from django.test import Client

    from kokebok.book.models import Cookbook
    from kokebok.people.models import Person

FIRST, SECOND = "Det første avsnittet om behov.", "Det andre avsnittet om penger."


@pytest.fixture
def writer(client: Client, book: Cookbook, berit: Person) -> Client:
    """Berit, an editor, in the page editor."""
    allow_page_editor(book)
    client.force_login(berit)
    return client


@pytest.fixture
def chapter(book: Cookbook) -> FactChapter:
    """A published chapter of two paragraphs."""
    return make_fact(book, f"<p>{FIRST}</p><p>{SECOND}</p>")


def standing(page: Any) -> list[str]:
    body = Paragraph.objects.standing().on(page).filter(path__startswith="body").order_by("order")
    return list(body.values_list("text", flat=True))


def at_the_desk(words: str, to: str, by: Person) -> None:
    rewrite(
        wording_now(paragraph_saying(words)), to=to, by=by, note=ReasonForChange(reason="Fra et innspill.")
    )


def test_what_the_desk_changed_elsewhere_on_the_page_is_kept_when_the_editor_publishes(
    writer: Client, chapter: FactChapter, egil: Person
) -> None:
    (one, _first), (two, _second) = paragraphs(chapter)
    loaded = open_form(writer, chapter)
    at_the_desk("første", "Det første, som redaksjonen har endret.", egil)
    answer = press_publish(writer, chapter, loaded, (one, FIRST), (two, "Det andre, slik Berit skrev det."))
    assert answer.url == f"/redaksjon/etter-publisering/{chapter.pk}/"
    assert standing(chapter) == [
        "Det første, som redaksjonen har endret.",
        "Det andre, slik Berit skrev det.",
    ]


def clash(writer: Client, chapter: FactChapter, egil: Person) -> str:
    """The address one is led to when both have changed the first paragraph."""
    (one, _first), (two, _second) = paragraphs(chapter)
    loaded = open_form(writer, chapter)
    at_the_desk("første", "Det første, fra skranken.", egil)
    answer = press_publish(
        writer, chapter, loaded, (one, "Det første, fra Berit."), (two, "Det andre, fra Berit.")
    )
    assert standing(chapter) == ["Det første, fra skranken.", SECOND]
    return str(answer.url)


def test_where_both_have_changed_the_same_words_nothing_is_published_and_both_are_shown(
    writer: Client, chapter: FactChapter, egil: Person
) -> None:
    page = writer.get(clash(writer, chapter, egil))
    [row] = page.context["rows"]
    assert (row.clash.mine, row.clash.theirs, row.wording.by, row.wording.reason) == (
        "Det første, fra Berit.", "Det første, fra skranken.", egil, "Fra et innspill.",
    )  # fmt: skip
    draft = FactChapter.objects.get(pk=chapter.pk)
    assert [words for _key, words in paragraphs(draft)] == ["Det første, fra Berit.", "Det andre, fra Berit."]


@pytest.mark.parametrize(
    ("choice", "stands"), [("mine", "Det første, fra Berit."), ("theirs", "Det første, fra skranken.")]
)
def test_the_writer_chooses_which_of_the_two_stands(
    writer: Client, chapter: FactChapter, egil: Person, choice: str, stands: str
) -> None:
    address = clash(writer, chapter, egil)
    [row] = writer.get(address).context["rows"]
    answer: Any = writer.post(
        address, {"place-1": row.clash.place, "theirs-1": row.clash.theirs, "choice-1": choice}, follow=True
    )
    assert answer.redirect_chain == [(f"/redaksjon/etter-publisering/{chapter.pk}/", 302)]
    assert standing(chapter) == [stands, "Det andre, fra Berit."]
    assert Entry.objects.get(act="page.joined").what["choices"] == {row.clash.place: choice}
    texts = [str(revision.content["body"]) for revision in chapter.revisions.all()]
    assert all(any(words in text for text in texts) for words in ("fra Berit.", "fra skranken."))


def test_one_who_chooses_after_yet_another_change_is_shown_it_first(
    writer: Client, chapter: FactChapter, egil: Person
) -> None:
    address = clash(writer, chapter, egil)
    [row] = writer.get(address).context["rows"]
    at_the_desk("fra skranken", "Det første, en gang til.", egil)
    page = writer.post(
        address, {"place-1": row.clash.place, "theirs-1": row.clash.theirs, "choice-1": "mine"}
    )
    assert [one.clash.theirs for one in page.context["rows"]] == ["Det første, en gang til."]
    assert standing(chapter) == ["Det første, en gang til.", SECOND]


def test_one_who_chooses_nothing_publishes_nothing(
    writer: Client, chapter: FactChapter, egil: Person
) -> None:
    address = clash(writer, chapter, egil)
    assert len(writer.post(address, {}).context["rows"]) == 1
    assert standing(chapter) == ["Det første, fra skranken.", SECOND]


def test_a_paragraph_one_deletes_while_another_changes_it_is_chosen_too(
    writer: Client, chapter: FactChapter, egil: Person
) -> None:
    _one, (two, second) = paragraphs(chapter)
    loaded = open_form(writer, chapter)
    at_the_desk("første", "Det første, fra skranken.", egil)
    answer = press_publish(writer, chapter, loaded, (two, second))
    [row] = writer.get(answer.url).context["rows"]
    assert (row.clash.mine, row.clash.theirs) == ("", "Det første, fra skranken.")


def test_two_editors_with_the_form_open_do_not_overwrite_one_another(
    writer: Client, chapter: FactChapter, egil: Person
) -> None:
    (one, _first), (two, _second) = paragraphs(chapter)
    loaded = open_form(writer, chapter)
    press_publish(writer, chapter, loaded, (one, FIRST), (two, "Det andre, først ute."), lead="Ny ingress.")
    answer = press_publish(writer, chapter, loaded, (one, "Det første, sist ute."), (two, SECOND))
    assert answer.url == f"/redaksjon/etter-publisering/{chapter.pk}/"
    chapter.refresh_from_db()
    assert (chapter.lead, standing(chapter)) == (
        "Ny ingress.",
        ["Det første, sist ute.", "Det andre, først ute."],
    )


def test_the_same_field_changed_by_two_is_chosen(writer: Client, chapter: FactChapter) -> None:
    loaded = open_form(writer, chapter)
    words = paragraphs(chapter)
    press_publish(writer, chapter, loaded, *words, lead="Den ene ingressen.")
    answer = press_publish(writer, chapter, loaded, *words, lead="Den andre ingressen.")
    [row] = writer.get(answer.url).context["rows"]
    assert (row.title, row.clash.mine, row.clash.theirs) == (
        "Ingress",
        "Den andre ingressen.",
        "Den ene ingressen.",
    )


def test_the_desk_does_not_overwrite_what_a_draft_says_of_the_same_paragraph(
    writer: Client, chapter: FactChapter, egil: Person
) -> None:
    (one, _first), (two, second) = paragraphs(chapter)
    save_draft(writer, chapter, (one, "Det første, i utkastet."), (two, second))
    at_the_desk("første", "Det første, fra skranken.", egil)
    draft = FactChapter.objects.get(pk=chapter.pk)
    assert (standing(chapter)[0], paragraphs(draft)[0][1]) == (
        "Det første, fra skranken.",
        "Det første, i utkastet.",
    )
    answer = press_publish(writer, draft, open_form(writer, draft), *paragraphs(draft))
    [row] = writer.get(answer.url).context["rows"]
    assert (row.clash.mine, row.clash.theirs) == ("Det første, i utkastet.", "Det første, fra skranken.")


def test_a_draft_saved_over_what_others_published_still_asks_when_it_is_published(
    writer: Client, chapter: FactChapter, egil: Person
) -> None:
    (one, _first), (two, _second) = paragraphs(chapter)
    loaded = open_form(writer, chapter)
    at_the_desk("første", "Det første, fra skranken.", egil)
    at_the_desk("andre", "Det andre, fra skranken.", egil)
    press_save(writer, chapter, loaded, (one, "Det første, fra Berit."), (two, SECOND))
    draft = FactChapter.objects.get(pk=chapter.pk)
    assert [words for _key, words in paragraphs(draft)] == [
        "Det første, fra Berit.",
        "Det andre, fra skranken.",
    ]
    answer = press_publish(writer, draft, open_form(writer, draft), *paragraphs(draft))
    [row] = writer.get(answer.url).context["rows"]
    assert (row.clash.mine, row.clash.theirs) == ("Det første, fra Berit.", "Det første, fra skranken.")


def test_one_who_leaves_the_choice_and_publishes_again_is_asked_again(
    writer: Client, chapter: FactChapter, egil: Person
) -> None:
    clash(writer, chapter, egil)
    draft = FactChapter.objects.get(pk=chapter.pk)
    answer = press_publish(writer, draft, open_form(writer, draft), *paragraphs(draft))
    assert len(writer.get(answer.url).context["rows"]) == 1
    assert standing(chapter) == ["Det første, fra skranken.", SECOND]


def test_a_draft_published_from_the_list_of_pages_meets_the_same_question(
    writer: Client, chapter: FactChapter, egil: Person
) -> None:
    (one, _first), (two, second) = paragraphs(chapter)
    save_draft(writer, chapter, (one, "Det første, i utkastet."), (two, second))
    at_the_desk("første", "Det første, fra skranken.", egil)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    answer: Any = writer.post(f"{address}?id={chapter.pk}", {"include_descendants": ""})
    assert answer.url.startswith("/redaksjon/samtidig/")
    assert standing(chapter) == ["Det første, fra skranken.", SECOND]


def test_a_change_at_the_desk_does_not_take_away_the_hour_of_a_draft(
    writer: Client, chapter: FactChapter, egil: Person
) -> None:
    (one, _first), (two, _second) = paragraphs(chapter)
    hour = timezone.localtime(timezone.now() + timedelta(hours=1))
    press_publish(writer, chapter, open_form(writer, chapter), (one, FIRST), (two, "Det andre, til kvelden."),
                  go_live_at=hour.strftime("%Y-%m-%d %H:%M"))  # fmt: skip
    at_the_desk("første", "Det første, fra skranken.", egil)
    waiting = chapter.revisions.exclude(approved_go_live_at=None).get()
    past = timezone.now() - timedelta(minutes=1)
    waiting.content["go_live_at"], waiting.approved_go_live_at = past.isoformat(), past
    waiting.save()
    publish_due(at=timezone.now())
    assert standing(chapter) == ["Det første, fra skranken.", "Det andre, til kvelden."]


def test_the_desk_is_told_when_the_page_has_other_words_than_its_paragraph(
    chapter: FactChapter, berit: Person
) -> None:
    seen = wording_now(paragraph_saying("første"))
    body = chapter.body
    body[0].value.source = body[0].value.source.replace(FIRST, "Endret utenom alle dører.")
    FactChapter.objects.filter(pk=chapter.pk).update(body=body)
    with pytest.raises(Moved):
        rewrite(seen, to="Noe helt annet.", by=berit, note=ReasonForChange())


def test_the_desk_is_told_when_the_editor_has_published_other_words(
    writer: Client, chapter: FactChapter, egil: Person
) -> None:
    seen = wording_now(paragraph_saying("første"))
    (one, _first), (two, second) = paragraphs(chapter)
    press_publish(writer, chapter, open_form(writer, chapter), (one, "Det første, fra Berit."), (two, second))
    with pytest.raises(Moved):
        rewrite(seen, to="Det første, fra skranken.", by=egil, note=ReasonForChange())
    assert standing(chapter) == ["Det første, fra Berit.", SECOND]


@pytest.mark.usefixtures("committed")
def test_two_who_change_two_paragraphs_of_one_page_at_once_both_get_through(tmp_path: Any) -> None:
    from tests.world import make_cookbook

    page = make_fact(make_cookbook(), f"<p>{FIRST}</p><p>{SECOND}</p>")
    people = [make_person("a@example.no", "A"), make_person("b@example.no", "B")]
    seen = [wording_now(paragraph_saying("første")), wording_now(paragraph_saying("andre"))]

    def change(number: int) -> str:
        rewrite(seen[number], to=f"Nye ord, nummer {number}.", by=people[number], note=ReasonForChange())
        return "changed"

    assert at_once(lambda: change(0), lambda: change(1)) == ["changed", "changed"]
    assert standing(page) == ["Nye ord, nummer 0.", "Nye ord, nummer 1."]


def test_a_draft_saved_again_and_again_still_asks_when_it_is_published(
    writer: Client, chapter: FactChapter, egil: Person
) -> None:
    clash(writer, chapter, egil)
    draft = FactChapter.objects.get(pk=chapter.pk)
    for _time in range(2):
        save_draft(writer, draft, *paragraphs(draft))
    answer = press_publish(writer, draft, open_form(writer, draft), *paragraphs(draft))
    assert len(writer.get(answer.url).context["rows"]) == 1
    assert standing(chapter) == ["Det første, fra skranken.", SECOND]


def test_a_second_answer_at_the_desk_does_not_make_a_draft_forget_the_first(
    writer: Client, chapter: FactChapter, egil: Person
) -> None:
    (one, _first), (two, second) = paragraphs(chapter)
    save_draft(writer, chapter, (one, "Det første, i utkastet."), (two, second))
    at_the_desk("første", "Det første, fra skranken.", egil)
    at_the_desk("andre", "Det andre, fra skranken.", egil)
    draft = FactChapter.objects.get(pk=chapter.pk)
    answer = press_publish(writer, draft, open_form(writer, draft), *paragraphs(draft))
    [row] = writer.get(answer.url).context["rows"]
    assert (row.clash.mine, row.clash.theirs) == ("Det første, i utkastet.", "Det første, fra skranken.")


def test_words_that_look_like_code_are_words(writer: Client, chapter: FactChapter, egil: Person) -> None:
    loaded = open_form(writer, chapter)
    words = paragraphs(chapter)
    at_the_desk("første", "Det første, fra skranken.", egil)
    press_publish(writer, chapter, loaded, *words, lead="[] Kjøp melk.")
    chapter.refresh_from_db()
    assert (chapter.lead, standing(chapter)[0]) == ("[] Kjøp melk.", "Det første, fra skranken.")
