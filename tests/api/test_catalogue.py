"""The data sets as DCAT-AP-NO: held against what the standard says must be there, in both forms alike."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pyshacl
import pytest
from django.urls import reverse
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, DCTERMS

from kokebok.api.catalogue import FILE_TYPES
from kokebok.outlets.formats import Format
from kokebok.people.models import Body
from tests.api.asking import frozen

if TYPE_CHECKING:
    from django.test import Client

    from kokebok.book.models import Cookbook, Recipe
    from kokebok.people.models import Person

SHAPES = Graph().parse(Path(__file__).with_name("dcat_ap_no.ttl"), format="turtle")


def read(client: Client, form: str = "ttl") -> Graph:
    """The catalogue as a program that gathers catalogues reads it."""
    answer = client.get(reverse(f"api:catalogue_{form}"))
    kind = {"ttl": "text/turtle; charset=utf-8", "jsonld": "application/ld+json"}[form]
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, kind)
    return Graph().parse(data=answer.content, format={"ttl": "turtle", "jsonld": "json-ld"}[form])


@pytest.fixture
def told(book: Cookbook, recipe: Recipe, berit: Person) -> Cookbook:
    """A cookbook that says who answers for it, with an edition."""
    book.responsible_body, book.role_mailbox = "Bø kommune", "post@bo.example.no"
    book.save_revision().publish()
    Body.objects.create(name="Bø kommune", slug="bo", kind="annet", org_number="974760673")
    frozen(book, "0.1", by=berit)
    return book


@pytest.mark.usefixtures("told")
def test_all_that_the_standard_asks_for_is_there(client: Client) -> None:
    conforms, _graph, why = pyshacl.validate(read(client), shacl_graph=SHAPES)
    assert (conforms, why.splitlines()[:1]) == (True, ["Validation Report"])


def test_the_shapes_see_what_is_lacking(client: Client, told: Cookbook) -> None:
    graph = read(client)
    graph.remove((None, DCAT.theme, None))
    assert pyshacl.validate(graph, shacl_graph=SHAPES)[0] is False


def test_a_cookbook_that_says_nothing_of_itself_has_all_that_must_be_there(
    client: Client, book: Cookbook
) -> None:
    assert pyshacl.validate(read(client), shacl_graph=SHAPES)[0] is True


@pytest.mark.usefixtures("told")
def test_both_forms_say_the_same_and_the_same_twice(client: Client) -> None:
    assert isomorphic(read(client), read(client, "jsonld"))
    for form in ("ttl", "jsonld"):
        first = client.get(reverse(f"api:catalogue_{form}"))
        again = client.get(reverse(f"api:catalogue_{form}"), headers={"If-None-Match": first.headers["ETag"]})
        assert again.status_code == 304


def test_the_vocabulary_has_a_word_for_every_format_of_an_edition() -> None:
    assert {str(form) for form in Format} - set(FILE_TYPES) == set()


@pytest.mark.usefixtures("told")
def test_every_file_it_names_can_be_fetched_and_is_of_the_kind_it_says(client: Client) -> None:
    graph = read(client)
    addresses = {
        str(one).removeprefix("http://localhost:8000") for one in graph.objects(None, DCAT.downloadURL)
    }
    assert {f"/innspill/fil/{form}/" for form in ("csv", "xlsx", "docx", "json")} <= addresses
    for one in graph.subjects(DCAT.downloadURL, None):
        address = str(graph.value(one, DCAT.downloadURL)).removeprefix("http://localhost:8000")
        answer = client.get(address)
        kind = answer.headers["Content-Type"].partition(";")[0]
        assert (answer.status_code, str(graph.value(one, DCAT.mediaType)).endswith(kind)) == (200, True)


@pytest.mark.usefixtures("told")
def test_who_publishes_is_told_by_the_organisation_number(client: Client) -> None:
    (publisher,) = set(read(client).objects(None, DCTERMS.publisher))
    assert publisher == URIRef(
        "https://organization-catalog.fellesdatakatalog.digdir.no/organizations/974760673"
    )


def test_one_comes_there_from_the_page_on_open_data(client: Client, book: Cookbook) -> None:
    page = client.get(reverse("api:docs")).content.decode()
    assert [form for form in ("ttl", "jsonld") if reverse(f"api:catalogue_{form}") not in page] == []
