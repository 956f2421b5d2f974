"""What an error says, without what may be somebody's."""

from __future__ import annotations

import pytest

from kokebok.lib.impersonal import impersonal

PERSONAL = {
    "kari@example.no is not known here": "…@… is not known here",
    "550 <Kari.Nordmann+x@example.no>: no such user": "550 …@… no such user",
    "GET /kvittering/AB12-CD34/?kode=17 failed": "GET /… failed",
    "https://kokebok.example.no/mitt/AB12/?kode=17": "https://kokebok.example.no/…",
    "refused 203.0.113.77 and 2001:db8::17": "refused … and …",
    'duplicate key value "person_email" DETAIL:  Key (email)=(kari) exists.': "duplicate key value '…' DETAIL: …",
    "invalid literal for int() with base 10: 'Kari'": "invalid literal for int() with base 10: '…'",
    "call +47 22 33 44 55 or 01010112345": "call +… or …",
    "[Errno 28] No space left on device: '/var/lib/kari.pdf'": "[Errno 28] No space left on device: '…'",
    "a letter stays: “cv-kari-nordmann.pdf” is too large": "a letter stays: '…' is too large",
    "cannot be read: 'it's Kari Nordmann' at line 3": "cannot be read: '…' at line 3",
    "cannot be read: b'Kari Nordm": "cannot be read: '…'",
    "'ascii' codec can't encode 'Kari': ordinal not in range": "'…': ordinal not in range",
    "two\nlines": "two lines",
}
AS_IT_IS = [
    "no such table: inputs_input",
    "The queue does not answer; what is to be done waits in the database: timed out",
    "render_later(copy_id=17) failed: OSError: no room",
    "PostgreSQL's programs are not on this machine's disk",
    "at 12:30:15 a worker began",
    "kokebok.later 1.2.3 needs 4 threads",
]


@pytest.mark.parametrize(("said", "left"), PERSONAL.items())
def test_what_may_be_somebodys_is_taken_out(said: str, left: str) -> None:
    assert impersonal(said) == left


@pytest.mark.parametrize("said", AS_IT_IS)
def test_what_is_nobodys_is_left(said: str) -> None:
    assert impersonal(said) == said


def test_no_line_is_longer_than_one_can_read() -> None:
    assert len(impersonal("ord " * 10_000)) == 2000
