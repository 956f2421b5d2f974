"""When a draft the resource group has read is published, what they said in words becomes inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from kokebok.book.actions.rewrite import rewrite
from kokebok.book.models import FactChapter, Paragraph
from kokebok.book.models.splitting import ReasonForChange
from kokebok.book.queries import wording_now
from kokebok.inputs.models import Door, Input, State
from kokebok.journal.models import Entry
from kokebok.people.models import RoleName
from kokebok.review.actions.give import ReadingRequest, give_reading
from kokebok.review.actions.hand_over import hand_over
from kokebok.review.actions.say import set_naming
from kokebok.review.actions.say_of_draft import say_of_draft
from kokebok.review.models import DraftPage, DraftVerdict, Says
from kokebok.review.news import news_for
from kokebok.review.queries import find_reader, open_readings
from tests.at_once import at_once
from tests.review.drafts import (
    FIRST,
    NEW,
    SECOND,
    THIRD,
    WHY,
    address_of,
    make_draft,
    overview_of,
    passage,
    press,
    published,
    say,
    sent,
)
from tests.world import make_cookbook, make_person, paragraph_saying, publish

if TYPE_CHECKING:
    from kokebok.book.models import Recipe
    from kokebok.people.models import Person


def test_when_it_is_published_each_remark_becomes_an_input_where_its_words_stand(
    as_rana: Client, as_berit: Client, chapter: FactChapter, draft: DraftPage, rana: Person
) -> None:
    for words, text in ((FIRST, "Om den første."), (SECOND, "Om den andre."), (THIRD, "Om den tredje.")):
        say(as_rana, draft, words, text)
    press(as_rana, draft, "rest")
    set_naming(find_reader(rana, draft.reading), agrees=True, by=rana)
    page = published(chapter, SECOND, "Alle skal være med.")
    made = {one.text: one for one in Input.objects.all()}
    stood = {text: one.paragraph.text if one.paragraph else "" for text, one in made.items()}
    assert stood == {
        "Om den første.": "Alle skal være med.",
        "Om den andre.": SECOND,
        "Om den tredje.": "",
    }
    assert made["Om den tredje."].page_id == page.pk
    assert {(one.state, one.door, one.name, one.may_be_named) for one in made.values()} == {
        (State.WAITING, Door.GROUP, "Rana Ressurs", True)
    }
    assert "Om den andre." not in Client().get("/fakta/hemmelig/").content.decode()
    opened = as_berit.get(f"/redaksjon/innspill/{made['Om den tredje.'].pk}/").content.decode()
    assert THIRD in opened
    as_berit.post(f"/redaksjon/innspill/{made['Om den andre.'].pk}/publiser/")
    public = Client().get("/fakta/hemmelig/").content.decode()
    assert ("Om den andre." in public, "Om den første." in public) == (True, False)
    assert [one.url for one in news_for(rana, draft.reading.at)].count(
        f"/innspill/{made['Om den andre.'].pk}/"
    ) == 1


def test_it_is_done_once_and_nothing_more_is_said_of_the_draft(
    as_rana: Client, as_berit: Client, chapter: FactChapter, draft: DraftPage, rana: Person
) -> None:
    say(as_rana, draft, FIRST, WHY)
    of = passage(draft, SECOND)
    page = published(chapter, FIRST, SECOND, THIRD)
    publish(page)
    assert hand_over(page, by=None) == []
    assert [one.text for one in Input.objects.all()] == [WHY]
    assert Entry.objects.filter(act="draft.handed_over").count() == 1
    sent = {"do": f"comment:{of.pk}:{draft.pk}", f"text-{of.pk}": "For sent."}
    answer = as_rana.post(address_of(draft), sent)
    assert (answer.status_code, DraftVerdict.objects.count()) == (409, 1)
    assert "For sent." in answer.content.decode()
    assert (
        f"/redaksjon/innspill/{Input.objects.get().pk}/" in as_berit.get(overview_of(draft)).content.decode()
    )
    assert [one.left for one in open_readings(rana)] == [0]


def test_a_newer_draft_of_a_page_is_read_and_one_changed_paragraph_does_not_publish_it(
    as_rana: Client, as_berit: Client, recipe: Recipe, rana: Person, berit: Person
) -> None:
    recipe.situation = "Du er ny og vet ingenting ennå."
    recipe.save_revision()
    as_berit.post(NEW, sent(as_berit, recipe, member=rana))
    draft = DraftPage.objects.get()
    say(as_rana, draft, "Du er ny og vet ingenting ennå.", "Litt hardt.")
    step = paragraph_saying("Ring tre")
    rewrite(wording_now(step), to="Ring fire av dem.", by=berit, note=ReasonForChange(reason="Flere."))
    assert Input.objects.count() == 0
    publish(recipe.specific_class.objects.get(pk=recipe.pk).get_latest_revision_as_object())
    given = Input.objects.get()
    assert given.paragraph == Paragraph.objects.standing().get(text="Du er ny og vet ingenting ennå.")


@pytest.mark.usefixtures("committed")
def test_of_one_who_speaks_and_one_who_publishes_at_once_no_words_are_lost() -> None:
    chapter = make_draft(make_cookbook())
    editor = make_person("berit@example.no", "Berit Redaktør", RoleName.EDITOR)
    member = make_person("rana@example.no", "Rana Ressurs", RoleName.RESOURCE)
    reading = give_reading(ReadingRequest("Før det går ut", [], [member], drafts=[chapter]), by=editor)
    of = reading.drafts.get().passages.get(text=FIRST)

    def speak() -> str:
        say_of_draft(of, Says.COMMENT, WHY, by=member)
        return "said"

    def go_live() -> str:
        publish(FactChapter.objects.get(pk=chapter.pk).get_latest_revision_as_object())
        return "live"

    ends = at_once(speak, go_live)
    assert ends in (["live", "said"], ["Published", "live"])
    assert Input.objects.count() == DraftVerdict.objects.count() == ends.count("said")
