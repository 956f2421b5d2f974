"""The text out in Word, and back as inputs in the right place."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils.datastructures import MultiValueDict

from kokebok.book.models import Paragraph, Recipe
from kokebok.doors.rules import Unreadable
from kokebok.inputs.models import Door, Input, Kind, Place, State
from kokebok.inputs.rules import TooLate, UnfitFile
from kokebok.journal.models import Entry
from kokebok.lib.word_file import read_word
from kokebok.outlets.word_copies import copy_of_pages, copy_of_reading
from kokebok.people.models import RoleName
from kokebok.people.rules import Refused
from kokebok.review.actions.give import close_reading
from kokebok.review.actions.release import release
from kokebok.review.actions.word_intake import How, drop, put_in, take_in
from kokebok.review.models import PlaceFound, Says, Verdict, WordCopy, WordFile, WordInput
from kokebok.review.rules import ReadingClosed
from kokebok.review.word_forms import TakeInForm, WordFilesForm
from kokebok.review.word_lines import look_at
from tests.at_once import at_once
from tests.desk.conftest import queries_of
from tests.review.conftest import WORDS, change, committed_portion, portion_of, says
from tests.word_files import BY, Sheet, ins, out, p, packed, r, zipped
from tests.world import make_example, make_fact, make_person, make_tool, paragraph_saying

if TYPE_CHECKING:
    from collections.abc import Callable

    from kokebok.people.models import Person
    from tests.review.conftest import Asker

RING = "Ring tre familier."


@pytest.fixture
def sheet(recipe: Recipe, berit: Person) -> Sheet:
    """The recipe in Word."""
    return Sheet(copy_of_pages([recipe.pk], by=berit).content)


def looked_at(sheet: Sheet | bytes, by: Person, name: str = "fra Kari.docx") -> WordFile:
    return put_in(name, sheet if isinstance(sheet, bytes) else sheet.saved(), by=by)


def lines(file: WordFile) -> list[tuple[Any, ...]]:
    """What would come of a file, in short."""
    return [
        (one.kind, one.author, one.paragraph and one.paragraph.text, one.text or one.suggestion, one.found)
        for one in look_at(file)
    ]


def all_of(file: WordFile) -> set[str]:
    return {one.key for one in look_at(file)}


def upload(client: Client, *contents: bytes, name: str = "svar.docx") -> Any:
    files = [SimpleUploadedFile(name, content) for content in contents]
    return client.post("/redaksjon/word/", {"came": files})


# -- out -----------------------------------------------------------------------------------------------------------


def test_every_paragraph_goes_out_with_its_mark_and_comes_back_with_its_very_words(
    book: Any, berit: Person
) -> None:
    from tests.world import make_recipe

    pages = [make_recipe(book, steps=2), make_fact(book), make_example(book), make_tool(book)]
    said = read_word(copy_of_pages([page.pk for page in pages], by=berit).content)
    marked = {spot.mark.anchor: spot.before for spot in said.spots if spot.mark}
    standing = Paragraph.objects.standing().filter(page__in=pages)
    assert marked == {one.anchor: one.text for one in standing}
    assert said.token == WordCopy.objects.get().token
    assert Entry.objects.filter(act="word.sent_out", by=berit).count() == 1


def test_changes_are_tracked_and_what_to_do_is_said_in_the_language_of_the_text(
    recipe: Recipe, berit: Person
) -> None:
    Recipe.objects.filter(pk=recipe.pk).update(language="nn")
    content = copy_of_pages([recipe.pk], by=berit).content
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        assert b"<w:trackRevisions/>" in opened.read("word/settings.xml")
    assert "Slik gjer du" in [one.text for one in Sheet(content).document.paragraphs]


def test_a_reading_goes_out_with_its_own_paragraphs_alone(ask: Asker, berit: Person, rana: Person) -> None:
    reading = ask(rana, paragraphs=[paragraph_saying(WORDS)])
    said = read_word(copy_of_reading(reading, by=berit).content)
    assert [spot.before for spot in said.spots if spot.mark] == [WORDS]
    assert WordCopy.objects.get().reading == reading


def test_without_pages_there_is_nothing_to_send(book: Any, berit: Person) -> None:
    with pytest.raises(Refused, match="minst én side"):
        copy_of_pages([], by=berit)


# -- back: what is seen --------------------------------------------------------------------------------------------


def test_a_copy_that_nobody_has_touched_says_nothing(sheet: Sheet, berit: Person) -> None:
    assert lines(looked_at(sheet, berit)) == []


def test_a_comment_is_at_its_paragraph_with_its_phrase(sheet: Sheet, berit: Person) -> None:
    sheet.comment("tre familier", "Hvorfor tre?")
    file = looked_at(sheet, berit)
    assert lines(file) == [(Kind.COMMENT, "Kari Nordmann", RING, "Hvorfor tre?", PlaceFound.MARK)]
    [line] = look_at(file)
    assert line.quote is not None
    assert (line.quote.prefix, line.quote.exact, line.quote.suffix) == ("Ring ", "tre familier", ".")
    assert file.copy == WordCopy.objects.get()


def test_a_tracked_change_is_a_suggestion_for_the_wording_that_was_sent(sheet: Sheet, berit: Person) -> None:
    sheet.track(WORDS, r("Spør "), out("dem"), ins("alle"), r(" det gjelder."))
    was = paragraph_saying(WORDS)
    change(was, "Spør dem det angår.", berit)
    file = looked_at(sheet, berit)
    [line] = look_at(file)
    assert (line.kind, line.suggestion, line.has_changed) == (Kind.SUGGESTION, "Spør alle det gjelder.", True)
    take_in(file, all_of(file), how=How(), by=berit)
    given = Input.objects.get()
    assert given.wording is not None
    assert (given.wording.text, given.wording.number, given.paragraph) == (WORDS, 1, was)


def test_what_is_put_in_taken_out_and_moved_is_said_in_words(sheet: Sheet, berit: Person) -> None:
    sheet.track(WORDS, out(WORDS, name="moveFrom"))
    sheet.track(RING, out(RING))
    sheet.after("Besøk to", p(ins(WORDS, name="moveTo")))
    sheet.after("Besøk to", p(ins("Skriv det ned.")))
    assert [text for _kind, _by, _at, text, _found in lines(looked_at(sheet, berit))] == [
        "Flytt dette avsnittet til etter: «Besøk to møteplasser.»",
        "Ta ut dette avsnittet.",
        "Et nytt avsnitt etter dette: Skriv det ned.",
    ]


def test_edits_without_tracking_are_seen_too(sheet: Sheet, berit: Person) -> None:
    sheet.paragraph(RING).runs[-1].text = "Ring fem familier."
    sheet.after("Besøk to", p(r("Skriv det ned.")))
    sheet.document.core_properties.last_modified_by = "Ola"
    file = looked_at(sheet, berit)
    assert lines(file) == [
        (Kind.SUGGESTION, "Ola", RING, "Ring fem familier.", PlaceFound.MARK),
        (
            Kind.COMMENT,
            "Ola",
            "Besøk to møteplasser.",
            "Et nytt avsnitt etter dette: Skriv det ned.",
            PlaceFound.MARK,
        ),
    ]
    assert [one.is_tracked for one in look_at(file)] == [False, False]


def test_a_paragraph_that_is_missing_is_asked_about_and_not_ticked(sheet: Sheet, berit: Person) -> None:
    gone = sheet.paragraph(RING)._p
    gone.getparent().remove(gone)
    file = looked_at(sheet, berit)
    assert lines(file) == [(Kind.COMMENT, "", RING, "Ta ut dette avsnittet.", PlaceFound.MARK)]
    assert [(one.is_takeable, one.is_ticked) for one in look_at(file)] == [(True, False)]


def test_of_a_file_with_a_small_part_of_the_text_nothing_is_missing(sheet: Sheet, berit: Person) -> None:
    for one in sheet.document.paragraphs:
        if RING not in one.text:
            one._p.getparent().remove(one._p)
    content = sheet.saved()
    WordFile.objects.all().delete()
    file = looked_at(content, berit)
    WordFile.objects.filter(pk=file.pk).update(copy=WordCopy.objects.get())
    assert lines(WordFile.objects.get(pk=file.pk)) == []


def test_a_file_without_marks_is_placed_by_its_words_and_by_those_most_alike(
    recipe: Recipe, berit: Person
) -> None:
    comments = "".join(f'<w:comment w:id="{n}" {BY}>{p(r(f"Nei {n}"))}</w:comment>' for n in range(3))
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(
        p(f'<w:commentRangeStart w:id="{n}"/>', r(words), f'<w:commentRangeEnd w:id="{n}"/>')
        for n, words in enumerate(
            (RING, "Du er rådgiver, og vet ikke helt hvor du skal begynne.", "Noe helt annet.")
        )
    )
    file = looked_at(packed(body, comments=f'<w:comments xmlns:w="{w}">{comments}</w:comments>'), berit)
    found = [(text, found) for kind, _by, _at, text, found in lines(file) if kind == Kind.COMMENT]
    assert found == [("Nei 0", PlaceFound.WORDS), ("Nei 1", PlaceFound.ALIKE), ("Nei 2", PlaceFound.PAGE)]
    take_in(file, all_of(file), how=How(), by=berit)
    weak = Input.objects.get(text="Nei 1")
    assert (weak.place, weak.place_is_weak) == (Place.APPROXIMATE, True)
    about_page = Input.objects.get(text="Nei 2")
    assert (about_page.paragraph, about_page.page_id) == (None, recipe.pk)


def test_a_comment_on_a_paragraph_that_has_left_the_text_is_detached(
    sheet: Sheet, recipe: Recipe, berit: Person
) -> None:
    from tests.world import publish, step

    sheet.comment("tre familier", "Hvorfor tre?")
    recipe.steps = [("step", {**step("Finn", "<p>Noe helt nytt her.</p>")["value"]})]
    publish(recipe)
    file = looked_at(sheet, berit)
    assert [line.is_gone for line in look_at(file)] == [True]
    take_in(file, all_of(file), how=How(), by=berit)
    assert Input.objects.get().place == Place.DETACHED


# -- back: taken in ------------------------------------------------------------------------------------------------


def test_what_is_ticked_is_taken_in_and_the_rest_is_not(sheet: Sheet, berit: Person) -> None:
    sheet.comment("tre familier", "Hvorfor tre?")
    sheet.track(WORDS, r("Spør "), out("dem"), ins("alle"), r(" det gjelder."))
    file = looked_at(sheet, berit)
    keys = {line.key for line in look_at(file) if line.kind == Kind.COMMENT}
    [row] = take_in(file, keys, how=How(), by=berit)
    given = Input.objects.get()
    assert (given.door, given.state, given.name, given.may_be_named) == (
        Door.WORD,
        State.OPEN,
        "Kari Nordmann",
        False,
    )
    assert (row.given, row.author, row.found, row.file) == (given, "Kari Nordmann", PlaceFound.MARK, file)
    assert (given.text, given.place, given.language) == ("Hvorfor tre?", Place.EXACT, given.language)
    assert Entry.objects.filter(act="word.taken_in", by=berit).count() == 1


def test_the_same_file_once_more_doubles_nothing_and_a_later_one_brings_what_is_new(
    sheet: Sheet, berit: Person
) -> None:
    sheet.comment("tre familier", "Hvorfor tre?")
    content = sheet.saved()
    first, again = looked_at(content, berit), looked_at(content, berit)
    take_in(first, all_of(first), how=How(), by=berit)
    assert [line.already for line in look_at(again)] == [True]
    with pytest.raises(Refused, match="minst én ting"):
        take_in(again, all_of(again), how=How(), by=berit)
    later = Sheet(content)
    later.comment("møteplasser", "Hvilke?", author="Ola")
    third = looked_at(later, berit)
    take_in(third, all_of(third), how=How(), by=berit)
    assert sorted(Input.objects.values_list("text", flat=True)) == ["Hvilke?", "Hvorfor tre?"]
    assert WordFile.objects.get(pk=again.pk).state == "looked_at"


def test_an_answer_in_word_is_an_answer_to_the_input(sheet: Sheet, berit: Person) -> None:
    sheet.comment("tre familier", "Hvorfor tre?")
    content = _answered(sheet.saved())
    file = looked_at(content, berit)
    take_in(file, all_of(file), how=How(), by=berit)
    question, answer = Input.objects.order_by("pk")
    assert (answer.text, answer.reply_to, question.reply_to) == ("Fordi.", question, None)


def _answered(content: bytes) -> bytes:
    """The file with an answer to its one comment, as Word writes it."""
    w14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        files: dict[str, str | bytes] = {name: opened.read(name) for name in opened.namelist()}
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    told = "".join(
        f'<w:comment w:id="{n}" {BY}><w:p w14:paraId="0000000{n}">{r(text)}</w:p></w:comment>'
        for n, text in enumerate(("Hvorfor tre?", "Fordi."))
    )
    files["word/comments.xml"] = f'<w:comments xmlns:w="{w}" {w14}>{told}</w:comments>'
    files["word/commentsExtended.xml"] = (
        '<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"><w15:commentEx '
        'w15:paraId="00000001" w15:paraIdParent="00000000"/></w15:commentsEx>'
    )
    return zipped(files)


@pytest.mark.usefixtures("committed")
def test_of_two_files_that_say_the_same_at_once_one_is_taken_in_whole_and_nothing_is_doubled() -> None:
    portion, _rana, berit = committed_portion()
    egil = make_person("egil@example.no", "Egil Redaktør", RoleName.EDITOR)
    sheet = Sheet(copy_of_pages([portion.paragraph.page_id], by=berit).content)
    sheet.comment("tre familier", "Hvorfor tre?")
    sheet.comment("møteplasser", "Hvilke?")
    files = [(looked_at(sheet, by, f"{by.pk}.docx"), by) for by in (berit, egil)]
    keys = all_of(files[0][0])
    ends = at_once(
        *(lambda file=file, by=by: str(len(take_in(file, keys, how=How(), by=by))) for file, by in files)
    )
    assert ends == ["2", "Refused"]
    assert sorted(Input.objects.values_list("text", flat=True)) == ["Hvilke?", "Hvorfor tre?"]
    assert sorted(WordFile.objects.values_list("state", flat=True)) == ["looked_at", "taken_in"]


def test_of_two_who_take_in_the_same_file_the_second_is_told(
    sheet: Sheet, berit: Person, egil: Person
) -> None:
    sheet.comment("tre familier", "Hvorfor tre?")
    file = looked_at(sheet, berit)
    take_in(file, all_of(file), how=How(), by=berit)
    with pytest.raises(TooLate):
        take_in(file, all_of(file), how=How(), by=egil)
    with pytest.raises(TooLate):
        drop(file, by=egil)


def test_a_member_of_the_group_may_neither_send_out_nor_take_in(
    recipe: Recipe, sheet: Sheet, berit: Person, rana: Person
) -> None:
    with pytest.raises(Refused):
        looked_at(sheet, rana)
    with pytest.raises(Refused):
        copy_of_pages([recipe.pk], by=rana)
    client = Client()
    client.force_login(rana)
    assert [client.get(at).status_code for at in ("/redaksjon/word/", "/redaksjon/word/ny/")] == [403, 403]


# -- back: as a member's own words ---------------------------------------------------------------------------------


def test_what_a_member_says_of_a_reading_is_internal_until_it_is_released(
    ask: Asker, berit: Person, rana: Person
) -> None:
    reading = ask(rana)
    sheet = Sheet(copy_of_reading(reading, by=berit).content)
    sheet.comment("tre familier", "Hvorfor tre?", author="Rana Ressurs")
    sheet.track(
        RING.split("tre", maxsplit=1)[0], ins("Ja. ", BY.replace("Kari Nordmann", "Rana Ressurs")), r("Ring ")
    )
    says(portion_of(reading, "Ring tre"), Says.APPROVE, rana)
    file = looked_at(sheet, berit)
    rows = take_in(file, all_of(file), how=How(reader=reading.readers.get()), by=berit)
    assert Input.objects.count() == 0
    verdict = Verdict.objects.get()
    assert [row.verdict for row in rows] == [verdict, verdict]
    assert (verdict.person, verdict.says) == (rana, Says.COMMENT)
    assert verdict.text == "Foreslått ordlyd: Ja. Ring tre familier.\n\n«tre familier»: Hvorfor tre?"
    release([verdict], by=berit)
    assert Input.objects.get().door == Door.GROUP


def test_what_is_not_of_the_reading_or_is_published_is_refused_whole(
    ask: Asker, berit: Person, rana: Person
) -> None:
    reading = ask(rana, paragraphs=[paragraph_saying(WORDS)])
    page = paragraph_saying(WORDS).page_id
    sheet = Sheet(copy_of_pages([page], by=berit).content)
    sheet.comment("tre familier", "Hvorfor tre?")
    file = looked_at(sheet, berit)
    with pytest.raises(Refused, match="Hvorfor tre"):
        take_in(file, all_of(file), how=How(reader=reading.readers.get()), by=berit)
    close_reading(reading, by=berit)
    with pytest.raises(ReadingClosed):
        take_in(file, all_of(file), how=How(reader=reading.readers.get()), by=berit)
    assert (Verdict.objects.count(), WordInput.objects.count()) == (0, 0)


# -- files made to do harm -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "made", "error"),
    [
        ("a.docx", lambda: b"", UnfitFile),
        ("a.docx", lambda: b"%PDF-1.4 %%EOF", UnfitFile),
        ("a.pdf", lambda: b"%PDF-1.4 %%EOF", Unreadable),
        ("a.docm", lambda: packed(p(r("x"))), UnfitFile),
        ("a.docx", lambda: zipped({"word/document.xml": "<x/>"}), UnfitFile),
        (
            "a.docx",
            lambda: packed("", vbaProject="x").replace(b"vbaProject.xml", b"vbaProject.bin"),
            UnfitFile,
        ),
        ("a.docx", lambda: packed(" " * 400_000_000), UnfitFile),
        ("a.docx", lambda: packed("<w:p>"), Unreadable),
        ("a.docx", lambda: packed("<w:p>" + " " * 19_000_000, comments="<x/>"), Unreadable),
    ],
    ids=["empty", "pdf", "not word", "macro name", "no types", "macro", "bomb", "broken", "large and broken"],
)
def test_a_file_that_is_not_what_it_should_be_is_refused(
    name: str, made: Callable[[], bytes], error: type[Exception], berit: Person
) -> None:
    with pytest.raises(error):
        put_in(name, made(), by=berit)
    assert WordFile.objects.count() == 0


def test_more_than_can_be_ticked_on_one_page_is_refused(berit: Person) -> None:
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    many = "".join(f'<w:comment w:id="{n}" {BY}>{p(r("x"))}</w:comment>' for n in range(801))
    with pytest.raises(Unreadable, match="for mye"):
        put_in("a.docx", packed("", comments=f'<w:comments xmlns:w="{w}">{many}</w:comments>'), by=berit)


def test_markup_in_what_is_said_is_shown_as_words(sheet: Sheet, berit: Person, as_berit: Client) -> None:
    sheet.comment("tre familier", "<script>alert(1)</script>", author="<b>Kari</b>")
    page = upload(as_berit, sheet.saved())
    shown = as_berit.get(page.url).content.decode()
    assert "<script>alert" not in shown
    assert "&lt;b&gt;Kari&lt;/b&gt;" in shown


# -- rows and pages ------------------------------------------------------------------------------------------------


def test_a_row_is_of_an_input_or_a_verdict(sheet: Sheet, berit: Person) -> None:
    file = looked_at(sheet, berit)
    with pytest.raises(IntegrityError), transaction.atomic():
        WordInput.objects.create(file=file, key="k", found=PlaceFound.MARK)
    with pytest.raises(IntegrityError), transaction.atomic():
        WordFile.objects.filter(pk=file.pk).update(state="taken_in")


def test_from_the_page_one_fetches_a_file_and_puts_it_in_again(recipe: Recipe, as_berit: Client) -> None:
    page = as_berit.get(f"/redaksjon/word/ny/?pages={recipe.pk}")
    assert page.context["chosen"] == {recipe.pk}
    assert as_berit.post("/redaksjon/word/ny/", {}).status_code == 422
    fetched = as_berit.post("/redaksjon/word/ny/", {"pages": [str(recipe.pk)]})
    assert fetched.headers["Content-Disposition"].startswith('attachment; filename="ta-det-forste-motet-')
    back = Sheet(fetched.content)
    back.comment("tre familier", "Hvorfor tre?")
    number = upload(as_berit, back.saved()).url.split("/")[-2]
    shown = as_berit.get(f"/redaksjon/word/{number}/")
    [(line, ticked)] = shown.context["rows"]
    assert ticked
    nothing = as_berit.post(f"/redaksjon/word/{number}/ta-inn/", {"state": "open"})
    assert nothing.status_code == 422
    sent = as_berit.post(f"/redaksjon/word/{number}/ta-inn/", {"take": [line.key], "state": "waiting"})
    assert sent.status_code == 302
    given = Input.objects.get()
    assert given.state == State.WAITING
    assert f"/redaksjon/innspill/{given.pk}/" in as_berit.get(f"/redaksjon/word/{number}/").content.decode()
    assert as_berit.get(f"/redaksjon/innspill/{given.pk}/").status_code == 200


def test_of_several_files_the_good_are_kept_and_the_bad_are_named(sheet: Sheet, as_berit: Client) -> None:
    page = upload(as_berit, sheet.saved(), b"not a word file")
    assert page.status_code == 422
    assert WordFile.objects.count() == 1
    assert "svar.docx" in page.content.decode()


def test_a_page_costs_the_same_for_one_remark_and_for_thirty(
    book: Any, berit: Person, as_berit: Client
) -> None:
    from tests.world import make_recipe

    page = make_recipe(book, "lang", steps=11)
    content = copy_of_pages([page.pk], by=berit).content
    costs = []
    for number in (1, 30):
        sheet = Sheet(content)
        runs = [run for one in sheet.document.paragraphs for run in one.runs if run.text in {RING, WORDS}]
        for n in range(number):
            sheet.document.add_comment(runs[n % len(runs)], text=f"Nei {n}", author="Kari", initials="K")
        file = looked_at(sheet, berit)
        costs.append(queries_of(as_berit, f"/redaksjon/word/{file.pk}/"))
        take_in(file, all_of(file), how=How(), by=berit)
        costs.append(queries_of(as_berit, f"/redaksjon/word/{file.pk}/"))
    assert costs[:2] == costs[2:]


def test_the_list_costs_the_same_for_one_file_and_for_thirty(
    sheet: Sheet, berit: Person, as_berit: Client
) -> None:
    looked_at(sheet, berit)
    one = queries_of(as_berit, "/redaksjon/word/")
    for _n in range(29):
        looked_at(sheet, berit)
    assert queries_of(as_berit, "/redaksjon/word/") == one


def test_beside_the_input_the_desk_tells_which_file_it_came_in_and_who_wrote_it(
    as_berit: Client, sheet: Sheet, berit: Person
) -> None:
    sheet.comment("tre familier", "Hvorfor tre?")
    file = looked_at(sheet, berit)
    take_in(file, all_of(file), how=How(), by=berit)
    given = Input.objects.get()
    page = as_berit.get(f"/redaksjon/innspill/{given.pk}/").content.decode()
    author = WordInput.objects.get().author
    assert (
        f'href="/redaksjon/word/{file.pk}/"' in page,
        f"skrevet av {author} i Word" in " ".join(page.split()),
    ) == (
        True,
        True,
    )


def test_at_most_twenty_files_are_read_at_a_time() -> None:
    def chosen(number: int) -> WordFilesForm:
        files: list[Any] = [SimpleUploadedFile("svar.docx", b"x") for _one in range(number)]
        return WordFilesForm({}, MultiValueDict({"came": files}))

    assert [(number, chosen(number).is_valid()) for number in (0, 1, 20, 21)] == [
        (0, False), (1, True), (20, True), (21, False),
    ]  # fmt: skip
    assert chosen(21).errors["came"] == ["Velg inntil 20 filer om gangen."]


def test_words_are_said_to_be_of_a_member_of_a_reading_that_is_open(
    ask: Asker, berit: Person, rana: Person
) -> None:
    signe = make_person("signe@example.no", "Signe Ressurs", RoleName.RESOURCE)
    close_reading(ask(title="Over"), by=berit)
    older, newer = ask(signe, rana, title="Den første"), ask(title="Den andre")
    field: Any = TakeInForm().fields["reader"]
    assert [str(label) for _value, label in field.choices][1:] == [
        f"{rana.name}: {newer.title}",
        f"{rana.name}: {older.title}",
        f"{signe.name}: {older.title}",
    ]


@pytest.mark.parametrize("named", [True, False])
def test_how_it_is_taken_in_is_as_it_was_chosen(ask: Asker, rana: Person, named: bool) -> None:
    reader = ask().readers.get(person=rana)
    form = TakeInForm({"reader": reader.pk, "state": "waiting", **({"may_be_named": "on"} if named else {})})
    assert (form.is_valid(), form.how()) == (True, How(State.WAITING, may_be_named=named, reader=reader))
    alone = TakeInForm({"state": "open"})
    assert (alone.is_valid(), alone.how()) == (True, How(State.OPEN, may_be_named=False, reader=None))
    assert TakeInForm({}).is_valid() is False
