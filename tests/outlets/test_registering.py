"""What a DOI is registered with, held against what those who register it take."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import datacite.schema45
import pytest

from kokebok.book.models import Cookbook
from kokebok.editions.actions.freeze import freeze
from tests.world import SIGNED

DAY = date(2026, 3, 1)
LONG = "Å være <åpen> & «raus» " * 12
CROSSREF = "{http://www.crossref.org/schema/5.3.1}"
ORDER = """
doi_batch: head body
head: doi_batch_id timestamp depositor registrant
depositor: depositor_name email_address
body: book
book: book_metadata
book_metadata: contributors titles edition_number publication_date noisbn publisher doi_data
contributors: organization
titles: title
publication_date: month day year
publisher: publisher_name
doi_data: doi resource
"""
"""What each element of a deposit has in it, in the order of Crossref's schema 5.3.1. Some there may be left out."""
TEXTS = {
    "doi_batch_id": r".{4,100}",
    "timestamp": r"\d{14}",
    "depositor_name": r".{1,130}",
    "email_address": r"[^@\s]+@[^@\s]+\.[a-z]{2,}",
    "registrant": r".{1,255}",
    "organization": r".{1,511}",
    "title": r".+",
    "edition_number": r".{1,15}",
    "month": r"0[1-9]|1[0-2]",
    "day": r"0[1-9]|[12]\d|3[01]",
    "year": r"\d{4}",
    "noisbn": r"",
    "publisher_name": r".{1,255}",
    "doi": r"10\.\d{4,9}/[a-zA-Z0-9\-._;()/]{1,200}",
    "resource": r"https?://\S{1,2040}",
}
ATTRIBUTES = {
    "book": {"book_type": "other"},
    "book_metadata": {"language": "nb"},
    "organization": {"sequence": "first", "contributor_role": "author"},
    "publication_date": {"media_type": "online"},
    "noisbn": {"reason": "monograph"},
}


@pytest.fixture
def registered(client: Any, settings, recipe, book, berit) -> Any:
    """The two files of an edition, as they are taken along from the desk, when the body is called this."""
    settings.DOI_PREFIX = "10.12345"

    def taken(body: str, title: str) -> list[str]:
        Cookbook.objects.update(responsible_body=body, role_mailbox="")
        cookbook = Cookbook.objects.get(pk=book.pk)
        freeze(cookbook, number="0.1", title=title, foreword="", on=DAY, by=berit, signed=SIGNED)
        client.force_login(berit)
        desk = client.get("/redaksjon/utgaver/0.1/").content.decode()
        return [
            client.get(link).content.decode() for link in re.findall(r'href="(/utgave/[^"]+\.xml)"', desk)
        ]

    return taken


@pytest.mark.parametrize("body", ["Digdir", "", LONG[:200]], ids=["short", "none", "long"])
def test_what_datacite_is_given_is_what_its_own_rules_ask_for(registered, body: str) -> None:
    written = registered(body, LONG[:255])[0]
    read = ET.fromstring(written)
    said = {one.tag.partition("}")[2]: one.text for one in read.iter()}
    of = " ".join((body or LONG[:255]).split())
    told = {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "doi": said["identifier"],
        "creators": [{"name": of, "nameType": "Organizational"}],
        "titles": [{"title": " ".join(LONG[:255].split())}],
        "publisher": {"name": of},
        "publicationYear": "2026",
        "types": {"resourceTypeGeneral": "Book", "resourceType": "Edition"},
        "dates": [{"date": "2026-03-01", "dateType": "Issued"}],
        "language": "nb",
        "alternateIdentifiers": [
            {"alternateIdentifier": said["alternateIdentifier"], "alternateIdentifierType": "URL"}
        ],
        "version": "0.1",
    }
    if "rights" in said:
        told["rightsList"] = [{"rights": said["rights"]}]
    assert datacite.schema45.validate(told)
    assert _in_order(written) == _in_order(datacite.schema45.tostring(told))


def _in_order(written: str) -> list[str]:
    """Each element below the root, in an order of its own: DataCite takes them in any."""
    root = ET.fromstring(written)
    assert root.attrib == {
        "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation": "http://datacite.org/schema/kernel-4 "
        "http://schema.datacite.org/meta/kernel-4.5/metadata.xsd"
    }
    return sorted(ET.canonicalize(ET.tostring(one), strip_text=True) for one in root)


@pytest.mark.parametrize("body", ["Digdir", "", LONG[:200]], ids=["short", "none", "long"])
def test_what_crossref_is_given_has_what_must_be_there_in_its_order_and_no_longer_than_it_takes(
    registered, body: str
) -> None:
    root = ET.fromstring(registered(body, LONG[:255])[1])
    children = {
        name: inside.split()
        for name, _, inside in (line.partition(": ") for line in ORDER.strip().splitlines())
    }
    assert root.get("version") == "5.3.1"
    for one in root.iter():
        name = one.tag.removeprefix(CROSSREF)
        assert [inner.tag.removeprefix(CROSSREF) for inner in one] == children.get(name, [])
        if name not in children:
            assert re.fullmatch(TEXTS[name], one.text or ""), (name, one.text)
        if name != "doi_batch":
            assert one.attrib == ATTRIBUTES.get(name, {}), name
