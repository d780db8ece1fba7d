"""Reads the rows and records of other programs' exports, as far as a damaged file has them."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

MAX_FIELD = 5_000_000
Record = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Damage:
    """Where a file stopped being readable, in words for the user."""

    reason: str


def rows(text: str) -> Iterator[dict[str, str] | Damage]:
    """The rows of a CSV file by the names in its first line, in lower case."""
    csv.field_size_limit(MAX_FIELD)  # a highlight may be longer than the default of 128 KiB
    reader = csv.reader(io.StringIO(text.replace("\x00", ""), newline=""))
    names = [name.strip().lower() for name in next(reader, [])]
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            yield Damage(f"Line {reader.line_num} cannot be read: {error}")
            continue
        if row is None:
            return
        if any(row):
            yield dict(zip(names, row, strict=False))


def objects(text: str, key: str = "") -> Iterator[Record | Damage]:
    """The objects of a JSON array, or of the array under key, or the one object there is.

    Of a file that is cut short the whole objects come first, then the damage.
    """
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        yield from _salvaged(text, key)
        return
    if isinstance(value, dict):
        value = value.get(key, [value])
    found = value if isinstance(value, list) else []
    yield from (item for item in found if isinstance(item, dict))


def _salvaged(text: str, key: str) -> Iterator[Record | Damage]:
    inside = re.search(rf'"{key}"\s*:\s*\[', text) if key else None
    opening = inside or re.match(r"\s*\[", text)
    place, count = opening.end() if opening else len(text), 0
    decoder = json.JSONDecoder()
    while found := re.compile(r"[\s,]*(?=\{)").match(text, place):
        try:
            value, place = decoder.raw_decode(text, found.end())
        except (ValueError, RecursionError):
            break
        count += 1
        if isinstance(value, dict):
            yield value
    yield Damage(f"The file is damaged or cut short: {count} records could be read")


def text_of(record: Record, *keys: str) -> str:
    """The first text under one of the keys, stripped; "" where there is none."""
    for key in keys:
        value = record.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
    return ""


def list_of(record: Record, key: str) -> list[object]:
    value = record.get(key)
    return value if isinstance(value, list) else []


def records_of(record: Record, key: str) -> list[Record]:
    return [item for item in list_of(record, key) if isinstance(item, dict)]


def truth(record: Record, key: str) -> bool:
    """A flag as JSON writers write it: true, 1, "1", "true"."""
    return str(record.get(key)).lower() in ("true", "1", "1.0")


def words(value: object, name_key: str = "name") -> tuple[str, ...]:
    """Tags as a list of texts or of objects with a name."""
    items = value if isinstance(value, list) else []
    names = (
        item.get(name_key) or item.get("label") if isinstance(item, dict) else item
        for item in items
    )
    cleaned = (" ".join(name.split()) for name in names if isinstance(name, str))
    return tuple(dict.fromkeys(name for name in cleaned if name))
