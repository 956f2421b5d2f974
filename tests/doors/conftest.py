"""What the tests of the other doors share: a book with a paragraph, an editor's browser, letters."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.world import make_fact, make_person, paragraph_saying

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook, Paragraph
    from kokebok.people.models import Person

TEXT = "En bedrift med et samfunnsmål."
Write = Callable[..., bytes]


@pytest.fixture
def paragraph(book: Cookbook) -> Paragraph:
    """The first of two paragraphs of a published fact chapter."""
    make_fact(book, f"<p>{TEXT}</p><p>To ord, og et samfunnsmål til.</p>")
    return paragraph_saying(TEXT)


@pytest.fixture
def as_berit(berit: Person) -> Client:
    """Berit's browser."""
    client = Client()
    client.force_login(berit)
    return client


@pytest.fixture
def hege(db: None) -> Person:
    """A host of rounds: may type in, and not approve."""
    from kokebok.people.models import RoleName

    return make_person("hege@example.no", "Hege Vert", RoleName.HOST)


def letter(
    text: str = "Dette er nyttig.",
    *,
    number: str = "1",
    subject: str = "Om kokeboka",
    files: tuple[tuple[str, bytes], ...] = (),
    **headers: str,
) -> bytes:
    """A letter as a mail program writes it. Headers are given with _ for the dash."""
    message = EmailMessage()
    message["From"] = headers.pop("From", "Kåre Ås <kare@example.no>")
    message["Subject"] = subject
    message["Date"] = headers.pop("Date", "Tue, 03 Feb 2026 10:00:00 +0100")
    if number:
        message["Message-ID"] = f"<{number}@example.no>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    for name, content in files:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def mbox(*letters: bytes) -> bytes:
    """A file of letters."""
    return b"".join(
        b"From kare@example.no Tue Feb  3 10:00:00 2026\n" + one.rstrip() + b"\n\n" for one in letters
    )


def put(client: Client, name: str, content: bytes) -> Any:
    """Puts a file in at the desk, and gives back the address of its page."""
    response = client.post("/redaksjon/andre-veier/", {"file": SimpleUploadedFile(name, content)})
    assert response.status_code == 302, response.content.decode()
    return response.headers["Location"]


def words_of(response: Any) -> str:
    """A page as one line."""
    return " ".join(response.content.decode().split())
