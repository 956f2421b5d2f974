"""Tips, files and withdrawing by the API, and the same answer to a second send."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from kokebok.desk.answering.actions.answer import Answer, answer
from kokebok.desk.models import Outcome
from kokebok.inputs.actions.moderate import approve
from kokebok.inputs.models import Attachment, Input, State
from kokebok.inputs.practicality import read_back
from tests.api.asking import PROBLEM, refused
from tests.api.test_giving import SAID, ada, give, key  # noqa: F401

if TYPE_CHECKING:
    from kokebok.book.models import Recipe
    from kokebok.people.models import Person

TIP = {"kind": "tool", "what": "En sjekkliste.", "where": "I en kommune.", "licence": True}


def tip(key: str, said: Any, **headers: str) -> Any:  # noqa: F811
    """What is answered to a tip."""
    return Client().post(
        reverse("api:tips"),
        said,
        content_type="application/json",
        headers={"Authorization": f"Bearer {key}", **headers},
    )


def send(key: str, name: str, content: bytes) -> Any:  # noqa: F811
    """What is answered to a file."""
    return Client().post(
        reverse("api:files"),
        {"file": SimpleUploadedFile(name, content)},
        headers={"Authorization": f"Bearer {key}"},
    )


def picture() -> bytes:
    drawn = BytesIO()
    Image.new("RGB", (40, 30), "red").save(drawn, "PNG")
    return drawn.getvalue()


def test_a_tip_says_what_the_form_for_tips_says(
    recipe: Recipe,
    key: str,  # noqa: F811
    client: Client,
    settings: Any,
) -> None:
    said = {**TIP, "as_is": "yes", "used_by": "Alle", "tried_by": "Vi", "why": "Den er kort.", "link": "x.no"}
    sent = tip(key, {**said, "parties": "Kari Nordmann kari@example.no", "theme": "Språk"})
    assert sent.status_code == 201, sent.content
    by_key = Input.objects.get()
    page = client.get(reverse("inputs:tip", args=["tool"]) + "?tema=Spr%C3%A5k")
    filled = {**page.context["form"].initial, **said, "parties": "Kari Nordmann kari@example.no"}
    filled |= {"theme": "Språk", "licence": "on", "slip": page.context["form"].token.signed()}
    settings.SECONDS_TO_WRITE = 0
    client.post(reverse("inputs:tip", args=["tool"]) + "?tema=Spr%C3%A5k", filled)
    by_form = Input.objects.exclude(pk=by_key.pk).get()
    told = [
        (
            one.kind,
            one.text,
            one.page,
            one.paragraph,
            [(party.name, party.email) for party in one.named_parties.all()],
        )
        for one in (by_key, by_form)
    ]
    assert told[0] == told[1]
    assert read_back(by_key.text)[1] == {"as_is": "yes", "used_by": "Alle", "tried_by": "Vi"}


def test_what_an_example_is_not_asked_is_not_left_out_unseen(recipe: Recipe, key: str) -> None:  # noqa: F811
    answer = tip(key, {**TIP, "kind": "example", "as_is": "yes", "used_by": "Alle"})
    assert (answer.status_code, [one["field"] for one in answer.json()["errors"]]) == (
        422,
        ["as_is", "used_by"],
    )
    about_page = give(key, {**SAID, "page": recipe.pk, "phrase": "Ring tre"})
    assert (about_page.status_code, [one["field"] for one in about_page.json()["errors"]]) == (
        422,
        ["phrase"],
    )
    assert Input.objects.count() == 0


def test_a_file_is_sent_first_and_goes_with_its_input(
    recipe: Recipe,
    key: str,  # noqa: F811
    client: Client,
    berit: Person,
) -> None:
    kept = send(key, "bilde.png", picture())
    assert (kept.status_code, kept.json()["name"]) == (201, "bilde.png")
    sent = give(key, {**SAID, "files": [kept.json()["token"]]})
    assert sent.status_code == 201
    attached = Attachment.objects.get()
    assert (attached.given.code, attached.name, attached.sort) == (sent.json()["code"], "bilde.png", "png")
    client.force_login(berit)
    assert "bilde.png" in client.get(reverse("desk:opened", args=[attached.given.pk])).content.decode()


def test_files_are_held_to_the_limits_of_the_form(recipe: Recipe, key: str, settings: Any) -> None:  # noqa: F811
    not_taken = send(key, "virus.exe", b"MZ" + b"\0" * 100)
    assert (refused(not_taken)[:2], [one["field"] for one in not_taken.json()["errors"]]) == (
        (422, PROBLEM),
        ["file"],
    )
    tokens = [send(key, f"{n}.txt", f"Tekst nummer {n}.".encode()).json()["token"] for n in range(3)]
    settings.ATTACHMENTS_AN_INPUT = 2
    for wrong in (tokens, ["ikke et ord herfra"]):
        answer = give(key, {**SAID, "files": wrong})
        assert (answer.status_code, [one["field"] for one in answer.json()["errors"]]) == (422, ["files"])
    settings.ATTACHMENT_MB_AN_HOUR = 0
    assert send(key, "4.txt", b"En til.").status_code == 429
    settings.ATTACHMENT_MB = 0
    assert send(key, "5.txt", b"x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)).status_code == 413
    assert send("kokebok_feil", "6.txt", b"Tekst.").status_code == 401
    assert Input.objects.count() == 0


def test_whoever_has_the_code_withdraws_and_what_is_answered_is_not_taken_back(
    recipe: Recipe,
    key: str,  # noqa: F811
    berit: Person,
) -> None:
    first, second = (give(key, {**SAID, "text": text}).json()["code"] for text in ("En.", "To."))
    for _time in range(2):
        back = Client().post(reverse("api:withdraw", args=[first]))
        assert (back.status_code, back.json()["state"]) == (200, "withdrawn")
    assert back.headers["Cache-Control"] == "private, no-store"
    other = Input.objects.get(code=second)
    approve(other, by=berit)
    answer(
        Input.objects.get(pk=other.pk),
        Answer(Outcome.NOT_TAKEN, reply="Takk.", reason="Det står der."),
        by=berit,
        seen=other.wording,
    )
    late = Client().post(reverse("api:withdraw", args=[second]))
    assert (late.status_code, late.headers["Content-Type"]) == (409, PROBLEM)
    assert [Input.objects.get(code=code).state for code in (first, second)] == [
        State.WITHDRAWN,
        State.ANSWERED,
    ]
    assert refused(Client().post(reverse("api:withdraw", args=["a" * 16])))[0] == 404


def test_a_second_send_is_answered_as_the_first_whatever_has_come_of_it_meanwhile(
    recipe: Recipe,
    key: str,  # noqa: F811
    berit: Person,
) -> None:
    words = {"Idempotency-Key": "nr-1"}
    first = give(key, {**SAID, "text": "Mine ord."}, **words)
    given = Input.objects.get()
    approve(given, by=berit)
    assert give(key, {**SAID, "text": "Mine ord."}, **words).json() == first.json()
    assert Client().get(reverse("api:receipt", args=[given.code])).json()["state"] == "open"
    Input.objects.update(text="Rettet.")
    again = give(key, {**SAID, "text": "Mine ord."}, **words)
    assert (again.status_code, again.json()) == (201, first.json())
    assert "Mine ord" not in str(given.by_key.answered)
    assert Input.objects.count() == 1
