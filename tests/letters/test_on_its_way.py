"""Whoever asks for something by e-mail is told that it comes, or that none can be sent from here."""

from __future__ import annotations

import pytest
from django.urls import reverse

PAGES = ("actors:asked_to_keep", "actors:meet_asked", "events:asked", "following:asked")


@pytest.mark.parametrize(("server", "told"), [(None, True), ("smtp://mail.example.no", False)])
def test_where_no_mail_server_is_set_nobody_is_told_that_they_have_been_written_to(
    client, book, settings, server, told
) -> None:
    settings.SMTP = server
    book.role_mailbox = "post@eksempel.no"
    book.save()
    for page in PAGES:
        read = client.get(reverse(page)).content.decode()
        assert ("Det kan ikke sendes e-post herfra" in read, "skrevet til adressen" in read) == (
            told,
            not told,
        )
        assert ("Skriv til <a" in read) == told
