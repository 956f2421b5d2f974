"""The database puts names in the same order as we do, whichever database it is."""

from __future__ import annotations

import pytest

from kokebok.people.models import Body
from kokebok.web.ordering import alphabetically
from tests.lib.test_alphabet import IN_ORDER


@pytest.mark.django_db
def test_rows_come_in_norwegian_alphabetical_order() -> None:
    for number, name in enumerate(reversed(IN_ORDER)):
        Body.objects.create(name=name, slug=f"n{number}", kind="stat")
    in_order = Body.objects.order_by(alphabetically("name"), "pk").values_list("name", flat=True)
    assert list(in_order) == IN_ORDER
