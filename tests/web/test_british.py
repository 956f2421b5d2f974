"""English is written as in Britain."""

from __future__ import annotations

from datetime import datetime, time

from django.template import Context, Template
from django.utils import translation
from django.utils.formats import time_format

NIGHT, EVENING = datetime(2026, 11, 18, 5, 3), datetime(2026, 11, 18, 17, 30)
HOURS = {
    (0, 0): "midnight",
    (0, 1): "12:01 am",
    (9, 0): "9 am",
    (12, 0): "midday",
    (12, 1): "12:01 pm",
    (17, 0): "5 pm",
}
SAID = Template(
    '{{ at|date:"DATE_FORMAT" }} | {{ at|date:"DATETIME_FORMAT" }}. | {{ at|time:"TIME_FORMAT" }}'
)


def test_days_and_hours_are_written_as_in_britain() -> None:
    with translation.override("en"):
        said = [SAID.render(Context({"at": at})) for at in (NIGHT, EVENING)]
    assert said == [
        "18 November 2026 | 18 November 2026, 5:03 am. | 5:03 am",
        "18 November 2026 | 18 November 2026, 5:30 pm. | 5:30 pm",
    ]


def test_noon_is_midday_and_twelve_at_night_midnight_so_that_nobody_wonders_which_12_pm_is() -> None:
    with translation.override("en"):
        said = {(hour, minute): time_format(time(hour, minute), "TIME_FORMAT") for hour, minute in HOURS}
    assert said == HOURS


def test_norwegian_is_as_it_was() -> None:
    with translation.override("nb"):
        assert SAID.render(Context({"at": NIGHT})) == "18. november 2026 | 18. november 2026 05:03. | 05:03"
