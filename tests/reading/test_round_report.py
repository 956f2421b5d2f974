"""The report of a round: page, Word document and tables; what is not published is counted without its words."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any

import docx
import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kokebok.desk.answering.actions.answer import Answer, answer
from kokebok.desk.models import Outcome
from kokebok.inputs.models import Input
from kokebok.journal.models import Entry
from kokebok.rounds.actions.find import start
from kokebok.rounds.actions.lead import close_round, open_round, publish_report
from kokebok.rounds.models import Finding, Participant, Prompt, PromptKind, Round, RoundInput, Statement
from kokebok.themes.models import Work
from tests.rounds.conftest import Send, ask, prompt, send, vera

if TYPE_CHECKING:
    from kokebok.people.models import Person

__all__ = ["prompt", "send", "vera"]
OPEN = [
    "Budsjettet er for lite.",
    "Lite penger i budsjettet.",
    "Bussen går for sjelden.",
    "Bussen må gå oftere.",
]


pytestmark = pytest.mark.usefixtures("asked_once")


@pytest.fixture
def held(prompt: Prompt, send: Send, vera: Person, berit: Person) -> Round:
    """A round that is over: one unpublished input, four published of which one is answered, votes in two camps."""
    send(prompt, "Dette er ikke sett ennå.", sender="telefon 0")
    open_one = ask(prompt, PromptKind.OPEN)
    for at, text in enumerate(OPEN):
        send(open_one, text, sender=f"telefon {at}", name=f"Navn {at}", may_be_named=at == 0, table="3")
    answer(Input.objects.get(text=OPEN[0]), Answer(Outcome.TAKEN_IN, reply="Takk!"), by=berit)
    stance = ask(prompt, PromptKind.STANCE, title="Enig?", order=3)
    keys = [Statement.objects.create(prompt=stance, order=n, text=f"Påstand {n}").pk for n in range(6)]
    for person in range(12):
        way = 1 if person < 7 else -1
        votes = [(f"s{keys[0]}", 1), *((f"s{key}", way * (-1) ** n) for n, key in enumerate(keys[1:]))]
        send(stance, sender=f"telefon {person}", votes=tuple(votes))
    close_round(Round.objects.get(), by=vera)
    return Round.objects.get()


@pytest.fixture
def found(held: Round, django_capture_on_commit_callbacks: Any) -> Round:
    """The same, when what follows its end is done: the groups are found."""
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        for finding in Finding.objects.all():
            start(finding)
    return held


@pytest.fixture
def host(vera: Person) -> Client:
    client = Client()
    client.force_login(vera)
    return client


def report(round_: Round, form: str = "") -> str:
    return f"/redaksjon/runder/{round_.pk}/rapport/" + (f"fil/{form}/" if form else "")


def table(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_the_page_tells_who_took_part_what_came_and_what_has_become_of_it(held: Round, host: Client) -> None:
    page = host.get(report(held))
    facts = {str(name): value for name, value in page.context["facts"]}
    assert (facts["Deltakere"], facts["Innspill"], facts["Herav publisert"]) == ("12", "5", "4")
    assert facts["Besvart så langt"] == "1 (20 %)"
    assert facts["Tatt inn"] == "1"
    text = page.content.decode()
    assert ("Bussen går for sjelden." in text, "Dette er ikke sett" in text) == (True, False)
    assert ("Navn 0" in text, "Navn 1" in text) == (True, False)


def test_opinion_groups_are_a_plot_with_a_shape_for_each_person_and_a_table_with_what_is_shared_first(
    found: Round, host: Client
) -> None:
    assert list(Finding.objects.order_by("pk").values_list("state", flat=True)) == [Work.DONE] * 3
    page = host.get(report(found))
    asked = page.context["report"].prompts[2]
    assert [(group.letter, group.size) for group in asked.map.groups] == [("A", 7), ("B", 5)]
    assert (
        len(asked.map.people) == len({path for path, _css in asked.map.people}) == 12
    )  # none lies on another
    assert page.content.decode().count('<path class="opinion-0"') == 7 + 1  # and the key
    assert "Gruppene er faste" in page.content.decode()
    assert page.context["prompts"][2]["opinions"][0] == [
        "Påstand 0",
        "100 % enige (12 av 12)",
        "100 % enige (7 av 7)",
        "100 % enige (5 av 5)",
        "Alle gruppene er enige",
    ]


def test_too_few_people_are_told_plainly_instead_of_a_plot(
    found: Round, host: Client, django_capture_on_commit_callbacks: Any
) -> None:
    Participant.objects.filter(pk__in=list(Participant.objects.values_list("pk", flat=True)[:6])).update(
        blocked_at=found.closed_at
    )
    with django_capture_on_commit_callbacks(execute=True):
        host.post(f"{report(found)}grupper/")
    page = host.get(report(found)).content.decode()
    assert ("minst åtte personer" in page, "opinion-map" in page) == (True, False)


def test_the_table_of_inputs_has_all_of_them_and_only_the_words_that_are_published(
    held: Round, host: Client
) -> None:
    rows = table(host.get(report(held, "innspill")).content)
    assert len(rows) == 1 + 5
    by_text = {row[10]: row for row in rows[1:]}
    assert set(by_text) == {"", *OPEN}
    assert (by_text[OPEN[0]][5], by_text[OPEN[0]][9], by_text[OPEN[0]][11]) == ("3", "Tatt inn", "Navn 0")
    assert by_text[OPEN[1]][11] == ""


def test_the_table_of_votes_has_everybody_and_each_group(found: Round, host: Client) -> None:
    rows = table(host.get(report(found, "stemmer")).content)
    first = [row[3:] for row in rows if row[2] == "Påstand 0"]
    assert first == [
        ["Alle", "", "12", "0", "0"],
        ["Gruppe A", "", "7", "0", "0"],
        ["Gruppe B", "", "5", "0", "0"],
    ]


def test_the_word_document_opens_with_headings_and_tables_and_without_unpublished_words(
    held: Round, host: Client
) -> None:
    document = docx.Document(io.BytesIO(host.get(report(held, "docx")).content))
    headings = [one.text for one in document.paragraphs if one.style and one.style.name == "Heading 2"]
    assert headings == ["1. Hva mangler?", "2. Og nå?", "3. Enig?"]
    cells = [cell.text for each in document.tables for row in each.rows for cell in row.cells]
    assert "Påstand 0" in cells
    assert any("Bussen går for sjelden." in cell for cell in cells)
    assert not any("Dette er ikke sett" in cell for cell in cells)


@pytest.mark.parametrize("what", ["", "fil/docx/", "fil/innspill/"])
def test_others_do_not_see_it_and_another_file_is_not_there(held: Round, host: Client, what: str) -> None:
    assert Client().get(report(held) + what).status_code == 302
    assert host.get(f"{report(held)}fil/pdf/").status_code == 404


def test_the_page_takes_as_many_queries_for_thirty_inputs_as_for_one(
    prompt: Prompt, send: Send, host: Client
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            host.get(report(prompt.round))
        return len(found)

    send(prompt, "Først.")
    one = queries()
    for n in range(29):
        send(prompt, f"Så nummer {n}.", sender=f"telefon {n}")
    assert queries() == one


def test_anyone_reads_the_report_when_the_host_has_said_so_and_only_what_is_published(
    held: Round, host: Client, client: Client
) -> None:
    address, choose = f"/runder/{held.pk}/", f"{report(held)}for-alle/"
    assert [client.get(one).status_code for one in (address, f"{address}rapport.docx")] == [404, 404]
    host.post(choose, {"do": "publish"})
    host.post(choose, {"do": "publish"})
    page = client.get(address)
    text = page.content.decode()
    assert (page.status_code, "Bussen går for sjelden." in text, "Dette er ikke sett" in text) == (
        200,
        True,
        False,
    )
    assert ("Navn 0" in text, "Navn 1" in text, "for-alle" in text) == (True, False, False)
    words = docx.Document(io.BytesIO(client.get(f"{address}rapport.docx").content))
    assert "Bussen går for sjelden." in "".join(cell.text for one in words.tables for cell in one._cells)
    assert f'href="{address}"' in client.get(f"/innspill/?omfang=runde-{held.pk}").content.decode()
    link = Participant.objects.exclude(link="").first()
    assert link is not None
    assert f'href="{address}"' in client.get(f"/r/min/{link.link}/").content.decode()
    host.post(choose, {"do": "take_back"})
    assert client.get(address).status_code == 404
    acts = Entry.objects.filter(act__startswith="round.report").order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["round.report_published", "round.report_taken_back"]


def test_the_report_of_a_round_that_goes_on_is_not_published(
    held: Round, host: Client, vera: Person, berit: Person
) -> None:
    open_round(held, by=vera)
    told = host.post(f"{report(held)}for-alle/", {"do": "publish"}, follow=True)
    assert "Avslutt runden først" in told.content.decode()
    assert Round.objects.get().report_public_at is None
    stranger = Client()
    assert stranger.post(f"{report(held)}for-alle/", {"do": "publish"}).status_code in {401, 403, 404}


def test_the_public_report_takes_the_same_number_of_queries_however_much_came_in(
    held: Round, prompt: Prompt, send: Send, vera: Person, client: Client
) -> None:
    publish_report(held, by=vera)

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(f"/runder/{held.pk}/").status_code == 200
        return len(caught)

    queries()  # what is asked for once only
    before = queries()
    more = Prompt.objects.filter(kind=PromptKind.OPEN).last()
    assert more is not None
    for at in range(5):
        send(more, f"Enda et innspill, nummer {at}.", sender=f"telefon {at}")
    assert queries() == before


@pytest.mark.parametrize(
    ("language", "least", "alone"),
    [
        ("nb", "Minst typisk", "Står alene"),
        ("nn", "Minst typisk", "Står åleine"),
        ("en", "Least typical", "Stand alone"),
    ],
)
def test_a_group_of_inputs_is_shown_with_its_most_and_its_least_typical_and_who_stands_alone_is_counted(
    found: Round, host: Client, language: str, least: str, alone: str
) -> None:
    rows = list(RoundInput.objects.on_wall().filter(prompt__round=found).order_by("prompt", "pk"))
    prompt = rows[0].prompt
    mine = [row for row in rows if row.prompt_id == prompt.pk]
    keys = [row.pk for row in mine]
    Finding.objects.filter(prompt=prompt).update(
        found={"groups": [{"words": ["bussen"], "members": keys[:-1]}], "alone": keys[-1:]}
    )
    host.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    body = host.get(report(found)).content.decode()
    shown = " ".join(re.sub(r"<[^>]+>", " ", body).split())
    first, last = (row.given.text for row in (mine[0], mine[-2]))
    assert f"{least} bussen {len(keys) - 1} {first} {last} {alone} 1 " in shown
