"""Two who keep a list in the same moment."""

from __future__ import annotations

import pytest

from kokebok.lists.actions.keep import add_entry, move_entry
from kokebok.lists.models import Entry, List
from kokebok.people.rules import Refused
from tests.at_once import at_once
from tests.lists.test_keep import CITY, SCHOOL, names_in
from tests.world import make_person


@pytest.mark.usefixtures("committed")
def test_of_two_who_add_the_same_at_once_one_is_told_and_two_moves_leave_each_entry_once() -> None:
    berit = make_person("berit@example.no", "Berit")
    found = List.objects.get(key="malgrupper")

    def adding() -> str:
        try:
            return add_entry(List.objects.get(key="malgrupper"), names=SCHOOL, by=berit).key
        except Refused as refusal:
            return type(refusal).__name__

    assert at_once(adding, adding) == ["EntryNameTaken", "skole"]
    city = add_entry(found, names=CITY, by=berit)
    school = Entry.objects.get(key="skole")
    at_once(
        lambda: move_entry(city, up=True, by=berit).key,
        lambda: move_entry(school, up=False, by=berit).key,
    )
    assert sorted(names_in("malgrupper")) == ["Annet", "Bydel", "Skole"]
    assert len(set(found.entries.values_list("order", flat=True))) == 3
