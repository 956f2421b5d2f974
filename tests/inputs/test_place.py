"""Where an input stands when the text has changed."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from kokebok.book.models import Cookbook, FactChapter, Paragraph
from kokebok.inputs.actions.place import move_by_hand
from kokebok.inputs.actions.support import support
from kokebok.inputs.models import Input, Kind, Place, State
from kokebok.lib.quotes import as_json, quote_of
from kokebok.people.models import Person, RoleName
from kokebok.people.rules import Refused
from tests.setup.word_drafts import Draft
from tests.world import InputFactory, make_fact, make_person, paragraph_saying, publish

pytestmark = pytest.mark.django_db

FIRST = "Kommunen kan snakke med leverandører før den lyser ut en anskaffelse."
SECOND = "Skriv et kort referat, og legg det i saken."


@pytest.fixture
def chapter(book: Cookbook) -> FactChapter:
    """A chapter of two paragraphs."""
    return make_fact(book, f"<p>{FIRST}</p><p>{SECOND}</p>")


def rewrite(chapter: FactChapter, html: str, *, by: Person | None = None) -> FactChapter:
    """The page with other rich text, published."""
    chapter.body = json.dumps([{"type": "text", "id": chapter.body[0].id, "value": html}])
    return publish(chapter, by=by)


def about(words: str, phrase: str = "") -> Input:
    """An input about the paragraph with these words, or about a phrase in it."""
    paragraph = paragraph_saying(words)
    start = paragraph.text.find(phrase)
    quote = as_json(quote_of(paragraph.text, start, start + len(phrase))) if phrase else None
    return InputFactory.create(paragraph=paragraph, quote=quote)


def place_of(given: Input) -> tuple[str, str, bool]:
    """Where an input stands: the words of its paragraph, the place, whether the match is weak."""
    given.refresh_from_db()
    assert given.paragraph is not None
    return given.paragraph.text, given.place, given.place_is_weak


def test_an_edit_of_the_paragraph_leaves_the_input_where_it_was(chapter: FactChapter) -> None:
    given = about(FIRST)
    rewrite(chapter, f"<p>{FIRST.replace('kan snakke', 'kan gjerne snakke')}</p><p>{SECOND}</p>")
    assert place_of(given) == (FIRST.replace("kan snakke", "kan gjerne snakke"), Place.EXACT, False)


def test_a_merged_paragraph_takes_the_input_with_it(chapter: FactChapter) -> None:
    one, other = about(FIRST), about(SECOND)
    rewrite(chapter, f"<p>{FIRST} {SECOND}</p>")
    assert {place_of(one)[0], place_of(other)[0]} == {f"{FIRST} {SECOND}"}
    assert {place_of(one)[1], place_of(other)[1]} == {Place.EXACT, Place.MOVED}


def test_an_input_whose_paragraph_is_gone_is_kept_and_said_to_be_detached(chapter: FactChapter) -> None:
    given = about(SECOND)
    rewrite(chapter, f"<p>{FIRST}</p>")
    assert place_of(given) == (SECOND, Place.DETACHED, False)
    assert list(Input.objects.detached()) == [given]


def test_it_is_found_again_when_its_paragraph_comes_back(chapter: FactChapter) -> None:
    given = about(SECOND)
    chapter = rewrite(chapter, f"<p>{FIRST}</p>")
    rewrite(chapter, f"<p>{FIRST}</p><p>{SECOND}</p>")
    assert place_of(given) == (SECOND, Place.EXACT, False)


def other_page(book: Cookbook, html: str, **fields: str) -> FactChapter:
    return make_fact(book, html, **{"slug": "annen", "title": "Annen", "question": "Hvor da?", **fields})


@pytest.mark.parametrize("phrase", ["", "kort referat, og legg det i saken"], ids=["paragraph", "phrase"])
def test_that_the_same_words_stand_on_another_page_moves_no_input_there(
    chapter: FactChapter, book: Cookbook, phrase: str
) -> None:
    given = about(SECOND, phrase)
    other = other_page(book, f"<p>{SECOND}</p>")
    rewrite(chapter, f"<p>{FIRST}</p>")
    assert place_of(given) == (SECOND, Place.DETACHED, False)
    rewrite(other, f"<p>{SECOND}</p><p>Noe nytt.</p>")
    assert (place_of(given)[1], Input.objects.get(pk=given.pk).paragraph.page_id) == (  # type: ignore[union-attr]
        Place.DETACHED,
        chapter.pk,
    )


def test_what_one_person_cuts_on_one_page_and_pastes_on_another_takes_its_inputs_along(
    chapter: FactChapter, book: Cookbook, berit: Person
) -> None:
    given = about(SECOND)
    other = other_page(book, "<p>Noe annet.</p>")
    rewrite(chapter, f"<p>{FIRST}</p>", by=berit)
    rewrite(other, f"<p>Noe annet.</p><p>{SECOND}</p>", by=berit)
    given.refresh_from_db()
    assert given.paragraph is not None
    assert (given.paragraph.page.slug, given.place) == ("annen", Place.EXACT)


@pytest.mark.parametrize("who", ["berit, another", "another, berit", "nobody, nobody", "berit, nobody"])
def test_what_one_person_cut_and_another_wrote_is_no_move(
    chapter: FactChapter, book: Cookbook, berit: Person, who: str
) -> None:
    given = about(SECOND)
    kari = make_person("kari@example.no", "Kari Redaktør", RoleName.EDITOR)
    people = {"berit": berit, "another": kari, "nobody": None}
    cuts, pastes = (people[name] for name in who.split(", "))
    other = other_page(book, "<p>Noe annet.</p>")
    rewrite(chapter, f"<p>{FIRST}</p>", by=cuts)
    rewrite(other, f"<p>Noe annet.</p><p>{SECOND}</p>", by=pastes)
    assert [place_of(given), list(Input.objects.detached())] == [(SECOND, Place.DETACHED, False), [given]]


def test_who_published_the_page_later_has_not_cut_what_was_gone_from_it(
    chapter: FactChapter, book: Cookbook, berit: Person
) -> None:
    given = about(SECOND)
    other = other_page(book, "<p>Noe annet.</p>")
    kari = make_person("kari@example.no", "Kari Redaktør", RoleName.EDITOR)
    chapter = rewrite(chapter, f"<p>{FIRST}</p>", by=kari)
    rewrite(chapter, f"<p>{FIRST}</p><p>Noe mer.</p>", by=berit)
    rewrite(other, f"<p>Noe annet.</p><p>{SECOND}</p>", by=berit)
    assert place_of(given) == (SECOND, Place.DETACHED, False)


@pytest.mark.parametrize("same", [True, False], ids=["the same person", "another"])
def test_what_comes_from_a_word_file_takes_inputs_along_if_the_same_person_cut_it(
    client: Client, chapter: FactChapter, berit: Person, same: bool
) -> None:
    given = about(SECOND)
    cutter = berit if same else make_person("kari@example.no", "Kari Redaktør", RoleName.EDITOR)
    rewrite(chapter, f"<p>{FIRST}</p>", by=cutter)
    file = Draft()
    file.heading("Referatet")
    file.say("Hva som skal stå der.")
    file.say(SECOND)

    client.force_login(berit)
    sent = SimpleUploadedFile("utkast.docx", file.saved())
    looked_at = client.post("/redaksjon/ta-inn-word/", {"file": sent}).headers["Location"]
    chosen = {"level": 1, "language": "nb", "do": "take_in", "kind_0": "fact"}
    assert client.post(f"{looked_at}ta-inn/", chosen).status_code == 302
    page = FactChapter.objects.exclude(pk=chapter.pk).get().get_latest_revision_as_object()
    page.question = "Hva står i referatet?"
    publish(page, by=berit)

    given.refresh_from_db()
    assert given.paragraph is not None
    there = (page.pk, Place.EXACT) if same else (chapter.pk, Place.DETACHED)
    assert (given.paragraph.page_id, given.place) == there


@pytest.mark.parametrize("why", ["long ago", "twice here", "third page", "other language", "cut twice"])
def test_words_that_come_on_another_page_and_may_be_others_move_no_input_there(
    chapter: FactChapter, book: Cookbook, berit: Person, why: str
) -> None:
    given = about(SECOND)
    if why == "third page":
        other_page(book, f"<p>{SECOND}</p>", slug="tredje", title="Tredje")
    if why == "cut twice":
        rewrite(other_page(book, f"<p>{SECOND}</p>", slug="tredje", title="Tredje"), "<p>Bort.</p>", by=berit)
    other = other_page(book, "<p>Noe annet.</p>", language="nn" if why == "other language" else "nb")
    rewrite(chapter, f"<p>{FIRST}</p>", by=berit)
    if why == "long ago":
        Paragraph.objects.filter(text=SECOND).update(gone_at=timezone.now() - timedelta(hours=2))
    twice = f"<p>{SECOND}</p>" if why == "twice here" else ""
    rewrite(other, f"<p>Noe annet.</p><p>{SECOND}</p>{twice}", by=berit)
    given.refresh_from_db()
    assert (given.place, given.paragraph.page_id if given.paragraph else 0) == (Place.DETACHED, chapter.pk)


@pytest.mark.parametrize(
    ("html", "place"),
    [
        (f"<p>{FIRST} Det er fullt lov.</p><p>{SECOND}</p>", Place.EXACT),
        (
            f"<p>Kommunen kan godt snakke med alle leverandører før den lyser ut noe.</p><p>{SECOND}</p>",
            Place.APPROXIMATE,
        ),
        (f"<p>{SECOND}</p>", Place.DETACHED),
    ],
    ids=["beside it", "in it", "away"],
)
def test_a_phrase_says_how_surely_it_is_found(chapter: FactChapter, html: str, place: Place) -> None:
    given = about(FIRST, "snakke med leverandører før")
    rewrite(chapter, html)
    assert place_of(given)[1] == place


def test_a_phrase_is_looked_for_beside_what_stood_there_when_it_was_chosen(book: Cookbook) -> None:
    """What has come since is no place that it stood in already."""
    phrase = "et kort referat som begge parter har lest"
    was = f"Ring tre familier i god tid, la dem velge sted og hjelpere selv, og skriv {phrase}."
    now = f"Uten {phrase} begynner ingen avtale å gjelde, sier loven om offentlige innkjøp fra i fjor."
    chapter = make_fact(book, f"<p>{FIRST}</p><p>{was}</p>")
    given = about(was, phrase)
    rewrite(chapter, f"<p>{FIRST}</p><h2>Om loven</h2><p>{now}</p>")
    assert Paragraph.objects.get(text=was).gone_at is not None
    assert place_of(given) == (now, Place.MOVED, True)


def test_an_editor_moves_a_detached_input_by_hand(chapter: FactChapter, berit: Person) -> None:
    given = about(SECOND)
    rewrite(chapter, f"<p>{FIRST}</p>")
    given.refresh_from_db()
    move_by_hand(given, to=paragraph_saying(FIRST), by=berit)
    assert place_of(given) == (FIRST, Place.MOVED, False)
    gone = Paragraph.objects.get(text=SECOND)
    with pytest.raises(Refused):
        move_by_hand(given, to=gone, by=berit)
    with pytest.raises(Refused):
        move_by_hand(given, to=None, by=berit)


def test_a_suggestion_is_supported_once_a_person_and_only_when_public(chapter: FactChapter) -> None:
    given = InputFactory.create(
        paragraph=paragraph_saying(FIRST), kind=Kind.SUGGESTION, suggestion="Snakk sammen først."
    )
    assert [support(given, sender="a"), support(given, sender="a"), support(given, sender="b")] == [
        True,
        False,
        True,
    ]
    assert given.supports.count() == 2
    waiting = InputFactory.create(
        paragraph=paragraph_saying(FIRST), kind=Kind.SUGGESTION, suggestion="Snakk.", state=State.WAITING
    )
    for refused, sender in ((waiting, "a"), (about(FIRST), "a"), (given, "")):
        with pytest.raises(Refused):
            support(refused, sender=sender)
