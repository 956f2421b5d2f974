"""What a page is about, as search engines read it: JSON-LD in the words of schema.org."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kokebok.lib.text import PageText, Section
from kokebok.lib.written import as_json

SCHEMA = "https://schema.org"
LONGEST_HEADLINE = 110  # characters, as Google has it
LICENCES = {
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "NLOD 2.0": "https://data.norge.no/nlod/no/2.0",
}
TYPES = {
    "recipe": "HowTo",
    "fact": "Article",
    "post": "BlogPosting",
    "example": "Article",
    "tool": "CreativeWork",
}
SCRIPT_SIGNS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
Data = dict[str, Any]


@dataclass(frozen=True)
class Publication:
    """What is said of a page beside its text. `picture` is an absolute address, "" for none."""

    url: str
    body: str
    book: str
    book_url: str
    licence: str = ""
    author: str = ""
    picture: str = ""
    first: date | datetime | None = None
    changed: date | datetime | None = None


def page_data(text: PageText, about: Publication) -> Data:
    """A page of the book: HowTo for a recipe, with its steps; else what its kind is called."""
    title = " ".join(text.title.split())
    data: Data = {
        "@type": TYPES.get(text.kind, "WebPage"),
        "name": title,
        "headline": title if len(title) <= LONGEST_HEADLINE else f"{title[: LONGEST_HEADLINE - 1]}…",
        "description": text.lead,
        "inLanguage": text.language,
        "isPartOf": {"@type": "Book", "name": about.book, "url": about.book_url},
        **_of(about),
    }
    if text.kind == "recipe":
        data["step"] = [_step(one) for one in _steps(text.sections)]
    return _whole(data)


def site_data(name: str, lead: str, language: str, about: Publication) -> Data:
    """The front page."""
    return _whole(
        {"@type": "WebSite", "name": name, "description": lead, "inLanguage": language, **_of(about)}
    )


def edition_data(name: str, number: str, language: str, about: Publication) -> Data:
    """An edition as a whole."""
    return _whole(
        {"@type": "Book", "name": name, "bookEdition": number, "inLanguage": language, **_of(about)}
    )


def dataset_data(
    name: str, lead: str, language: str, files: Sequence[tuple[str, str]], about: Publication
) -> Data:
    """A set of data, and where its files are: pairs of media type and address."""
    made = [{"@type": "DataDownload", "encodingFormat": kind, "contentUrl": url} for kind, url in files]
    whole = {"@type": "Dataset", "name": name, "description": lead, "inLanguage": language, **_of(about)}
    return _whole({**whole, "creator": whole.get("publisher"), "distribution": made})


def as_script(data: Data) -> str:
    """The data as it may stand within a script element: no sign of HTML is left in it. Nothing of it is run."""
    return as_json(data).translate(SCRIPT_SIGNS)


def _of(about: Publication) -> Data:
    body = {"@type": "Organization", "name": about.body} if about.body else None
    return {
        "url": about.url,
        "mainEntityOfPage": about.url,
        "isAccessibleForFree": True,
        "image": about.picture,
        "license": [url for name, url in LICENCES.items() if name in about.licence],
        "author": {"@type": "Person", "name": about.author} if about.author else body,
        "publisher": body,
        "datePublished": about.first.isoformat() if about.first else "",
        "dateModified": about.changed.isoformat() if about.changed else "",
    }


def _whole(data: Data) -> Data:
    kept = {name: said for name, said in data.items() if said not in ("", None, [])}
    return {"@context": SCHEMA, **kept}


def _steps(sections: Sequence[Section]) -> Iterator[Section]:
    for section in sections:
        if section.shape == "step":
            yield section
        else:
            yield from _steps(section.parts)


def _step(section: Section) -> Data:
    said = [one.text for one in section.passages if one.text]
    step = {"@type": "HowToStep", "name": section.title, "text": " ".join(said) or section.title}
    return {name: words for name, words in step.items() if words}
