"""Reads the dates of other programs and pages: ISO 8601, RFC 5322, epochs, day.month.year."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_TIME = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?"
)
_EUROPEAN = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
EARLIEST, LATEST = 1000, 2200


def parse(text: object) -> str | None:
    """ISO 8601 of a date as a page writes it: a date alone stays one; None where it is unknown."""
    if not isinstance(text, str) or len(text) > 100:
        return None
    text = text.strip()
    return _iso(text) or _european(text) or _rfc5322(text)


def _iso(text: str) -> str | None:
    if found := _DATE.fullmatch(text):
        return _checked(*map(int, found.groups()))
    if found := _TIME.match(text):
        day = _checked(int(found[1]), int(found[2]), int(found[3]))
        hour, minute, second = int(found[4]), int(found[5]), int(found[6] or 0)
        if not day or hour > 23 or minute > 59 or second > 59:
            return day
        return f"{day}T{hour:02}:{minute:02}:{second:02}{_zone(found[7])}"
    return None


def _zone(zone: str | None) -> str:
    if not zone or zone == "Z":
        return zone or ""
    return zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"


def _european(text: str) -> str | None:
    found = _EUROPEAN.fullmatch(text)
    return _checked(int(found[3]), int(found[2]), int(found[1])) if found else None


def _checked(year: int, month: int, day: int) -> str | None:
    if not EARLIEST <= year <= LATEST:
        return None
    try:
        return datetime(year, month, day).date().isoformat()
    except ValueError:
        return None


def _rfc5322(text: str) -> str | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    return moment.isoformat() if EARLIEST <= moment.year <= LATEST else None


def epoch(seconds: object) -> str:
    """ISO 8601 in UTC of seconds (or milliseconds) since 1970, "" where there are none."""
    try:
        value = float(str(seconds).strip())
    except ValueError:
        return ""
    if not 0 < value < 1e14:
        return ""
    moment = datetime.fromtimestamp(value / 1000 if value > 1e11 else value, UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03}Z"


def utc(text: object) -> str:
    """The moment in text as ISO 8601 in UTC with milliseconds, "" where it is unknown."""
    written = parse(text)
    if not written:
        return ""
    moment = datetime.fromisoformat(written)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return epoch(moment.timestamp())
