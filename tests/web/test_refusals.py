"""Whatever is refused is refused on a page of ours, in the reader's language, with what was typed where it is safe."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.admin.models import EditingSession

from kokebok.book.actions.allow_page_editor import allow_page_editor
from kokebok.config.log_lines import RefusalsInALine
from tests.roads.forms import offers_of

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook
    from kokebok.people.models import Person

HERE = {"HTTP_ORIGIN": "http://testserver"}
ELSEWHERE: list[dict[str, str]] = [
    {"HTTP_ORIGIN": "https://evil.example"},
    {"HTTP_ORIGIN": "null", "HTTP_SEC_FETCH_SITE": "cross-site"},
    {"HTTP_SEC_FETCH_SITE": "same-site"},
    {"HTTP_ORIGIN": "http://testserver", "HTTP_SEC_FETCH_SITE": "cross-site"},
]
WORDS = "Et langt svar på én linje"


def heading(answer: Any) -> str:
    """What the page is called."""
    found = re.search(r"<h1[^>]*>(.*?)</h1>", answer.content.decode(), re.DOTALL)
    return found[1].strip() if found else ""


def sent_again(answer: Any) -> list[dict[str, list[str]]]:
    """What each button of the page that sends again would send, but for the token."""
    presses = offers_of(answer.content.decode(), "/").presses
    return [
        {name: values for name, values in press.data.items() if name != "csrfmiddlewaretoken"}
        for press in presses
        if press.words == "Send på nytt"
    ]


@pytest.fixture
def strict() -> Client:
    """A browser whose forms must have a token, as all real ones."""
    return Client(enforce_csrf_checks=True)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nb", "Ingenting er sendt ennå"),
        ("nn", "Ingenting er sendt enno"),
        ("en", "Nothing has been sent yet"),
    ],
)
def test_a_form_with_another_token_is_refused_in_the_readers_language(
    strict: Client, book: Cookbook, language: str, said: str
) -> None:
    strict.cookies["kokebok_language"] = language
    answer = strict.post("/innspill/gi/", {"text": WORDS}, **HERE)  # type: ignore[arg-type]
    assert (answer.status_code, heading(answer), answer.headers["Content-Language"]) == (403, said, language)
    assert WORDS in answer.content.decode()


def test_pressing_send_again_sends_what_was_typed(strict: Client, book: Cookbook) -> None:
    page = strict.get("/kvittering/")
    strict.cookies["csrftoken"] = "a" * 32
    typed = {"language": "nn", "next": "/innspill/", "text": f"{WORDS}\nog <b>én</b> til"}
    refused = strict.post("/tips/example/", typed, **HERE)  # type: ignore[arg-type]
    press = next(
        one for one in offers_of(refused.content.decode(), "/").presses if one.words == "Send på nytt"
    )
    again = strict.post(press.address, press.data, **HERE)  # type: ignore[arg-type]
    assert (page.status_code, press.address, again.status_code) == (200, "/tips/example/", 422)
    assert sent_again(refused) == [{name: [value] for name, value in typed.items()}]


@pytest.mark.parametrize("headers", ELSEWHERE)
def test_what_another_site_sends_is_neither_shown_nor_given_a_button(
    strict: Client, book: Cookbook, headers: dict[str, str]
) -> None:
    answer = strict.post("/innspill/gi/", {"text": WORDS}, **headers)  # type: ignore[arg-type]
    assert (answer.status_code, WORDS in answer.content.decode(), sent_again(answer)) == (403, False, [])


def test_what_comes_from_nobody_knows_where_can_be_copied_and_has_no_button(
    strict: Client, book: Cookbook
) -> None:
    answer = strict.post("/innspill/gi/", {"text": WORDS})
    assert (answer.status_code, WORDS in answer.content.decode(), sent_again(answer)) == (403, True, [])


def test_a_code_is_never_said_again(strict: Client, book: Cookbook) -> None:
    typed = {"code": "ABC-DEF", "text": WORDS}
    answer = strict.post(
        "/konto/login/code/confirm/", typed, HTTP_REFERER="http://testserver/konto/login/code/"
    )
    page = answer.content.decode()
    assert (answer.status_code, "ABC-DEF" in page, sent_again(answer)) == (403, False, [])
    assert [WORDS in page, 'href="/konto/login/code/"' in page] == [True, True]


def test_files_are_asked_for_once_more_where_they_were(strict: Client, book: Cookbook) -> None:
    file = SimpleUploadedFile("plan.txt", b"plan")
    page = strict.post("/innspill/gi/", {"text": WORDS, "files_sent": file}, **HERE).content.decode()  # type: ignore[arg-type]
    assert 'enctype="multipart/form-data"' in page
    assert re.findall(r'<input[^>]*type="file"[^>]*name="([^"]*)"', page) == ["files_sent"]
    assert "Filene må velges på nytt" in page


@pytest.mark.parametrize("address", ["/sprak/", "/begynn/", "/innspill/atom/", "/tips/"])
def test_what_is_asked_for_in_the_wrong_way_gets_a_page(client: Client, book: Cookbook, address: str) -> None:
    answers = [client.get(address), client.put(address), client.post(address, {"text": WORDS})]
    wrong = [answer for answer in answers if answer.status_code == 405]
    assert wrong
    assert [bool(heading(answer)) and bool(answer.headers["Allow"]) for answer in wrong] == [True] * len(
        wrong
    )


def test_a_script_gets_no_page_where_it_asked_for_none(client: Client, book: Cookbook) -> None:
    answer = client.put("/sprak/", HTTP_X_REQUESTED_WITH="fetch")
    assert (answer.status_code, answer.content) == (405, b"")


def test_who_is_signed_out_while_writing_in_the_page_editor_keeps_it(client: Client, book: Cookbook) -> None:
    typed = {"title": "En ny tittel", "body": '{"blocks": []}'}
    answer = client.post(f"/admin/pages/{book.pk}/edit/", typed, **HERE)  # type: ignore[arg-type]
    assert (answer.status_code, heading(answer)) == (401, "Du er logget ut")
    assert sent_again(answer) == [{name: [value] for name, value in typed.items()}]


def test_who_may_not_do_it_keeps_what_they_wrote(client: Client, book: Cookbook, rana: Person) -> None:
    client.force_login(rana)
    answer = client.post("/redaksjon/temaer/", {"name": WORDS}, **HERE)  # type: ignore[arg-type]
    assert (answer.status_code, sent_again(answer)) == (403, [{"name": [WORDS]}])


def test_too_many_tries_keep_the_address_one_signs_in_with(client: Client, book: Cookbook) -> None:
    answers = [client.post("/konto/login/", {"email": "ada@example.no"}, **HERE) for _try in range(30)]  # type: ignore[arg-type]
    assert (answers[-1].status_code, sent_again(answers[-1])) == (429, [{"email": ["ada@example.no"]}])


def test_more_fields_than_are_read_are_refused_on_a_page(client: Client, book: Cookbook) -> None:
    many = {f"f{number}": "1" for number in range(1500)}
    answer = client.post("/kvittering/", many, **HERE)  # type: ignore[arg-type]
    assert (answer.status_code, bool(heading(answer))) == (400, True)


def test_a_fault_of_ours_keeps_what_was_typed(book: Cookbook, monkeypatch: pytest.MonkeyPatch) -> None:
    def falls_over(_request: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("kokebok.inputs.sender.address_of", falls_over)
    client = Client(raise_request_exception=False)
    answer = client.post("/konto/login/", {"email": "ada@example.no", "words": WORDS}, **HERE)  # type: ignore[arg-type]
    assert (answer.status_code, bool(heading(answer)), WORDS in answer.content.decode()) == (500, True, True)


NOT_OURS = ("evil.example", "", "localhost:8018:9", "[::1", "a b", "%")


@pytest.mark.parametrize("host", NOT_OURS)
@pytest.mark.parametrize(
    "address", ["/", "/innspill/", "/konto/login/", "/finnes-ikke/", "/admin/", "/\x00/"]
)
def test_a_name_that_is_not_ours_is_refused_on_a_page_with_a_line_in_the_log(
    book: Cookbook, caplog: pytest.LogCaptureFixture, host: str, address: str
) -> None:
    client = Client(raise_request_exception=False)
    answers = [client.get(address, HTTP_HOST=host), client.post(address, {"text": WORDS}, HTTP_HOST=host)]
    right = 404 if "\x00" in address else 400
    assert [(answer.status_code, bool(heading(answer))) for answer in answers] == [(right, True)] * 2
    lines = [record for record in caplog.records if record.name == "django.security.DisallowedHost"]
    assert len(lines) == (0 if right == 404 else 2)
    assert [RefusalsInALine().filter(line) and line.exc_info for line in lines] == [None] * len(lines)


def test_the_log_has_the_traceback_of_a_fault_and_only_the_line_of_a_refusal() -> None:
    logging_of: dict[str, Any] = settings.LOGGING
    with_filter = logging_of["handlers"]["console"]["filters"]
    made = [logging.makeLogRecord({"exc_info": (1, 2, 3), "status_code": status}) for status in (400, 500)]
    assert [RefusalsInALine().filter(one) for one in made] == [True, True]
    assert (with_filter, [bool(one.exc_info) for one in made]) == (["lines"], [False, True])


@pytest.mark.parametrize("name", ["code", "code_of_reason", "token_words", "secretary", "kode"])
def test_a_field_that_is_only_called_so_is_sent_again(strict: Client, book: Cookbook, name: str) -> None:
    typed = {name: "Reklame", "text": WORDS}
    answer = strict.post("/innspill/gi/", typed, **HERE)  # type: ignore[arg-type]
    page = answer.content.decode()
    assert (answer.status_code, sent_again(answer)) == (403, [{name: ["Reklame"], "text": [WORDS]}])
    assert re.findall(r"<textarea[^>]*>\s*(.*?)</textarea>", page) == ["Reklame", WORDS]


@pytest.mark.parametrize("address", ["/finnes-ikke/", "/fakta/finnes/ikke/", "/redaksjon/finnes-ikke/"])
def test_a_form_to_where_nothing_is_leads_nowhere(strict: Client, book: Cookbook, address: str) -> None:
    answer = strict.post(address, {"text": WORDS}, **HERE)  # type: ignore[arg-type]
    assert (answer.status_code, sent_again(answer), WORDS in answer.content.decode()) == (404, [], True)


AHEAD: list[dict[str, str]] = [
    {"HTTP_SEC_PURPOSE": "prefetch"},
    {"HTTP_SEC_PURPOSE": "prefetch;prerender"},
    {"HTTP_PURPOSE": "prefetch"},
    {"HTTP_X_MOZ": "prefetch"},
]


@pytest.mark.parametrize("headers", AHEAD)
def test_nothing_is_opened_ahead_where_others_are_told_who_has_it_open(
    client: Client, book: Cookbook, berit: Person, headers: dict[str, str]
) -> None:
    allow_page_editor(book)
    client.force_login(berit)
    addresses = [f"/admin/pages/{book.pk}/edit/", "/redaksjon/", "/redaksjon/innspill/", "/innspill/"]
    ahead = [client.get(address, **headers) for address in addresses]  # type: ignore[arg-type]
    told = [(answer.status_code, answer.headers.get("Cache-Control")) for answer in ahead[:3]]
    assert (told, ahead[3].status_code) == ([(503, "no-store")] * 3, 200)
    assert EditingSession.objects.count() == 0
    assert [client.get(address).status_code for address in addresses] == [200] * 4
    assert EditingSession.objects.count() == 1
