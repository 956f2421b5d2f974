"""A cookbook of the version before is brought forward, and all that a reader saw is there.

It was made by tests/version_before.py, which says how.
"""

from __future__ import annotations

import html
import lzma
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from kokebok.book.actions.mend_pages import mend_pages
from kokebok.config.tables import bring_up_to_date
from kokebok.editions.models import Edition
from kokebok.inputs.models import Input
from kokebok.journal.models import Entry
from kokebok.later.models import QueuedTask, WorkQueue
from tests.archive.moving import forget_numbers
from tests.databases import drop_server_database, empty_server_database, own_copy, point_at
from tests.version_before import FAR_OFF, REASON
from tests.world import InputFactory

CASES = Path(__file__).parent / "cases"
HASHES = {  # of the edition in each of the two
    "sqlite": "c3ca75ad8fe8e26aaadbe047fca14e85022b02cb437aec6c663b121cfff69bb5",
    "postgresql": "6db52fe3689b9cce9a16cff8ff1d0905f18f46628d1cadf322360ff8d3330743",
}
SEEN = {
    "/": ["Veier"],
    "/oppskrifter/moete/": ["Spør dem det gjelder."],
    "/fakta/hva/": ["En bedrift med et samfunnsmål."],
    "/innspill/1/": ["Les «dette» \U0001f44d.", REASON],
    "/utgave/0.1/": ["Veier", "Les."],
}


@pytest.fixture
def brought_forward(committed: None, tmp_path: Path) -> Iterator[None]:
    """The database of the version before, with the tables of this one."""
    for _place in of_the_version_before(tmp_path):
        forget_numbers()
        assert bring_up_to_date()
        assert not bring_up_to_date()
        mend_pages()
        yield
    forget_numbers()


def of_the_version_before(folder: Path) -> Iterator[None]:
    packed = CASES / f"version-before-{connection.vendor}.xz"
    content = lzma.decompress(packed.read_bytes())
    if connection.vendor == "sqlite":
        (folder / "before.sqlite3").write_bytes(content)
        with own_copy(folder, folder / "before.sqlite3"):
            yield
        return
    before = connection.settings_dict["NAME"]
    name = f"{before}_before"
    empty_server_database(name)
    point_at(name)
    try:
        with connection.cursor() as cursor:
            cursor.execute(content.decode())
        connection.close()  # it says where to look for tables, as long as it is open
        yield
    finally:
        point_at(before)
        drop_server_database(name)


def words_of(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


@pytest.mark.both_databases
@pytest.mark.usefixtures("brought_forward")
def test_what_a_reader_saw_before_is_seen_after_and_what_was_queued_is_there() -> None:
    for address, words in SEEN.items():
        answer = Client().get(address)
        assert answer.status_code == 200, address
        page = words_of(answer.content.decode())
        assert [one for one in words if one not in page] == [], address
    edition = Edition.objects.get()
    assert (edition.number, edition.content_hash) == ("0.1", HASHES[connection.vendor])
    [queued] = QueuedTask.objects.filter(due_at=FAR_OFF)
    assert (queued.queue, queued.ids) == (WorkQueue.QUICK, {"copy_id": 999})
    assert Entry.objects.count() >= 16
    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        Entry.objects.update(act="x")
    assert InputFactory.create(text="Nytt.").pk == Input.objects.count() == 2
