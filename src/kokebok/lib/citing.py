"""How something is referred to, as programs for references read it, and as those who give out DOIs do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from xml.etree import ElementTree as ET

from kokebok.lib.written import as_json, writable

BIBTEX_SIGNS = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        # BibTeX counts braces also behind a backslash.
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "$&#_%"},
    }
)
URL_SIGNS = str.maketrans({sign: f"%{ord(sign):02X}" for sign in "{}\\ "})
DOI_PREFIX = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*")
DATACITE = "http://datacite.org/schema/kernel-4"
CROSSREF = "http://www.crossref.org/schema/5.3.1"
LONGEST_DEPOSITOR = 130  # letters that Crossref takes
SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"


@dataclass(frozen=True)
class Citation:
    """An edition, a page of it (`part`), or a paragraph there (`place`, in the words of its language; `n`, its number).

    `doi` is "" where it has none, and is that of the whole edition.
    """

    key: str
    title: str
    number: str
    day: date
    publisher: str
    language: str
    url: str
    part: str = ""
    place: str = ""
    n: int = 0
    doi: str = ""
    licence: str = ""
    note: str = ""


def one_line(text: str) -> str:
    """The text on one line, and writable: a line that is broken ends a field in RIS."""
    return " ".join(writable(text).split())


def doi_prefix(raw: str) -> str:
    """The prefix of a DOI, such as 10.12345; ValueError for anything else."""
    if not DOI_PREFIX.fullmatch(raw.strip()):
        raise ValueError("write a prefix such as 10.12345")
    return raw.strip()


def bibtex(one: Citation) -> str:
    """One entry of BibTeX. What TeX would read as its own signs is written as commands."""
    fields = {
        "title": one.part or one.title,
        "booktitle": one.title if one.part else "",
        "edition": one.number,
        "publisher": one.publisher,
        "author": one.publisher,
        "year": str(one.day.year),
        "month": str(one.day.month),
        "date": one.day.isoformat(),
        "note": ". ".join(said for said in (one.place, one.note) if said),
        "langid": one.language,
        "doi": one.doi,
    }
    lines = [f"  {name} = {{{_tex(said, name)}}}" for name, said in fields.items() if said]
    lines.append(f"  url = {{{one_line(one.url).translate(URL_SIGNS)}}}")
    kind = "incollection" if one.part else "book"
    return f"@{kind}{{{one.key},\n" + ",\n".join(lines) + "\n}\n"


def _tex(said: str, name: str) -> str:
    plain = one_line(said)
    if name == "doi":
        return plain
    in_tex = plain.translate(BIBTEX_SIGNS)
    # Braces around keep the capitals of a title, and a body's name from being read as a person's.
    return f"{{{in_tex}}}" if name in {"title", "booktitle", "author", "publisher"} else in_tex


def ris(one: Citation) -> str:
    """One entry of RIS."""
    lines = [
        ("TY", "CHAP" if one.part else "BOOK"),
        ("TI", one.part or one.title),
        ("T2", one.title if one.part else ""),
        ("AU", one.publisher),
        ("PB", one.publisher),
        ("ET", one.number),
        ("PY", str(one.day.year)),
        ("DA", one.day.strftime("%Y/%m/%d")),
        ("SE", one.place),
        ("N1", one.note),
        ("LA", one.language),
        ("DO", one.doi),
        ("UR", one.url),
        ("ID", one.key),
    ]
    said = ((tag, one_line(words)) for tag, words in lines)
    return "".join(f"{tag}  - {words}\r\n" for tag, words in said if words) + "ER  - \r\n"


def csl_json(one: Citation) -> str:
    """A list of one item of CSL-JSON."""
    item = {
        "id": one.key,
        "type": "chapter" if one.part else "book",
        "title": one_line(one.part or one.title),
        "container-title": one_line(one.title) if one.part else "",
        "author": [{"literal": one_line(one.publisher)}] if one.publisher else [],
        "publisher": one_line(one.publisher),
        "edition": one.number,
        "issued": {"date-parts": [[one.day.year, one.day.month, one.day.day]]},
        "section": one_line(one.place),
        "note": one_line(one.note),
        "language": one.language,
        "DOI": one.doi,
        "URL": one.url,
    }
    return as_json([{name: said for name, said in item.items() if said}], indent=2) + "\n"


def datacite(one: Citation) -> bytes:
    """What DataCite is given when a DOI is registered (its schema 4)."""
    root = _root("resource", DATACITE, f"{DATACITE} http://schema.datacite.org/meta/kernel-4.5/metadata.xsd")
    body = one.publisher or one.title
    _put(root, "identifier", one.doi, identifierType="DOI")
    creator = ET.SubElement(ET.SubElement(root, "creators"), "creator")
    _put(creator, "creatorName", body, nameType="Organizational")
    _put(ET.SubElement(root, "titles"), "title", one.title)
    _put(root, "publisher", body)
    _put(root, "publicationYear", str(one.day.year))
    _put(root, "resourceType", "Edition", resourceTypeGeneral="Book")
    _put(ET.SubElement(root, "dates"), "date", one.day.isoformat(), dateType="Issued")
    _put(root, "language", one.language)
    _put(
        ET.SubElement(root, "alternateIdentifiers"),
        "alternateIdentifier",
        one.url,
        alternateIdentifierType="URL",
    )
    _put(root, "version", one.number)
    if one.licence:
        _put(ET.SubElement(root, "rightsList"), "rights", one.licence)
    return _file(root)


def crossref(one: Citation, *, at: datetime, email: str) -> bytes:
    """What Crossref is given when a DOI is registered (its schema 5.3.1): a book as a whole.

    The name of who deposits it is cut where it is longer than Crossref takes.
    """
    root = _root("doi_batch", CROSSREF, f"{CROSSREF} https://www.crossref.org/schemas/crossref5.3.1.xsd")
    root.set("version", "5.3.1")
    head, body = ET.SubElement(root, "head"), one.publisher or one.title
    _put(head, "doi_batch_id", one.key)
    _put(head, "timestamp", at.strftime("%Y%m%d%H%M%S"))
    depositor = ET.SubElement(head, "depositor")
    _put(depositor, "depositor_name", body[:LONGEST_DEPOSITOR])
    _put(depositor, "email_address", email)
    _put(head, "registrant", body)
    book = ET.SubElement(ET.SubElement(root, "body"), "book", book_type="other")
    meta = ET.SubElement(book, "book_metadata", language=one.language)
    contributors = ET.SubElement(meta, "contributors")
    _put(contributors, "organization", body, sequence="first", contributor_role="author")
    _put(ET.SubElement(meta, "titles"), "title", one.title)
    _put(meta, "edition_number", one.number)
    published = ET.SubElement(meta, "publication_date", media_type="online")
    for name, number in (("month", one.day.month), ("day", one.day.day), ("year", one.day.year)):
        _put(published, name, f"{number:02}")
    ET.SubElement(meta, "noisbn", reason="monograph")
    _put(ET.SubElement(meta, "publisher"), "publisher_name", body)
    data = ET.SubElement(meta, "doi_data")
    _put(data, "doi", one.doi)
    _put(data, "resource", one.url)
    return _file(root)


def _root(name: str, namespace: str, where: str) -> ET.Element:
    root = ET.Element(name, {"xmlns": namespace, "xmlns:xsi": SCHEMA_INSTANCE})
    root.set("xsi:schemaLocation", where)
    return root


def _put(above: ET.Element, name: str, said: str, **attributes: str) -> None:
    ET.SubElement(above, name, attributes).text = one_line(said)


def _file(root: ET.Element) -> bytes:
    ET.indent(root)
    return f"<?xml version='1.0' encoding='UTF-8'?>\n{ET.tostring(root, encoding='unicode')}\n".encode()
