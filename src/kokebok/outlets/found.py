"""What is said of a page to those who find it and pass it on: its picture, and what it is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from kokebok.book.queries import the_cookbook
from kokebok.lib.linked_data import Data, Publication, as_script, edition_data, page_data, site_data
from kokebok.lib.written import writable
from kokebok.outlets.citations import doi_of
from kokebok.outlets.composing import edition_address, living_address
from kokebok.outlets.share_picture import mark_of

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook
    from kokebok.editions.models import Edition
    from kokebok.lib.text import PageText

OF_EDITION = "utgave-"  # begins the name of a picture that is an edition's and not a page's


@dataclass(frozen=True)
class Found:
    """As web/_found.html takes it. `data` is JSON-LD that may stand in a script element."""

    title: str
    description: str
    url: str
    picture: str
    site: str
    language: str
    kind: str
    data: str


def found_as(data: Data, *, title: str, description: str, url: str, picture: str, language: str) -> Found:
    """What a page says of itself, by its data."""
    cookbook = the_cookbook()
    return Found(
        title=" ".join(writable(title).split()),
        description=" ".join(writable(description).split()),
        url=url,
        picture=picture,
        site=cookbook.title if cookbook else "",
        language=language,
        kind="website" if data["@type"] in {"WebSite", "Dataset"} else "article",
        data=as_script(data),
    )


def found_page(text: PageText, page: Any, *, url: str) -> Found:
    """A page of the living text."""
    cookbook = the_cookbook()
    picture = share_address(page)
    about = Publication(
        url=url,
        body=page.responsible_body or (cookbook.responsible_body if cookbook else ""),
        book=cookbook.title if cookbook else "",
        book_url=settings.BASE_URL + living_address(""),
        licence=getattr(page, "licence", ""),
        author=getattr(page, "author", ""),
        picture=picture,
        first=page.first_published_at,
        changed=page.last_published_at,
    )
    return found_as(
        page_data(text, about),
        title=text.title,
        description=text.lead,
        url=url,
        picture=picture,
        language=text.language,
    )


def found_site(cookbook: Cookbook) -> Found:
    """The front page."""
    url, picture = settings.BASE_URL + living_address(""), share_address(cookbook)
    about = Publication(
        url=url,
        body=cookbook.responsible_body,
        book=cookbook.title,
        book_url=url,
        picture=picture,
        first=cookbook.first_published_at,
        changed=cookbook.last_published_at,
    )
    return found_as(
        site_data(cookbook.title, cookbook.lead, cookbook.language, about),
        title=cookbook.title,
        description=cookbook.lead,
        url=url,
        picture=picture,
        language=cookbook.language,
    )


def found_edition(edition: Edition, text: PageText | None, path: str) -> Found:
    """An edition, or a page of it."""
    url = settings.BASE_URL + edition_address(edition.number, path)
    doi = doi_of(edition)
    about = Publication(
        url=url,
        body=edition.publisher,
        book=edition.title,
        book_url=f"https://doi.org/{doi}" if doi else settings.BASE_URL + edition_address(edition.number),
        licence=edition.licence,
        first=edition.date,
    )
    of_page = text if text is not None and path else None
    data = (
        page_data(of_page, about)
        if of_page
        else edition_data(edition.title, edition.number, edition.language, about)
    )
    return found_as(
        data,
        title=f"{of_page.title} ({edition.number})" if of_page else f"{edition.title} {edition.number}",
        description=of_page.lead if of_page else "",
        url=url,
        picture=share_address_of(edition),
        language=of_page.language if of_page else edition.language,
    )


def share_address(page: Any) -> str:
    """The whole address of the picture of a page, as it is now."""
    name = f"{page.pk}-{mark_of(*shown_on(page))}"
    return settings.BASE_URL + reverse("pictures:share", args=[name])


def share_address_of(edition: Edition) -> str:
    """The whole address of the picture of an edition, and of each page in it."""
    name = f"{OF_EDITION}{edition.pk}-{mark_of(*shown_of(edition))}"
    return settings.BASE_URL + reverse("pictures:share", args=[name])


def shown_of(edition: Edition) -> tuple[str, str, str]:
    """The title with its number, who publishes it and the colour that the picture of an edition shows."""
    return f"{edition.title} {edition.number}", edition.publisher, edition.cookbook.colour


def shown_on(page: Any) -> tuple[str, str, str]:
    """The title, the name of the book and the colour that the picture of a page shows."""
    cookbook = the_cookbook()
    book = cookbook.title if cookbook else ""
    return page.title, "" if page.title == book else book, cookbook.colour if cookbook else ""
