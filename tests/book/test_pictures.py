"""Pictures in the texts: in each kind, as paragraphs one can speak about, and never lost behind a text's back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import ProtectedError
from wagtail.images.models import Image
from wagtail.test.utils.form_data import streamfield

from kokebok.book.actions.allow_page_editor import allow_page_editor
from kokebok.book.actions.rewrite import Moved, rewrite
from kokebok.book.actions.sweep_pictures import sweep_pictures
from kokebok.book.finished import fields_lacking
from kokebok.book.models import FactChapter, PageKind, Paragraph, PictureUse, Recipe
from kokebok.book.models.splitting import ReasonForChange
from kokebok.book.pictures import bytes_of, shown_file, sizes_of
from kokebok.book.queries import text_of, wording_now
from kokebok.book.searching import searched_text
from kokebok.lib.text import passages_of
from tests.book.test_pen_files import claims_to_be
from tests.pen import press_publish
from tests.pictures import block, in_library, photo, said, stream
from tests.world import (
    add,
    make_example,
    make_fact,
    make_post,
    make_recipe,
    make_tool,
    paragraph_saying,
    publish,
    step,
)

if TYPE_CHECKING:
    from django.test import Client

    from kokebok.book.models import Cookbook
    from kokebok.people.models import Person

pytestmark = pytest.mark.django_db
BRIDGE = "En bro over elva."


@pytest.fixture
def writer(client: Client, book: Cookbook, berit: Person) -> Client:
    """An editor in the page editor."""
    allow_page_editor(book)
    client.force_login(berit)
    return client


def read(page: Any) -> list[tuple[str, str]]:
    """The kind and the words of each paragraph of a page."""
    return [(passage.kind, passage.text) for passage in passages_of(text_of(page))]


def with_pictures(what: str, *pictures: dict[str, Any]) -> dict[str, Any]:
    """A step with pictures."""
    made = step(what, "<p>Slik.</p>")
    items = [
        {"type": "item", "id": f"0000000{n}-0000-0000-0000-000000000000", "value": one}
        for n, one in enumerate(pictures)
    ]
    return {**made, "value": {**made["value"], "pictures": items}}


def test_each_kind_of_page_takes_pictures_where_they_belong(book: Cookbook) -> None:
    image = in_library()
    text = {"type": "text", "id": "11111111-1111-1111-1111-111111111111", "value": "<p>Og mer.</p>"}
    fact = make_fact(book, body=stream({**text, "value": "<p>Før.</p>"}, block(image)))
    tool = make_tool(book, body=stream(block(image, caption="Arket.")))
    recipe = make_recipe(book, pictures=stream(block(image, caption="Ferdig.")))
    recipe.steps = stream(with_pictures("A", said(image)))
    recipe = publish(recipe)
    example = make_example(
        book, pictures=stream(block(image, under="result"), block(image, under="need", caption="Før."))
    )
    post = make_post(book, more=stream(block(image), text))
    assert [read(page) for page in (fact, tool, recipe, example, post)] == [
        [("text", "Hva er det?"), ("text", "Før."), ("picture", BRIDGE)],
        [("text", "Dere skal møtes."), ("text", "Les den høyt."), ("picture", "Arket.")],
        [
            ("text", "Du er rådgiver og vet ikke hvor du skal begynne."),
            ("text", "Dere har en avtale om neste steg."),
            ("picture", "Ferdig."),
            ("item", "En som eier saken."),
            ("text", "Slik."),
            ("picture", BRIDGE),
        ],
        [
            ("text", "Pårørende manglet nytt."),
            ("picture", "Før."),
            ("text", "To institusjoner prøvde."),
            ("text", "Verktøyet ble bedre."),
            ("picture", BRIDGE),
        ],
        [("text", "Vi er i gang."), ("picture", BRIDGE), ("text", "Og mer.")],
    ]  # fmt: skip


def test_a_picture_has_a_lasting_name_and_a_number_and_can_be_given_input(
    client: Client, book: Cookbook
) -> None:
    chapter = make_fact(book, body=stream(block(in_library())))
    paragraph = paragraph_saying("bro over")
    number = next(passage.number for passage in passages_of(text_of(chapter)) if passage.kind == "picture")
    assert (paragraph.kind, number) == ("picture", 2)
    page = client.get("/fakta/hva/").content.decode()
    assert (f'id="a-{paragraph.anchor}"' in page, f'href="/innspill/gi/{paragraph.anchor}/"' in page) == (
        True,
        True,
    )
    assert BRIDGE in client.get(f"/innspill/gi/{paragraph.anchor}/").content.decode()


def test_a_picture_that_only_decorates_is_not_read_aloud_and_has_a_name_all_the_same(
    client: Client, book: Cookbook
) -> None:
    make_fact(book, body=stream(block(in_library(), alt="", decorative=True)))
    assert Paragraph.objects.get(kind="picture").text == "Bilde"
    assert 'alt=""' in client.get("/fakta/hva/").content.decode()


def test_another_picture_with_the_same_words_is_another_wording_of_the_same_paragraph(book: Cookbook) -> None:
    made = block(in_library())
    chapter = make_fact(book, body=stream(made))
    before = Paragraph.objects.get(kind="picture").anchor
    made["value"]["picture"] = in_library(content=photo(width=900)).pk
    chapter.body = stream(made)
    publish(chapter)
    after = Paragraph.objects.standing().get(kind="picture")
    assert (after.anchor, wording_now(after).number, after.text) == (before, 2, BRIDGE)


@pytest.mark.parametrize(("field", "words"), [("caption", "Broen i 2016."), ("alt", BRIDGE)])
def test_what_is_said_of_a_picture_is_changed_from_the_desk_as_other_words_are(
    book: Cookbook, berit: Person, field: str, words: str
) -> None:
    chapter = make_fact(book, body=stream(block(in_library(), **{field: words})))
    rewrite(wording_now(paragraph_saying(words)), to="Nye ord om broen.", by=berit, note=ReasonForChange())
    value = FactChapter.objects.get(pk=chapter.pk).body[0].value
    assert (value[field], paragraph_saying("Nye ord").kind) == ("Nye ord om broen.", "picture")


def test_in_a_step_too(book: Cookbook, berit: Person) -> None:
    recipe = make_recipe(book)
    recipe.steps = stream(with_pictures("A", said(in_library())))
    publish(recipe)
    rewrite(wording_now(paragraph_saying(BRIDGE)), to="En ny bro.", by=berit, note=ReasonForChange())
    assert Recipe.objects.get(pk=recipe.pk).steps[0].value["pictures"][0]["alt"] == "En ny bro."


def test_decoration_has_no_words_to_change(book: Cookbook, berit: Person) -> None:
    make_fact(book, body=stream(block(in_library(), alt="", decorative=True)))
    with pytest.raises(Moved):
        rewrite(
            wording_now(Paragraph.objects.get(kind="picture")), to="Ord", by=berit, note=ReasonForChange()
        )


def test_what_a_picture_shows_is_searched_also_where_a_caption_stands(book: Cookbook) -> None:
    chapter = make_fact(book, body=stream(block(in_library(), caption="Fra åpningen.")))
    assert [word in searched_text(chapter) for word in ("elva", "åpningen")] == [True, True]


def test_a_page_knows_the_pictures_it_shows_and_the_database_keeps_them(book: Cookbook) -> None:
    first, second = in_library(), in_library("Elva")
    chapter = make_fact(book, body=stream(block(first), block(first), block(second)))
    shown = PictureUse.objects.filter(page=chapter).order_by("picture")
    assert list(shown.values_list("picture", flat=True)) == [first.pk, second.pk]
    with pytest.raises(ProtectedError):
        first.delete()
    chapter.body = stream(block(second))
    publish(chapter)
    first.delete()
    assert list(shown.values_list("picture", flat=True)) == [second.pk]


# -- what a writer is told ------------------------------------------------------------------------------------------


def press(writer: Client, chapter: FactChapter, image: Any, **more: Any) -> Any:
    """Publish a chapter with one picture from the page editor's form."""
    value = {**said(image, **more), "picture": image.pk}
    value["decorative"] = "on" if value["decorative"] else ""
    return press_publish(writer, chapter, "", body=streamfield([("picture", value)]))


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"alt": ""}, "Skriv hva bildet viser, eller kryss av for at det bare er pynt."),
        (
            {"decorative": True},
            "Ta bort denne teksten, eller krysset for pynt: Det som bare pynter, blir ikke lest opp.",
        ),
    ],
    ids=["neither", "both"],
)
def test_a_picture_is_described_or_is_decoration_before_it_is_published(
    writer: Client, book: Cookbook, more: dict[str, Any], told: str
) -> None:
    chapter = make_fact(book)
    answer = press(writer, chapter, in_library(), caption="Det jeg skrev.", **more)
    shown = answer.content.decode()
    assert (answer.status_code, told in shown, "Det jeg skrev." in shown) == (200, True, True)
    assert not Paragraph.objects.filter(kind="picture").exists()


def test_a_draft_with_a_picture_nobody_has_described_is_saved_and_not_published_from_the_list(
    book: Cookbook, berit: Person
) -> None:
    draft = make_fact(book)
    draft.body = stream(block(in_library(), alt=""))
    assert fields_lacking(draft) == ["«Tekst»"]
    draft.body = stream(block(in_library()))
    assert fields_lacking(draft) == []


def test_a_picture_and_what_is_said_of_it_is_published_from_the_page_editor(
    writer: Client, book: Cookbook
) -> None:
    answer = press(
        writer, make_fact(book), in_library(), caption="Broen.", credit="Foto: Kari", licence="CC BY 4.0"
    )
    assert answer.status_code == 302
    page = writer.get("/fakta/hva/").content.decode()
    assert [word in page for word in ("Broen.", "Foto: Kari · CC BY 4.0", f'alt="{BRIDGE}"')] == [True] * 3


# -- the library ----------------------------------------------------------------------------------------------------


def is_refused(answer: Any, *pages: str) -> bool:
    """Whether the picture stayed, and the pages that show it were named."""
    told = " ".join(str(message) for message in answer.context["messages"])
    return all(f"«{page}»" in told for page in pages) and "kan ikke slettes" in told


@pytest.mark.parametrize("way", ["published", "taken down", "draft", "new draft"])
def test_a_picture_in_use_cannot_be_deleted_and_one_is_told_where_it_stands(
    writer: Client, book: Cookbook, berit: Person, way: str
) -> None:
    image = in_library(uploaded_by_user=berit)
    chapter = (
        make_fact(book, body=stream(block(image))) if way in {"published", "taken down"} else make_fact(book)
    )
    if way == "taken down":
        chapter.unpublish()
    elif way == "draft":
        chapter.body = stream(block(image))
        chapter.save_revision()
    elif way == "new draft":
        chapter = add(
            book, PageKind.FACT, FactChapter(title="Utkast", slug="utkast", lead="L", question="Q", body="[]")
        )
        chapter.unpublish()
        chapter.body = stream(block(image))
        chapter.save_revision()
    one = writer.post(f"/admin/images/{image.pk}/delete/", follow=True)
    many = writer.post(f"/admin/bulk/wagtailimages/image/delete/?id={image.pk}", follow=True)
    quick = writer.post(
        f"/admin/images/multiple/{image.pk}/delete/",
        headers={"X-Requested-With": "XMLHttpRequest"},
        follow=True,
    )
    assert [is_refused(answer, chapter.title) for answer in (one, many, quick)] == [True] * 3
    assert Image.objects.filter(pk=image.pk).exists()


def test_a_picture_nobody_uses_is_deleted_by_the_one_who_added_it(
    writer: Client, book: Cookbook, berit: Person
) -> None:
    image = in_library(uploaded_by_user=berit)
    writer.post(f"/admin/images/{image.pk}/delete/")
    assert not Image.objects.exists()


def test_a_picture_readers_see_gets_no_other_file_and_keeps_what_was_typed(
    writer: Client, book: Cookbook
) -> None:
    image = in_library()
    make_fact(book, body=stream(block(image)))
    form = {"title": "Ny tittel", "collection": "1", "tags": ""}
    answer = writer.post(
        f"/admin/images/{image.pk}/", {**form, "file": SimpleUploadedFile("ny.jpg", photo(width=900))}
    )
    assert answer.status_code == 200
    assert "«Hva er det?»" in str(answer.context["form"].errors["file"])
    assert answer.context["form"]["title"].value() == "Ny tittel"
    assert writer.post(f"/admin/images/{image.pk}/", form).status_code == 302
    assert Image.objects.get().title == "Ny tittel"


def choose(writer: Client, name: str, content: bytes) -> Any:
    """Add a picture in the window where a writer chooses one for a text."""
    form = {
        "title": "Det jeg skrev",
        "file": SimpleUploadedFile(name, content),
        "tags": "",
        "collection": "1",
    }
    return writer.post(
        "/admin/images/chooser/create/",
        {f"image-chooser-upload-{field}": value for field, value in form.items()},
    )


def test_a_writer_adds_a_picture_where_it_is_chosen(writer: Client) -> None:
    answer = choose(writer, "bro.jpg", photo(width=777))
    assert (answer.status_code, answer.json()["step"], answer.json()["result"]["title"]) == (
        200,
        "chosen",
        "Det jeg skrev",
    )
    thumbnail = writer.get(answer.json()["result"]["preview"]["url"])
    assert (thumbnail.status_code, thumbnail.headers["Content-Type"]) == (200, "image/jpeg")


def test_what_is_no_picture_or_too_large_a_one_is_refused_there_in_words_and_what_was_typed_is_kept(
    writer: Client,
) -> None:
    hostile = {
        "side.png": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        "side.jpg": b"<html><script>alert(1)</script></html>",
        "stort.png": claims_to_be(30_000, 30_000),
        "kuttet.jpg": photo()[:2000],
        "tungt.jpg": photo() + bytes(10_000_001),
    }
    told = {}
    for name, content in hostile.items():
        answer = choose(writer, name, content).json()
        told[name] = (
            answer["step"],
            "Det jeg skrev" in answer["htmlFragment"],
            "w-field__error" in answer["htmlFragment"],
        )
    assert told == dict.fromkeys(hostile, ("reshow_creation_form", True, True))
    assert not Image.objects.exists()


def test_what_was_drawn_of_a_picture_goes_with_it_and_nothing_else(book: Cookbook) -> None:
    gone, stays = in_library(), in_library("Elva", photo(width=900))
    files = [shown_file(sizes_of(image)[0].name) for image in (gone, stays)]
    for file in files:
        bytes_of(file.name)
    assert [file.is_there() for file in files] == [True, True]
    gone.delete()
    sweep_pictures()
    assert [file.is_there() for file in files] == [False, True]


def test_a_picture_that_cannot_be_read_for_a_moment_is_the_right_way_up_when_it_can(db: None) -> None:
    image = in_library(content=photo(turned=6))
    image.get_file_hash()
    place = Path(image.file.path)
    away = place.rename(place.with_name("away"))
    lying = sizes_of(image)[-1]
    away.rename(place)
    upright = sizes_of(image)[-1]
    assert (lying.width > lying.height, upright.width < upright.height) == (True, True)
