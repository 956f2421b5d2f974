"""From a Word document to drafts on the shelves, through the pages."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.images import get_image_model

from kokebok.book.finished import fields_lacking
from kokebok.book.models import Chapter, Cookbook, Example, FactChapter, Page, PageKind, Post, Recipe, Tool
from kokebok.book.outline import outline
from kokebok.doors.models import FileState
from kokebok.inputs.rules import TooLate
from kokebok.journal.models import Entry
from kokebok.lib.text import passages_of
from kokebok.people.models import Person, RoleName
from kokebok.people.rules import Refused
from kokebok.setup.actions.begin import begin
from kokebok.setup.actions.word_document import put_in as put_in_document
from kokebok.setup.actions.word_document import take_in
from kokebok.setup.models import WordDocument
from kokebok.setup.word_looking import WordImportOptions, look_at
from tests import files
from tests.at_once import at_once
from tests.setup.test_begin import SAID, START
from tests.setup.word_drafts import Draft, forty_pages, small
from tests.word_files import ins, out, p, packed, r
from tests.world import make_person

if TYPE_CHECKING:
    from django.test import Client

PLACE = "/redaksjon/ta-inn-word/"


@pytest.fixture
def begun(desk: Client) -> Client:
    """The desk of a cookbook with empty shelves."""
    desk.post(START, {**SAID, "beginning": "word"})
    Page.objects.filter(depth=4).delete()  # the examples of each kind
    return desk


def put(desk: Client, content: bytes, name: str = "utkast.docx") -> Any:
    return desk.post(PLACE, {"file": SimpleUploadedFile(name, content)})


def put_in(desk: Client, content: bytes, name: str = "utkast.docx") -> WordDocument:
    answer = put(desk, content, name)
    assert answer.status_code == 302, answer.context["form"].errors
    return WordDocument.objects.get()


def said_on(page: Any) -> str:
    """The words of a page, spaces as one, without elements."""
    return " ".join(re.sub(r"<[^>]*>", " ", page.content.decode()).split())


def press(desk: Client, document: WordDocument, **choices: Any) -> Any:
    """Press a button of the preview; the drafts unless another is named."""
    said = {"level": 1, "language": "nb", "do": "take_in", **choices}
    return desk.post(f"{PLACE}{document.pk}/ta-inn/", said)


def drafts() -> list[Any]:
    """The drafts by the order they were made in, as they are saved."""
    found = Page.objects.filter(depth=4).order_by("pk")
    return [page.specific.get_latest_revision_as_object() for page in found]


def require_the_fact_as_written(fact: Any) -> None:
    """Its words, its table, its picture and its source stand as the document has them."""
    said = ("text", "heading")
    assert [
        (block.block_type, without_keys(str(block.value)) if block.block_type in said else "")
        for block in fact.body
    ] == [
        (
            "text",
            "<p>Det begynte i <b>Porto Alegre</b> i <i>1989</i>.[1]</p>"
            '<p>Les mer hos <a href="https://www.example.no/mer?a=1&amp;b=2">direktoratet</a>'
            '<a href="https://www.example.no/veileder">[2]</a></p>',
        ),
        ("heading", "Hvor mye penger?"),
        (
            "text",
            "<ul><li>Små summer<ul><li>Skolemiljø</li></ul></li><li>Store summer</li></ul>",
        ),
        ("table", ""),
        ("picture", ""),
        ("text", "<h3>Noter</h3><p>[1] Boka kom ut på portugisisk først.</p>"),
    ]
    sums, square = fact.body[3].value, fact.body[4].value
    assert (sums["caption"], sums["heads"], sums["cells"]) == (
        "Tabell 1: Summer",
        "row",
        [["Kommune", "Kroner"], ["Lillevik", "200 000"]],
    )
    assert (square["picture"].title, square["alt"], square["decorative"]) == (
        "Torget i Lillevik",
        "Torget i Lillevik",
        False,
    )
    assert [(block.value["title"], block.value["url"]) for block in fact.sources] == [
        ("[2] Veileder om medvirkning", "https://www.example.no/veileder")
    ]


def test_a_document_becomes_drafts_of_the_kinds_that_are_chosen(begun: Client, ada: Person) -> None:
    document = put_in(begun, small())
    shown = said_on(begun.get(f"{PLACE}{document.pk}/"))
    assert "Ved Overskrift 1: 4 deler" in shown
    assert (
        "3 avsnitt · 1 overskrift inni · 3 punkter i lister · 1 tabell · 1 bilde · 2 noter · 1 lenke" in shown
    )
    assert not Page.objects.filter(depth=4).exists()

    done = press(begun, document, kind_1="fact", kind_2="recipe", steps_2="on", kind_3="tool")
    assert done["Location"] == f"{PLACE}{document.pk}/"
    fact, recipe, tool = drafts()
    assert [(type(page), page.live, page.title, page.role_mailbox) for page in (fact, recipe, tool)] == [
        (FactChapter, False, "Hva er deltakende budsjett?", SAID["role_mailbox"]),
        (Recipe, False, "Slik gjør dere det", SAID["role_mailbox"]),
        (Tool, False, "Skjema", SAID["role_mailbox"]),
    ]
    assert (fact.lead, fact.question) == ("Innbyggerne bestemmer over en del av budsjettet.", fact.title)
    require_the_fact_as_written(fact)
    assert [(step.value["what"], without_keys(str(step.value["how"]))) for step in recipe.steps] == [
        ("Sett sammen en gruppe.", ""),
        ("Be om forslag.", "<p>Gi folk tre uker.</p>"),
        ("La alle stemme.", ""),
    ]
    table = tool.body[0].value
    assert (table["caption"], table["heads"], table["cells"]) == (
        "Forslagsskjema",
        "row",
        [["Forslag", "Sum"], ["Benk", "4000"]],
    )
    image = get_image_model().objects.get()
    assert (image.title, image.description, image.width, image.uploaded_by_user) == (
        "Torget i Lillevik",
        "Torget i Lillevik",
        40,
        ada,
    )
    lines = Entry.objects.filter(act__startswith="document.").order_by("pk")
    assert [(line.act, line.what.get("pages"), line.what.get("left_out")) for line in lines] == [
        ("document.looked_at", None, None),
        ("document.taken_in", 3, 1),
    ]
    assert "Laget utkast av en Word-fil" in begun.get("/redaksjon/journal/").content.decode()
    taken = begun.get(f"{PLACE}{document.pk}/").content.decode()
    assert [f"/admin/pages/{page.pk}/edit/" in taken for page in (fact, recipe, tool)] == [True] * 3
    assert begun.get(f"/admin/pages/{fact.pk}/edit/").status_code == 200
    assert begun.get("/fakta/hva-er-deltakende-budsjett/").status_code == 404


def without_keys(html: str) -> str:
    return re.sub(r' data-block-key="[^"]*"', "", html)


def test_whoever_begins_with_a_document_is_led_to_where_it_is_taken_in(desk: Client) -> None:
    assert "Et Word-dokument" in desk.get(START).content.decode()
    assert desk.post(START, {**SAID, "beginning": "word"})["Location"] == PLACE
    assert PLACE in desk.get("/redaksjon/innstillinger/").content.decode()
    assert PLACE in desk.get("/redaksjon/").content.decode()


def test_each_kind_holds_all_the_words_and_says_what_it_lacks_when_published(begun: Client) -> None:
    everything = {
        "Porto Alegre",
        "Skolemiljø",
        "200 000",
        "Hvor mye penger?",
        "[1] Boka kom ut",
        "Torget i Lillevik",
    }
    for kind in PageKind.values:
        WordDocument.objects.all().delete()
        Page.objects.filter(depth=4).delete()
        press(begun, put_in(begun, small()), kind_1=kind)
        (page,) = drafts()
        text = str(outline(page))
        assert {words for words in everything if words not in text} == set(), kind
        assert (page.lead, bool(fields_lacking(page))) == (
            "Innbyggerne bestemmer over en del av budsjettet.",
            kind != PageKind.FACT,
        ), kind


def test_a_heading_called_as_a_part_of_an_example_is_that_part(begun: Client) -> None:
    draft = Draft()
    draft.heading("Lillevik")
    draft.say("Lillevik prøvde i 2024.")
    for heading, words in (
        ("Behovet", "Få stemte."),
        ("Slik gikk det til", "De inviterte."),
        ("Resultat", "Flere kom."),
    ):
        draft.heading(heading, 2)
        draft.say(words)
    press(begun, put_in(begun, draft.saved()), kind_0="example")
    (page,) = drafts()
    assert isinstance(page, Example)
    assert [without_keys(said) for said in (page.need, page.happened, page.result)] == [
        "<p>Få stemte.</p>",
        "<p><b>Slik gikk det til</b></p><p>De inviterte.</p>",
        "<p>Flere kom.</p>",
    ]


def test_one_cuts_at_another_level_and_the_choices_are_kept(begun: Client) -> None:
    draft = Draft()
    draft.heading("Del 1")
    for n in range(3):
        draft.heading(f"Kapittel {n}", 2)
        draft.say(f"Tekst {n}.")
        draft.say("Mer.")
    document = put_in(begun, draft.saved())
    assert (
        "<strong>Ved Overskrift 2: 4 deler</strong>" in begun.get(f"{PLACE}{document.pk}/").content.decode()
    )
    first = said_on(begun.get(f"{PLACE}{document.pk}/?del=1"))
    assert "6 avsnitt · 3 overskrifter inni" in first
    second = said_on(begun.get(f"{PLACE}{document.pk}/?del=2"))
    assert ("Det står ingen tekst under overskriften." in second, "Del 1 · 2 avsnitt" in second) == (
        True,
        True,
    )

    press(begun, document, do="keep", level=2, language="nn", kind_1="post", kind_3="tool")
    form = begun.get(f"{PLACE}{document.pk}/").context["form"]
    assert [form[name].value() for name in ("level", "language", "kind_0", "kind_1", "kind_2", "kind_3")] == [
        2, "nn", "", "post", "", "tool"
    ]  # fmt: skip
    assert drafts() == []
    press(begun, document, level=2, language="nn", kind_1="post", kind_3="tool")
    made = drafts()
    assert [(type(page), page.title, page.language, page.lead) for page in made] == [
        (Post, "Kapittel 0", "nn", "Tekst 0."),
        (Tool, "Kapittel 2", "nn", "Tekst 2."),
    ]


def test_a_document_is_taken_in_once(begun: Client, ada: Person) -> None:
    document = put_in(begun, small())
    press(begun, document, kind_1="fact")
    again = press(begun, document, kind_1="fact")
    assert again["Location"] == f"{PLACE}{document.pk}/"
    assert begun.post(f"{PLACE}{document.pk}/la-ligge/").status_code == 302
    assert (len(drafts()), WordDocument.objects.get().state) == (1, FileState.TAKEN_IN)
    with pytest.raises(TooLate):
        take_in(document, WordImportOptions(1, "nb", {1: "fact"}), cookbook=cookbook(), by=ada)


@pytest.mark.usefixtures("committed")
def test_of_two_who_take_in_at_once_the_second_is_told() -> None:
    ada = make_person("ada@example.no", "Ada Administrator", RoleName.ADMINISTRATOR)
    values = {name: SAID[name] for name in ("title", "lead", "responsible_body", "role_mailbox", "language")}
    begin("word", values, by=ada)
    before = Page.objects.count()
    document = put_in_document("utkast.docx", small(), by=ada)

    def take() -> str:
        found = WordDocument.objects.get(pk=document.pk)
        return str(
            len(
                take_in(
                    found, WordImportOptions(1, "nb", {1: "fact", 2: "fact"}), cookbook=cookbook(), by=ada
                )
            )
        )

    assert at_once(take, take) == ["2", "TooLate"]
    assert (Page.objects.count() - before, Entry.objects.filter(act="document.taken_in").count()) == (2, 1)


def cookbook() -> Cookbook:
    return Cookbook.objects.get()


def test_what_cannot_be_done_leaves_nothing(begun: Client, ada: Person) -> None:
    document = put_in(begun, small())
    said = press(begun, document)
    assert "Ingenting er valgt" in begun.get(said["Location"]).content.decode()
    Page.objects.filter(slug="verktoy").delete()
    said = press(begun, document, kind_1="fact", kind_3="tool")
    assert "ingen hylle for sider av typen «Verktøy»" in begun.get(said["Location"]).content.decode()
    document.refresh_from_db()
    assert (drafts(), document.state, get_image_model().objects.count()) == ([], FileState.LOOKED_AT, 0)
    with pytest.raises(Refused):
        take_in(document, WordImportOptions(1, "nb"), cookbook=cookbook(), by=ada)


def test_a_file_is_let_lie(begun: Client) -> None:
    document = put_in(begun, small())
    assert begun.post(f"{PLACE}{document.pk}/la-ligge/")["Location"] == PLACE
    press(begun, document, kind_1="fact")
    assert (drafts(), WordDocument.objects.get().state) == ([], FileState.DROPPED)
    assert "Filen blir ikke tatt inn." in begun.get(f"{PLACE}{document.pk}/").content.decode()


BOX = (
    '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent><w:p><w:r><w:t>I ramme'
    "</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)
SMART = (
    '<w:r><w:drawing><a:graphic xmlns:a="urn:a"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/'
    'diagram"/></a:graphic></w:drawing></w:r>'
)
EQUATION = '<m:oMath xmlns:m="urn:m"><m:r><m:t>x+y</m:t></m:r></m:oMath>'
FIELD = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData/></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
HIDDEN = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Hemmelig</w:t></w:r>"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def test_what_is_left_out_is_counted_and_named(begun: Client) -> None:
    body = "".join(
        (
            p(r("Først."), BOX, SMART, EQUATION, FIELD, HIDDEN),
            p(r("Her "), ins("inn"), out("ut"), r(" står det.")),
            "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>I en boks</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        )
    )
    comment = '<w:comment w:id="1"><w:p><w:r><w:t>Er dette rett?</w:t></w:r></w:p></w:comment>'
    comments = f"<w:comments {W}>{comment}</w:comments>"
    header = f"<w:hdr {W}><w:p><w:r><w:t>Internt notat</w:t></w:r></w:p></w:hdr>"
    document = put_in(begun, packed(body, comments=comments, header1=header))
    shown = said_on(begun.get(f"{PLACE}{document.pk}/"))
    for line in (
        "Kommentarer: 1 «Er dette rett?»",
        "Tekst øverst og nederst på arkene: 1 «Internt notat»",
        "Tekstbokser: 1 «I ramme»",
        "Diagrammer (SmartArt): 1",
        "Formler: 1 «x+y»",
        "Skjult tekst: 1 «Hemmelig»",
        "Sporede endringer: De regnes som godtatt: 2",
        "Felt til å fylle ut: Det som er fylt ut, blir vanlig tekst: 1",
        "Rammer (tabeller med én celle): De blir vanlig tekst: 1",
    ):
        assert line in shown
    press(begun, document, kind_0="fact")
    (page,) = drafts()
    assert (page.title, page.lead, without_keys(str(page.body[0].value))) == (
        "utkast",
        "Først.",
        "<p>Her inn står det.</p><p>I en boks</p>",
    )


def damaged() -> bytes:
    return small()[:-400]


def locked() -> bytes:
    return files.OLE


def entity() -> bytes:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document/>'
    return files.docx({"word/glossary.xml": bomb})


def deep() -> bytes:
    return packed("<w:ins>" * 5000 + p(r("Dypt")) + "</w:ins>" * 5000)


def empty() -> bytes:
    return packed("<w:p/>")


@pytest.mark.parametrize(
    ("make", "name", "words"),
    [
        (damaged, "a.docx", "skadet"),
        (locked, "a.docx", "passord"),
        (files.bomb_docx, "a.docx", "altfor stor"),
        (files.macro_docx, "a.docx", "makro"),
        (entity, "a.docx", "altfor stor"),
        (deep, "a.docx", "Word"),
        (empty, "a.docx", "Det er ingen tekst i filen"),
        (lambda: files.xlsx([["a"]]), "a.xlsx", "ikke en Word-fil"),
        (small, "a.pdf", "docx"),
        (lambda: b"bare tekst", "a.docx", "a.docx"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_words(begun: Client, make: Any, name: str, words: str) -> None:
    answer = put(begun, make(), name)
    assert answer.status_code == 422
    assert words in " ".join(answer.context["form"].errors["file"])
    assert not WordDocument.objects.exists()


def test_a_template_and_a_file_made_after_one_are_taken(begun: Client) -> None:
    """Most documents of a body are made after its own template: it is neither fetched nor run."""
    kind = b"wordprocessingml.document.main+xml"
    template = repacked(
        small(),
        {"[Content_Types].xml": lambda part: part.replace(kind, kind.replace(b"document", b"template", 1))},
    )
    assert put(begun, template, "mal.dotx").status_code == 302
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        'Target="file:///C:/Maler/notat.dotx" TargetMode="External"/></Relationships>'
    )
    made = io.BytesIO(small())
    with zipfile.ZipFile(made, "a") as file:
        file.writestr("word/_rels/settings.xml.rels", rels)
        file.writestr("word/embeddings/oleObject1.bin", b"regneark")
    assert put(begun, made.getvalue()).status_code == 302


def repacked(content: bytes, changes: dict[str, Any]) -> bytes:
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            part = before.read(name)
            after.writestr(name, changes[name](part) if name in changes else part)
    return made.getvalue()


def test_a_picture_that_is_none_is_left_out_and_named(begun: Client) -> None:
    content = repacked(small(), {"word/media/image1.png": lambda _part: b"<svg onload='alert(1)'/>"})
    document = put_in(begun, content)
    shown = said_on(begun.get(f"{PLACE}{document.pk}/"))
    assert "ligger et annet sted: 1 «Torget i Lillevik»" in shown
    press(begun, document, kind_1="fact")
    assert (len(drafts()), get_image_model().objects.count()) == (1, 0)


def test_forty_pages_are_taken_in_whole(begun: Client) -> None:
    document = put_in(begun, forty_pages())
    looked = look_at(document, 1)
    assert (looked.level, looked.cuts) == (1, ((1, 15), (2, 60)))
    press(begun, document, **{f"kind_{part.number}": "fact" for part in looked.parts})
    made = drafts()
    assert [page.title for page in made] == [f"Kapittel {n}" for n in range(1, 16)]
    texts = ["\n".join(passage.text for passage in passages_of(outline(page))) for page in made]
    for n, (page, text) in enumerate(zip(made, texts, strict=True), start=1):
        headings = [block.value for block in page.body if block.block_type == "heading"]
        assert headings == [f"Del {n}.{m}" for m in (1, 2, 3)]
        assert [m for m in (1, 2, 3) if f"[{m}] Merknad {n}.{m} om saken." not in text] == []
        kinds = Counter(passage.kind for passage in passages_of(outline(page)))
        assert (text.count("Punkt "), text.count("Ja | Nei"), kinds["table"], kinds["picture"]) == (
            15,
            18,
            3,
            3,
        )
    assert get_image_model().objects.count() == 45


@pytest.mark.parametrize("role", [RoleName.HOST, RoleName.RESOURCE, RoleName.MODERATOR])
def test_only_those_who_write_take_in_documents(begun: Client, role: RoleName) -> None:
    document = put_in(begun, small())
    begun.force_login(make_person("somebody@example.no", "Noen", role))
    assert [begun.get(f"{PLACE}{path}").status_code for path in ("", f"{document.pk}/")] == [403, 403]
    assert (press(begun, document, kind_1="fact").status_code, drafts()) == (403, [])


def test_an_editor_takes_in_a_document(begun: Client) -> None:
    begun.force_login(make_person("eli@example.no", "Eli", RoleName.EDITOR))
    press(begun, put_in(begun, small()), kind_1="fact")
    assert [type(page) for page in drafts()] == [FactChapter]
    assert issubclass(FactChapter, Chapter)
