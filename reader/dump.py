"""The full dump: everything of marks.db as plain values for JSON, and back.

Lossless: a dump loaded into a fresh store gives equal marks, tombstones, revisions and states.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from reader.db import Database, Writer
from reader.errors import FormatError
from reader.plain import mapping, mark_from_plain, mark_plain
from reader.shelf import unpacked
from reader.tables import (
    ARTICLES,
    MARKS,
    REVISIONS,
    SCHEMA_STEPS,
    TABLES,
    TEXTS,
    Row,
    Table,
    Value,
    mark_from,
    mark_row,
    storable,
)

FORMAT = "lesesal-dump"
VERSION = 1
_BYTES = {"articles": "path", "texts": "text", "languages": "name", "folders": "path"}
_OPTIONAL = {
    "language",
    "source",
    "url",
    "author",
    "date",
    "text_hash",
    "opened",
    "tag",
}
_LARGEST = 2**62
_NAMES = frozenset(table.name for table in TABLES)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading a dump did: rows added and already there by section, and (item, reason)s."""

    added: Mapping[str, int] = field(default_factory=dict)
    existing: Mapping[str, int] = field(default_factory=dict)
    skipped: tuple[tuple[str, str], ...] = ()


def dump(database: Database) -> dict[str, Any]:
    """Everything in one view of the data: a section for each table, rows as objects."""
    whole: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "schema": len(SCHEMA_STEPS),
    }
    with database.reading():
        for table in TABLES:
            rows = database.read(table, f"ORDER BY {', '.join(table.key)}")
            whole[table.name] = [_plain(table, row, database) for row in rows]
    return whole


def part(whole: Mapping[str, Any], mark_ids: Collection[str]) -> dict[str, Any]:
    """What a dump says of these marks alone: they, their earlier texts, and what they are on."""
    ids = set(mark_ids)
    marks = [mark for mark in whole[MARKS.name] if mark["id"] in ids]
    articles = {mark["article_id"] for mark in marks}
    hashes = {mark["anchor"]["text_hash"] for mark in marks if mark["anchor"]}
    kept: dict[str, Any] = {
        MARKS.name: marks,
        REVISIONS.name: [one for one in whole[REVISIONS.name] if one["mark_id"] in ids],
        ARTICLES.name: [one for one in whole[ARTICLES.name] if one["id"] in articles],
        TEXTS.name: [
            one
            for one in whole[TEXTS.name]
            if one["article_id"] in articles and one["text_hash"] in hashes
        ],
    }
    return {name: kept.get(name, []) if name in _NAMES else whole[name] for name in whole}


def _plain(table: Table, row: Row, database: Database) -> dict[str, Any]:
    if table is MARKS:
        return mark_plain(mark_from(row))
    fields: dict[str, Any] = dict(zip(table.columns, row, strict=True))
    if table is TEXTS:
        fields["text"] = unpacked(fields["text"], database.path)
    elif table.name in _BYTES:
        name = _BYTES[table.name]
        fields[name] = _plain_bytes(fields[name])
    return fields


def _plain_bytes(value: bytes) -> str | dict[str, str]:
    """A file name as text, or as base64 where it is not UTF-8."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(value).decode()}


def load(database: Database, data: object) -> Loaded:
    """Add what a dump has and the database lacks, in one transaction.

    FormatError where data is no dump at all; an entry that cannot be understood is in skipped.
    """
    skipped: list[tuple[str, str]] = []
    sections = _checked(data, skipped)
    added, existing = Counter[str](), Counter[str]()
    with database.writing() as writer:
        for table in TABLES:
            for number, entry in enumerate(_entries(sections, table.name, skipped)):
                try:
                    row = _row(table, entry)
                except ValueError as error:
                    skipped.append((f"{table.name} {number + 1}", str(error)))
                    continue
                known = database.get(table, *table.key_of(row)) is not None
                (existing if known else added)[table.name] += 1
                if not known:
                    _insert(writer, table, row)
    return Loaded(dict(added), dict(existing), tuple(skipped))


def is_dump(data: object) -> bool:
    """Whether data is a dump, of whatever version."""
    return isinstance(data, Mapping) and data.get("format") == FORMAT


def _checked(data: object, skipped: list[tuple[str, str]]) -> Mapping[str, Any]:
    if not is_dump(data):
        raise FormatError("This is not a dump of Lesesal.")
    sections = cast("Mapping[str, Any]", data)
    if sections.get("version") != VERSION:
        skipped.append(("the file", "written by another version: only what is known was read"))
    return sections


def _entries(
    sections: Mapping[str, Any], name: str, skipped: list[tuple[str, str]]
) -> Iterable[object]:
    entries = sections.get(name, [])
    if isinstance(entries, list):
        return entries
    skipped.append((name, "not a list"))
    return ()


def _insert(writer: Writer, table: Table, row: Row) -> None:
    if "counter" in table.columns:
        writer.saw(cast(int, table.column(row, "counter")))
    writer.put(table, row)


def _row(table: Table, entry: object) -> Row:
    if table is MARKS:
        return mark_row(mark_from_plain(entry))
    fields = mapping(entry, f"an entry of {table.name}")
    return tuple(_value(table, name, fields.get(name)) for name in table.columns)


def _value(table: Table, name: str, value: object) -> Value:
    """A column's value, checked against the type the column has."""
    if name == _BYTES.get(table.name):
        return _bytes(table, value)
    if value is None and name in _OPTIONAL:
        return None
    if name in _TEXT_COLUMNS:
        if isinstance(value, str):
            return storable(value)
    elif isinstance(value, int) and 0 <= value <= _LARGEST:
        return int(value)
    raise ValueError(f"no usable {name}")


_TEXT_COLUMNS = {
    *ARTICLES.columns,
    *REVISIONS.columns,
    "article_id",
    "scope",
    "tag",
    "opened",
} - {"counter"}


def _bytes(table: Table, value: object) -> bytes:
    if isinstance(value, str):
        data = storable(value).encode()
        return zlib.compress(data) if table is TEXTS else data
    if isinstance(value, Mapping) and isinstance(value.get("base64"), str):
        try:
            return base64.b64decode(value["base64"], validate=True)
        except binascii.Error as error:
            raise ValueError("no usable base64") from error
    raise ValueError("no usable name")
