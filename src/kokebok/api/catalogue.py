"""The data sets of the cookbook as DCAT-AP-NO: what catalogues of open data gather, such as that of data.norge.no.

Each thing has an address of its own within the file, and there are no unnamed nodes, so that what is the same is
written the same. Terms are those of DCAT 3, in the profile for Norway.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.conf import settings
from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, XSD, Namespace

from kokebok.book.models.senders import sender_of
from kokebok.book.queries import find_cookbook
from kokebok.editions.said_beside import standing_editions
from kokebok.letters.writing import absolute
from kokebok.outlets.formats import ROWS, Format
from kokebok.outlets.queries import copies_of
from kokebok.people.models import Body
from kokebok.reading.log_files import FORMS
from kokebok.web.downloads import MEDIA_TYPES

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
EU = "http://publications.europa.eu/resource/authority/"
ORGANISATIONS = "https://organization-catalog.fellesdatakatalog.digdir.no/organizations/"
MEDIA = "https://www.iana.org/assignments/media-types/"
LICENCES = (URIRef(f"{EU}licence/CC_BY_4_0"), URIRef("http://data.norge.no/nlod/no/2.0"))
LANGUAGES = {"nb": "NOB", "nn": "NNO", "en": "ENG"}
FILE_TYPES = {
    "csv": "CSV", "xlsx": "XLSX", "docx": "DOCX", "json": "JSON", "pdf": "PDF", "epub": "EPUB", "html": "HTML",
    "md": "TXT", "skjerm": "PDF",
}  # fmt: skip
"""What the vocabulary of the EU calls the formats; it has none for Markdown, which is text."""
TITLE_OF_LOG = _("What happened with the inputs")
ABOUT_LOG = _("Every input people have sent, what was decided and why, and what it changed in the text.")
ABOUT_TEXT = _("The text in numbered editions, and as it is now, paragraph by paragraph with every wording.")
ABOUT_CATALOGUE = _("The open data of this cookbook.")
ABOUT_SERVICE = _("All that is public here, as data; and inputs, from those who have a key.")
TITLE_OF_SERVICE = _("Open data")


class Catalogue:
    """The catalogue as a graph, made anew each time it is asked for. A handful of queries."""

    def __init__(self) -> None:
        self.book: Cookbook = find_cookbook()
        self.base = absolute("api:catalogue_ttl")
        self.graph = Graph()
        for prefix, space in {"dcat": DCAT, "dct": DCTERMS, "foaf": FOAF, "vcard": VCARD}.items():
            self.graph.bind(prefix, space)
        self.publisher, self.contact = self._publisher(), self._contact()
        log, text, service = (self._at(name) for name in ("log", "text", "api"))
        self._whole(log, text, service)
        self._log(log)
        self._text(text)
        self._service(service, log, text)

    def turtle(self) -> bytes:
        """As Turtle."""
        return self.graph.serialize(format="turtle", encoding="utf-8")

    def json_ld(self) -> bytes:
        """As JSON-LD, each thing by its address and in that order."""
        made = json.loads(self.graph.serialize(format="json-ld"))
        made.sort(key=lambda thing: thing["@id"])
        for thing in made:
            for several in thing.values():
                if isinstance(several, list):
                    several.sort(key=lambda one: json.dumps(one, sort_keys=True))
        return json.dumps(made, ensure_ascii=False, indent=1, sort_keys=True).encode()

    def _at(self, name: str) -> URIRef:
        return URIRef(f"{self.base}#{name}")

    def _say(self, thing: URIRef, **said: Any) -> None:
        """Say terms of DCMI of a thing, each with one value or several."""
        for term, values in said.items():
            for value in values if isinstance(values, tuple | list) else (values,):
                self.graph.add((thing, DCTERMS[term], value))

    def _dcat(self, thing: URIRef, **said: Any) -> None:
        """The same with terms of DCAT."""
        for term, values in said.items():
            for value in values if isinstance(values, tuple | list) else (values,):
                self.graph.add((thing, DCAT[term], value))

    def _of_everything(self, thing: URIRef, kind: URIRef, title: list[Literal], about: list[Literal]) -> None:
        self.graph.add((thing, RDF.type, kind))
        self._say(thing, title=title, description=about, publisher=self.publisher, license=LICENCES)
        self._dcat(thing, contactPoint=self.contact)

    def _whole(self, log: URIRef, text: URIRef, service: URIRef) -> None:
        whole = self._at("catalogue")
        self._of_everything(whole, DCAT.Catalog, [self._title()], in_each(ABOUT_CATALOGUE))
        self._say(whole, language=[_language(code) for code in LANGUAGES])
        self._dcat(whole, dataset=[log, text], service=service)
        self.graph.add((whole, FOAF.homepage, URIRef(settings.BASE_URL + "/")))

    def _title(self) -> Literal:
        return Literal(self.book.title, lang=self.book.language)

    def _data_set(self, data: URIRef, title: list[Literal], about: list[Literal], page: str) -> None:
        self._of_everything(data, DCAT.Dataset, title, about)
        self._say(
            data,
            accessRights=URIRef(f"{EU}access-right/PUBLIC"),
            identifier=Literal(str(data)),
            spatial=URIRef(f"{EU}country/NOR"),
            accrualPeriodicity=URIRef(f"{EU}frequency/CONT"),
        )
        self._dcat(data, theme=URIRef(f"{EU}data-theme/GOVE"), landingPage=URIRef(page))
        self.graph.add((data, FOAF.page, URIRef(absolute("api:fields"))))

    def _log(self, log: URIRef) -> None:
        title = [Literal(f"{self.book.title}: {one}", lang=one.language) for one in in_each(TITLE_OF_LOG)]
        self._data_set(log, title, in_each(ABOUT_LOG), absolute("reading:log"))
        self._say(log, language=[_language(code) for code in LANGUAGES])
        for form in FORMS:
            self._distribution(log, form, absolute("reading:log_file", form), MEDIA_TYPES[form])

    def _text(self, text: URIRef) -> None:
        self._data_set(text, [self._title()], in_each(ABOUT_TEXT), absolute("outlets:editions"))
        self._say(text, language=_language(self.book.language))
        newest = standing_editions().filter(cookbook=self.book).order_by("pk").last()
        if newest is None:
            return
        for copy in copies_of(newest):
            if copy.sha256:
                address = absolute("outlets:download", newest.number, copy.form)
                self._distribution(
                    text, copy.form, address, ROWS[Format(copy.form)].media_type, size=copy.size
                )

    def _distribution(self, data: URIRef, form: str, address: str, media: str, *, size: int = 0) -> None:
        one = URIRef(f"{data}-{form}")
        self.graph.add((one, RDF.type, DCAT.Distribution))
        self._dcat(data, distribution=one)
        self._say(
            one,
            title=[Literal(form.upper(), lang=code) for code in LANGUAGES],
            license=LICENCES,
            format=URIRef(f"{EU}file-type/{FILE_TYPES[form]}"),
        )
        self._dcat(
            one,
            accessURL=URIRef(address),
            downloadURL=URIRef(address),
            mediaType=URIRef(MEDIA + media.partition(";")[0]),
        )
        if size:
            self._dcat(one, byteSize=Literal(size, datatype=XSD.nonNegativeInteger))

    def _service(self, service: URIRef, *data: URIRef) -> None:
        self._of_everything(service, DCAT.DataService, in_each(TITLE_OF_SERVICE), in_each(ABOUT_SERVICE))
        self._say(
            service,
            accessRights=URIRef(f"{EU}access-right/PUBLIC"),
            format=URIRef(f"{EU}file-type/JSON"),
        )
        self._dcat(
            service,
            endpointURL=URIRef(absolute("api:docs") + "v1/"),
            endpointDescription=URIRef(absolute("api:openapi")),
            servesDataset=data,
        )
        self.graph.add((service, FOAF.page, URIRef(absolute("api:docs"))))

    def _publisher(self) -> URIRef:
        """The body that answers for the cookbook, by its organisation number where an actor of its name has one."""
        name = self.book.responsible_body or self.book.title
        numbers = Body.objects.filter(name=name).exclude(org_number="").values_list("org_number", flat=True)
        number = numbers.order_by("pk").first()
        body = URIRef(ORGANISATIONS + number) if number else self._at("publisher")
        self.graph.add((body, RDF.type, FOAF.Agent))
        self.graph.add((body, FOAF.name, Literal(name, lang=self.book.language)))
        self._say(body, identifier=Literal(number or str(body)))
        return body

    def _contact(self) -> URIRef:
        """How the body is reached: its shared mailbox and its website, or this site."""
        contact, sender = self._at("contact"), sender_of(self.book)
        self.graph.add((contact, RDF.type, VCARD.Organization))
        name = Literal(self.book.responsible_body or self.book.title, lang=self.book.language)
        self.graph.add((contact, VCARD.fn, name))
        if self.book.role_mailbox:
            mailbox = URIRef("mailto:" + quote(self.book.role_mailbox, safe="@"))
            self.graph.add((contact, VCARD.hasEmail, mailbox))
        page = quote(sender.web, safe=":/?&=#%") or settings.BASE_URL + "/"
        self.graph.add((contact, VCARD.hasURL, URIRef(page)))
        return contact


def in_each(words: str) -> list[Literal]:
    """The same words in each language of the interface."""
    said = []
    for code in LANGUAGES:
        with override(code):
            said.append(Literal(gettext(words), lang=code))
    return said


def _language(code: str) -> URIRef:
    return URIRef(f"{EU}language/{LANGUAGES.get(code, 'SME')}")
