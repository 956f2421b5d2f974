"""The moment a cell tells, in whichever of the ways programs and people write one."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo
from datetime import timezone as fixed

from django.utils import timezone

from kokebok.lib.bounded import is_near

MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "januar jan january", "februar feb february", "mars mar march", "april apr", "mai may", "juni jun june",
            "juli jul july", "august aug", "september sep sept", "oktober okt october oct", "november nov",
            "desember des december dec",
        ),
        start=1,
    )
    for word in words.split()
}  # fmt: skip
WEEKDAYS = (
    "mandag man måndag mån monday mon", "tirsdag tirs tir ti tysdag tys ty tuesday tues tue",
    "onsdag ons on wednesday wed", "torsdag tors tor to thursday thurs thu", "fredag fre fr friday fri",
    "lørdag lør laurdag lau saturday sat", "søndag søn sundag sun sunday",
)  # fmt: skip
_DAY_NAMES = sorted((word for words in WEEKDAYS for word in words.split()), key=len, reverse=True)
_WEEKDAY = re.compile(rf"(?:{'|'.join(_DAY_NAMES)})\b[.,]?\s*(?:den\s+)?")
_TIME = (
    r"(?:[\s,]+(?:kl\.?|at|klokka|klokken)?\s*|t)(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?"
    r"(?:\s*(?P<half>[ap])\.?m\.?)?"
)
_ZONE = r"(?:\s*(?P<zone>z|(?:utc|gmt)?[+-]\d{2}:?\d{2}|(?:utc|gmt)?[+-]\d{1,2}|utc|gmt|cest|cet)(?:\s*\([^)]*\))?)?"
_NAME = rf"(?P<name>{'|'.join(sorted(MONTHS, key=len, reverse=True))})"
_DAYS = (
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
    r"(?P<year>\d{4})/(?P<month>\d{1,2})/(?P<day>\d{1,2})",
    r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4}|\d{2})",
    r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})",
    rf"(?P<day>\d{{1,2}})[.\s-]\s*{_NAME}[.,\s-]\s*(?P<year>\d{{4}})",
    rf"{_NAME}\.?\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}})",
)
_WAYS = [re.compile(f"{day}(?:{_TIME}{_ZONE})?") for day in _DAYS]
_AS_C = re.compile(rf"{_NAME}\s+(?P<day>\d{{1,2}}){_TIME}{_ZONE}\s+(?P<year>\d{{4}})")
LONGEST = 80
NAMED_ZONES = {"cet": timedelta(hours=1), "cest": timedelta(hours=2)}


def moment(said: str) -> datetime | None:
    """The moment: noon for a day, never later than now on today; here where no zone is told; None for what is none."""
    plain = " ".join(said[: LONGEST + 1].casefold().split())
    if len(plain) > LONGEST:
        return None
    if weekday := _WEEKDAY.match(plain):
        plain = plain[weekday.end() :]
    plain = plain.removeprefix("den ")
    found = next((match for way in (*_WAYS, _AS_C) if (match := way.fullmatch(plain))), None)
    if found is None:
        return None
    try:
        return _at(found.groupdict())
    except (ValueError, OverflowError):
        return None


def _at(told: dict[str, str | None]) -> datetime | None:
    written = told["year"] or ""
    year = int(written)
    if len(written) == 2:
        year += 1900 if year > 68 else 2000
    month = MONTHS[name] if (name := told.get("name")) else int(told.get("month") or 0)
    day = datetime(year, month, int(told["day"] or 0), tzinfo=timezone.get_current_timezone())
    if not is_near(day.date()):
        return None
    if told["hour"] is None:
        noon = day.replace(hour=12)
        return min(noon, timezone.now()) if day.date() == timezone.localdate() else noon
    at = day.replace(hour=_hour(int(told["hour"]), told["half"]), minute=int(told["minute"] or 0))
    return at.replace(second=int(told["second"] or 0), tzinfo=_zone(told["zone"]))


def _hour(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError(hour)
    return hour % 12 + (12 if half == "p" else 0)


def _zone(said: str | None) -> tzinfo:
    if said is None:
        return timezone.get_current_timezone()
    if said in NAMED_ZONES:
        return fixed(NAMED_ZONES[said])
    shift = re.search(r"([+-])(\d{1,2}):?(\d{2})?$", said)
    if shift is None:
        return UTC
    away = timedelta(hours=int(shift[2]), minutes=int(shift[3] or 0))
    return fixed(-away if shift[1] == "-" else away)
