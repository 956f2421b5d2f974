"""Publishing splits a page into paragraphs whose anchors last."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kokebok.book.models import Cookbook, FactChapter, Paragraph, Recipe, Weight, Wording
from kokebok.book.models.cut_and_pasted import cut_elsewhere
from kokebok.book.models.splitting import ReasonForChange
from kokebok.people.models import Person
from tests.world import make_fact, make_recipe, publish, step

pytestmark = pytest.mark.django_db


def anchors(page: object) -> dict[str, str]:
    """The anchors of a page's standing paragraphs by their words."""
    return {paragraph.text: paragraph.anchor for paragraph in Paragraph.objects.standing().on(page)}


def rewrite(page: FactChapter, html: str, *, by: Person | None = None) -> FactChapter:
    """The page with other rich text, published."""
    page.body = json.dumps([{"type": "text", "id": page.body[0].id, "value": html}])
    return publish(page, by=by)


def test_each_paragraph_list_item_and_step_gets_an_anchor_in_reading_order(book: Cookbook) -> None:
    recipe = make_recipe(book)
    assert list(Paragraph.objects.standing().on(recipe).values_list("text", "kind")) == [
        ("Du er rådgiver og vet ikke hvor du skal begynne.", "text"),
        ("Dere har en avtale om neste steg.", "text"),
        ("En som eier saken.", "item"),
        ("Spør dem det gjelder.", "text"),
        ("Ring tre familier.", "item"),
        ("Besøk to møteplasser.", "item"),
    ]
    assert len(set(anchors(recipe).values())) == 6


def test_several_paragraphs_in_one_rich_text_block_have_an_anchor_each(book: Cookbook) -> None:
    page = make_fact(book, "<p>En.</p><p>To.</p>")
    assert set(anchors(page)) == {"Hva er det?", "En.", "To."}


def test_an_edit_of_one_paragraph_leaves_the_anchors_of_all_and_one_new_wording(book: Cookbook) -> None:
    page = make_fact(
        book, "<p>Kommunen kan snakke med leverandører før en anskaffelse.</p><p>Det er lov.</p>"
    )
    before = anchors(page)
    source = page.body[0].value.source.replace("kan snakke", "kan gjerne snakke")
    after = anchors(rewrite(page, source))
    assert list(after.values()) == list(before.values())
    changed = Paragraph.objects.get(text__contains="gjerne")
    assert list(changed.wordings.values_list("number", "text")) == [
        (1, "Kommunen kan snakke med leverandører før en anskaffelse."),
        (2, "Kommunen kan gjerne snakke med leverandører før en anskaffelse."),
    ]
    assert Wording.objects.filter(number=2).count() == 1


def test_a_moved_paragraph_keeps_its_anchor_even_without_the_editors_keys(book: Cookbook) -> None:
    page = make_fact(book, "<p>Den første setningen.</p><p>Den andre setningen.</p>")
    before = anchors(page)
    after = anchors(rewrite(page, "<p>Den andre setningen.</p><p>Den første setningen.</p>"))
    assert after == before


def test_steps_that_change_places_keep_their_anchors(book: Cookbook) -> None:
    recipe = make_recipe(book)
    recipe.steps = json.dumps([step("A", "<p>Alfa kommer først.</p>"), step("B", "<p>Beta kommer sist.</p>")])
    recipe = publish(recipe)
    before = anchors(recipe)
    recipe.steps = json.dumps(list(reversed(recipe.steps.get_prep_value())))
    assert anchors(publish(recipe)) == before
    assert list(before) != list(anchors(recipe))


def test_a_deleted_paragraph_is_marked_as_gone_and_keeps_its_wordings(book: Cookbook) -> None:
    page = make_fact(book, "<p>Blir stående her.</p><p>Skal bort.</p>")
    anchor = anchors(page)["Skal bort."]
    rewrite(page, "<p>Blir stående her.</p>")
    gone = Paragraph.objects.get(anchor=anchor)
    assert gone.gone_at is not None
    assert gone.wordings.get().text == "Skal bort."


def test_a_paragraph_that_comes_back_gets_its_old_anchor(book: Cookbook) -> None:
    page = make_fact(book, "<p>Blir stående her.</p><p>Skal bort og hjem igjen.</p>")
    before = anchors(page)
    page = rewrite(page, "<p>Blir stående her.</p>")
    after = anchors(rewrite(page, "<p>Blir stående her.</p><p>Skal bort og hjem igjen.</p>"))
    assert after == before


def test_a_paragraph_cut_from_one_page_and_put_in_another_keeps_its_anchor(
    book: Cookbook, berit: Person
) -> None:
    one = make_fact(book, "<p>Blir stående her.</p><p>Denne flytter til en annen side.</p>")
    other = make_fact(book, "<p>Noe annet.</p>", slug="annet", title="Annet", question="Og dette?")
    anchor = anchors(one)["Denne flytter til en annen side."]
    rewrite(one, "<p>Blir stående her.</p>", by=berit)
    moved = rewrite(other, "<p>Noe annet.</p><p>Denne flytter til en annen side.</p>", by=berit)
    assert anchors(moved)["Denne flytter til en annen side."] == anchor


def test_publishing_without_a_change_writes_no_wording(recipe: Recipe) -> None:
    before = Wording.objects.count()
    publish(recipe)
    assert Wording.objects.count() == before


def test_the_reason_given_at_publishing_is_kept_with_the_new_wording(book: Cookbook) -> None:
    page = make_fact(book, "<p>Det er lov å snakke sammen.</p>")
    page.body = json.dumps(
        [
            {
                "type": "text",
                "id": page.body[0].id,
                "value": page.body[0].value.source.replace("lov", "fullt lov"),
            }
        ]
    )
    revision = page.save_revision()
    text = revision.as_object()
    text.change_note = ReasonForChange(reason="Tydeligere.")
    text.publish(revision)
    assert Wording.objects.get(number=2).reason == "Tydeligere."


def test_what_an_editor_says_of_a_change_is_kept_with_it_and_not_said_of_the_next(book: Cookbook) -> None:
    page = make_fact(book, "<p>Det er lov å snakke sammen.</p>")
    page.change_reason, page.change_weight = "En trykkfeil.", Weight.SMALL
    page = rewrite(page, page.body[0].value.source.replace("lov", "fullt lov"))
    page = FactChapter.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert (page.change_reason, page.change_weight) == ("", Weight.MEANING)
    rewrite(page, page.body[0].value.source.replace("sammen", "sammen først"))
    assert list(Wording.objects.filter(number__gt=1).order_by("number").values_list("weight", "reason")) == [
        (Weight.SMALL, "En trykkfeil."),
        (Weight.MEANING, ""),
    ]


def test_twenty_pasted_paragraphs_take_as_many_queries_as_one(book: Cookbook, berit: Person) -> None:
    asked = []
    for number in (1, 20):
        words = [f"Avsnitt {at} av {number} flytter til en annen side." for at in range(number)]
        one = make_fact(
            book, "<p>Blir her.</p>" + "".join(f"<p>{word}</p>" for word in words), slug=f"en{number}"
        )
        other = make_fact(book, "<p>Noe annet.</p>", slug=f"to{number}")
        rewrite(one, "<p>Blir her.</p>", by=berit)
        with CaptureQueriesContext(connection) as queries:
            cut = cut_elsewhere(other, words, by=berit, now=timezone.now())
        assert sorted(found.text for found in cut) == sorted(words)
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 5
