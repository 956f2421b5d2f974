"""A program gives an input with a key: held to what the form is held to, and followed by its code."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse

from kokebok.api.actions.keys import make_key, revoke_key
from kokebok.api.models import ApiKey, KeyedInput
from kokebok.desk.answering.actions.answer import Answer, answer
from kokebok.desk.models import Outcome
from kokebok.features.models import Feature, SwitchedOn
from kokebok.inputs.actions.moderate import approve
from kokebok.inputs.models import LONGEST_TEXT, Door, Input, State
from kokebok.journal.models import Entry
from kokebok.people.models import RoleName
from tests.api.asking import PROBLEM, got, refused
from tests.world import make_person, paragraph_saying

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook, Recipe
    from kokebok.people.models import Person

WORDS, BETTER = "Ring tre familier.", "Ring fem familier."
SAID = {"kind": "comment", "text": "Dette virket hos oss.", "licence": True}


@pytest.fixture
def ada(db: None) -> Person:
    """An administrator."""
    return make_person("ada@example.no", "Ada Administrator", RoleName.ADMINISTRATOR)


@pytest.fixture
def key(ada: Person) -> str:
    """A key as a program shows it."""
    _key, said = make_key(name="Appen", ticket=_ticket(), by=ada)
    return said


def _ticket() -> Any:
    import uuid

    return uuid.uuid4()


def give(key: str, said: Any, **headers: str) -> Any:
    """What is answered to a program with a key."""
    shown = {"Authorization": f"Bearer {key}"} if key else {}
    body = said if isinstance(said, str) else json.dumps(said)
    return Client().post(
        reverse("api:inputs"), body, content_type="application/json", headers={**shown, **headers}
    )


def test_an_input_from_a_program_goes_the_way_of_all_others(
    client: Client, recipe: Recipe, key: str, berit: Person
) -> None:
    anchor = paragraph_saying(WORDS).anchor
    sent = give(key, {**SAID, "anchor": anchor, "kind": "suggestion", "suggestion": BETTER, "name": "Ola"})
    assert (sent.status_code, sent.headers["Cache-Control"]) == (201, "private, no-store")
    receipt = sent.json()
    assert (receipt["state"], receipt["number"]) == ("waiting", None)
    assert got(client, "inputs")["items"] == []
    given = Input.objects.get(code=receipt["code"])
    assert (given.door, given.by_key.key.name) == (Door.API, "Appen")
    client.force_login(berit)
    assert "Ola" in client.get(reverse("desk:opened", args=[given.pk])).content.decode()
    assert "fra programmet «Appen»" in client.get("/redaksjon/journal/").content.decode()
    approve(given, by=berit)
    said = Answer(Outcome.TAKEN_IN, reply="Takk.", new_text=BETTER)
    answer(Input.objects.get(pk=given.pk), said, by=berit, seen=given.wording)
    followed = Client().get(reverse("api:receipt", args=[receipt["code"]]))
    told = followed.json()
    assert (told["state"], told["assessment"]["outcome"], told["number"]) == (
        "answered",
        "taken_in",
        given.pk,
    )
    assert Client().get(receipt["receipt"]).status_code == 200
    assert "Access-Control-Allow-Origin" not in followed.headers
    assert followed.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("shown", ["", "kokebok_feil", "nøkkel"])
def test_without_a_key_nothing_is_given(recipe: Recipe, shown: str) -> None:
    answer = give(shown.encode().decode("latin-1"), SAID)
    assert refused(answer) == (
        401,
        PROBLEM,
        "For å gi innspill herfra trengs en nøkkel som en administrator har laget.",
    )
    assert (answer.headers["WWW-Authenticate"], Input.objects.count()) == ("Bearer", 0)


def test_what_the_form_refuses_is_refused_in_the_same_words(client: Client, recipe: Recipe, key: str) -> None:
    wrong = {"kind": "comment", "text": "x" * (LONGEST_TEXT + 1), "email": "feil", "licence": False}
    page = client.post(
        reverse("inputs:give_to_page", args=[recipe.pk]), {**wrong, "licence": "", "slip": ""}
    ).content.decode()
    answered = give(key, {**wrong, "page": recipe.pk})
    assert refused(answered)[:2] == (422, PROBLEM)
    errors = {one["field"]: one["said"] for one in answered.json()["errors"]}
    assert sorted(errors) == ["email", "licence", "text"]
    assert [words for words in errors.values() if words not in page] == []


def test_what_looks_private_is_asked_about_once(recipe: Recipe, key: str) -> None:
    private = {**SAID, "text": "Ring meg på 912 34 567."}
    asked = give(key, private)
    assert (asked.status_code, [one["field"] for one in asked.json()["errors"]]) == (422, ["acknowledged"])
    assert "912 34 567" in asked.json()["title"]
    assert Input.objects.count() == 0
    assert give(key, {**private, "acknowledged": True}).status_code == 201


def test_the_same_sent_twice_is_received_once_and_other_words_are_not_lost_unseen(
    recipe: Recipe, key: str
) -> None:
    first, again = (give(key, SAID, **{"Idempotency-Key": "nr-1"}) for _n in range(2))
    assert (first.status_code, again.json()) == (201, first.json())
    others = [
        give(key, {**SAID, **more}, **{"Idempotency-Key": "nr-1"})
        for more in ({"text": "Noe annet."}, {"person": "en annen"}, {"page": recipe.pk}, {"name": "Ola"})
    ]
    words = "Denne Idempotency-Key er brukt for et annet innspill eller en annen avsender."
    assert {refused(one) for one in others} == {(422, PROBLEM, words)}
    assert [one for one in others if first.json()["code"] in one.content.decode()] == []
    assert (Input.objects.count(), KeyedInput.objects.count()) == (1, 1)
    assert give(key, {**SAID, "text": "Noe annet."}).status_code == 201


def test_the_word_of_one_key_is_nothing_to_another(recipe: Recipe, key: str, ada: Person) -> None:
    _key, another = make_key(name="En annen app", ticket=_ticket(), by=ada)
    codes = {give(one, SAID, **{"Idempotency-Key": "nr-1"}).json()["code"] for one in (key, another)}
    assert (len(codes), Input.objects.count()) == (2, 2)


def test_what_is_lacking_or_of_another_kind_is_told_in_the_language_of_the_rest(
    recipe: Recipe, key: str
) -> None:
    wrong = {
        "text": 5,
        "page": "mange",
        "may_be_named": "kanskje",
        "kind": "kake",
        "wording": -1,
        "ukjent": 1,
    }
    told = {one["field"]: one["said"] for one in give(key, wrong).json()["errors"]}
    assert told == {
        "licence": "Dette mangler.",
        "text": "Det må være en tekst av det slaget dokumentasjonen forteller om.",
        "page": "Det må være et helt tall.",
        "may_be_named": "Det må være true eller false.",
        "kind": "Det må være en av disse: comment, suggestion, question, correction.",
        "wording": "Tallet er for lite.",
        "ukjent": "Det er ikke noe slikt felt her.",
    }


def test_a_key_is_seen_and_revoked_while_the_api_is_off(
    client: Client, recipe: Recipe, key: str, ada: Person
) -> None:
    SwitchedOn.objects.filter(pk=Feature.API).delete()
    client.force_login(ada)
    page = client.get(reverse("api_desk:keys"))
    assert ("Appen" in page.content.decode(), "API-et er slått av" in page.content.decode()) == (True, True)
    assert reverse("api_desk:keys") in client.get("/redaksjon/innstillinger/", follow=True).content.decode()
    client.post(reverse("api_desk:revoke", args=[ApiKey.objects.get().pk]))
    SwitchedOn.objects.create(feature=Feature.API)
    assert give(key, SAID).status_code == 401


def test_the_first_from_each_person_waits_and_those_of_a_known_one_do_not(
    recipe: Recipe, key: str, berit: Person
) -> None:
    first = give(key, {**SAID, "person": "a"}).json()
    approve(Input.objects.get(code=first["code"]), by=berit)
    states = {
        who: give(key, {**SAID, "person": who, "text": f"Mer {who}"}).json()["state"]
        for who in ("a", "b", "")
    }
    assert states == {"a": "open", "b": "waiting", "": "waiting"}
    assert not Input.objects.filter(sender__in=["a", "b"]).exists()


def test_a_key_gives_as_many_inputs_in_an_hour_as_a_network(recipe: Recipe, key: str, settings: Any) -> None:
    settings.INPUTS_AN_HOUR = 2
    answers = [give(key, {**SAID, "text": f"Nr. {n}"}).status_code for n in range(3)]
    assert (answers, Input.objects.count()) == ([201, 201, 429], 2)


def test_an_address_gets_a_letter_to_confirm_and_is_told_to_nobody(
    client: Client, recipe: Recipe, key: str
) -> None:
    sent = give(key, {**SAID, "email": "ola@example.no"})
    assert ([letter.to for letter in mail.outbox], "ola@" in sent.content.decode()) == (
        [["ola@example.no"]],
        False,
    )


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("{", 400),
        ("[" * 100_000, 400),
        ("null", 422),
        ({**SAID, "ukjent": 1}, 422),
        ({**SAID, "text": "\ud800\x00"}, 422),
        ({**SAID, "anchor": "finsikke"}, 404),
        ({**SAID, "page": 10**12}, 404),
        ({**SAID, "kind": "suggestion", "suggestion": "Noe"}, 422),
    ],
)
def test_what_makes_no_input_is_refused_in_words(recipe: Recipe, key: str, said: Any, status: int) -> None:
    answer = give(key, said)
    assert (answer.status_code, answer.headers["Content-Type"], bool(answer.json()["title"])) == (
        status,
        PROBLEM,
        True,
    )
    assert Input.objects.count() == 0


def test_what_is_too_large_is_not_read(recipe: Recipe, key: str) -> None:
    answer = give(key, {**SAID, "text": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)})
    assert (answer.status_code, answer.headers["Content-Type"]) == (413, PROBLEM)


def test_about_a_paragraph_that_has_gone_one_must_say_which_wording(recipe: Recipe, key: str) -> None:
    paragraph = paragraph_saying(WORDS)
    steps = recipe.steps.get_prep_value()
    steps[0]["value"]["how"] = "<p>Spør dem det gjelder.</p>"
    recipe.steps = json.dumps(steps)
    recipe.save_revision().publish()
    assert give(key, {**SAID, "anchor": paragraph.anchor}).status_code == 410
    assert give(key, {**SAID, "anchor": paragraph.anchor, "wording": 1}).status_code == 201


def test_a_receipt_that_never_was_is_as_absent_as_all_else(client: Client, book: Cookbook) -> None:
    answer = client.get(reverse("api:receipt", args=["a" * 16]))
    assert refused(answer) == (404, PROBLEM, "Her er det ikke noe som alle kan lese.")


def test_an_administrator_makes_a_key_that_is_shown_once_and_revokes_it(
    client: Client, recipe: Recipe, ada: Person
) -> None:
    client.force_login(ada)
    page = client.get(reverse("api_desk:keys"))
    pressed = {
        "name": "Kommunens app",
        "ticket": str(page.context["form"].initial.get("ticket") or _ticket()),
    }
    made = client.post(reverse("api_desk:keys"), pressed).content.decode()
    said = made.partition('class="api-key">')[2].partition("<")[0]
    again = client.post(reverse("api_desk:keys"), pressed, follow=True).content.decode()
    assert (ApiKey.objects.count(), said in again, "er laget allerede" in again) == (1, False, True)
    key = ApiKey.objects.get()
    assert (said.startswith(key.begins), said in str(vars(key))) == (True, False)
    assert give(said, SAID).status_code == 201
    listed = client.get(reverse("api_desk:keys")).content.decode()
    assert ("Kommunens app" in listed, "Sist brukt" in listed, "1 innspill" in listed) == (True, True, True)
    asked = client.get(reverse("api_desk:revoke", args=[key.pk])).content.decode()
    assert "Ja, tilbakekall nøkkelen" in asked
    client.post(reverse("api_desk:revoke", args=[key.pk]))
    assert give(said, SAID).status_code == 401
    lines = Entry.objects.filter(act__startswith="key.").order_by("pk").values_list("act", "by__name")
    assert list(lines) == [("key.made", "Ada Administrator"), ("key.revoked", "Ada Administrator")]


@pytest.mark.parametrize("role", [role for role in RoleName if role != RoleName.ADMINISTRATOR])
def test_nobody_else_sees_or_makes_keys(client: Client, book: Cookbook, role: RoleName) -> None:
    client.force_login(make_person("noen@example.no", "Noen", role))
    answers = [client.get(reverse("api_desk:keys")), client.post(reverse("api_desk:keys"), {"name": "Min"})]
    assert ([one.status_code for one in answers], ApiKey.objects.count()) == ([403, 403], 0)


def test_a_key_that_is_revoked_while_an_input_is_given_gives_none(
    recipe: Recipe, key: str, ada: Person
) -> None:
    from kokebok.api.actions.receive import receive_by_key
    from kokebok.api.rules import RevokedAlready
    from kokebok.inputs.actions.send import Said
    from kokebok.inputs.kinds import Kind
    from kokebok.inputs.queries import about_cookbook

    known = ApiKey.objects.get()
    revoke_key(known, by=ada)
    with pytest.raises(RevokedAlready):
        receive_by_key(Said(Kind.COMMENT, "Sent."), about=about_cookbook(), key=known, sender="")
    assert State.WAITING not in Input.objects.values_list("state", flat=True)
