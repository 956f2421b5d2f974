"""How one refers to an edition, a page and a paragraph of it, whatever they are called."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

from kokebok.book.models import Paragraph
from kokebok.editions.actions.freeze import freeze
from tests.world import SIGNED

DAY = date(2026, 3, 1)
HOSTILE = "\u202e«Å» \"q\" 'a' {b}} \\cmd $x$ 50 % & #_~^ @book{x, <i>שלום مرحبا " + "lang " * 30


SIGNS = {"textbackslash{}": "\\", "textbraceleft{}": "{", "textbraceright{}": "}", "textasciitilde{}": "~"}
SIGNS |= {"textasciicircum{}": "^"}


def of_tex(said: str) -> str:
    """What is left of a field when TeX has read its commands."""
    commands = "|".join(map(re.escape, SIGNS))
    assert not set("{}\\") & set(re.sub(rf"\\({commands}|[$&#_%])", "", said))
    return re.sub(rf"\\({commands}|.)", lambda found: SIGNS.get(found[1], found[1]), said)


def read_bibtex(entry: str) -> dict[str, str]:
    """The fields of an entry, by counting braces as BibTeX does: also those behind a backslash."""
    fields, at = {}, entry.index(",") + 1
    while found := re.compile(r"\s*(\w+) = ").match(entry, at):
        depth, end = 0, found.end()
        while True:
            depth += {"{": 1, "}": -1}.get(entry[end], 0)
            end += 1
            if not depth:
                break
        fields[found[1]] = entry[found.end() + 1 : end - 1]
        at = end + 1
    assert entry[at:].strip() in {"", "}"}, entry[at:]
    return fields


def test_whatever_an_edition_is_called_every_program_reads_its_name(client: Any, recipe, book, berit) -> None:
    recipe.title = HOSTILE[:250]
    recipe.save_revision().publish()
    title = (HOSTILE * 2)[:255]
    freeze(book, number="0.1", title=title, foreword="", on=DAY, by=berit, signed=SIGNED)
    told = " ".join(title.replace("\u202e", "").split())
    cover = client.get("/utgave/0.1/").content.decode()
    links = re.findall(r'href="(/utgave/0.1/henvisning/[^"]+)"', cover)
    bib, ris, csl = [client.get(link).content.decode() for link in links]
    fields = read_bibtex(bib)
    assert of_tex(fields["title"][1:-1]) == told
    assert bib.startswith("@book{")
    lines = ris.split("\r\n")
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines[:-1])
    assert (lines[0], lines[1], lines[-2]) == ("TY  - BOOK", f"TI  - {told}", "ER  - ")
    [item] = json.loads(csl)
    assert (item["title"], item["edition"], item["URL"]) == (told, "0.1", "http://localhost:8000/utgave/0.1/")
    assert item["issued"] == {"date-parts": [[2026, 3, 1]]}


def test_a_page_and_a_paragraph_are_referred_to_in_the_edition(client: Any, recipe, book, berit) -> None:
    anchor = Paragraph.objects.filter(page=recipe).earliest("pk").anchor
    none = client.get(f"/a/{anchor}/del/").content.decode()
    assert "Ingen utgave har det ennå." in none
    freeze(book, number="0.1", title="Veier", foreword="", on=DAY, by=berit, signed=SIGNED)
    [of_page] = json.loads(client.get("/utgave/0.1/henvisning/csl/side/oppskrifter/moete/").content)
    assert (of_page["type"], of_page["container-title"]) == ("chapter", "Veier")
    share = client.get(f"/a/{anchor}/del/").content.decode()
    assert f"http://localhost:8000/a/{anchor}/" in share
    assert client.get(re.findall(r'src="(/a/[^"]+)"', share)[0]).content.count(b"<path") == 2
    bib, ris, csl = [
        client.get(link).content.decode()
        for link in re.findall(r'href="(/utgave/0.1/henvisning/[^"]+)"', share)
    ]
    [item] = json.loads(csl)
    assert item["URL"] == f"http://localhost:8000/utgave/0.1/oppskrifter/moete/#a-{anchor}"
    assert re.fullmatch(r"avsnitt \d+", item["section"])
    assert item["section"] in read_bibtex(bib)["note"]
    assert f"SE  - {item['section']}\r\n" in ris
    for gone in ("0.1/henvisning/word/", "0.1/henvisning/ris/zzzz/", "0.1/doi/datacite.xml"):
        assert client.get(f"/utgave/{gone}").status_code == 404, gone


def test_a_body_with_a_prefix_has_what_it_registers_a_doi_with(
    client: Any, settings, recipe, book, berit
) -> None:
    settings.DOI_PREFIX = "10.12345"
    freeze(book, number="0.1", title=HOSTILE, foreword="", on=DAY, by=berit, signed=SIGNED)
    client.force_login(berit)
    desk = client.get("/redaksjon/utgaver/0.1/").content.decode()
    made = [
        ET.fromstring(client.get(link).content) for link in re.findall(r'href="(/utgave/[^"]+\.xml)"', desk)
    ]
    told = " ".join(HOSTILE.replace("\u202e", "").split())
    spaces = {"d": "http://datacite.org/schema/kernel-4", "c": "http://www.crossref.org/schema/5.3.1"}
    datacite, crossref = made
    doi = datacite.findtext("d:identifier", namespaces=spaces)
    assert doi is not None
    assert re.fullmatch(r"10\.12345/[a-z0-9_-]+-0\.1", doi)
    assert datacite.findtext("d:titles/d:title", namespaces=spaces) == told
    assert crossref.findtext(".//c:book_metadata/c:titles/c:title", namespaces=spaces) == told
    assert crossref.findtext(".//c:doi_data/c:doi", namespaces=spaces) == doi
    assert f"https://doi.org/{doi}" in client.get("/utgave/0.1/").content.decode()
