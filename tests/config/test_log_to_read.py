"""The log as lines to read: nobody's code is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kokebok.config.log_lines import LinesToRead

if TYPE_CHECKING:
    from django.test import Client

CODE = "23s3rxwzq73bf8qn"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (f"/kvittering/{CODE}/trekk/", "/kvittering/…/trekk/"),
        (f"/api/v1/receipts/{CODE}/withdraw/", "/api/v1/receipts/…/withdraw/"),
        ("/finnes-ikke/", "/finnes-ikke/"),
    ],
)
@pytest.mark.django_db
def test_of_a_refused_request_the_address_is_said_without_a_code(
    client: Client, caplog: pytest.LogCaptureFixture, address: str, said: str
) -> None:
    client.put(address)
    lines = [LinesToRead("{message}", style="{").format(one) for one in caplog.records]
    assert {line.rpartition(" ")[2] for line in lines} == {said}
